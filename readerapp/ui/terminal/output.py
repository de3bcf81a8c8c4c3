"""What goes to the terminal: in its own encoding, and to nowhere once it is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from readerapp.ui.terminal.signs import charset, fitting, says_all


class Output:
    """The stream that is drawn on. Never raises: where it can't be written, `gone` is called, once."""

    def __init__(self, stream: IO[str], gone: Callable[[], object]) -> None:
        self._stream = stream
        self._gone = gone
        self._is_gone = False
        encoding = charset(stream)
        self._encoding = None if says_all(encoding) else encoding

    def write(self, text: str) -> None:
        """Write text."""
        self._try(lambda: self._stream.write(fitting(text, self._encoding) if self._encoding else text))

    def flush(self) -> None:
        """Bring it all to the terminal."""
        self._try(self._stream.flush)

    def fileno(self) -> int:
        """Of the stream."""
        return self._stream.fileno()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._stream.isatty()

    def _try(self, act: Callable[[], object]) -> None:
        if self._is_gone:
            return
        try:
            act()
        except (OSError, ValueError):  # hung up, or closed
            self._is_gone = True
            self._gone()
