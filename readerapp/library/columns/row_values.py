"""From records to rows: the values that the library's columns keep of papers, for many papers at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from readerapp.domain.dates import moments
from readerapp.domain.dates.iso import iso_date
from readerapp.domain.paper import KINDS
from readerapp.domain.record import (
    count,
    from_record,
    line_in,
    links_of,
    names,
    one_line,
    sightings_of,
    to_record,
)
from readerapp.domain.text import clean_line, clean_paragraphs
from readerapp.domain.works.identity import (
    current_spelling,
    doi_keys,
    former_keys,
    former_titles,
)
from readerapp.library.columns.table import ABSTRACT, MISSING, RowValues, new_key_hash

_BITS = {kind: 1 << bit for bit, kind in enumerate(KINDS)}
_SCHEMES = ("http://", "https://")
_MAX_LISTING_DELAY = 360 * moments.DAY_SECONDS
"""Seconds to look ahead: a listing without its year is the first after publication, give or take days."""

Record = Mapping[str, Any]


def row_values(records: Sequence[Record], known: int = 0) -> list[RowValues | None]:
    """Return the values of the paper that each record describes, None for one without a title.

    They are those of `from_record`, at a tenth of the cost of making papers.

    Args:
        records: JSON objects.
        known: a moment at which the papers were there, for those that don't say when they were added.
    """
    usual = [record if _is_usual(record) else _repaired(record) for record in records]
    papers = [record for record in usual if record is not None]
    values = map(RowValues._make, zip(*_columns(papers, known), strict=True))
    return [None if record is None else next(values) for record in usual]


def _is_usual(record: Record) -> bool:
    """Return True if a record has a key and a title, and its links by kind, as all that we write."""
    title, key = record.get("title"), record.get("key")
    return (
        type(title) is str
        and type(key) is str
        and type(record.get("links")) is dict
        and len(first := title[:1] + key[:1]) == 2
        and first.isalnum()
        and first.isascii()
    )


def _repaired(record: Record) -> Record | None:
    """Return a record of another program as we write it; None if it has no title."""
    try:
        return to_record(from_record(record))
    except ValueError:
        return None


def _columns(records: Sequence[Record], known: int) -> tuple[Iterable[Any], ...]:
    """Return each field of `RowValues` for all records."""
    keys = [clean_line(record["key"]) for record in records]
    titles = [clean_line(record["title"]) for record in records]
    links = [_links(record["links"]) for record in records]
    extra = [record if "aliases" in record or "titles" in record else {} for record in records]
    aliases = list(map(former_keys, extra))
    return (
        map(new_key_hash, keys),
        [tuple(map(new_key_hash, former)) if former else () for former in aliases],
        map(_implied, keys, links, extra, aliases),
        map(_flags, records, links),
        [_numbers(record, known) for record in records],
        keys,
        titles,
        [_authors(record.get("authors")) for record in records],
        [" ".join([f"{kind}|{url}" for kind, url in each]).lower() for each in links],
        [_sources(record["sightings"]) if "sightings" in record else () for record in records],
    )


def _links(value: Record) -> Sequence[tuple[str, str]]:
    """Return (kind, URL) of each link, as `Links` yields them."""
    found = []
    for kind in KINDS:
        if kind in value:
            urls = value[kind]
            url = urls[0] if type(urls) is list and len(urls) == 1 else None
            if type(url) is not str or not url.isascii() or not url.isprintable() or " " in url:
                return list(links_of(value))
            if url.startswith(_SCHEMES) or url[:8].lower().startswith(_SCHEMES):
                found.append((kind, url))
    return found


def _implied(
    key: str, links: Sequence[tuple[str, str]], extra: Record, aliases: Sequence[str]
) -> tuple[int, ...]:
    urls = [url for kind, url in links if kind == "doi"]
    others = list(doi_keys(urls)) if urls else []
    if extra:
        others += former_titles(extra)
    today = current_spelling(key)
    if today and today not in aliases:
        # Another paper may have this very key; the two stay apart until one of them is added again.
        others.append(today)
    return tuple(map(new_key_hash, others))


def _flags(record: Record, links: Sequence[tuple[str, str]]) -> int:
    abstract = record.get("abstract")
    flags = 0
    if type(abstract) is str:
        first = abstract[:1]
        if (first.isalnum() and first.isascii()) or clean_paragraphs(abstract):
            flags = 1 << ABSTRACT
    for kind, _ in links:
        flags |= _BITS[kind]
    return flags


def _numbers(record: Record, known: int) -> tuple[int, ...]:
    """Return the values of `NUMBERS`."""
    get = record.get
    added = _moment(record, "added", 0)
    published = _moment(record, "published", known)
    near = added or known or (published and published + _MAX_LISTING_DELAY)
    listed = _moment(record, "listed", near)
    dated = listed or published
    upvotes, stars = count(get("upvotes")), count(get("stars"))
    return (
        listed or MISSING,
        published or MISSING,
        added or MISSING,
        MISSING if upvotes is None else upvotes,
        MISSING if stars is None else stars,
        dated - dated % moments.DAY_SECONDS or MISSING,
    )


def _moment(record: Record, name: str, near: int) -> int:
    date = record.get(name)
    if type(date) is str and (found := moments.exact_moment(date)) is not None:
        return found
    if date is None:
        return 0
    line = line_in(record, name)
    return moments.moment(line if name == "added" else iso_date(line), near)


def _authors(value: object) -> str:
    """Return all names, a space between them."""
    try:
        joined = " ".join(value) if type(value) is list else ""
    except TypeError:  # other programs write an object for each
        joined = ""
    return joined if joined.isascii() and joined.isprintable() and joined else " ".join(names(value))


def _sources(value: object) -> tuple[str, ...]:
    if type(value) is list and len(value) == 1 and type(value[0]) is dict:
        return (one_line(value[0].get("source")) or "?",)
    return tuple(dict.fromkeys(sighting.source for sighting in sightings_of(value)))
