"""A piece of work that may hang, in a thread of its own, so that nobody waits for it longer than wanted."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from urllib3.connection import HTTPConnection

T = TypeVar("T")


class TimeUp(Exception):
    """The work took longer than it may."""


class BrokenOff(Exception):
    """Somebody broke the work off."""


class Call(Generic[T]):
    """Work under way. No name that isn't found, no server that drips or stalls can hold the caller."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._broken_off = False
        self._line: HTTPConnection | None = None
        self._result: T | None = None
        self._error: BaseException | None = None
        self._done = False

    def run(self, work: Callable[[], T], seconds: float) -> T:
        """What `work` returns or raises.

        Raises:
            TimeUp: not within `seconds`.
            BrokenOff: `break_off` was called.
        """
        threading.Thread(target=self._work, args=(work,), daemon=True, name="web").start()
        self._over.wait(max(0.0, seconds))
        if self._broken_off:
            raise BrokenOff
        if not self._done:
            self._hang_up()
            raise TimeUp
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]

    def _work(self, work: Callable[[], T]) -> None:
        try:
            self._result = work()
        except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
            self._error = error
        self._done = True
        self._over.set()

    def watch(self, line: HTTPConnection) -> None:
        """Hang this connection up when the work is broken off."""
        self._line = line

    def break_off(self) -> None:
        """Let `run` raise `BrokenOff` at once. From any thread."""
        self._broken_off = not self._done
        self._over.set()
        self._hang_up()

    def _hang_up(self) -> None:
        # Closing would leave the reading thread where it is; shutting down wakes it.
        sock = self._line.sock if self._line else None
        if sock is not None:
            with contextlib.suppress(OSError, ValueError):
                sock.shutdown(socket.SHUT_RDWR)
