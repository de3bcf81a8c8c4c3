"""Citation keys of an exported bibliography: `cheng2024spar`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import TypeVar

from readerapp.domain.bibtex.entry import bibtex_entry, clean_citation_key
from readerapp.domain.dates.timestamps import timestamp
from readerapp.domain.paper import Paper
from readerapp.domain.text import fold
from readerapp.domain.values import NamedTuple, pattern
from readerapp.exports import Item
from readerapp.exports.facts import year

_Entry = TypeVar("_Entry")

_SMALL_WORDS = frozenset(
    ("a", "an", "the", "on", "of", "in", "for", "to", "and", "with", "from", "is", "are", "do")
)
_CITATION_KEY = pattern(r"[A-Za-z_][\w:.+/-]{0,80}", re.ASCII)
_WORD = pattern(r"[a-z0-9]+")


def with_keys(items: Iterable[Item], write: Callable[[Item], _Entry]) -> Iterator[tuple[str, _Entry]]:
    """Yield a unique citation key and what `write` returns for each paper.

    Keys are unique only when all are known, so this goes through the papers twice, and keeps the keys alone.
    """
    papers = [*items] if isinstance(items, Iterator) else items
    names = unique_keys([*map(claim, papers)])
    return zip(names, map(write, papers), strict=True)


class Claim(NamedTuple):
    """The citation key a paper should have, and what decides if another one should have it, too."""

    is_new: bool
    """False if the paper had the citation key in the file that is replaced."""
    added: str
    is_made: bool
    """False if a source gave the citation key."""
    paper: str
    """Key of the paper."""
    name: str


def claim(item: Item) -> Claim:
    """Return the citation key that a paper should have."""
    paper, kept = item.paper, clean_citation_key(item.name)
    read = read_key(paper)
    return Claim(not kept, timestamp(paper.added), not read, paper.key, kept or read or citation_key(paper))


def unique_keys(claims: Sequence[Claim]) -> list[str]:
    """Return a citation key for each paper, unique regardless of case.

    Those of the file that is replaced stay. Of papers that should have the same one, that added first has it:
    a paper that comes later changes none. Of those added at once, papers whose source gave the key come
    first, then the paper's own key decides.
    """
    names, taken = [""] * len(claims), set[str]()
    numbers: dict[str, Iterator[int]] = {}
    for place in sorted(range(len(claims)), key=claims.__getitem__):
        base = claims[place].name
        more = numbers.setdefault(base.lower(), count())
        names[place] = next(name for n in more if (name := base + _letters(n)).lower() not in taken)
        taken.add(names[place].lower())
    return names


def read_key(paper: Paper) -> str:
    """Return the citation key that a source gave; "" if none did."""
    if read := bibtex_entry(paper.extra):
        return read.key
    told = paper.extra.get("citation_key")
    return told if isinstance(told, str) and _CITATION_KEY.fullmatch(told) else ""


def citation_key(paper: Paper) -> str:
    """Return first author's family name, year and first significant title word: `cheng2024spar`."""
    author = "".join(_WORD.findall(fold(family_name(paper.authors[0])))) if paper.authors else ""
    words = _WORD.findall(fold(paper.title))
    word = next((word for word in words if word not in _SMALL_WORDS), "")
    return f"{author}{year(paper) or ''}{word}" or "paper"


def family_name(author: str) -> str:
    """Return the family name of `Ada King Lovelace` or `Lovelace, Ada`."""
    family, comma, _ = author.partition(",")
    return family.strip() if comma else (author.split() or [""])[-1]


def _letters(number: int) -> str:
    """Return "" for 0, `a` for 1, `z` for 26, `aa` for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
