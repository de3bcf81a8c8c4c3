"""The names that a paper goes by: its key, those it had, its DOIs and titles."""

from __future__ import annotations

import re
from functools import lru_cache

from readerapp.domain.ids.keys import former_title_key, title_key
from readerapp.domain.ids.parsing import arxiv_id, doi, paper_key
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
CERTAIN_RANKS = (_RANKS["arxiv"], 1)
"""The ranks of keys under which two papers are one whatever else they say."""


def key_rank(key: str) -> int:
    """How much a key knows: an arXiv id more than a DOI, that more than another program's, a title least."""
    return _RANKS.get(key.partition(":")[0], 1)


def better_key(one: str, other: str) -> str:
    """That of two keys which knows more; of two that know as much, the one spelt as of today."""
    return min(one, other, key=lambda key: (-key_rank(key), current_spelling(key) is not None, key))


def aliases(paper: Paper) -> tuple[str, ...]:
    """The keys a paper had before, and its own as it would be spelt now, if that is otherwise."""
    key = current_spelling(paper.key)
    if not paper.extra:  # as of most
        return () if key is None else (key,)
    former = _listed(paper, "aliases")
    return former if key is None or key in former else (*former, key)


@lru_cache(maxsize=2048)  # asked several times in a row
def current_spelling(key: str) -> str | None:
    """How a key by an arXiv id or a DOI is spelt now, if that is otherwise; else None."""
    if not key.startswith(("arxiv:", "doi:")):
        return None
    now = paper_key(key.partition(":")[2])
    return now if now != key else None


def declared_different(paper: Paper) -> tuple[str, ...]:
    """The keys of papers that a person said are others."""
    return _listed(paper, "different")


def _listed(paper: Paper, name: str) -> tuple[str, ...]:
    if not (found := paper.extra.get(name)):
        return ()
    return tuple(key for key in found if isinstance(key, str)) if isinstance(found, list | tuple) else ()


def implied_keys(paper: Paper) -> tuple[str, ...]:
    """The keys by which sources that know less of a paper would name it: its DOIs and its titles."""
    titles = () if is_placeholder(paper.title) else title_keys(paper.title)
    if not paper.links.doi and not paper.extra:  # as most
        return titles
    dois = (found for url in paper.links.doi if (found := doi(url)))
    return (*(f"doi:{found}" for found in dois), *titles, *_listed(paper, "titles"))


@lru_cache(maxsize=4096)  # asked several times on a paper's way in
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


def is_placeholder(title: str) -> bool:
    """Whether a title only stands in for one while no more than an id is known."""
    return title[:6].lower() in ("arxiv:", "doi:10") and len(title.split()) == 1


def other_titles(one: Paper, other: Paper, title: str) -> set[str]:
    """The keys of all titles that two sightings of a paper have but the one that is shown."""
    found = {*_listed(one, "titles"), *_listed(other, "titles")}
    if one.title != other.title:
        titles = [paper.title for paper in (one, other) if not is_placeholder(paper.title)]
        found.update(*map(title_keys, titles))
    return found - {*title_keys(title)} if found else found


def dois(paper: Paper) -> set[str]:
    """The paper's own DOIs, but arXiv's, which say no more than its arXiv id."""
    found = {doi(url) for url in (paper.key, *paper.links.doi)}
    return {number for number in found if number and not arxiv_id(number)}


def titles_of(paper: Paper) -> set[str]:
    """The keys of all titles that a paper has or had."""
    stored = {key for key in (paper.key, *aliases(paper)) if not key_rank(key)} - {
        former_title_key(paper.title)
    }
    return stored.union(key for key in implied_keys(paper) if not key_rank(key))
