"""The line on standard error that shows a person how far a long job is."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Self

from readerapp.cli.terminal import DUMB, fit, terminal_width
from readerapp.domain.text import clean_line

_CLEAR = "\r\x1b[K"


class ProgressLine:
    """One line, rewritten in place and cleared at the end.

    Shown only if standard error is a terminal, and not a dumb one.
    """

    def __init__(self) -> None:
        self._visible = sys.stderr.isatty() and os.environ.get("TERM") not in DUMB
        self._shown = False

    def show(self, text: str) -> None:
        """Replace the line."""
        if self._visible:
            self._write(_CLEAR + fit(clean_line(text), terminal_width(sys.stderr, os.environ) - 1))
            self._shown = True

    def percent(self, job: str) -> Callable[[float], None]:
        """Return a function that takes the part done, 0 to 1, and shows it: `indexing 40%`."""

        def show(part: float) -> None:
            from readerapp.actions.progress import percent  # most calls are done before they show any

            self.show(f"{job} {percent(min(0.99, part))}")

        return show

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
