"""Records of no named format: objects with a title and whatever else their makers called things."""

from __future__ import annotations

from collections.abc import Iterator

from readerapp.domain.keys import arxiv_id
from readerapp.sources.draft import Draft
from readerapp.sources.json_text import read_records
from readerapp.sources.json_values import Record, names, number, strings, text
from readerapp.sources.markup_text import without_markup
from readerapp.sources.reading import Skip

_TITLES = ("title", "Title", "paper_title", "name")
_ABSTRACTS = ("abstract", "Abstract", "summary", "description")
_IDS = ("arxiv_id", "arxiv", "arxivId", "arXiv", "id", "eprint", "paper_id", "key")
_URLS = (
    *("url", "URL", "link", "links", "paper_url", "arxiv_url", "abs_url", "doc_url", "pdf", "pdf_url"),
    *(
        "code",
        "code_url",
        "github",
        "github_url",
        "repo",
        "repo_url",
        "repository",
        "project",
        "project_page",
        "entry_id",
    ),
)
_DATES = (
    "published",
    "published_at",
    "publishedAt",
    "publication_date",
    "date",
    "update_date",
    "year",
    "Year",
)
_VENUES = ("venue", "journal", "journal_ref", "journal-ref", "conference", "booktitle", "Venue")
_KNOWN = frozenset(
    (*_TITLES, *_ABSTRACTS, *_IDS, *_URLS, *_DATES, *_VENUES, "authors", "author", "doi", "DOI")
)
_KNOWN |= {
    "keywords",
    "tags",
    "upvotes",
    "votes",
    "stars",
    "listed",
    "listed_on",
    "author_list",
    "authors_parsed",
}


def read(source: str) -> Iterator[Draft | Skip]:
    """The records that have a title."""
    yield from read_records(source, loose_draft, _is_record)


def _is_record(record: Record) -> bool:
    return bool(text(record, *_TITLES)) and not any(
        isinstance(value, list) and value and isinstance(value[0], dict) and "title" in value[0]
        for value in record.values()
    )


def loose_draft(record: Record) -> Draft:
    """The paper of an object, its fields told by their names; unknown ones with simple values are kept."""
    ids = [text(record, name) for name in _IDS if name in record]
    return Draft(
        title=without_markup(text(record, *_TITLES)),
        abstract=without_markup(text(record, *_ABSTRACTS)),
        authors=names(record.get("author_list") or record.get("authors") or record.get("author")),
        urls=[url for name in _URLS if name in record for url in _urls(record[name])],
        arxiv=next((found for identifier in ids if (found := arxiv_id(identifier))), None),
        doi=text(record, "doi", "DOI") or None,
        published=text(record, *_DATES) or None,
        listed=text(record, "listed", "listed_on") or None,
        upvotes=number(record, "upvotes", "votes"),
        stars=number(record, "stars"),
        keywords=strings(record.get("keywords") or record.get("tags") or record.get("categories")),
        venue=text(record, *_VENUES) or None,
        extra={name: value for name, value in record.items() if name not in _KNOWN and _is_simple(value)},
    )


def _urls(value: object) -> list[str]:
    if isinstance(value, dict):
        return [url for held in value.values() for url in strings(held)]
    return strings(value)


def _is_simple(value: object) -> bool:
    if isinstance(value, list):
        return len(value) <= 50 and all(isinstance(item, str) for item in value)
    return isinstance(value, str | int | float) and value != ""
