"""Works of one title: which of them a paper is, and the keys that tell them apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from readerapp.domain.ids.keys import title_key
from readerapp.domain.paper import Paper
from readerapp.domain.text import fold, normalise_title
from readerapp.domain.works.evidence import (
    authors_may_match,
    family_names,
    is_same_work,
    place,
    share_id,
    venue,
    year,
)
from readerapp.domain.works.identity import key_rank
from readerapp.domain.works.merging import merge

MAX_SAME_TITLE = 8
"""So many works of one title are compared with a paper. Where there are more, as in a journal that calls them
all "Editorial", the title says nothing and the rest has to be the same."""


def matching_works(paper: Paper, known: Sequence[Paper]) -> list[Paper]:
    """Those of the known papers of one name that `paper` is one work with.

    By an id as many as have it; by the title alone one: of several works that it may be the one that says
    all it says, else the one that most speaks for, else none.
    """
    same = [each for each in known if is_same_work(each, paper)]
    if len(known) < 2:
        return same
    sure = [each for each in same if share_id(each, paper)]
    likely = _likeliest(paper, [each for each in same if each not in sure])
    return [*sure, likely] if likely else sure


def _likeliest(paper: Paper, works: Sequence[Paper]) -> Paper | None:
    for known in works if paper.sightings else ():
        if merge(known, under(paper, known)) == known:
            return known
    found = sorted(((_agreement(known, paper), -at) for at, known in enumerate(works)), reverse=True)
    if not found or not any(best := found[0][0]):
        return None
    alone = len(found) == 1 or found[1][0] != best or best[1]
    return works[-found[0][1]] if alone else None


def under(paper: Paper, known: Paper) -> Paper:
    """The paper under the key that a known paper has, where its own is only its title's."""
    return paper if paper.key == known.key or key_rank(paper.key) else replace(paper, key=known.key)


def _agreement(known: Paper, paper: Paper) -> tuple[int, bool]:
    """How many facts speak for it that two papers of one title are one, and whether none is missing."""
    ours, theirs = _facts(known), _facts(paper)
    authors = bool(known.authors and paper.authors and authors_may_match(known.authors, paper.authors))
    alike = sum(bool(fact) and fact == its for fact, its in zip(ours, theirs, strict=True))
    return 2 * authors + alike, ours == theirs and (any(ours) or not key_rank(known.key))


def _facts(paper: Paper) -> tuple[str, ...]:
    """What tells works of one title apart."""
    authors = " ".join(sorted(family_names(paper.authors)))
    return authors, year(paper), venue(paper), *place(paper)


def distinguishing_keys(paper: Paper) -> Iterator[str]:
    """The keys of a work whose title is another's, too: that of title, first family name and year, then those
    that tell more."""
    first = paper.authors[0] if paper.authors else ""
    told = _family(first), year(paper)
    yield title_key(paper.title, *told)
    facts = *told, *_facts(paper)
    yield title_key(paper.title, *facts)
    for number in count(2):
        yield title_key(paper.title, *facts, str(number))


def fingerprint(paper: Paper) -> tuple[object, ...]:
    """What is equal for two papers only if nothing tells them apart."""
    if key_rank(paper.key) not in (0, 2):
        return (paper.key,)
    return paper.key, normalise_title(paper.title), paper.authors, year(paper), venue(paper), *place(paper)


def _family(name: str) -> str:
    words = fold(name.partition(",")[0]).split()
    return words[-1] if words else ""
