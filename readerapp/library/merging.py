"""Two sightings of one work made one paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from readerapp.domain.keys import stand_in
from readerapp.domain.links import merge_links
from readerapp.domain.paper import Paper, Sighting
from readerapp.library.facts import aliases

_RANKS = {"arxiv": 2, "doi": 1}


def rank(key: str) -> int:
    """How much a key knows: an arXiv id more than a DOI, a DOI more than a title."""
    return _RANKS.get(key.partition(":")[0], 0)


def is_same(known: Paper, paper: Paper) -> bool:
    """Whether a paper found by one of its keys, DOIs or titles is the same work.

    One title with two different arXiv ids (or two DOIs) is two works.
    """
    if known.key == paper.key or paper.key in aliases(known) or known.key in aliases(paper):
        return True
    return rank(known.key) != rank(paper.key)


def merge(known: Paper, paper: Paper) -> Paper:
    """The paper with what the later sighting adds; equal to `known` if that is nothing.

    It keeps the longest abstract and author list, every link, and the key that knows most; the key it loses
    stays as an alias. Title, dates of listing and numbers are the later sighting's, but an id that stands
    in for a title never takes its place.
    """
    key = max(known.key, paper.key, key=rank)
    former = dict.fromkeys((*aliases(known), *aliases(paper), known.key))
    former.pop(key, None)
    extra = {**known.extra, **paper.extra}
    if former:
        extra["aliases"] = list(former)
    return replace(
        known,
        key=key,
        title=known.title if paper.title == stand_in(key) else paper.title,
        abstract=max(known.abstract, paper.abstract, key=len),
        authors=max(known.authors, paper.authors, key=len),
        links=merge_links(known.links, paper.links),
        published=known.published or paper.published,
        listed=paper.listed or known.listed,
        added=known.added or paper.added,
        upvotes=_later(known.upvotes, paper.upvotes),
        stars=_later(known.stars, paper.stars),
        keywords=_union(known.keywords, paper.keywords),
        venue=paper.venue or known.venue,
        summary=paper.summary or known.summary,
        sightings=_sightings(known.sightings, paper.sightings),
        original={**known.original, **paper.original},
        extra=extra,
    )


def _later(before: int | None, after: int | None) -> int | None:
    return before if after is None else after


def _union(before: Iterable[str], after: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, *after)))


def _sightings(before: tuple[Sighting, ...], after: tuple[Sighting, ...]) -> tuple[Sighting, ...]:
    """Those of before and the new ones. One source read again without a change is no new sighting."""
    known = {replace(sighting, seen=None) for sighting in before}
    return (*before, *(new for new in after if replace(new, seen=None) not in known))
