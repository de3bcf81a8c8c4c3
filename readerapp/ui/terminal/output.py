"""Output to the terminal, in its own encoding; dropped once the terminal is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from readerapp.ui.terminal.encoding import charset, encodable, is_unicode


class Output:
    """A text stream that never raises: the first failed write calls `gone`."""

    def __init__(self, stream: IO[str], gone: Callable[[], object]) -> None:
        self._stream = stream
        self._gone = gone
        self._is_gone = False
        encoding = charset(stream)
        self._encoding = None if is_unicode(encoding) else encoding

    def write(self, text: str) -> None:
        """Write text."""
        self._try(lambda: self._write(text))

    def _write(self, text: str) -> None:
        if not self._encoding:
            self._stream.write(text)
            return
        text = encodable(text, self._encoding)
        if buffer := getattr(self._stream, "buffer", None):  # the stream itself may encode differently
            buffer.write(text.encode(self._encoding))
        else:
            self._stream.write(text)

    def flush(self) -> None:
        """Send buffered text to the terminal."""
        self._try(self._stream.flush)

    def fileno(self) -> int:
        """Return the stream's file descriptor."""
        return self._stream.fileno()

    def isatty(self) -> bool:
        """Return True if the stream is a terminal."""
        return self._stream.isatty()

    def _try(self, act: Callable[[], object]) -> None:
        if self._is_gone:
            return
        try:
            act()
        except (OSError, ValueError):  # hung up, or closed
            self._is_gone = True
            self._gone()
