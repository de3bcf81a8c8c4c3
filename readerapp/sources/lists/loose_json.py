"""JSON records in no particular format: objects with a title and other fields under any names.

Among them arXiv's metadata snapshot (https://www.kaggle.com/datasets/Cornell-University/arxiv), dumps of
Papers with Code, OpenReview's notes, and responses of DBLP and bioRxiv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from itertools import chain
from typing import Any

from readerapp.domain.carried_state import from_record_with_state
from readerapp.domain.ids.parsing import arxiv_id, doi
from readerapp.domain.people import names_in
from readerapp.domain.record import is_own
from readerapp.sources.dates import iso_only
from readerapp.sources.draft import Draft
from readerapp.sources.json_text import read_records
from readerapp.sources.json_values import Record, number, records, strings, text
from readerapp.sources.markup_text import without_markup
from readerapp.sources.results import Skip

_TITLES = tuple("title Title paper_title name display_name".split())
_ABSTRACTS = tuple("abstract Abstract summary abstractNote description short_abstract".split())
_SUMMARIES = tuple("tldr TLDR TL;DR tl_dr ai_summary".split())
_PEOPLE = tuple("author_list authors author creators Authors".split())
_IDS = tuple("arxiv_id arxiv arxivId arXiv id eprint paper_id paper_arxiv_id key".split())
_DATES = tuple("published published_at publishedAt publication_date date year Year update_date".split())
_VENUES = tuple(
    """
    venue journal journal_ref journal-ref publicationTitle proceeding proceedings conference booktitle Venue
    """.split()
)
_KEYWORDS = tuple("keywords tags categories tasks terms".split())
_COMMENTS = tuple("comment comments".split())
_OTHERS = tuple(
    (
        "doi DOI upvotes votes stars listed listed_on authors_parsed versions authorids forum paperhash"
        " cdate pdate tcdate mdate tmdate odate ddate"
    ).split()
)
_KNOWN = frozenset(
    _TITLES + _ABSTRACTS + _SUMMARIES + _PEOPLE + _IDS + _DATES + _VENUES + _KEYWORDS + _COMMENTS + _OTHERS
)
# Objects that hold all fields of a record but its id.
_HOLDERS = tuple("content data info".split())
# Fields whose URLs lead elsewhere: pictures, cited and similar papers.
_NO_LINK = re.compile(
    r"image|img|thumb|avatar|icon|logo|licen[cs]e|profile|media|reference|citation|\bcite|cited|related|similar"
    r"|bibliography|recommend",
    re.IGNORECASE,
)
# Objects and lists that hold ids, and fields in which a line may be one.
_ID_HOLDERS = tuple("externalIds external_ids ids identifiers identifier links urls".split())
_ID_TEXTS = tuple(
    "archiveID archive_id archiveLocation extra publicationTitle note journal reportNumber number".split()
)
_MAX_DEPTH = 3
_MIN_MILLISECONDS, _MAX_MILLISECONDS = 10**12, 10**13
_ARCHIVE = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?")


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the records that have a title."""
    yield from read_records(source, _draft, _is_record)


def _draft(record: Record) -> Draft:
    if is_own(record):  # lines of `--json`, in a list
        with suppress(ValueError):
            return Draft(title=text(record, "title"), paper=from_record_with_state(record))
    return loose_draft(record)


def _is_record(record: Record) -> bool:
    return is_own(record) or (
        bool(text(_plain(record), *_TITLES))
        and not any(
            isinstance(value, list) and value and isinstance(value[0], dict) and "title" in value[0]
            for value in record.values()
        )
    )


def loose_draft(record: Record) -> Draft:
    """Return the paper of an object by the names of its fields; other simple values are kept."""
    record = _plain(record)
    ids = [*(text(record, name) for name in _IDS if name in record), *_held_ids(record)]
    urls = [
        *_forum(record),
        *(url for name, held in record.items() if _has_links(name) for url in _urls(held)),
    ]
    lines = (line for name in _ID_TEXTS for line in text(record, name).split("\n"))
    return Draft(
        title=without_markup(text(record, *_TITLES)),
        abstract=without_markup(text(record, *_ABSTRACTS)),
        authors=next((people for name in _PEOPLE if (people := names_in(_writers(record.get(name))))), []),
        urls=urls,
        arxiv=next((found for one in chain(ids, urls, lines) if (found := arxiv_id(one))), None),
        doi=next((found for one in (text(record, "doi", "DOI"), *ids) if (found := doi(one))), None),
        published=_first_version(record) or _date(record),
        listed=text(record, "listed", "listed_on"),
        upvotes=number(record, "upvotes", "votes"),
        stars=number(record, "stars"),
        keywords=next((words for name in _KEYWORDS if (words := _keywords(record.get(name)))), []),
        venue=text(record, *_VENUES),
        volume=text(record, "volume"),
        number=text(record, *_issue(record)),
        pages=text(record, "pages"),
        summary=text(record, *_SUMMARIES),
        extra=_extra(record),
    )


def _plain(record: Record) -> Record:
    """Return a record with its facts at the top level (`content`, `{"value": …}`)."""
    for name in _HOLDERS:
        held = record.get(name)
        if isinstance(held, dict) and any(title in held for title in _TITLES):
            record = {**record, **held}
            if name == "info" and (title := record.get("title")) and isinstance(title, str):
                record = {**record, "title": title.removesuffix(".")}  # DBLP ends every title with one
    for value in record.values():
        if isinstance(value, dict) and "value" in value:
            return {name: _value(value) for name, value in record.items()}
    return record


@lru_cache(maxsize=4096)
def _has_links(name: str) -> bool:
    """Return True if URLs in a field belong to the paper itself."""
    return _NO_LINK.search(name) is None


def _held_ids(record: Record) -> Iterator[str]:
    """Yield the ids in objects and lists of ids: `{"ArXiv": "2405.15738"}`, `["doi:10.1/x"]`."""
    for name in _ID_HOLDERS:
        held = record.get(name)
        for value in held.values() if isinstance(held, dict) else held if isinstance(held, list) else ():
            yield from (one for one in _strings(value) if arxiv_id(one) or doi(one))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (one for one in value.values() if isinstance(one, str))


def _value(value: Any) -> Any:
    return value["value"] if isinstance(value, dict) and "value" in value else value


def _writers(people: object) -> object:
    """Return the authors of a list of people with roles."""
    if isinstance(people, dict) and "author" in people:  # DBLP leaves out the list around a single author
        held = people["author"]
        return held if isinstance(held, list) else [held]
    if not isinstance(people, list):
        return people
    return [
        one for one in people if not isinstance(one, dict) or one.get("creatorType", "author") == "author"
    ]


def _first_version(record: Record) -> str | None:
    """Return the date of the first version of an arXiv paper."""
    created = next((text(version, "created") for version in records(record.get("versions"))), "")
    try:
        return parsedate_to_datetime(created).date().isoformat() if created else None
    except ValueError:
        return None


def _date(record: Record) -> str | None:
    """Return the first date among the fields; OpenReview counts milliseconds."""
    for name in _DATES:
        if found := iso_only(text(record, name)):
            return found
    moment = number(record, "pdate", "cdate")
    if moment is None or not _MIN_MILLISECONDS < moment < _MAX_MILLISECONDS:
        return None
    return datetime.fromtimestamp(moment / 1000, UTC).date().isoformat()


def _forum(record: Record) -> Iterator[str]:
    """Yield the URL of a paper under review."""
    if "authorids" in record and (forum := text(record, "forum")):
        yield f"https://openreview.net/forum?id={forum}"


def _keywords(value: object) -> list[str]:
    if isinstance(value, list):
        return strings(
            [text(item, "tag", "name", "display_name") if isinstance(item, dict) else item for item in value]
        )
    if not isinstance(value, str):
        return []
    if all(map(_ARCHIVE.fullmatch, value.split())):
        return value.split()
    return [part.strip() for part in value.split(";" if ";" in value else ",")]


def _urls(value: object, depth: int = 0) -> list[str]:
    """Return the URLs in a value, nested ones included."""
    if isinstance(value, str):
        return [value] if value.startswith(("http://", "https://")) and " " not in value else []
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list) or depth >= _MAX_DEPTH:
        return []
    held = [one for one in value if not isinstance(one, str) or one.startswith("http")]  # few of many
    return [url for one in held for url in _urls(one, depth + 1)]


def _extra(record: Record) -> dict[str, Any]:
    placed = ("volume", "pages", *_issue(record))
    facts = {
        name: value
        for name, value in record.items()
        if name not in _KNOWN and name not in placed and _is_simple(value)
    }
    if comment := next((record[name] for name in _COMMENTS if isinstance(record.get(name), str)), ""):
        facts["comment"] = comment
    if (count := number(record, "comments")) is not None:
        facts["comments"] = count
    if "versions" in record and (updated := text(record, "update_date")):
        facts["updated"] = updated
    return facts


def _issue(record: Record) -> tuple[str, ...]:
    """Return the names of an issue's number; OpenReview's `number` counts submissions."""
    return ("issue", "number") if "volume" in record else ("issue",)


def _is_simple(value: object) -> bool:
    if isinstance(value, list):
        return 0 < len(value) <= 50 and all(isinstance(item, str) for item in value) and not _urls(value)
    return isinstance(value, str | int | float) and value != "" and not _urls(value)
