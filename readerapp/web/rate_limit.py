"""Rate limits of servers, shared by all of the reader's programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from readerapp.disk import files
from readerapp.disk.lock import Lock
from readerapp.domain.errors import Unwritable
from readerapp.web.guard import host_and_port

_PATIENCE_SECONDS = 10
_MAX_QUEUED_TURNS = 20
"""A later turn means that the clock was set back."""


class RateLimit:
    """Spaces requests to a server by at least the seconds in `gaps`, by URL of the server."""

    def __init__(self, folder: Path, gaps: Mapping[str, float], now: Callable[[], float]) -> None:
        self._file = folder / "turns.json"
        self._gaps = {_name(url): gap for url, gap in gaps.items()}
        self._now = now
        self._next: dict[str, float] = {}

    def wait(self, url: str) -> float:
        """Take the next turn at the server of `url`, and return the seconds until then."""
        host = _name(url)
        gap = self._gaps.get(host)
        if gap is None:
            return 0.0
        try:
            return self._shared(host, gap)
        except (OSError, Unwritable):  # fetching works without a cache
            return self._turn(self._next, host, gap)

    def _shared(self, host: str, gap: float) -> float:
        with Lock(self._file.with_suffix(".lock"), _PATIENCE_SECONDS).held():
            turns = self._read()
            turns[host] = max(turns.get(host, 0.0), self._next.get(host, 0.0))
            wait = self._turn(turns, host, gap)
            self._next[host] = turns[host]
            files.replace(self._file, [json.dumps(turns).encode()], durable=False)
        return wait

    def _read(self) -> dict[str, float]:
        try:
            held = json.loads(self._file.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(held, dict):
            return {}
        return {host: float(turn) for host, turn in held.items() if isinstance(turn, int | float)}

    def _turn(self, turns: dict[str, float], host: str, gap: float) -> float:
        now = self._now()
        turn = max(now, turns.get(host, 0.0))
        if turn > now + _MAX_QUEUED_TURNS * gap:
            turn = now
        turns[host] = turn + gap
        return turn - now


def _name(url: str) -> str:
    host, port = host_and_port(url)
    return f"{host}:{port}"
