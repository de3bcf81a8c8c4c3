"""Limits of a request; and clock, randomness and environment, injectable for tests."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import field
from types import MappingProxyType

from readerapp.domain.values import dataclass

_MEGABYTE = 1 << 20
_ARXIV = MappingProxyType({"https://export.arxiv.org": 3.0, "https://arxiv.org": 3.0})


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one `Web.get`."""

    size: int = 64 * _MEGABYTE
    """Bytes of a page, decompressed."""
    seconds: float = 120.0
    """For one URL, with all tries, redirects and waits."""
    connect: float = 10.0
    """Seconds to connect."""
    stall: float = 20.0
    """Seconds without a byte."""
    redirects: int = 5
    tries: int = 4
    backoff: float = 0.5
    """Seconds before the second try, roughly; doubled for each further one."""
    patience: float = 60.0
    """Seconds of the longest wait that a server may ask for."""
    gaps: Mapping[str, float] = field(default_factory=lambda: _ARXIV)
    """Minimum seconds between two requests, by URL of the server."""
    cache: int = 64 * _MEGABYTE
    """Bytes of cached pages."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Clock, randomness and environment, injectable for tests."""

    program: str = "readerapp"
    """The User-Agent: name, version and purpose."""
    clock: Callable[[], float] = time.monotonic
    """Monotonic seconds."""
    now: Callable[[], float] = time.time
    """Seconds since 1970."""
    sleep: Callable[[float], None] | None = None
    """None waits until `Web.cancel` at most."""
    chance: Callable[[], float] = random.random
    """A random number from 0 to 1, so that many clients don't retry at once."""
    env: Mapping[str, str] = field(default_factory=lambda: os.environ)
    """For proxies: HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY."""
