"""One line on standard error that says how far something is, where a person looks on."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from readerapp.domain.text import clean_line, shorten

_CLEAR = "\r\x1b[K"
_WIDTH = 100


class Ticker:
    """Shows the last thing said until the next, and nothing in the end; silent where nobody looks."""

    def __init__(self) -> None:
        self._seen = sys.stderr.isatty()
        self._shown = False

    def say(self, text: str) -> None:
        """Show a line in place of the one before."""
        if self._seen:
            self._write(_CLEAR + shorten(clean_line(text), _WIDTH))
            self._shown = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._write(_CLEAR)

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
