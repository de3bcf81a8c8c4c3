"""How often a paper is found by what somebody remembers of it: no word of the title, a few telling ones.

The memories were written from the abstracts of the sample, before the search that finds papers by their idea:
`memories/after_two_months.tsv` has some of the abstract's terms (80), `memories/after_a_year.tsv` says it in
one's own words and shares at most a third of its telling words with the abstract (60). Each line is an
arXiv id, a tab, and what was typed.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from readerapp.library import Library
from tests.benchmarks import libraries
from tests.benchmarks.bench_search import now, opened
from tests.benchmarks.table import Measure, milliseconds, slowest

BARS = {10: 0.55, 50: 0.75}
"""How often the paper must be among so many, by words alone."""
_KINDS = {
    "two months": ("after_two_months", {10: 0.85, 50: 0.95}),
    "a year": ("after_a_year", {10: 0.2, 50: 0.45}),
}
"""The same for each kind of memory."""
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
    library.search("warm up the index", dict, version=1, now=now())
    asked = {kind: [_asked(library, one) for one in _memories(name)] for kind, (name, _) in _KINDS.items()}
    every = [one for some in asked.values() for one in some]
    for size, bar in BARS.items():
        yield Measure(f"found by its idea, first {size}", _within(size, every), bar, unit="", least=True)
        for kind, some in asked.items():
            what = f"remembered after {kind}, first {size}"
            yield Measure(what, _within(size, some), _KINDS[kind][1][size], unit="", least=True)
    yield Measure("found by its idea, 10k: p95", slowest([one.time for one in every]), 50)


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
        tuple(islice(shown, 10))

    time = milliseconds(ask)
    first, row = [*islice(shown, max(BARS))], library.row(memory.key)
    return Asked(first.index(row) if row in first else _NOWHERE, time)


def _within(size: int, asked: Sequence[Asked]) -> float:
    return statistics.mean(one.place < size for one in asked)
