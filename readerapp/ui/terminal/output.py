"""Output to the terminal, in its own encoding; dropped once the terminal is gone."""

from __future__ import annotations

from collections.abc import Callable
from select import select
from typing import IO

from readerapp.ui.terminal.encoding import charset, encodable, is_unicode


class Output:
    """A text stream that never raises: the first failed write calls `gone`."""

    def __init__(self, stream: IO[str], gone: Callable[[], object]) -> None:
        self._stream = stream
        self._gone = gone
        self._is_gone = False
        self.written = 0
        """How many texts were written."""
        encoding = charset(stream)
        self._encoding = None if is_unicode(encoding) else encoding

    def write(self, text: str) -> None:
        """Write text, and send it to the terminal."""
        self._try(lambda: self._write(text))
        self.flush()
        self.written += 1

    def is_ready(self) -> bool:
        """Return True if the terminal takes more now."""
        try:
            return bool(select([], [self._stream], [], 0)[1])
        except (OSError, ValueError):  # gone, or not a file that can be asked
            return False

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
