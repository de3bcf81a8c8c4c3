"""What holds the pages of a book together: package document, table of contents, and that of EPUB 2.

https://www.w3.org/publishing/epub32/epub-packages.html; NCX: https://idpf.org/epub/20/spec/OPF_2.0.1_draft.htm.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import field
from datetime import UTC, datetime

from readerapp.domain.values import dataclass
from readerapp.exports import Item
from readerapp.exports.books.pages import page
from readerapp.exports.books.xhtml import escape

CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_PACKAGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{id}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:language>en</dc:language>
<dc:creator>readerapp</dc:creator>
<meta property="dcterms:modified">{modified}</meta>
</metadata>
<manifest>
<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="style" href="style.css" media-type="text/css"/>
{manifest}</manifest>
<spine toc="ncx">
<itemref idref="contents"/>
{spine}</spine>
</package>
"""
_NCX = """\
<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="en">
<head>
<meta name="dtb:uid" content="{id}"/>
<meta name="dtb:depth" content="1"/>
<meta name="dtb:totalPageCount" content="0"/>
<meta name="dtb:maxPageNumber" content="0"/>
</head>
<docTitle><text>{title}</text></docTitle>
<navMap>
{points}</navMap>
</ncx>
"""
_MAX_LISTED = 2000
"""E-readers, and epubcheck too, read a table of contents of many thousand lines slowly or not at all."""
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter in the table of contents."""

    id: str
    """Its id within its page."""
    title: str


@dataclass
class Book:
    """What the pages of a book come to, while they are written."""

    keys: list[str] = field(default_factory=list)
    first_title: str = ""
    changed: datetime = _NEVER
    """The latest time at which anything in it changed."""
    pages: list[tuple[str, list[Chapter]]] = field(default_factory=list)
    """File name and chapters of each page."""

    def include(self, item: Item, title: str) -> None:
        """Count one more paper in."""
        paper = item.paper
        self.first_title = self.first_title or title
        self.keys.append(paper.key)
        seen = (sighting.seen for sighting in paper.sightings)
        self.changed = max(self.changed, *map(_time, (paper.added, *seen, *item.state.changed.values())))

    @property
    def title(self) -> str:
        """The title of the only paper, else how many there are, and the day of the last change."""
        if len(self.keys) < 2:
            return self.first_title or "No papers"
        return f"{len(self.keys):,} papers, {self.changed:%Y-%m-%d}"

    @property
    def id(self) -> str:
        """An identifier that a book of the same papers has again."""
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, escape(' '.join(sorted(self.keys))))}"

    @property
    def entries(self) -> Iterator[tuple[str, str]]:
        """The address and the title of each chapter; of more than e-readers list, of each page's first."""
        start = 1
        for name, chapters in self.pages:
            if len(self.keys) > _MAX_LISTED:
                end = start + len(chapters) - 1
                yield f"{name}#{chapters[0].id}", escape(f"{start:,}–{end:,}: {chapters[0].title}")
                start = end + 1
            else:
                yield from ((f"{name}#{chapter.id}", escape(chapter.title)) for chapter in chapters)


def _time(text: str | None) -> datetime:
    try:
        time = datetime.fromisoformat(text or "")
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return _NEVER


def contents(book: Book) -> str:
    """Return the table of contents, which is also the first page."""
    points = "".join(
        f'<li dir="auto"><a href="{address}">{title}</a></li>\n' for address, title in book.entries
    )
    listed = f'<nav epub:type="toc" id="toc">\n<h1>Contents</h1>\n<ol>\n{points}</ol>\n</nav>\n'
    return page(book.title, (listed,))


def ncx(book: Book) -> str:
    """Return the table of contents for readers of EPUB 2."""
    points = "".join(
        f'<navPoint id="n{number}" playOrder="{number}"><navLabel><text>{title}</text></navLabel>'
        f'<content src="{address}"/></navPoint>\n'
        for number, (address, title) in enumerate(book.entries, 1)
    )
    return _NCX.format(id=book.id, title=escape(book.title), points=points)


def package(book: Book) -> str:
    """Return the package document: what the book is called, its files, and their order."""
    pages = [(f"page{number}", name) for number, (name, _) in enumerate(book.pages, 1)]
    return _PACKAGE.format(
        id=book.id,
        title=escape(book.title),
        modified=f"{book.changed:%Y-%m-%dT%H:%M:%SZ}",
        manifest="".join(
            f'<item id="{id}" href="{name}" media-type="application/xhtml+xml"/>\n' for id, name in pages
        ),
        spine="".join(f'<itemref idref="{id}"/>\n' for id, _ in pages),
    )
