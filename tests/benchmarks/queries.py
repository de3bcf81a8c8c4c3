"""Queries as people type them, each made from one paper that it should find."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable

from readerapp.domain.paper import Paper

_WORD = re.compile(r"[A-Za-z]{3,}")
_SMALL = frozenset(
    ["the", "and", "for", "with", "via", "from", "are", "can", "not", "its", "into", "this", "that", "our"]
)
Maker = Callable[[Paper, random.Random], str | None]
Drawn = dict[str, list[tuple[int, str]]]
"""For each kind of query, each with the row it should find."""


def _words(text: str) -> list[str]:
    found = list(dict.fromkeys(word.lower() for word in _WORD.findall(text)))
    return [word for word in found if word not in _SMALL]


def _some(words: list[str], count: int, chance: random.Random) -> list[str] | None:
    """`count` of the words, in their order; None if there are not so many."""
    if len(words) < count:
        return None
    return [words[at] for at in sorted(chance.sample(range(len(words)), count))]


def title_words(paper: Paper, chance: random.Random) -> str | None:
    """Three words of the title."""
    words = _some(_words(paper.title), 3, chance)
    return " ".join(words) if words else None


def misspelt(paper: Paper, chance: random.Random) -> str | None:
    """Three words of the title of five letters and more, each with one slip of the finger."""
    words = _some([word for word in _words(paper.title) if len(word) >= 5], 3, chance)
    return " ".join(_slip(word, chance) for word in words) if words else None


def _slip(word: str, chance: random.Random) -> str:
    """A letter swapped with the next, left out, doubled, or hit wrong; the first letter is right."""
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        [
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + chance.choice(string.ascii_lowercase) + word[at + 1 :],
        ]
    )


def prefixes(paper: Paper, chance: random.Random) -> str | None:
    """Three words of the title cut to four to six letters."""
    words = _some([word for word in _words(paper.title) if len(word) >= 5], 3, chance)
    return " ".join(word[: chance.randint(4, 6)] for word in words) if words else None


def mixed(paper: Paper, chance: random.Random) -> str | None:
    """Two words of the title and two of the abstract that are not in the title."""
    first = _words(paper.title)
    second = [word for word in _words(paper.abstract) if len(word) >= 5 and word not in first]
    one, two = _some(first, 2, chance), _some(second, 2, chance)
    return " ".join(one + two) if one and two else None


def first_letters(paper: Paper, chance: random.Random) -> str | None:
    """The first three letters of four words of the title."""
    words = _some(_words(paper.title), 4, chance)
    return " ".join(word[:3] for word in words) if words else None


KINDS: dict[str, Maker] = {
    "title words": title_words,
    "misspelt": misspelt,
    "prefixes": prefixes,
    "title and abstract": mixed,
    "first letters": first_letters,
}


def drawn(
    papers: Callable[[int], Paper], size: int, count: int, seed: int
) -> dict[str, list[tuple[int, str]]]:
    """For each kind `count` queries with the row each should find."""
    chance = random.Random(seed)
    found: dict[str, list[tuple[int, str]]] = {kind: [] for kind in KINDS}
    for kind, make in KINDS.items():
        while len(found[kind]) < count:
            row = chance.randrange(size)
            if query := make(papers(row), chance):
                found[kind].append((row, query))
    return found
