"""Merge several sightings of one work.

`merge` is a join: it gives the same paper in whatever order and however often it is applied, so it never
asks which of two papers is newer, only what they say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from readerapp.domain.bibtex.citation_keys import ENTRY_FIELD, OTHER_KEYS, citation_keys
from readerapp.domain.dates import moments
from readerapp.domain.dates.timestamps import timestamp
from readerapp.domain.links.order import join_links
from readerapp.domain.paper import PLACE, Links, Paper, Sighting
from readerapp.domain.sightings import condensed
from readerapp.domain.text import normalise_title
from readerapp.domain.values import replace
from readerapp.domain.works.identity import (
    aliases,
    better_key,
    current_spelling,
    declared_different,
    is_placeholder,
    other_titles,
)

_Value = TypeVar("_Value")
# Dates without a year are before it, all papers' dates after it.
_FIRST_YEAR = 1000 * 366 * moments.DAY_SECONDS
# Names with a meaning of their own, which extra fields can't have.
_OWN_NAMES = frozenset(("aliases", "titles", "different", *(field.name for field in fields(Paper))))
# Extra fields that two equal ones may change, as they are lists of names, sorted and without the paper's own.
_MERGED = _OWN_NAMES | {OTHER_KEYS}
# BibTeX entry types that name no venue.
_UNTOLD = frozenset(("misc", "online", "unpublished", "techreport"))
_PREPRINT = ("arxiv", "corr", "preprint", "biorxiv", "medrxiv")


def merge(one: Paper, other: Paper) -> Paper:
    """Return the paper with all that two papers of one work say.

    The more specific key wins, the other becomes an alias. The title is of the version its source dates
    latest (`updated`), else the longest well written one. Abstract and authors are the longest, links and
    sightings the union, votes those of the latest listing.
    """
    if one == other and _is_identical(one.extra, other.extra):
        return one
    both = (one, other)
    plain = one.title == other.title and not one.original and not other.original
    titled = one if plain else max(both, key=_title_rank)
    told = max(both, key=lambda paper: (len(paper.abstract), paper.abstract, _original(paper, "abstract")))
    # Links that both have alike stay in their source's order.
    named = (one.key, one.title, one.links) == (other.key, other.title, other.links)
    key = better_key(one.key, other.key)
    sightings = condensed([*one.sightings, *other.sightings])
    return replace(
        one,
        key=key,
        title=titled.title,
        abstract=told.abstract,
        authors=max((paper.authors for paper in both), key=_authors_rank),
        links=one.links if named else join_links((one.links, other.links), key, titled.title),
        keywords=_union(one.keywords, other.keywords),
        sightings=sightings,
        published=min(filter(None, (one.published, other.published)), key=_published_rank, default=None),
        listed=_best(one.listed, other.listed, _listed_rank),
        added=_best(one.added, other.added, lambda text: (timestamp(text), text)),
        upvotes=_votes(sightings, one.upvotes, other.upvotes),
        stars=_best(one.stars, other.stars, int),
        **_venue(one, other),
        summary=_best(one.summary, other.summary, _longest),
        original=_originals(both, titled, told),
        extra=_extra(one, other, key, titled.title),
    )


def adds_nothing(paper: Paper, sightings: tuple[Sighting, ...]) -> bool:
    """Return True if merging a paper into one that says the same, but has these sightings, changes nothing.

    False if that can't be told cheaply.
    """
    return (
        condensed([*sightings, *paper.sightings]) == sightings
        and _votes(sightings, paper.upvotes) == paper.upvotes
        and _keeps_extra(paper)
    )


def _keeps_extra(paper: Paper) -> bool:
    """Return True if merging a paper with itself leaves its extra fields as they are."""
    if _MERGED.isdisjoint(paper.extra) and current_spelling(paper.key) is None:  # the common case
        return True
    return _extra(paper, paper, paper.key, paper.title) == paper.extra


def merge_all(papers: Sequence[Paper]) -> Paper:
    """Return `merge` of one or more papers.

    Papers are merged in pairs, then pairs of those, so that long values aren't copied for each paper.
    """
    if len(papers) < 3:
        return merge(papers[0], papers[-1])
    links = dict.fromkeys(paper.links for paper in papers)
    bare = [replace(paper, links=Links()) for paper in papers] if len(links) > 1 else [*papers]
    while len(bare) > 1:
        bare = [*map(merge, bare[::2], bare[1::2]), *bare[len(bare) - len(bare) % 2 :]]
    whole = bare[0]
    return replace(whole, links=join_links(links, whole.key, whole.title)) if len(links) > 1 else whole


def _is_identical(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return True if two equal mappings have identical JSON: `1`, `1.0` and `true` differ."""
    return repr(one) == repr(other) or _json(dict(one)) == _json(dict(other))


def _listed_rank(text: str) -> tuple[int, int, str]:
    # Dates without a year sort before all others: the year can't be guessed.
    return moments.moment(text) // moments.DAY_SECONDS, -len(text), text


def _votes(sightings: Iterable[Sighting], *told: int | None) -> int | None:
    """Return the votes of the latest listing, or of one without a year if that has more."""
    said = [(moments.moment(it.listed), it.upvotes) for it in sightings if it.upvotes is not None]
    if not said:
        return max((votes for votes in told if votes is not None), default=None)
    latest = max(day for day, _ in said)
    return max(votes for day, votes in said if day == latest or day < _FIRST_YEAR)


def _title_rank(paper: Paper) -> tuple[Any, ...]:
    title = paper.title
    letters = normalise_title(title)
    return (
        _updated(paper.extra.get("updated")),
        not is_placeholder(title),
        not title.endswith(("…", "...")),
        not title.isupper(),
        not any(char in title for char in "\\${}<"),
        len(letters),
        sum(map(str.isupper, title)),
        not title.endswith("."),
        title,
        _original(paper, "title"),
    )


def _updated(value: Any) -> int:
    """Return the moment in an `updated` value, 0 if there is none."""
    return moments.moment(value) if isinstance(value, str) else 0


def _authors_rank(names: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
    return len(names), sum(map(len, names)), names


def _published_rank(text: str) -> tuple[int, str]:
    """Rank full dates before those of a month or year, then by time."""
    return (-len(text[:10]) if moments.moment(text) >= _FIRST_YEAR else 0), text


def _venue(one: Paper, other: Paper) -> dict[str, str | None]:
    """Return the better venue with its volume, number and pages, which are never mixed between venues."""
    if one.venue == other.venue:
        return {"venue": one.venue} | {
            name: _best(getattr(one, name), getattr(other, name), _longest) for name in PLACE
        }
    best = max((one, other), key=_venue_rank)
    return {"venue": best.venue} | {name: getattr(best, name) for name in PLACE}


def _venue_rank(paper: Paper) -> tuple[bool, bool, bool, int, str]:
    """Prefer a named venue, then no preprint server, then one with a place, then the longest."""
    venue = paper.venue or ""
    placed = any(getattr(paper, name) for name in PLACE)
    return bool(venue), not venue.lower().startswith(_PREPRINT), placed, len(venue), venue


def _longest(text: str) -> tuple[int, str]:
    return len(text), text


def _best(one: _Value | None, other: _Value | None, rank: Any) -> _Value | None:
    if one is None or other is None:
        return other if one is None else one
    return one if one == other else max(one, other, key=rank)


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Return both in their order if that is the same, else sorted."""
    if one == other or not other:
        return one
    return tuple(sorted({*one, *other})) if one else other


def _original(paper: Paper, name: str) -> tuple[str, ...]:
    return (paper.original[name],) if name in paper.original else ()


def _originals(both: Iterable[Paper], titled: Paper, told: Paper) -> Mapping[str, str]:
    """Return the sources' own texts; those of title and abstract belong to the ones shown."""
    found: dict[str, str] = {}
    for paper in both:
        for name, text in paper.original.items():
            found[name] = max(found.get(name, ""), text)
    for name, paper in (("title", titled), ("abstract", told)):
        found.pop(name, None)
        if name in paper.original:
            found[name] = paper.original[name]
    return dict(sorted(found.items()))


def _extra(one: Paper, other: Paper, key: str, title: str) -> dict[str, Any]:
    if not one.extra and not other.extra and one.title == other.title and one.key == other.key:
        return {"aliases": [now]} if (now := current_spelling(key)) else {}  # the common case
    found = _join({**one.extra}, {**other.extra})
    if "updated" in one.extra and "updated" in other.extra:
        both = one.extra["updated"], other.extra["updated"]
        found["updated"] = max(both, key=lambda value: (_updated(value), *_value_rank(value)))
    if ENTRY_FIELD in one.extra and ENTRY_FIELD in other.extra:  # one entry whole, never a mixture
        found[ENTRY_FIELD] = max(one.extra[ENTRY_FIELD], other.extra[ENTRY_FIELD], key=_entry_rank)
    cited: set[str] = set()
    for paper in (one, other):
        own, more = citation_keys(paper.extra)
        cited.update((own, *more))
    kept = citation_keys(found)[0]
    for name in _OWN_NAMES & found.keys():
        del found[name]
    former = {*aliases(one), *aliases(other), one.key, other.key} - {key}
    for name, keys in (
        ("aliases", former),
        ("titles", other_titles(one, other, title)),
        (OTHER_KEYS, cited - {kept, ""}),
        ("different", {*declared_different(one), *declared_different(other)} - former - {key}),
    ):
        if keys:
            found[name] = sorted(keys)
    return dict(sorted(found.items()))


def _entry_rank(value: Any) -> tuple[bool, int, str]:
    """Prefer the BibTeX entry that names its venue, then the one with more fields."""
    fields = value.get("fields") if isinstance(value, Mapping) else None
    if not isinstance(fields, Mapping):
        return False, -1, _json(value)
    return value.get("type") not in _UNTOLD, len(fields), _json(value)


def _join(one: Any, other: Any) -> Any:
    """Return the union of two objects, or the more informative of two values."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {
            name: _join(one.get(name, other.get(name)), other.get(name, one.get(name)))
            for name in sorted({*one, *other})
        }
    return max(one, other, key=_value_rank)


def _value_rank(value: Any) -> tuple[int, float, str]:
    """Rank objects over lists over texts over numbers, then by length or value."""
    if isinstance(value, dict):
        return 4, 0, _json(value)
    if isinstance(value, list | tuple):
        return 3, len(value), _json(value)
    if isinstance(value, str):
        return 2, len(value), value
    return int(value is not None), value or 0, _json(value)


def _json(value: Any) -> str:
    """Return JSON that is equal only for identical values: `1`, `1.0` and `true` differ."""
    import json  # not needed to read one capture

    return json.dumps(value, sort_keys=True, default=str)
