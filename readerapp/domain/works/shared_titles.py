"""Several works with one title: match a paper to one of them, and give each its own key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from readerapp.domain.ids.keys import title_key
from readerapp.domain.paper import Paper
from readerapp.domain.text import fold, normalise_title
from readerapp.domain.values import replace
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


def matching_works(paper: Paper, known: Sequence[Paper]) -> list[Paper]:
    """Return the known papers of one name that are the same work as `paper`.

    That is all that share an id, and by title alone at most one: the work that already says all that `paper`
    says, else the one that most facts support.
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
    """Return the paper under the known paper's key if its own is only its title's."""
    return paper if paper.key == known.key or key_rank(paper.key) else replace(paper, key=known.key)


def _agreement(known: Paper, paper: Paper) -> tuple[int, bool]:
    """Return the number of facts two papers of one title share, and whether all agree."""
    ours, theirs = _facts(known), _facts(paper)
    authors = bool(known.authors and paper.authors and authors_may_match(known.authors, paper.authors))
    alike = sum(bool(fact) and fact == its for fact, its in zip(ours, theirs, strict=True))
    return 2 * authors + alike, ours == theirs and (any(ours) or not key_rank(known.key))


def _facts(paper: Paper) -> tuple[str, ...]:
    """Return the facts that distinguish works of one title."""
    authors = " ".join(sorted(family_names(paper.authors)))
    return authors, year(paper), venue(paper), *place(paper)


def distinguishing_keys(paper: Paper) -> Iterator[str]:
    """Yield keys for a work whose title is another's too, from the least to the most specific.

    The first is of title, first author's family name and year.
    """
    first = paper.authors[0] if paper.authors else ""
    told = _family(first), year(paper)
    yield title_key(paper.title, *told)
    facts = *told, *_facts(paper)
    yield title_key(paper.title, *facts)
    for number in count(2):
        yield title_key(paper.title, *facts, str(number))


def fingerprint(paper: Paper) -> tuple[object, ...]:
    """Return a value that is equal for two papers only if no fact distinguishes them."""
    if key_rank(paper.key) not in (0, 2):
        return (paper.key,)
    return paper.key, normalise_title(paper.title), paper.authors, year(paper), venue(paper), *place(paper)


def _family(name: str) -> str:
    words = fold(name.partition(",")[0]).split()
    return words[-1] if words else ""
