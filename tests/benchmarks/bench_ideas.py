"""How often a paper is found by what somebody remembers of it: no word of the title, a few telling ones.

The memories were written from the abstracts of the sample, before the search that finds papers by their idea:
`memories/after_two_months.tsv` has some of the abstract's terms (80), `memories/after_a_year.tsv` says it in
one's own words and shares at most a third of its telling words with the abstract (60). Each line is an
arXiv id, a tab, and what was typed. With the extra `meaning` installed, both searches are measured.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from readerapp.library import Library
from readerapp.library.meaning import word_vectors
from tests.benchmarks import libraries
from tests.benchmarks.bench_search import now, opened
from tests.benchmarks.table import Measure, milliseconds, slowest

Bars = Mapping[int, tuple[float, float, float]]
BY_WORDS: Bars = {10: (0.55, 0.85, 0.20), 50: (0.75, 0.95, 0.45)}
"""How often the paper must be among so many, of 1: of all memories, and of each kind."""
WITH_MEANING: Bars = {10: (0.65, 0.85, 0.30), 50: (0.85, 0.95, 0.60)}
_KINDS = {"two months": "after_two_months", "a year": "after_a_year"}
_NOWHERE = 1_000


class Memory(NamedTuple):
    """What somebody remembers of a paper."""

    key: str
    text: str


class Asked(NamedTuple):
    """How it went with one memory."""

    place: int
    """Where the paper stood, from 0."""
    time: float
    """Milliseconds until the first ten were there."""


def measure() -> Iterator[Measure]:
    """How often memories of the 10,000 papers of the sample find theirs, and how soon."""
    if not libraries.there():
        return
    library = opened(libraries.indexed(libraries.SAMPLE))
    with patch.object(word_vectors, "installed", lambda: False):
        yield from _found("by words", library, BY_WORDS)
    if word_vectors.installed():
        library.learn_meanings()
        yield from _found("with meaning", library, WITH_MEANING)


def _found(how: str, library: Library, bars: Bars) -> Iterator[Measure]:
    library.search("warm up the index", dict, version=1, now=now())
    asked = {kind: [_asked(library, one) for one in _memories(name)] for kind, name in _KINDS.items()}
    every = [one for some in asked.values() for one in some]
    named = {f"idea {how}": every, **{f"idea {how}, after {kind}": some for kind, some in asked.items()}}
    for size, least in bars.items():
        for (what, some), bar in zip(named.items(), least, strict=True):
            yield Measure(f"{what}: first {size}", _within(size, some), bar, unit="", least=True)
    yield Measure(f"idea {how}, 10k: p95", slowest([one.time for one in every]), 50)


def _memories(name: str) -> Iterator[Memory]:
    file = Path(__file__).parent / "memories" / f"{name}.tsv"
    for line in file.read_text("ascii").splitlines():
        paper, text = line.split("\t")
        yield Memory(f"arxiv:{paper}", text)


def _asked(library: Library, memory: Memory) -> Asked:
    shown: Sequence[int] = ()

    def ask() -> None:
        nonlocal shown
        shown = library.search(memory.text, dict, version=1, now=now()).shown
        tuple(islice(shown, min(BY_WORDS)))

    time = milliseconds(ask)
    first, row = [*islice(shown, max(BY_WORDS))], library.row(memory.key)
    return Asked(first.index(row) if row in first else _NOWHERE, time)


def _within(size: int, asked: Sequence[Asked]) -> float:
    return statistics.mean(one.place < size for one in asked)
