"""Conversion between papers and JSON objects: a line of `papers.jsonl` and of every `--json`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from readerapp.domain.dates.iso import iso_date
from readerapp.domain.paper import KINDS, PLACE, Links, Paper, Sighting
from readerapp.domain.state import EXPORTED
from readerapp.domain.text import clean, clean_line, clean_paragraphs

_ALWAYS = {"key", "title", "abstract", "authors", "links"}
_KINDS = frozenset(KINDS)
_DATES = ("published", "listed")
_LINES = ("added", "venue", *PLACE, "summary")
_TEXTS = (*_DATES, *_LINES)
_NUMBERS = ("upvotes", "stars")
_KNOWN = frozenset((*_ALWAYS, *_TEXTS, *_NUMBERS, "keywords", "sightings", "original"))
_MAX_SIGHTINGS = 2
"""Maximum sightings of one listing; older records have more."""
_SIGHTING = ("source", "seen", "listed", "upvotes")
_TIMES = ("added", "sightings")
_VALUES = (*_TEXTS, *_NUMBERS)
_values = attrgetter(*_VALUES)
_kinds = attrgetter(*KINDS)


def to_record(paper: Paper) -> dict[str, Any]:
    """Return the paper as JSON values; empty fields are omitted except the five that are always there."""
    record: dict[str, Any] = {
        "key": paper.key,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": list(paper.authors),
        "links": {kind: list(urls) for kind, urls in zip(KINDS, _kinds(paper.links), strict=True) if urls},
    }
    for name, value in zip(_VALUES, _values(paper), strict=True):
        if value is not None:
            record[name] = value
    if paper.keywords:
        record["keywords"] = list(paper.keywords)
    if paper.sightings:
        record["sightings"] = [_set(sighting, _SIGHTING) for sighting in paper.sightings]
    if paper.original:
        record["original"] = dict(paper.original)
    if paper.extra:
        record.update((name, value) for name, value in paper.extra.items() if name not in _KNOWN)
    return record


def is_own(record: Mapping[str, Any]) -> bool:
    """Return True if a JSON object is one of ours rather than another program's with a title."""
    links = record.get("links")
    return record.keys() >= _ALWAYS and isinstance(links, dict) and links.keys() <= _KINDS


def sightings_of_same(record: Mapping[str, Any], paper: Paper) -> tuple[Sighting, ...] | None:
    """Return the sightings of a record that else says what `paper` says, but for when it was added.

    None if it says anything else, or nearly the same in another way. Far cheaper than `from_record`.
    """
    told = to_record(paper)
    for name in _TIMES:
        told.pop(name, None)
        if name in record:
            told[name] = record[name]
    # true equals 1 but is no number
    if told != record or any(isinstance(record.get(name), bool) for name in _NUMBERS):
        return None
    return sightings_of(record.get("sightings"))


def from_record(record: Mapping[str, Any]) -> Paper:
    """Return the paper a JSON object describes, its text cleaned; values of a wrong type are dropped.

    A missing key is derived from an arXiv id, a DOI or the title.

    Raises:
        ValueError: it has no title.
    """
    title = one_line(record.get("title"))
    if not title:
        raise ValueError("no title")
    if "changed" in record and "status" in record:  # of an export: state is no fact of the paper
        record = {name: value for name, value in record.items() if name not in EXPORTED}
    links = links_of(record.get("links"))
    key = one_line(record.get("key"))
    if not key:
        key, former = _made_keys(title, links, record)
        if "aliases" not in record and former:
            record = {**record, "aliases": [former]}
    return Paper(
        key=key,
        title=title,
        abstract=_paragraphs(record.get("abstract")),
        authors=names(record.get("authors")),
        links=links,
        keywords=tuple(dict.fromkeys(names(record.get("keywords")))),
        sightings=sightings_of(record.get("sightings")),
        original=_originals(record.get("original")),
        extra={str(k): v for k, v in record.items() if k not in _KNOWN},
        **_told(record),
    )


def _told(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that are one line or a number, if they are given."""
    told: dict[str, Any] = {}
    for name in _TEXTS:
        if name in record and (text := line_in(record, name)):
            told[name] = text
    for name in _DATES:
        if name in told:
            told[name] = iso_date(told[name]) or None
    for name in _NUMBERS:
        if name in record:
            told[name] = count(record[name])
    return told


def _set(value: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: found for name in names if (found := getattr(value, name)) is not None}


def _paragraphs(value: object) -> str:
    return clean_paragraphs(value) if isinstance(value, str) else ""


def one_line(value: object) -> str:
    """Return a value as cleaned text on one line; "" if it is no text."""
    return clean_line(value) if isinstance(value, str) else ""


def line_in(record: Mapping[str, Any], name: str) -> str:
    """Return a field as one line; other programs write volumes and years as whole numbers."""
    if (value := record.get(name)) is None:
        return ""
    return one_line(str(value) if isinstance(value, int) and not isinstance(value, bool) else value)


def count(value: object) -> int | None:
    """Return a number as a whole one that a 64-bit column holds; None for any other value."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # no real count is larger, and a 64-bit column must hold it; NaN compares false
    return int(value) if abs(value) < 2**53 else None


def names(value: object) -> tuple[str, ...]:
    """Return names from a list, from objects with a `name` (Hugging Face's authors), or from one string."""
    if isinstance(value, str):
        value = value.replace(" and ", ";").split(";")
    if not isinstance(value, list | tuple):
        return ()
    if _are_clean(value):
        return tuple(value)
    lines = [clean_line(item) if isinstance(item, str) else one_line(_named(item)) for item in value]
    return tuple(filter(None, lines))


def _are_clean(lines: Sequence[object]) -> bool:
    """Return True if cleaning leaves these lines as they are; looks at them as one, which is far faster."""
    try:
        joined = f"|{'|'.join(lines)}|"  # type: ignore[arg-type]
    except TypeError:
        return False
    return (
        joined.isascii()
        and joined.isprintable()
        and not any(sign in joined for sign in ("||", "  ", "| ", " |"))
    )


def _named(item: object) -> object:
    return item.get("name") if isinstance(item, Mapping) else None


def _web(urls: object) -> tuple[str, ...]:
    if not isinstance(urls, list | tuple):
        urls = (urls,)
    lines = map(one_line, urls)
    return tuple(dict.fromkeys(url for url in lines if url.lower().startswith(("http://", "https://"))))


def links_of(value: object) -> Links:
    """Return the links of a record: by kind in our own, in any order in those of others."""
    if isinstance(value, Mapping):
        return Links(**{kind: _web(value[kind]) for kind in KINDS if kind in value})
    from readerapp.domain.links.extraction import collect_links  # our own records have them sorted

    return collect_links(_web(value))


def _made_keys(title: str, links: Links, record: Mapping[str, Any]) -> tuple[str, str | None]:
    """Return the key for a record that brings none, and the one that its title had before."""
    from readerapp.domain.ids.keys import former_title_key, key_for  # our own records have a key
    from readerapp.domain.ids.parsing import arxiv_id, doi

    ids = (one_line(record.get("arxiv_id")), one_line(record.get("id")), *links.arxiv, *links.pdf, *links.hf)
    arxiv = next((found for text in ids if (found := arxiv_id(text))), None)
    dois = (one_line(record.get("doi")), *links.doi)
    key = key_for(title, arxiv, next((found for text in dois if (found := doi(text))), None))
    return key, former_title_key(title)


def sightings_of(value: object) -> tuple[Sighting, ...]:
    """Return the sightings of a record, of which a value of another type has none."""
    if not isinstance(value, list | tuple):
        return ()
    found = [
        Sighting(
            source=one_line(item.get("source")) or "?",
            seen=one_line(item.get("seen")) or None,
            listed=iso_date(one_line(item.get("listed"))) or None,
            upvotes=count(item.get("upvotes")),
        )
        for item in value
        if isinstance(item, Mapping)
    ]
    if len(found) <= _MAX_SIGHTINGS:
        return tuple(found)
    from readerapp.domain.sightings import condensed  # few papers were seen so often

    return condensed(found)


def _originals(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping):
        return {}
    return {str(k): clean(v) for k, v in value.items() if isinstance(v, str)}
