"""How well and how fast papers are found: `python -m tests.benchmarks.bench_search [--seed N]`.

Prints for each kind of query how often the right paper is the first and among the first ten, median and p95
of the time of one query, and the same of frizbee over the titles, measured in the same run. Ratios hold
between machines, times don't. `make bench` measures 50,000 papers; with BENCH_LARGE=1 also the engine with
500,000 and 3.2 million.
"""

from __future__ import annotations

import argparse
import os
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import frizbee

from readerapp.home import Home
from readerapp.library import Library
from tests.benchmarks import libraries, queries
from tests.benchmarks.table import Measure, slowest

BARS = {
    "title words": 0.99,
    "misspelt": 0.96,
    "prefixes": 0.98,
    "title and abstract": 0.98,
    "first letters": 0.99,
}
_SEED = 7
_TEN = 10
_EACH = 1000
"""Every so many papers one whose text is measured for all."""
Asker = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Result:
    """How one kind of query went."""

    kind: str
    places: Sequence[int]
    """Where the right paper stood; ten where it wasn't among the first ten."""
    times: Sequence[float]
    """Milliseconds of each query."""

    @property
    def first(self) -> float:
        """How often it was the first, of 1."""
        return sum(place == 0 for place in self.places) / len(self.places)

    @property
    def ten(self) -> float:
        """How often it was among the first ten, of 1."""
        return sum(place < _TEN for place in self.places) / len(self.places)


def asked(ask: Asker, drawn: queries.Drawn) -> list[Result]:
    """Ask everything."""
    ask("warm")
    return [_asked(kind, ask, some) for kind, some in drawn.items()]


def _asked(kind: str, ask: Asker, some: list[tuple[int, str]]) -> Result:
    times, places = [], []
    for row, query in some:
        start = perf_counter()
        found = list(ask(query))
        times.append((perf_counter() - start) * 1000)
        places.append(found.index(row) if row in found else _TEN)
    return Result(kind, places, times)


def p95(results: list[Result]) -> float:
    """Of the time of one query of any kind."""
    return slowest([time for result in results for time in result.times])


# What is asked


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def opened(home: Path) -> Library:
    """The library of a home."""
    return Library.open(Home.find(home), clock=now)


def readerapp(library: Library) -> Asker:
    """Our search, as the app asks it."""
    start = now()
    return lambda query: library.search(query, dict, version=1, now=start).rows[:_TEN]


def rival(titles: list[str]) -> Asker:
    """frizbee over the titles: each word for itself, with one slip from four letters on."""
    there = frizbee.Haystacks(titles)

    def ask(query: str) -> list[int]:
        patterns = [frizbee.Pattern(word, max_typos=int(len(word) >= 4)) for word in query.split()]
        found = frizbee.Matcher.from_patterns(patterns, max_items=_TEN).match_list(there)
        return [match.index for match in found]

    return ask


def _titles(library: Library) -> list[str]:
    return [library.paper(row).title for row in range(len(library))]


# `make bench`


def measure() -> Iterator[Measure]:
    """Hits and time against frizbee; with BENCH_LARGE=1 the time with more papers."""
    if not libraries.there():
        return
    ours = opened(libraries.indexed())
    drawn = queries.drawn(ours.paper, len(ours), 200, _SEED)
    results = asked(readerapp(ours), drawn)
    theirs = asked(rival(_titles(ours)), drawn)
    for mine, other in zip(results, theirs, strict=True):
        bar = max(BARS[mine.kind], other.ten)
        yield Measure(f"found, {mine.kind}", mine.ten, bar, other.ten, "", "frizbee, titles", least=True)
    yield Measure("one query, 50k: p95", p95(results), 0.5, p95(theirs), against="frizbee, titles")
    if os.environ.get("BENCH_LARGE"):
        yield _larger("500k", libraries.LARGE, p95(results), 4)
        yield _larger("3.2 million", libraries.ARXIV, p95(results), 8)
        yield _room("3.2 million", libraries.ARXIV, 2.5)


def _larger(papers: str, size: int, small: float, bar: float) -> Measure:
    large = opened(libraries.indexed(size))
    drawn = queries.drawn(large.paper, len(large), 100, _SEED)
    return Measure(
        f"one query, {papers}: p95", p95(asked(readerapp(large), drawn)), bar, small, against="50k"
    )


def _room(papers: str, size: int, bar: float) -> Measure:
    home = libraries.indexed(size)
    index = sum(path.stat().st_size for path in (home / "cache" / "index").rglob("*") if path.is_file())
    library = opened(home)
    some = [library.paper(row) for row in range(0, len(library), _EACH)]
    text = sum(len(f"{paper.title} {paper.abstract}".encode()) for paper in some) / len(some) * len(library)
    return Measure(f"index, {papers}", index / 1e6, bar, text / 1e6, "MB", "titles and abstracts")


# By itself


def main() -> None:
    """Measure, and print a table for each program."""
    options = _options()
    ours = opened(options.home or libraries.indexed(options.papers))
    drawn = queries.drawn(ours.paper, len(ours), options.queries, options.seed)
    print(f"{len(ours):,} papers, seed {options.seed}")
    results = asked(readerapp(ours), drawn)
    show("readerapp", results)
    theirs = asked(rival(_titles(ours)), drawn)
    show("frizbee, titles", theirs)
    print(f"p95 of ours is {p95(results) / p95(theirs):.2f} of this")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--papers", type=int, default=libraries.PAPERS)
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--home", type=Path, help="use the library that is there")
    return parser.parse_args()


def show(name: str, results: list[Result]) -> None:
    """Print a program's table."""
    print(f"\n{name:20} {'first':>6} {'ten':>6} {'bar':>6} {'median':>9} {'p95':>9}")
    every = Result("all", [place for result in results for place in result.places], [])
    for result in results:
        bar = f"{BARS[result.kind]:.2f}" if name == "readerapp" else ""
        median = statistics.median(result.times)
        print(
            f"{result.kind:20} {result.first:6.3f} {result.ten:6.3f} {bar:>6} {median:6.1f} ms "
            f"{slowest(result.times):6.1f} ms"
        )
    print(f"{'all':20} {every.first:6.3f} {every.ten:6.3f} {'':19} {p95(results):6.1f} ms")


if __name__ == "__main__":
    main()
