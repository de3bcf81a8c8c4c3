"""A source read as its bytes come: its papers as soon as they are there, and in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator

from readerapp.domain.paper import Paper
from readerapp.sources.bibliographies.bibtex_apart import with_relatives
from readerapp.sources.decode import Decoder
from readerapp.sources.parts.shapes import SHAPES
from readerapp.sources.parts.unpack import Broken, unpacked, what_else
from readerapp.sources.parts.window import BLOCK, Block, Window, blocks
from readerapp.sources.reading import Origin, Readable, Skip
from readerapp.sources.registry import EMPTY, LOOSE, NOT_TEXT, format_of, named_in, no_papers, papers_in

_HEAD = 1 << 16
"""Enough bytes to know a format by."""
_SAMPLE = 1 << 12
"""Enough to know an encoding by."""
_LONGEST_PAGE = 1 << 25


class Stream:
    """The papers of a source as it is read, and a line for each thing in it that could not be; once."""

    def __init__(self, file: Readable, origin: Origin, format: str | None = None, block: int = BLOCK) -> None:
        self.format = format or ""
        """What it is read as; empty until that is known."""
        self._file = file
        self._origin = origin
        self._block = block
        self._before: set[int] = set()
        self._broken: Skip | None = None

    def __iter__(self) -> Iterator[Paper | Skip]:
        file = unpacked(self._file)
        head = self._head(file)
        if (decoder := Decoder.of(head)) is None:
            yield what_else(head) or NOT_TEXT
            return
        window = Window(self._chunks(file, head, decoder))
        window.fill(self._block)
        while not window.ended and not window.text.strip():
            window.take(len(window.text))
            window.fill(self._block)
        any_paper = False
        if window.text.strip():
            for found in self._found(window):
                any_paper = True
                yield found
        if self._broken:
            yield self._broken
        elif not any_paper:
            yield no_papers(self.format) if self.format else EMPTY

    def _head(self, file: Readable) -> bytes:
        """Enough of the beginning to know what it is; all there is, if that is less."""
        head, enough = b"", _SAMPLE if self.format else _HEAD
        while len(head) < enough and (more := self._more(file, enough - len(head))):
            head += more
        return head

    def _more(self, file: Readable, size: int) -> bytes:
        try:
            return b"" if self._broken else file.read(size)
        except Broken as error:
            self._broken = Skip("", f"{error}; what came before was read")
            return b""

    def _chunks(self, file: Readable, head: bytes, decoder: Decoder) -> Iterator[str]:
        while head:
            following = self._more(file, self._block)
            if text := decoder.decode(head, last=not following):
                yield text
            head = following

    def _found(self, window: Window) -> Iterator[Paper | Skip]:
        chosen = format_of(window.text[window.at : window.at + BLOCK], self.format or None)
        if isinstance(chosen, Skip):
            yield chosen
            return
        loose = not self.format and chosen in LOOSE
        self.format = chosen
        for block in self._blocks(window):
            if isinstance(block, Skip):
                yield block
                continue
            papers, skipped = papers_in(block, chosen, self._origin, self._before)
            if not papers and loose:
                named = named_in(block, self._origin, self._before, skipped)
                self.format, papers, skipped = named or (chosen, papers, skipped)
            yield from papers
            yield from skipped

    def _blocks(self, window: Window) -> Iterator[Block | Skip]:
        """The source in parts that read like whole ones; as one if it is short, or a page."""
        shape = SHAPES.get(self.format, _no_shape)(window.text[window.at :]) if not window.ended else None
        if shape is not None:
            found = blocks(window, shape, self._block)
            yield from with_relatives(found) if self.format == "bibtex" else found
            return
        window.fill(_LONGEST_PAGE)
        if window.ended:
            yield Block(window.text[window.at :], ((1, window.line - 1),))
        else:
            yield Skip(
                "", f"over {_LONGEST_PAGE:,} characters: too long for {self.format}, which is read whole"
            )


def _no_shape(_: str) -> None:
    return None
