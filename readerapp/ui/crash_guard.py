"""What happens when something fails that nobody foresaw: one line, a file to report, and the app goes on."""

from __future__ import annotations

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

_LONGEST = 1 << 18
"""Bytes from which on the file of failures begins anew."""
_TOO_MANY, _WITHIN = 20, 5.0
"""So many failures within so many seconds come from what is drawn or done again and again: the app ends."""


class CrashGuard(_Pump):
    """Of a widget, a screen or the app: a message that can't be dealt with doesn't end it.

    What fails before it is shown for the first time still does: there would be nothing to go on with.
    """

    app: App[Any]

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            tell = getattr(self.app, "report_failure", None)
            if not (self._is_mounted and tell and tell(error)):
                raise


class ErrorLog:
    """Those of one run: written down, and told in a line each."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lately: deque[float] = deque(maxlen=_TOO_MANY)
        self.all: list[BaseException] = []

    def add(self, error: BaseException) -> str:
        """Write a failure down; a line for the reader."""
        self.all.append(error)
        self._lately.append(monotonic())
        what = shorten(clean_line(f"{type(error).__name__}: {error}"), 120)
        kept = f"; the details are in {self._path}" if self._keep(error) else ""
        return f"That went wrong ({what}){kept}"

    @property
    def too_many(self) -> bool:
        """Whether it is better to end."""
        return len(self._lately) == _TOO_MANY and self._lately[-1] - self._lately[0] < _WITHIN

    def _keep(self, error: BaseException) -> bool:
        text = "".join(traceback.format_exception(error))
        try:
            if (there := files.signature(self._path)) and there[2] > _LONGEST:
                self._path.unlink()
            files.append(self._path, f"{text}\n".encode("utf-8", "backslashreplace"))
        except OSError:
            return False
        return True
