"""What goes to the terminal: in its own encoding, and to nowhere once it is gone."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import IO

from rich.cells import cell_len

from readerapp.ui.glyphs import TWINS


def says_all(encoding: str | None) -> bool:
    """Whether every character has a place in an encoding."""
    try:
        return codecs.lookup(encoding or "ascii").name.startswith("utf")
    except LookupError:
        return False


def fitting(text: str, encoding: str) -> str:
    """`text` with what the encoding has no place for in other characters, as wide as they were."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_fitting(character, encoding) for character in text)
    return text


def _fitting(character: str, encoding: str) -> str:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return TWINS.get(character) or "?" * cell_len(character)
    return character


class Output:
    """The stream that is drawn on. Never raises: where it can't be written, `gone` is called, once."""

    def __init__(self, stream: IO[str], gone: Callable[[], object]) -> None:
        self._stream = stream
        self._gone = gone
        self._is_gone = False
        encoding = getattr(stream, "encoding", None) or "ascii"
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
