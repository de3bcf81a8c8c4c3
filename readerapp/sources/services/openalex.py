"""OpenAlex works, whose abstracts are inverted indexes.

Format: https://docs.openalex.org/api-entities/works/work-object.
"""

from __future__ import annotations

from collections.abc import Iterator

from readerapp.domain.people import names_in
from readerapp.sources.draft import Draft
from readerapp.sources.json_text import read_records
from readerapp.sources.json_values import Record, child, number, records, text
from readerapp.sources.markup_text import without_markup
from readerapp.sources.results import Skip

_MAX_ABSTRACT_WORDS = 100_000


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the works of an API response."""
    yield from read_records(source, _draft, _is_work)


def _is_work(record: Record) -> bool:
    return "abstract_inverted_index" in record or "authorships" in record or "primary_location" in record


def _draft(work: Record) -> Draft:
    place = child(work, "primary_location")
    best = child(work, "best_oa_location")
    issue = child(work, "biblio")
    authors = [{**child(item, "author"), **item} for item in records(work.get("authorships"))]
    locations = [place, best, *records(work.get("locations"))]
    urls = [text(location, name) for location in locations for name in ("landing_page_url", "pdf_url")]
    return Draft(
        title=without_markup(text(work, "title", "display_name")),
        abstract=_abstract(work.get("abstract_inverted_index")),
        authors=names_in(authors),
        urls=urls,
        doi=text(work, "doi") or text(child(work, "ids"), "doi"),
        published=text(work, "publication_date", "publication_year"),
        keywords=[text(item, "display_name", "keyword") for item in records(work.get("keywords"))],
        venue=text(child(place, "source"), "display_name") or text(child(work, "host_venue"), "display_name"),
        volume=text(issue, "volume"),
        number=text(issue, "issue"),
        pages="-".join(filter(None, (text(issue, "first_page"), text(issue, "last_page")))),
        extra={
            "citations": number(work, "cited_by_count"),
            "openalex": text(work, "id"),
            "type": text(work, "type"),
        },
    )


def _abstract(index: object) -> str:
    """Return the abstract of an inverted index."""
    if not isinstance(index, dict):
        return ""
    words: dict[int, str] = {}
    for word, places in index.items():
        for place in places if isinstance(places, list) else ():
            if isinstance(place, int) and 0 <= place < _MAX_ABSTRACT_WORDS:
                words[place] = str(word)
    return without_markup(" ".join(words[place] for place in sorted(words)))
