"""What goes to the terminal: in its own encoding, and to nowhere once it is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from readerapp.ui.terminal.encoding import charset, encodable, is_unicode


class Output:
    """The stream that is drawn on. Never raises: where it can't be written, `gone` is called, once."""

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
        said = encodable(text, self._encoding)
        if buffer := getattr(self._stream, "buffer", None):  # it may have another encoding for itself
            buffer.write(said.encode(self._encoding))
        else:
            self._stream.write(said)

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
