"""CSL-JSON, as Zotero and citation styles use it, and the works of Crossref's API.

Formats: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html,
https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from readerapp.domain.people import names_in
from readerapp.sources.bibliographies.field_ids import arxiv_number, doi_number
from readerapp.sources.draft import Draft
from readerapp.sources.json_text import read_records
from readerapp.sources.json_values import Record, child, date_parts, number, records, strings, text
from readerapp.sources.markup_text import without_markup
from readerapp.sources.results import Skip

_DATES = ("issued", "published", "published-print", "published-online", "posted", "created")


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the items of a library, or the works of an API response."""
    yield from read_records(source, _draft, _is_item)


def _is_item(record: Record) -> bool:
    return "title" in record and not isinstance(record.get("items"), list)


def _draft(item: Record) -> Draft:
    title = text(item, "title", "original-title")
    if (subtitle := text(item, "subtitle")) and subtitle.casefold() not in title.casefold():
        title = f"{title}: {subtitle}"
    links = [
        text(link, "URL")
        for link in records(item.get("link"))
        if text(link, "content-type") == "application/pdf"
    ]
    venue = text(item, "container-title", "event-title", "publisher") or text(child(item, "event"), "name")
    return Draft(
        title=without_markup(title),
        abstract=without_markup(text(item, "abstract")),
        authors=names_in(item.get("author")) or names_in(item.get("editor")),
        urls=[text(item, "URL"), *links],
        arxiv=_arxiv(item),
        doi=text(item, "DOI") or doi_number(text(item, "note")),
        published=next((date for name in _DATES if (date := date_parts(item.get(name)))), None),
        keywords=_keywords(item),
        venue=without_markup(venue),
        volume=text(item, "volume"),
        number=text(item, "issue"),
        pages=text(item, "page"),
        extra={
            "citation_key": text(item, "citation-key", "citation-label"),
            "type": text(item, "type"),
            "publisher": text(item, "publisher"),
            "comment": text(item, "note"),
            "language": text(item, "language"),
            "citations": number(item, "is-referenced-by-count"),
        },
    )


def _arxiv(item: Record) -> str | None:
    number = text(item, "number", "archive_location", "archive-location")
    kept = number if "arxiv" in (number + text(item, "archive", "publisher", "source")).lower() else ""
    return arxiv_number((kept, text(item, "container-title")), text(item, "note"))


def _keywords(item: Record) -> list[str]:
    if isinstance(keyword := item.get("keyword"), str):
        return [part.strip() for part in keyword.split(";" if ";" in keyword else ",")]
    return strings(item.get("subject")) if isinstance(item.get("subject"), list) else []
