"""The names of a paper: its key, former keys, DOIs and titles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from readerapp.domain.ids.keys import former_title_key, title_key, title_number
from readerapp.domain.ids.parsing import arxiv_id, doi, paper_key
from readerapp.domain.paper import Paper
from readerapp.domain.text import fold, normalise_title
from readerapp.domain.values import pattern

_Name = TypeVar("_Name", str, int)
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
# Commands for the look of a letter, and variants of Greek letters.
_LATEX = pattern(r"\\(?:var(?=[a-z])|(?:(?:math|text|operator)[a-z]+|emph|rm|bf|it|left|right)\b)")
CERTAIN_RANKS = (_RANKS["arxiv"], 1)
"""Ranks of keys that make two papers one whatever else differs."""
MAX_SAME_TITLE = 8
"""Maximum works of one title compared with a paper; of more, all facts must agree.

A journal may call every issue's opening "Editorial"; then the title identifies nothing.
"""


def key_rank(key: str) -> int:
    """Return how specific a key is: arXiv id 3, DOI 2, another program's key 1, title 0."""
    return _RANKS.get(key.partition(":")[0], 1)


def better_key(one: str, other: str) -> str:
    """Return the more specific of two keys; on a tie the one in current spelling."""
    return min(one, other, key=lambda key: (-key_rank(key), current_spelling(key) is not None, key))


def aliases(paper: Paper) -> tuple[str, ...]:
    """Return a paper's former keys, and its own in current spelling if that differs."""
    former, today = former_keys(paper.extra), current_spelling(paper.key)
    return former if today is None or today in former else (*former, today)


def former_keys(extra: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the keys a paper had before, given its `extra` or the record of it."""
    return _listed(extra, "aliases") if extra else ()


@lru_cache(maxsize=2048)  # called repeatedly
def current_spelling(key: str) -> str | None:
    """Return the current spelling of a key by arXiv id or DOI if it differs, else None."""
    if not key.startswith(("arxiv:", "doi:")):
        return None
    now = paper_key(key.partition(":")[2])
    return now if now != key else None


def declared_different(paper: Paper) -> tuple[str, ...]:
    """Return the keys of papers that the reader declared to be other works."""
    return _listed(paper.extra, "different")


def _listed(extra: Mapping[str, Any], name: str) -> tuple[str, ...]:
    if not (found := extra.get(name)):
        return ()
    return tuple(key for key in found if isinstance(key, str)) if isinstance(found, list | tuple) else ()


def implied_keys(paper: Paper) -> tuple[str, ...]:
    """Return keys that less informed sources would give the paper: of its DOIs and titles."""
    titles = () if is_placeholder(paper.title) else title_keys(paper.title)
    if not paper.links.doi and not paper.extra:  # the common case
        return titles
    return (*doi_keys(paper.links.doi), *titles, *former_titles(paper.extra))


def doi_keys(urls: Iterable[str]) -> Iterator[str]:
    """Yield the keys of DOIs' addresses."""
    return (f"doi:{found}" for url in urls if (found := doi(url)))


def former_titles(extra: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the keys of other titles of a paper, given its `extra` or the record of it."""
    return _listed(extra, "titles")


@lru_cache(maxsize=4096)  # called repeatedly while a paper is added
def title_keys(title: str) -> tuple[str, ...]:
    """Return the key of a title, and of its loose form if that differs."""
    return _of_both_forms(title, title_key)


def title_numbers(title: str) -> tuple[int, ...]:
    """Return the numbers in `title_keys`; none for a placeholder."""
    return () if is_placeholder(title) else _of_both_forms(title, title_number)


def _of_both_forms(title: str, name: Callable[[str], _Name]) -> tuple[_Name, ...]:
    found = name(title)
    if title.isascii() and "&" not in title and "\\" not in title:
        return (found,)
    loose = name(loose_title(title))
    return (found,) if loose == found else (found, loose)


def loose_title(title: str) -> str:
    """Return a title for comparison without accents, with `&` as `and` and `ε` as `epsilon`."""
    if "\\" in title:
        title = _LATEX.sub("", title)
    return normalise_title(fold(title.translate(_SPELT)))


def is_placeholder(title: str) -> bool:
    """Return True if a title is only an id, shown until the title is known."""
    return title[:6].lower() in ("arxiv:", "doi:10") and len(title.split()) == 1


def other_titles(one: Paper, other: Paper, title: str) -> set[str]:
    """Return the keys of all titles two sightings of a paper have, except the one shown."""
    found = {*_listed(one.extra, "titles"), *_listed(other.extra, "titles")}
    if one.title != other.title:
        titles = [paper.title for paper in (one, other) if not is_placeholder(paper.title)]
        found.update(*map(title_keys, titles))
    return found - {*title_keys(title)} if found else found


def dois(paper: Paper) -> set[str]:
    """Return the paper's own DOIs without arXiv's, which only repeat the arXiv id."""
    found = {doi(url) for url in (paper.key, *paper.links.doi)}
    return {number for number in found if number and not arxiv_id(number)}


def titles_of(paper: Paper) -> set[str]:
    """Return the keys of all current and former titles of a paper."""
    stored = {key for key in (paper.key, *aliases(paper)) if not key_rank(key)} - {
        former_title_key(paper.title)
    }
    return stored.union(key for key in implied_keys(paper) if not key_rank(key))
