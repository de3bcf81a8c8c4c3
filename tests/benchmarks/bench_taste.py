"""How well papers near others, papers for a reader and a path through papers are found, and how soon.

The measure is the primary category of the sample's papers, which the program doesn't know. Simulated readers
are in `readers.py`, and scikit-learn on the same papers is the opponent. With the extra
`meaning` installed, both ways are measured; with BENCH_LARGE=1 also the time with 500,000 papers.
"""

from __future__ import annotations

import os
import random
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count, pairwise
from unittest.mock import patch

from readerapp.domain.state import State
from readerapp.library import Library
from readerapp.library.meaning import word_vectors
from readerapp.library.search.shelf import Shelf
from tests.benchmarks import corpus, libraries
from tests.benchmarks.bench_search import now, opened
from tests.benchmarks.readers import FIRST, Reader, readers
from tests.benchmarks.rival_taste import Rival
from tests.benchmarks.table import Measure, milliseconds, slowest

FOR_YOU = {5: 0.28, 10: 0.30, 30: 0.38}
"""By choices: how many of the first twenty must be of the reader's category, of 1."""
SIMILAR = 0.46
_NEAREST = 10
_COMPARED = 1_000
"""Papers of which the nearest are looked at."""
_ON_PATH = 100
_NEARER = 2
"""Times that the next paper on a path must be nearer than in listing order."""
_SEED = 5


class Sample:
    """The papers of the sample in a library, numbered as they are in it."""

    def __init__(self) -> None:
        source = corpus.sample()
        assert source, "see libraries.there()"
        real = corpus.real(source)
        self.papers = [one.paper for one in real]
        self.fields = [one.field for one in real]
        self.keys = [paper.key for paper in self.papers]
        self.library = opened(libraries.indexed(libraries.SAMPLE))
        self._versions = count(1)
        self._numbers = {key: number for number, key in enumerate(self.keys)}

    def ask(self, query: str, states: Mapping[str, State], first: int) -> list[int]:
        """The numbers of the first papers that answer a query."""
        shelf = asked(self.library, query, states, next(self._versions))
        return [self._numbers[self.library.key(row)] for row in shelf.rows[:first]]

    def share(self, field: str, some: Sequence[int]) -> float:
        """How many papers are of a category, of 1."""
        return sum(self.fields[number] == field for number in some) / len(some)


def asked(library: Library, query: str, states: Mapping[str, State], version: int) -> Shelf:
    """The answer to a query of a reader who has these states."""
    return library.search(query, lambda: states, version=version, now=now())


def measure() -> Iterator[Measure]:
    """The sample against scikit-learn; time with 50,000 papers, and more with BENCH_LARGE=1."""
    if not libraries.there():
        return
    sample = Sample()
    rival = Rival(sample.papers)
    with patch.object(word_vectors, "installed", lambda: False):
        yield from _near(sample, rival, "by words")
        yield _path(sample, rival)
        yield from _times(sample)
    if word_vectors.installed():
        sample.library.learn_meanings()
        yield from _near(sample, rival, "with meaning")


def _near(sample: Sample, rival: Rival, how: str) -> Iterator[Measure]:
    yield _similar(sample, rival, how)
    for choices, bar in FOR_YOU.items():
        yield _for_you(sample, rival, how, choices, bar)


def _similar(sample: Sample, rival: Rival, how: str) -> Measure:
    some = random.Random(_SEED).sample(range(len(sample.papers)), _COMPARED)

    def share(nearest: Callable[[int], list[int]]) -> float:
        return statistics.mean(sample.share(sample.fields[number], nearest(number)) for number in some)

    ours = share(lambda number: sample.ask(f"like:{sample.keys[number]}", {}, _NEAREST))
    theirs = share(lambda number: rival.similar(number, _NEAREST))
    what = f"ten nearest {how}, of the same category"
    return Measure(what, ours, SIMILAR, theirs, "", "scikit-learn, cosine", least=True)


def _for_you(sample: Sample, rival: Rival, how: str, choices: int, bar: float) -> Measure:
    def precision(ask: Callable[[Reader], list[int]]) -> float:
        return statistics.mean(
            sample.share(reader.field, ask(reader)) for reader in readers(sample.fields, choices)
        )

    ours = precision(lambda reader: sample.ask("is:unread sort:foryou", reader.states(sample.keys), FIRST))
    theirs = precision(lambda reader: rival.for_reader(reader, FIRST))
    what = f"for you {how}, {choices} choices: first {FIRST} of the category"
    return Measure(what, ours, bar, theirs, "", "scikit-learn, linear SVM", least=True)


def _path(sample: Sample, rival: Rival) -> Measure:
    """How near each paper of a queue is to the next, on a path and as it was listed."""
    queue = [
        sample.keys[number]
        for number in sorted(random.Random(_SEED).sample(range(libraries.SAMPLE), _ON_PATH))
    ]
    states = {key: State(key=key, queue=place) for place, key in enumerate(queue)}

    def step(order: str) -> float:
        path = sample.ask(f"is:queued sort:{order}", states, _ON_PATH)
        return statistics.mean(rival.cosine(one, other) for one, other in pairwise(path))

    listed = step("listed")
    what = f"from one to the next of {_ON_PATH} papers: cosine"
    return Measure(what, step("path"), _NEARER * listed, listed, "", "in listing order", least=True)


def _times(sample: Sample) -> Iterator[Measure]:
    sizes = {"50k": (libraries.PAPERS, 50)}
    if os.environ.get("BENCH_LARGE"):
        sizes["500k"] = libraries.LARGE, 4 * 50
    for name, (size, bar) in sizes.items():
        for what, time in _timed(opened(libraries.indexed(size)), sample).items():
            yield Measure(f"{what}, {name}: p95", time, bar)


def _timed(library: Library, sample: Sample) -> Mapping[str, float]:
    """What is asked, and the 95th percentile of the time of it, until the first are there with their reasons.

    Readers mark one paper more each time, as one does in the app.
    """
    versions = count(1)

    def time(query: str, states: Mapping[str, State]) -> float:
        def ask() -> None:
            shelf = asked(library, query, states, next(versions))
            for row in shelf.rows[:FIRST]:
                shelf.why(row)

        return milliseconds(ask)

    time("sort:foryou", _marked(sample, 0)[-1])
    some = random.Random(_SEED).sample(sample.keys, _COMPARED)
    return {
        "similar": slowest([time(f"like:{key}", {}) for key in some]),
        "for you": slowest([time("is:unread sort:foryou", states) for states in _marked(sample, 1)]),
    }


def _marked(sample: Sample, reader: int) -> list[Mapping[str, State]]:
    """What a reader has marked, one paper after the other."""
    every = [*readers(sample.fields, max(FOR_YOU))][reader].states(sample.keys)
    marks = sorted(every.items(), key=lambda mark: mark[1].changed["status"])
    return [dict(marks[:so_far]) for so_far in range(1, len(marks) + 1)]
