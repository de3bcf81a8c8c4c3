"""Textual's driver for a browser, which ends the app with the server."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from textual.drivers.web_driver import WebDriver

from readerapp.ui.terminal.changes import Changes


class BrowserDriver(WebDriver):
    """Draws in a page that `readerapp serve` shows."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        self._changes = Changes()
        self._write = partial(self._write_if_there, self._write)

    def write(self, data: str) -> None:
        """Write what differs from what the page shows."""
        if changes := self._changes.reduced(data):
            super().write(changes)

    def forget(self, width: int, height: int) -> None:
        """Draw everything anew: the page has another size."""
        self._changes.forget(width, height)

    @staticmethod
    def _write_if_there(write: Callable[[bytes], int], data: bytes) -> int:
        with suppress(OSError):  # the server is gone: the end of the input will end the app
            return write(data)
        return 0

    def run_input_thread(self) -> None:
        """Read what the server passes on until it ends, and the app then, too."""
        super().run_input_thread()
        with suppress(RuntimeError):  # the app has ended
            self._loop.call_soon_threadsafe(self._app.exit)
