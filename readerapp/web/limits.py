"""How much of anything a server may take, and what the machine gives: clocks, chance, environment."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_MEGABYTE = 1 << 20
_ARXIV = MappingProxyType({"https://export.arxiv.org": 3.0, "https://arxiv.org": 3.0})


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one `Web.get`."""

    size: int = 64 * _MEGABYTE
    """Bytes of a page, unpacked."""
    seconds: float = 120.0
    """For one address: every try, redirect and wait for another try."""
    connect: float = 10.0
    """Seconds until a server takes the call."""
    stall: float = 20.0
    """Seconds without a byte."""
    redirects: int = 5
    tries: int = 4
    backoff: float = 0.5
    """Seconds before the second try, about; each further wait is twice as long."""
    patience: float = 60.0
    """The longest wait that a server may ask for, in seconds."""
    gaps: Mapping[str, float] = field(default_factory=lambda: _ARXIV)
    """Seconds from one request to the next, by an address of the server."""
    cache: int = 64 * _MEGABYTE
    """Bytes that are kept of pages for next time."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What the web is told of the machine around it."""

    program: str = "readerapp"
    """Who asks: name, version and what it is, for those who run servers."""
    clock: Callable[[], float] = time.monotonic
    """Seconds that only grow."""
    now: Callable[[], float] = time.time
    """Seconds since 1970, alike in every program."""
    sleep: Callable[[float], None] | None = None
    """None waits so that `Web.cancel` ends it."""
    chance: Callable[[], float] = random.random
    """From 0 to 1, so that many who wait don't come back at once."""
    env: Mapping[str, str] = field(default_factory=lambda: os.environ)
    """Where proxies are named: HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY."""
