"""Zotero's items as JSON: its web API, its exports, and Better BibTeX's.

Format: https://www.zotero.org/support/dev/web_api/v3/basics, https://api.zotero.org/schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readerapp.domain.people import names_in
from readerapp.sources.bibliographies.field_ids import arxiv_number, doi_number
from readerapp.sources.dates import parse_date
from readerapp.sources.draft import Draft
from readerapp.sources.json_text import read_records
from readerapp.sources.json_values import Record, child, records, text
from readerapp.sources.markup_text import without_markup
from readerapp.sources.results import Skip

_VENUES = tuple(
    """
    publicationTitle proceedingsTitle bookTitle conferenceName university institution meetingName
    encyclopediaTitle dictionaryTitle websiteTitle blogTitle repository
    """.split()
)
NO_WORKS = frozenset(("attachment", "note", "annotation"))
"""Types of items that belong to a work but aren't one."""

_CITATION_KEY = re.compile(r"(?im)^\s*citation key:\s*(\S+)")
_WRITERS = ("author", "presenter", "inventor", "programmer", "artist", "editor")
_KEPT = {
    "itemType": "type",
    "language": "language",
    "publisher": "publisher",
    "ISBN": "isbn",
    "ISSN": "issn",
    "extra": "comment",
    "citationKey": "citation_key",
}


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the works among the items."""
    yield from read_records(source, _draft, _is_item)


def _is_item(record: Record) -> bool:
    return isinstance(record.get("itemType"), str) or isinstance(child(record, "data").get("itemType"), str)


def _draft(record: Record) -> Draft | None:
    item = child(record, "data") or record
    if item.get("itemType") in NO_WORKS:
        return None
    fields = {name: value for name, value in item.items() if isinstance(value, str)}
    extra = fields.get("extra", "")
    numbers = (fields.get(name, "") for name in ("archiveID", "archiveLocation", "number", "reportNumber"))
    titled = fields.get("publicationTitle", "")
    venue = next((fields[name] for name in _VENUES if fields.get(name)), "")
    if "citationKey" not in fields and (key := _CITATION_KEY.search(extra)):
        fields["citationKey"] = key[1]
    return Draft(
        title=without_markup(text(item, "title", "caseName", "subject")),
        abstract=without_markup(fields.get("abstractNote", "")),
        authors=_people(item),
        urls=[fields["url"]] if fields.get("url") else [],
        arxiv=arxiv_number((*numbers, titled), extra),
        doi=fields.get("DOI") or doi_number(extra),
        published=parse_date(fields.get("date", "").removesuffix("-00").removesuffix("-00")),
        keywords=[text(tag, "tag", "name") for tag in records(item.get("tags"))],
        venue=without_markup(venue),
        volume=fields.get("volume", ""),
        number=fields.get("issue", ""),
        pages=fields.get("pages", ""),
        extra={new: fields.get(old) for old, new in _KEPT.items()},
    )


def _people(item: Record) -> list[str]:
    """Return the authors, or whoever made a work of its kind."""
    creators = list(records(item.get("creators")))
    kinds = [text(creator, "creatorType") or "author" for creator in creators]
    for wanted in _WRITERS:
        if wanted in kinds:
            return names_in([one for one, kind in zip(creators, kinds, strict=True) if kind == wanted])
    return names_in(creators)
