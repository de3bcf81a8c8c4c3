"""Two values of one paper, from two machines, become one.

The join depends on nothing but the two values, and is commutative, associative and idempotent: whoever joins,
in whatever order and however often, ends with the same. That is what tells it from `merging`, where one value
is known to be the later.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

from readerapp.domain.keys import stand_in
from readerapp.domain.links import merge_links
from readerapp.domain.paper import KINDS, Links, Paper, Sighting
from readerapp.library.facts import aliases

NEVER = ""
_TITLED = "titled"


def moment(text: str | None) -> str:
    """A time as text that sorts by time; `NEVER` where it is none."""
    if not text:
        return NEVER
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return NEVER
    if text[7:8] == "-" and text[10:11] == "T" and text.endswith("+00:00"):
        if len(text) == 25:  # as it is mostly written: nothing to compute
            return f"{text[:19]}.000000+00:00"
        if len(text) == 32 and text[19] == ".":
            return text
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC).isoformat(timespec="microseconds")
    except OverflowError:
        return NEVER


def seen(paper: Paper) -> str:
    """When it was last met in a source."""
    return max((moment(sighting.seen) for sighting in paper.sightings), default=NEVER)


def life(paper: Paper) -> str:
    """The last time at which the paper is known to have come in."""
    return max(seen(paper), moment(paper.added))


def join(one: Paper, other: Paper) -> Paper:
    """The paper that knows both; both have one key.

    The title is that of the later sighting, the abstract and the authors are the longest, links and keywords
    are all there are, in an order of their own.
    """
    if one == other and canonical(dict(one.extra)) == canonical(dict(other.extra)):
        return one
    both = (one, other)
    sightings = _sightings(both)
    titled = max(both, key=_title)
    told = max(both, key=lambda paper: (len(paper.abstract), paper.abstract, _original(paper, "abstract")))
    return replace(
        one,
        title=titled.title,
        abstract=told.abstract,
        authors=max((paper.authors for paper in both), key=lambda names: (len(names), names)),
        links=_links(both),
        keywords=tuple(sorted({*one.keywords, *other.keywords})),
        sightings=sightings,
        published=min(filter(None, (one.published, other.published)), default=None),
        listed=_last(sightings, "listed", (one.listed, other.listed)),
        added=max(one.added, other.added, key=lambda text: (moment(text), text or "")),
        upvotes=_last(sightings, "upvotes", (one.upvotes, other.upvotes)),
        stars=max((n for n in (one.stars, other.stars) if n is not None), default=None),
        venue=_longest(one.venue, other.venue),
        summary=_longest(one.summary, other.summary),
        original=_originals(both, titled, told),
        extra=_extra(both, _titled(titled), max(map(seen, both))),
    )


def renamed(paper: Paper, key: str) -> Paper:
    """The paper under another key; its own is a former one from now on."""
    former = sorted({*aliases(paper), paper.key} - {key})
    return replace(paper, key=key, extra={**paper.extra, "aliases": former})


def canonical(value: Any) -> str:
    """`value` as text that is the same for equal values."""
    return json.dumps(value, sort_keys=True, default=str)


def _title(paper: Paper) -> tuple[bool, str, str, tuple[str, ...]]:
    return paper.title != stand_in(paper.key), _titled(paper), paper.title, _original(paper, "title")


def _titled(paper: Paper) -> str:
    """When its title was met: last, unless what was met last had only a stand-in for one."""
    said = paper.extra.get(_TITLED)
    return moment(said) if isinstance(said, str) else seen(paper)


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


def _links(both: Iterable[Paper]) -> Links:
    urls: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for paper in both:
        for kind, url in paper.links:
            urls[kind].add(url)
    return merge_links(Links(), Links(**{kind: tuple(sorted(found)) for kind, found in urls.items()}))


def _sightings(both: Iterable[Paper]) -> tuple[Sighting, ...]:
    every = {sighting for paper in both for sighting in paper.sightings}
    return tuple(sorted(every, key=lambda it: (moment(it.seen), canonical(_values(it)))))


def _values(sighting: Sighting) -> list[Any]:
    return [getattr(sighting, field.name) for field in fields(sighting)]


def _last(sightings: Iterable[Sighting], name: str, values: Iterable[Any]) -> Any:
    """What the last of `sightings`, in their order, says; the greatest of `values` where none does."""
    said = [value for it in sightings if (value := getattr(it, name)) is not None]
    return said[-1] if said else max((value for value in values if value is not None), default=None)


def _longest(one: str | None, other: str | None) -> str | None:
    return max(filter(None, (one, other)), key=lambda text: (len(text), text), default=None)


def _extra(both: Iterable[Paper], titled: str, last: str) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    former: set[str] = set()
    for paper in both:
        former.update(aliases(paper))
        for name, value in paper.extra.items():
            found[name] = max(found[name], value, key=canonical) if name in found else value
    for name in ("aliases", _TITLED):
        found.pop(name, None)
    if former := former - {paper.key for paper in both}:
        found["aliases"] = sorted(former)
    if titled != last:
        found[_TITLED] = titled
    return dict(sorted(found.items()))
