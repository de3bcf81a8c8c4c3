"""A book of papers for the e-reader: abstracts, facts, links and the reader's notes.

EPUB 3.2, which readers of 3.3 and, by its `toc.ncx`, those of 2 open as well:
https://www.w3.org/publishing/epub32/epub-spec.html.

The same papers give the same bytes: the book's identifier and dates are taken from them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

from readerapp.exports import Item
from readerapp.exports.books.package import CONTAINER, Book, Chapter, contents, ncx, package
from readerapp.exports.books.pages import STYLESHEET, chapter, nothing, page, title_of

_MAX_PAGE_CHARACTERS = 120_000
"""E-readers lay out a page as a whole, and are slow with those of more than about 250 kB."""
_CHUNK_BYTES = 1 << 20
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP archive can hold."""


def document(items: Iterable[Item]) -> Iterator[bytes]:
    """Yield a book with a chapter for each paper, in their order, and a table of contents."""
    book = Book()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        # The first file, and not compressed: programs know the kind of the archive by its place.
        _write(archive, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        _write(archive, "META-INF/container.xml", CONTAINER)
        _write(archive, "EPUB/style.css", STYLESHEET)
        for number, (entries, text) in enumerate(_pages(items, book), 1):
            name = f"papers-{number:04}.xhtml"
            _write(archive, f"EPUB/{name}", text)
            book.pages.append((name, entries))
        _write(archive, "EPUB/contents.xhtml", contents(book))
        _write(archive, "EPUB/toc.ncx", ncx(book))
        _write(archive, "EPUB/package.opf", package(book))
    view = file.getbuffer()
    for start in range(0, len(view), _CHUNK_BYTES):
        yield bytes(view[start : start + _CHUNK_BYTES])


def _write(archive: zipfile.ZipFile, name: str, text: str, how: int = zipfile.ZIP_DEFLATED) -> None:
    about = zipfile.ZipInfo(name, _FIRST_DAY)
    about.external_attr = 0o644 << 16
    archive.writestr(about, text.encode("utf-8"), how)


def _pages(items: Iterable[Item], book: Book) -> Iterator[tuple[list[Chapter], str]]:
    """Yield the chapters of each page with its text; each page as long as e-readers like them."""
    entries, texts, size = list[Chapter](), list[str](), 0
    for item in items:
        entry = Chapter(f"p{len(book.keys) + 1}", title_of(item.paper))
        book.include(item, entry.title)
        text = chapter(item, entry.id)
        if size and size + len(text) > _MAX_PAGE_CHARACTERS:
            yield entries, page(entries[0].title, texts)
            entries, texts, size = [], [], 0
        entries.append(entry)
        texts.append(text)
        size += len(text)
    if not book.keys:
        entries, texts = [Chapter("none", "No papers")], [nothing("none")]
    yield entries, page(entries[0].title, texts)
