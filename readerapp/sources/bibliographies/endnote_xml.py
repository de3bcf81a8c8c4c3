"""EndNote's XML export.

Format: `RSXML.dtd`, which comes with EndNote; https://support.clarivate.com/Endnote.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from readerapp.domain.ids.mentions import arxiv_in
from readerapp.domain.people import spoken_name
from readerapp.sources.dates import parse_date
from readerapp.sources.draft import Draft
from readerapp.sources.reading import Skip
from readerapp.sources.xml_text import all_of, descend, find, read_elements, text, text_of

_TITLES = ("title", "secondary-title", "alt-title")
_ELSEWHERE = ("accession-num", "custom7", "notes", "remote-database-name")


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the records of a library."""
    yield from read_elements(source, frozenset({"record"}), _draft)


def _draft(record: Element, _: dict[str, str]) -> Draft:
    titles = find(record, "titles")
    title, *venues = ["", "", ""] if titles is None else [text(titles, tag) for tag in _TITLES]
    periodical = _at(record, "periodical", "full-title")
    urls = [_of(record, "urls", kind, "url") for kind in ("related-urls", "pdf-urls", "web-urls")]
    number = text(record, "electronic-resource-num")
    return Draft(
        title=title,
        abstract=text(record, "abstract"),
        authors=[spoken_name(name) for name in _of(record, "contributors", "authors", "author")],
        urls=[url for kind in urls for url in kind],
        arxiv=next((found for tag in _ELSEWHERE if (found := arxiv_in(text(record, tag)))), None),
        doi=number,
        published=_date(record),
        keywords=_of(record, "keywords", "keyword"),
        venue=periodical or next(filter(None, venues), None),
        volume=text(record, "volume"),
        number=text(record, "number"),
        pages=text(record, "pages"),
        extra={
            "type": _kind(record),
            "citation_key": text(record, "label"),
            "comment": text(record, "notes"),
        },
    )


def _of(record: Element, *path: str) -> list[str]:
    """Return the texts of all elements at the end of a path."""
    holder = descend(record, *path[:-1])
    return [] if holder is None else [text_of(found) for found in all_of(holder, path[-1])]


def _at(record: Element, *path: str) -> str:
    found = descend(record, *path)
    return text_of(found) if found is not None else ""


def _kind(record: Element) -> str:
    kind = find(record, "ref-type")
    return kind.get("name", "") if kind is not None else ""


def _date(record: Element) -> str | None:
    year = _at(record, "dates", "year")
    day = _at(record, "dates", "pub-dates", "date")
    whole = parse_date(day) or parse_date(f"{day} {year}")
    return whole if whole and whole.startswith(year or "?") else parse_date(year)
