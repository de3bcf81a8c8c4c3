"""Work that may hang, in its own thread, with a deadline."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from urllib3.connection import HTTPConnection

T = TypeVar("T")


class TimeUp(Exception):
    """The work missed its deadline."""


class BrokenOff(Exception):
    """The work was broken off."""


class Call(Generic[T]):
    """Work in another thread: no slow lookup or stalled server can block the caller."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._broken_off = False
        self._connection: HTTPConnection | None = None
        self._result: T | None = None
        self._error: BaseException | None = None
        self._done = False

    def run(self, work: Callable[[], T], seconds: float) -> T:
        """Run `work`, and return or raise what it does.

        Raises:
            TimeUp: it took longer than `seconds`.
            BrokenOff: `break_off` was called.
        """
        threading.Thread(target=self._work, args=(work,), daemon=True, name="web").start()
        self._over.wait(max(0.0, seconds))
        if self._broken_off:
            raise BrokenOff
        if not self._done:
            self._shut_down()
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

    def watch(self, connection: HTTPConnection) -> None:
        """Set the connection to shut down when the work is broken off."""
        self._connection = connection

    def break_off(self) -> None:
        """Make `run` raise `BrokenOff` at once. May be called from any thread."""
        self._broken_off = not self._done
        self._over.set()
        self._shut_down()

    def _shut_down(self) -> None:
        # Closing would leave the reading thread blocked; shutting down wakes it.
        sock = self._connection.sock if self._connection else None
        if sock is not None:
            with contextlib.suppress(OSError, ValueError):
                sock.shutdown(socket.SHUT_RDWR)
