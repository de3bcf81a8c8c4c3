"""Reads a source as its bytes arrive: papers as soon as they are found, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

from readerapp.domain.paper import Paper
from readerapp.sources.block_papers import papers_in, papers_mentioned
from readerapp.sources.decoder import Decoder
from readerapp.sources.formats import LOOSE, format_of
from readerapp.sources.parts.window import BLOCK_CHARS, Block, Window, blocks
from readerapp.sources.results import Origin, Readable, Reading, Skip

_MAX_HEAD_BYTES = 1 << 16
"""Enough to recognise a format."""
_MAX_SAMPLE_BYTES = 1 << 12
"""Enough to recognise an encoding."""
_MAX_PAGE_CHARS = 1 << 25
_PDF = b"%PDF-"
_BINARY_PLIST = b"bplist00"
_MAX_BEFORE_PDF_BYTES = 1 << 10
_NOT_TEXT = Skip("", "not text: a picture, an archive or a program's own file")


class Stream:
    """Papers of a source, and a `Skip` for each thing left out. Can be iterated once.

    Formats made of records are read in bounded memory; pages are read whole, up to 32 million characters.
    Files compressed by gzip, bzip2 or xz are decompressed. A paper that an earlier block had is a `Repeat`.

    Raises:
        OSError: the file can't be read.
    """

    def __init__(
        self, file: Readable, origin: Origin, format: str | None = None, block: int = BLOCK_CHARS
    ) -> None:
        self.format = ""
        """The format it is read as; empty until that is known."""
        self._file = file
        self._origin = origin
        self._given = format
        self._block = block
        self._before: set[int] = set()
        self._broken: Skip | None = None

    def __iter__(self) -> Iterator[Paper | Skip]:
        from readerapp.sources.parts.compression import decompress

        file = decompress(self._file)
        head = self._head(file)
        if _is_pdf(head) and not self._given:
            return self._pdf(head, file)
        return self._text(_readable(head), file)

    def _text(self, head: bytes, file: Readable) -> Iterator[Paper | Skip]:
        """Yield the papers of a text."""
        if (decoder := Decoder.of(head)) is None:
            from readerapp.sources.parts.compression import known_binary

            yield known_binary(head) or _NOT_TEXT
            return
        window = Window(self._chunks(file, head, decoder))
        window.fill(self._block)
        while not window.ended and not window.text.strip():
            window.take(len(window.text))
            window.fill(self._block)
        any_found = False
        if window.text.strip():
            for found in self._found(window):
                any_found = True
                yield found
        if self._broken:
            yield self._broken
        elif not any_found:
            yield Skip("", f"no papers in it (read as {self.format})" if self.format else "empty")

    def _pdf(self, head: bytes, file: Readable) -> Iterator[Paper | Skip]:
        """Yield the paper that a PDF is."""
        from readerapp.sources.draft import finish
        from readerapp.sources.pdf.document import MAX_BYTES, read

        self.format = "pdf"
        data = bytearray(head)
        while len(data) <= MAX_BYTES and (more := self._more(file, self._block)):
            data += more
        found = read(data, self._origin.name)
        paper = None if isinstance(found, Skip) else finish(found, self._origin)
        if paper:
            yield paper
        elif isinstance(found, Skip):
            yield self._broken or found

    def _head(self, file: Readable) -> bytes:
        """Return enough of the beginning to recognise the source; all of it if it is shorter."""
        head, enough = b"", _MAX_SAMPLE_BYTES if self._given else _MAX_HEAD_BYTES
        while len(head) < enough and (more := self._more(file, enough - len(head))):
            head += more
        return head

    def _more(self, file: Readable, size: int) -> bytes:
        from readerapp.sources.parts.compression import DamagedFile

        try:
            return b"" if self._broken else file.read(size)
        except DamagedFile as error:
            self._broken = Skip("", f"{error}; everything before that was read")
            return b""

    def _chunks(self, file: Readable, head: bytes, decoder: Decoder) -> Iterator[str]:
        while head:
            following = self._more(file, self._block)
            if text := decoder.decode(head, last=not following):
                yield text
            head = following

    def _found(self, window: Window) -> Iterator[Paper | Skip]:
        chosen = format_of(window.text[window.at : window.at + BLOCK_CHARS], self._given)
        if isinstance(chosen, Skip):
            yield chosen
            return
        self.format = chosen
        loose = not self._given and chosen in LOOSE
        for block in self._blocks(window):
            if isinstance(block, Skip):
                yield block
                continue
            papers, skipped = papers_in(block, chosen, self._origin, self._before)
            if not papers and loose:
                mentioned, more = papers_mentioned(block, self._origin, self._before, skipped)
                if mentioned:
                    self.format, papers, skipped = "text", mentioned, more
            yield from papers
            yield from skipped

    def _blocks(self, window: Window) -> Iterator[Block | Skip]:
        """Yield the source in parts that read like whole ones; in one part if it is short or a page."""
        if not window.ended:
            from readerapp.sources.parts.bibtex_relatives import with_relatives
            from readerapp.sources.parts.shapes import shape_of

            shape = shape_of(self.format, window.text[window.at :])
            if shape is not None:
                found = blocks(window, shape, self._block)
                yield from with_relatives(found) if self.format == "bibtex" else found
                return
            window.fill(_MAX_PAGE_CHARS)
        if window.ended:
            yield Block(window.text[window.at :], ((1, window.line - 1),))
        else:
            why = f"over {_MAX_PAGE_CHARS:,} characters: too long for {self.format}, which is read whole"
            yield Skip("", why)


def _readable(head: bytes) -> bytes:
    """Return the text of a short binary file that is known to hold some, else the bytes as they are."""
    if not head.startswith(_BINARY_PLIST):
        return head
    from readerapp.sources.lists.shortcut import text_of

    return text_of(head).encode() or head


def _is_pdf(head: bytes) -> bool:
    """Return True for a PDF, which may have some bytes before its mark, as a text about PDFs has."""
    return head.startswith(_PDF) or (_PDF in head[:_MAX_BEFORE_PDF_BYTES] and b" 0 obj" in head)


def read(
    data: bytes,
    *,
    name: str,
    format: str | None = None,
    seen: str | None = None,
    listed: str | None = None,
) -> Reading:
    """Return the papers of a source, each once, and a `Skip` for each thing that could not be read.

    Content never raises.

    Args:
        data: the whole source, in any encoding.
        name: what sightings call the source.
        format: one of `formats()`; recognised by content unless given.
        seen: the time of reading (ISO, UTC).
        listed: the listing date, if it is known better than the source knows it.
    """
    found = Stream(BytesIO(data), Origin(name, seen, listed), format, block=len(data) + 1)
    papers: list[Paper] = []
    skipped: list[Skip] = []
    for one in found:
        if isinstance(one, Skip):
            skipped.append(one)
        else:
            papers.append(one)
    return Reading(tuple(papers), tuple(skipped), found.format)


def stream(
    file: Readable,
    *,
    name: str,
    format: str | None = None,
    seen: str | None = None,
    listed: str | None = None,
    is_known: Callable[[str], bool] | None = None,
) -> Stream:
    """Return the papers of an open file as they are read; the arguments are those of `read` and `Origin`."""
    return Stream(file, Origin(name, seen, listed, is_known), format)
