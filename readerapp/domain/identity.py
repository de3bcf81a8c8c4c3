"""Which records are of one work: the names that a paper goes by, and what speaks for and against."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from readerapp.domain.ids import paper_key
from readerapp.domain.keys import arxiv_id, doi, former_title_key, title_key
from readerapp.domain.paper import PLACE, Paper
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
CERTAIN = (_RANKS["arxiv"], 1)
"""The ranks of keys under which two papers are one whatever else they say."""
_YEARS = 2
"""So many years can lie between two publications of one work."""
_PLACE = re.compile(r"(?:[^\w]|(?:vol|volume|no|number|nr|issue|pp?|pages?)\b)*0*([^\W_]+)")
_DIGITS = {"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}
_ROMAN = re.compile(r"m*(?:c[dm]|d?c{0,3})(?:x[lc]|l?x{0,3})(?:i[vx]|v?i{0,3})")
_BREAK = re.compile(r"[:;.?!(\u2013\u2014]|\s-\s")
_LEAST, _LONG_WORD, _CLOSE = 12, 5, 0.8
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))


_NOWHERE = ("",) * len(PLACE)


def rank(key: str) -> int:
    """How much a key knows: an arXiv id more than a DOI, that more than another program's, a title least."""
    return _RANKS.get(key.partition(":")[0], 1)


def better_key(one: str, other: str) -> str:
    """That of two keys which knows more; of two that know as much, the one spelt as of today."""
    return min(one, other, key=lambda key: (-rank(key), respelt(key) is not None, key))


def aliases(paper: Paper) -> tuple[str, ...]:
    """The keys a paper had before, and its own as it would be spelt now, if that is otherwise."""
    key = respelt(paper.key)
    if not paper.extra:  # as of most
        return () if key is None else (key,)
    former = _listed(paper, "aliases")
    return former if key is None or key in former else (*former, key)


@lru_cache(maxsize=2048)  # asked several times in a row
def respelt(key: str) -> str | None:
    """How a key by an arXiv id or a DOI is spelt now, if that is otherwise; else None."""
    if not key.startswith(("arxiv:", "doi:")):
        return None
    now = paper_key(key.partition(":")[2])
    return now if now != key else None


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

    One title with two different arXiv ids (or two DOIs) is two works, and so is one title with what speaks
    against it (`contradict`), and one DOI with two titles.
    """
    former, later = {one.key, *aliases(one)}, {other.key, *aliases(other)}
    if any(rank(key) in CERTAIN for key in former & later):
        return True
    ours, theirs = (respelt(key) or key for key in (one.key, other.key))
    if (rank(ours) == rank(theirs) > 0 and ours != theirs) or _was_answered(one, other):
        return False
    if not dois(one).isdisjoint(dois(other)):
        return share_title(one, other) or _was_renamed(one, other)
    return not contradict(one, other) and not titles_of(one).isdisjoint(titles_of(other))


def share_id(one: Paper, other: Paper) -> bool:
    """Whether more than a title makes two papers one: an id, another program's key, a DOI."""
    keys = {one.key, *aliases(one)} & {other.key, *aliases(other)}
    return any(rank(key) in CERTAIN for key in keys) or not dois(one).isdisjoint(dois(other))


def dois(paper: Paper) -> set[str]:
    """The paper's own DOIs, but arXiv's, which say no more than its arXiv id."""
    found = {doi(url) for url in (paper.key, *paper.links.doi)}
    return {number for number in found if number and not arxiv_id(number)}


def titles_of(paper: Paper) -> set[str]:
    """The keys of all titles that a paper has or had."""
    stored = {key for key in (paper.key, *aliases(paper)) if not rank(key)} - {former_title_key(paper.title)}
    return stored.union(key for key in implied(paper) if not rank(key))


def contradict(one: Paper, other: Paper) -> bool:
    """Whether two papers of one title are two works: other authors, another DOI, years more than two apart,
    or another volume, number or pages of the same venue."""
    if not may_agree(one.authors, other.authors):
        return True
    ours, theirs = dois(one), dois(other)
    if ours and theirs and ours.isdisjoint(theirs):
        return True
    first, second = year(one), year(other)
    return bool(first and second and abs(int(first) - int(second)) > _YEARS) or stand_apart(one, other)


def year(paper: Paper) -> str:
    """The year in which a work appeared; empty where that is not known."""
    found = (paper.published or "")[:4]
    return found if len(found) == 4 and found.isascii() and found.isdigit() else ""


def venue(paper: Paper) -> str:
    """The venue, for comparing."""
    return normalise_title(paper.venue or "")


def place(paper: Paper) -> tuple[str, ...]:
    """Volume, number and first page, for comparing: `Vol. 05` is `5`, `XII` is `12`, `101--9` is `101`."""
    if not (paper.volume or paper.number or paper.pages):  # as most
        return _NOWHERE
    found = (_PLACE.match((getattr(paper, name) or "").casefold()) for name in PLACE)
    return tuple(_number(match[1]) if match else "" for match in found)


def _number(text: str) -> str:
    """A Roman number of several letters as digits; other text as it is."""
    if len(text) < 2 or not _ROMAN.fullmatch(text):
        return text
    values = [_DIGITS[letter] for letter in text]
    later = [*values[1:], 0]
    return str(sum(-value if value < after else value for value, after in zip(values, later, strict=True)))


def stand_apart(one: Paper, other: Paper) -> bool:
    """Whether two papers have another volume, number or first page of the same venue."""
    ours, theirs = venue(one), venue(other)
    if not ours or not theirs:
        return False
    if ours == theirs:
        return any(
            known and also and known != also for known, also in zip(place(one), place(other), strict=True)
        )
    # Without an author to tell by, what is printed in two journals is two: each has its editorials.
    unsigned = not one.authors or not other.authors
    return unsigned and any(place(one)) and any(place(other)) and ours not in theirs and theirs not in ours


def share_title(one: Paper, other: Paper) -> bool:
    """Whether two papers of one DOI have one title: the same, one misspelt, or one without its subtitle."""
    if is_stand_in(one.title) or is_stand_in(other.title):
        return True
    if not titles_of(one).isdisjoint(titles_of(other)):
        return True
    short, long = sorted((one.title, other.title), key=len)
    if (least := loose_title(short)) and len(least) >= _LEAST and loose_title(long).startswith(least):
        return any(loose_title(long[: found.start()]) == least for found in _BREAK.finditer(long))
    first, second = fold(short).split(), fold(long).split()
    return len(first) == len(second) and all(map(_is_misspelt, first, second))


def _is_misspelt(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < _LONG_WORD or not (one + other).isalpha():
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other).ratio() >= _CLOSE


def _was_renamed(one: Paper, other: Paper) -> bool:
    """Whether they are a preprint and what was published of it, under another title."""
    ranks = {rank(one.key), rank(other.key)}
    authors = one.authors and other.authors and may_agree(one.authors, other.authors)
    return _RANKS["arxiv"] in ranks and len(ranks) > 1 and bool(authors)


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
