"""One line on standard error that says how far something is, where a person looks on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Self

from readerapp.cli.screen import fit, width
from readerapp.domain.text import clean_line

_CLEAR = "\r\x1b[K"


class Ticker:
    """Shows the last thing said until the next, and nothing in the end; silent where nobody looks."""

    def __init__(self) -> None:
        self._seen = sys.stderr.isatty()
        self._shown = False

    def say(self, text: str) -> None:
        """Show a line in place of the one before."""
        if self._seen:
            self._write(_CLEAR + fit(clean_line(text), width(sys.stderr, os.environ) - 1))
            self._shown = True

    def part(self, what: str) -> Callable[[float], None]:
        """What shows how much of a job is done: `indexing 40 %`."""
        return lambda part: self.say(f"{what} {min(99, int(part * 100))} %")

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
