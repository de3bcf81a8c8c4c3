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
from readerapp.sources.results import Skip
from readerapp.sources.xml_text import find, read_elements, text, texts

_TITLES = ("title", "secondary-title", "alt-title")
_ELSEWHERE = ("accession-num", "custom7", "notes", "remote-database-name")


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the records of a library."""
    yield from read_elements(source, frozenset({"record"}), _draft)


def _draft(record: Element, _: dict[str, str]) -> Draft:
    title, *venues = [text(record, "titles", tag) for tag in _TITLES]
    urls = [texts(record, "urls", kind, "url") for kind in ("related-urls", "pdf-urls", "web-urls")]
    kind = find(record, "ref-type")
    return Draft(
        title=title,
        abstract=text(record, "abstract"),
        authors=[spoken_name(name) for name in texts(record, "contributors", "authors", "author")],
        urls=[url for kind in urls for url in kind],
        arxiv=next((found for tag in _ELSEWHERE if (found := arxiv_in(text(record, tag)))), None),
        doi=text(record, "electronic-resource-num"),
        published=_date(record),
        keywords=texts(record, "keywords", "keyword"),
        venue=next(filter(None, (text(record, "periodical", "full-title"), *venues)), None),
        volume=text(record, "volume"),
        number=text(record, "number"),
        pages=text(record, "pages"),
        extra={
            "type": kind.get("name") if kind is not None else None,
            "citation_key": text(record, "label"),
            "comment": text(record, "notes"),
        },
    )


def _date(record: Element) -> str | None:
    year = text(record, "dates", "year")
    day = text(record, "dates", "pub-dates", "date")
    whole = parse_date(day) or parse_date(f"{day} {year}")
    return whole if whole and whole.startswith(year or "?") else parse_date(year)
