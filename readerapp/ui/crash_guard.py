"""Unexpected errors: logged to a file and reported in one line, while the app goes on."""

from __future__ import annotations

import asyncio
import sys
import traceback
from collections import deque
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from readerapp.disk import files
from readerapp.domain.text import clean_line, shorten

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message
    from textual.message_pump import MessagePump

    _Pump = MessagePump
else:
    _Pump = object

_MAX_LOG_BYTES = 1 << 18
"""A longer log is started over."""
_LONG_SECONDS = 0.002
"""A message that took longer isn't followed by the next one at once."""
_MAX_ERRORS, _MAX_ERRORS_SECONDS = 20, 5.0
"""This many errors in this time mean that something fails again and again: the app ends."""


class CrashGuard(_Pump):
    """Mixin for widgets, screens and the app: an error in a message handler doesn't end the app.

    Errors before the node is first shown still do: there would be nothing to go on with. Nor does a row of
    long messages keep the app from taking keys.
    """

    app: App[Any]

    async def _dispatch_message(self, message: Message) -> None:
        began = monotonic()
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if self.app._exit and not self._is_mounted:
                return  # opened while the app ends: Textual gives it no widgets any more
            report = getattr(self.app, "report_failure", None)
            if not (self._is_mounted and report and report(error)):
                raise
        if monotonic() - began > _LONG_SECONDS:
            await asyncio.sleep(0)  # a node would handle all its messages at once: keys go first


class ErrorLog:
    """The unexpected errors of one run, written to a log file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._recent: deque[float] = deque(maxlen=_MAX_ERRORS)
        self.all: list[BaseException] = []

    def add(self, error: BaseException) -> str:
        """Log an error. Return a line for the reader."""
        self.all.append(error)
        sys.audit("readerapp.failed", error)  # for `--log`
        self._recent.append(monotonic())
        what = shorten(clean_line(f"{type(error).__name__}: {error}"), 120)
        details = f"; details in {self._path}" if self._write(error) else ""
        return f"Something went wrong ({what}){details}"

    @property
    def too_many(self) -> bool:
        """True if errors come so fast that the app should end."""
        recent = self._recent
        return len(recent) == _MAX_ERRORS and recent[-1] - recent[0] < _MAX_ERRORS_SECONDS

    def _write(self, error: BaseException) -> bool:
        text = "".join(traceback.format_exception(error))
        try:
            if (there := files.signature(self._path)) and there[2] > _MAX_LOG_BYTES:
                self._path.unlink()
            files.append(self._path, f"{text}\n".encode("utf-8", "backslashreplace"))
        except OSError:
            return False
        return True
