"""RIS, as Zotero, EndNote, Mendeley and rispy read it: https://en.wikipedia.org/wiki/RIS_(file_format).

Lines end with CR and LF, as the format demands, and no text is longer than a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readerapp.domain.people import name_parts
from readerapp.exports import Item
from readerapp.exports.bibliographies.citation_keys import with_keys
from readerapp.exports.facts import (
    OTHER,
    arxiv_number,
    comment,
    date,
    doi,
    further_urls,
    keywords,
    kind,
    page_range,
    pdf,
    publisher,
    url,
    year,
)

_END = "\r\n"
_ARXIV = "UNPB"
"""The type of what was published by its authors."""


def document(items: Iterable[Item]) -> Iterator[str]:
    """Yield the records of papers, separated by blank lines, with unique citation keys as their ids."""
    for number, (name, (type_line, lines)) in enumerate(with_keys(items, _record)):
        yield f"{_END if number else ''}{type_line}ID  - {name}{_END}{lines}ER  - {_END}"


def _record(item: Item) -> tuple[str, str]:
    """Return the line that begins the record of a paper, and its other lines."""
    found = kind(item.paper)
    type_name = _ARXIV if found is OTHER and arxiv_number(item.paper) else found.ris
    return _line("TY", type_name), "".join(_line(tag, text) for tag, text in _fields(item) if text)


def _line(tag: str, text: str) -> str:
    return f"{tag}  - {' '.join(text.split())}{_END}"


def _fields(item: Item) -> Iterator[tuple[str, str]]:
    paper = item.paper
    day, number = date(paper), arxiv_number(paper)
    first, last = page_range(paper.pages or "")
    yield "TI", paper.title
    yield from (("AU", _author(name)) for name in paper.authors)
    yield "PY", year(paper) or ""
    yield "DA", "/".join((*day.split("-"), "", "")[:4]) if "-" in day else ""
    yield "PB" if kind(paper).is_published_by else "T2", paper.venue or ""
    yield "PB", publisher(paper)
    yield from (("VL", paper.volume or ""), ("IS", paper.number or ""), ("SP", first), ("EP", last))
    yield "DO", doi(paper)
    yield from (("UR", address.replace(";", "%3B")) for address in (url(paper), *further_urls(paper)))
    yield "L1", pdf(paper)
    if number:
        yield from (("DB", "arXiv"), ("AN", f"arXiv:{number}"))
    yield "AB", paper.abstract
    yield from (("KW", word) for word in keywords(item))
    yield "N1", comment(paper)


def _author(name: str) -> str:
    """Return `van den Berg, Jan` or `King, Martin Luther, Jr.`; a group's name without commas."""
    parts = name_parts(name)
    if parts.is_group:
        return parts.family.replace(",", "")
    return ", ".join(filter(None, (parts.whole_family, parts.given, parts.suffix)))
