"""Which records are of one work: the names that a paper goes by, and what speaks for and against."""

from __future__ import annotations

import re
from collections.abc import Sequence

from readerapp.domain.keys import doi, title_key
from readerapp.domain.paper import Paper
from readerapp.domain.text import fold, normalise_title

_RANKS = {"arxiv": 3, "doi": 2, "title": 0}
_GREEK = (
    *(("α", "alpha"), ("β", "beta"), ("γ", "gamma"), ("δ", "delta"), ("ε", "epsilon"), ("ϵ", "epsilon")),
    *(("ζ", "zeta"), ("η", "eta"), ("θ", "theta"), ("κ", "kappa"), ("λ", "lambda"), ("μ", "mu"), ("µ", "mu")),
    *(("ν", "nu"), ("ξ", "xi"), ("π", "pi"), ("ρ", "rho"), ("σ", "sigma"), ("τ", "tau"), ("φ", "phi")),
    *(("ϕ", "phi"), ("χ", "chi"), ("ψ", "psi"), ("ω", "omega")),
)
_SPELT = str.maketrans(
    {sign: name for pair in _GREEK for sign, name in (pair, (pair[0].upper(), pair[1]))} | {"&": "and"}
)
# Commands that only say how a letter looks, and the variants of Greek ones.
_LATEX = re.compile(r"\\(?:var(?=[a-z])|(?:(?:math|text|operator)[a-z]+|emph|rm|bf|it|left|right)\b)")
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))


def rank(key: str) -> int:
    """How much a key knows: an arXiv id more than a DOI, that more than another program's, a title least."""
    return _RANKS.get(key.partition(":")[0], 1)


def aliases(paper: Paper) -> tuple[str, ...]:
    """The keys a paper had before."""
    return _listed(paper, "aliases")


def answered(paper: Paper) -> tuple[str, ...]:
    """The keys of papers that a person said are others."""
    return _listed(paper, "different")


def _listed(paper: Paper, name: str) -> tuple[str, ...]:
    if not (found := paper.extra.get(name)):
        return ()
    return tuple(key for key in found if isinstance(key, str)) if isinstance(found, list | tuple) else ()


def implied(paper: Paper) -> tuple[str, ...]:
    """The keys by which sources that know less of a paper would name it: its DOIs and its titles."""
    titles = () if is_stand_in(paper.title) else title_keys(paper.title)
    if not paper.links.doi and not paper.extra:  # as most
        return titles
    dois = (found for url in paper.links.doi if (found := doi(url)))
    return (*(f"doi:{found}" for found in dois), *titles, *_listed(paper, "titles"))


def title_keys(title: str) -> tuple[str, ...]:
    """The key of a title, and that of its loose form where it is another."""
    key = title_key(title)
    if title.isascii() and "&" not in title and "\\" not in title:
        return (key,)
    loose = title_key(loose_title(title))
    return (key,) if loose == key else (key, loose)


def loose_title(title: str) -> str:
    """The form in which a title is equal to itself without accents, with `&` for and, `ε` for epsilon."""
    if "\\" in title:
        title = _LATEX.sub("", title)
    return normalise_title(fold(title.translate(_SPELT)))


def is_stand_in(title: str) -> bool:
    """Whether a title only stands in for one while no more than an id is known."""
    return title[:6].lower() in ("arxiv:", "doi:10") and len(title.split()) == 1


def other_titles(one: Paper, other: Paper, title: str) -> set[str]:
    """The keys of all titles that two sightings of a paper have but the one that is shown."""
    found = {*_listed(one, "titles"), *_listed(other, "titles")}
    if one.title != other.title:
        titles = [paper.title for paper in (one, other) if not is_stand_in(paper.title)]
        found.update(*map(title_keys, titles))
    return found - {*title_keys(title)} if found else found


def is_same(one: Paper, other: Paper) -> bool:
    """Whether two papers of which one is named by a key, a DOI or a title of the other are one work.

    One title with two different arXiv ids (or two DOIs) is two works, and so is one title with two sets of
    authors that have no name in common.
    """
    former, later = aliases(one), aliases(other)
    if one.key == other.key or other.key in former or one.key in later:
        return True
    if (rank(one.key) == rank(other.key) > 0) or _was_answered(one, other):
        return False
    names = {*implied(one)} & {other.key, *implied(other)} | {*implied(other)} & {one.key}
    if any(name.startswith("doi:") for name in names):
        return True
    return bool(names) and may_agree(one.authors, other.authors)


def _was_answered(one: Paper, other: Paper) -> bool:
    return not {one.key, *aliases(one)}.isdisjoint(answered(other)) or not {
        other.key,
        *aliases(other),
    }.isdisjoint(answered(one))


def may_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists of authors can be those of one work: one is not known, or they share a name."""
    return not one or not other or not family_names(one).isdisjoint(family_names(other))


def family_names(authors: Sequence[str]) -> set[str]:
    """The family names, folded; and each name with its words in one order, for those who write it first."""
    found = set()
    for author in authors:
        words = [word for word in fold(author.replace(",", " , ")).split() if word not in _SUFFIXES]
        at = words.index(",") if "," in words else len(words)
        if words[:at]:
            found.add(words[at - 1])
            found.add(" ".join(sorted(word for word in words if word != ",")))
    return found
