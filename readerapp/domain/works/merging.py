"""Several sightings of one work made one paper.

`merge` is a join: whoever merges, in whatever order and however often, ends with the same paper. So it never
asks which of the two came later, only what they say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from readerapp.domain.bibtex.citation_keys import OTHER_KEYS, citation_keys
from readerapp.domain.dates import moments
from readerapp.domain.dates.timestamps import timestamp
from readerapp.domain.links.order import join_links
from readerapp.domain.paper import PLACE, Links, Paper, Sighting
from readerapp.domain.sightings import condensed
from readerapp.domain.text import normalise_title
from readerapp.domain.works.identity import (
    aliases,
    better_key,
    declared_different,
    is_placeholder,
    other_titles,
)

_Value = TypeVar("_Value")
# An older date than any paper's: those without a year are before it.
_FIRST_YEAR = 1000 * 366 * moments.DAY_SECONDS
# What has a place of its own: no record keeps another thing of that name.
_OWN_NAMES = frozenset(("aliases", "titles", "different", *(field.name for field in fields(Paper))))
# The BibTeX entry that a paper was read from (`domain.bibtex_entry`); types that don't say where it appeared.
_ENTRY = "bibtex"
_UNTOLD = frozenset(("misc", "online", "unpublished", "techreport"))
_PREPRINT = ("arxiv", "corr", "preprint", "biorxiv", "medrxiv")


def merge(one: Paper, other: Paper) -> Paper:
    """The paper that knows both.

    Its key is the one that knows most, the other stays as an alias. The title is that of the version that a
    source dates latest (`updated`), else the longest that is well written; abstract and authors are the
    longest, links and sightings all there are, votes those of the latest listing.
    """
    if one == other and _is_alike(one.extra, other.extra):
        return one
    both = (one, other)
    plain = one.title == other.title and not one.original and not other.original
    titled = one if plain else max(both, key=_title_rank)
    told = max(both, key=lambda paper: (len(paper.abstract), paper.abstract, _original(paper, "abstract")))
    # Links that all sightings have alike stay in their order, which is their source's.
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


def merge_all(papers: Sequence[Paper]) -> Paper:
    """The paper that knows all of some, at least one: what `merge` makes of one after the other.

    What grows with each is not gone through for each: pairs are merged, then pairs of those, and all links
    are put into their order at once.
    """
    if len(papers) < 3:
        return merge(papers[0], papers[-1])
    links = dict.fromkeys(paper.links for paper in papers)
    bare = [replace(paper, links=Links()) for paper in papers] if len(links) > 1 else [*papers]
    while len(bare) > 1:
        bare = [*map(merge, bare[::2], bare[1::2]), *bare[len(bare) - len(bare) % 2 :]]
    whole = bare[0]
    return replace(whole, links=join_links(links, whole.key, whole.title)) if len(links) > 1 else whole


def _is_alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two equal mappings are the same to the letter: `1`, `1.0` and `true` are not."""
    return repr(one) == repr(other) or _text(dict(one)) == _text(dict(other))


def _listed_rank(text: str) -> tuple[int, int, str]:
    # A date without its year comes before all dates with one: what it lacks can't be guessed.
    return moments.moment(text) // moments.DAY_SECONDS, -len(text), text


def _votes(sightings: Iterable[Sighting], *told: int | None) -> int | None:
    """The votes in the latest listing, or, where that is more, in one whose date isn't known."""
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
    """When the version that a source has was made, for a value of `updated`."""
    return moments.moment(value) if isinstance(value, str) else 0


def _authors_rank(names: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
    return len(names), sum(map(len, names)), names


def _published_rank(text: str) -> tuple[int, str]:
    """A whole date before one of a month, a year, or no year; the earliest of whole moments."""
    return (-len(text[:10]) if moments.moment(text) >= _FIRST_YEAR else 0), text


def _venue(one: Paper, other: Paper) -> dict[str, str | None]:
    """The better venue with the place in it: never the pages of one publication in another."""
    if one.venue == other.venue:
        return {"venue": one.venue} | {
            name: _best(getattr(one, name), getattr(other, name), _longest) for name in PLACE
        }
    best = max((one, other), key=_venue_rank)
    return {"venue": best.venue} | {name: getattr(best, name) for name in PLACE}


def _venue_rank(paper: Paper) -> tuple[bool, bool, bool, int, str]:
    """One that is named, that is more than a preprint server, of which a place is known; the longest."""
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
    """All of both: in their order where that is one and the same, else in that of the alphabet."""
    if one == other or not other:
        return one
    return tuple(sorted({*one, *other})) if one else other


def _original(paper: Paper, name: str) -> tuple[str, ...]:
    return (paper.original[name],) if name in paper.original else ()


def _originals(both: Iterable[Paper], titled: Paper, told: Paper) -> Mapping[str, str]:
    """The sources' own texts: those of title and abstract go with what is shown."""
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
    found = _join({**one.extra}, {**other.extra})
    if "updated" in one.extra and "updated" in other.extra:
        both = one.extra["updated"], other.extra["updated"]
        found["updated"] = max(both, key=lambda value: (_updated(value), *_value_rank(value)))
    if _ENTRY in one.extra and _ENTRY in other.extra:  # one of them whole, no mixture
        found[_ENTRY] = max(one.extra[_ENTRY], other.extra[_ENTRY], key=_entry_rank)
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
    """The BibTeX entry that says more of where the work appeared, then of anything."""
    fields = value.get("fields") if isinstance(value, Mapping) else None
    if not isinstance(fields, Mapping):
        return False, -1, _text(value)
    return value.get("type") not in _UNTOLD, len(fields), _text(value)


def _join(one: Any, other: Any) -> Any:
    """What is in both objects, or the more telling of two values."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {
            name: _join(one.get(name, other.get(name)), other.get(name, one.get(name)))
            for name in sorted({*one, *other})
        }
    return max(one, other, key=_value_rank)


def _value_rank(value: Any) -> tuple[int, float, str]:
    """Objects over lists over texts over numbers, each the longer or greater first."""
    if isinstance(value, dict):
        return 4, 0, _text(value)
    if isinstance(value, list | tuple):
        return 3, len(value), _text(value)
    if isinstance(value, str):
        return 2, len(value), value
    return int(value is not None), value or 0, _text(value)


def _text(value: Any) -> str:
    """The same text for equal values, and for others another: `1`, `1.0` and `true` are not one."""
    import json  # whoever reads one capture does without

    return json.dumps(value, sort_keys=True, default=str)
