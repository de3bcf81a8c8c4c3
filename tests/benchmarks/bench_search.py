"""How well and how fast papers are found: `python -m tests.benchmarks.bench_search [--papers N]`.

Prints for each kind of query how often the right paper is the first and among the first ten, median and p95
of the time of one query, and the same of `fzf --filter` and rapidfuzz's `process.extract` with `WRatio` over
the titles, measured in the same run. Ratios hold between machines, times don't. `make bench` measures 50,000
papers; with BENCH_LARGE=1 also ten times as many, which takes minutes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from readerapp.home import Home
from readerapp.library import Library
from tests.benchmarks import corpus, queries
from tests.benchmarks.table import Measure, milliseconds

PAPERS = 50_000
BARS = {
    "title words": 0.99,
    "misspelt": 0.96,
    "prefixes": 0.98,
    "title and abstract": 0.98,
    "first letters": 0.99,
}
_SEED = 7
_TEN = 10
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
    return _p95([time for result in results for time in result.times])


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


# What is asked


def _now() -> datetime:
    return datetime.now(UTC)


def library(home: Home, papers: list[corpus.Real], size: int) -> Library:
    """A library of `size` papers with its index, opened anew."""
    first = Library.open(home, clock=_now)
    adding = milliseconds(lambda: first.add(corpus.grown(papers, size)))
    indexing = milliseconds(first.build_index)
    print(
        f"{size:,} papers added in {adding / 1000:.1f} s, indexed in {indexing / 1000:.1f} s", file=sys.stderr
    )
    return Library.open(home, clock=_now)


def readerapp(library: Library) -> Asker:
    """Our search, as the app asks it."""
    now = _now()
    return lambda query: library.search(query, dict, version=1, now=now).rows[:_TEN]


def fzf(titles: list[str], folder: Path) -> Asker | None:
    """`fzf --filter` over the titles; None where it is not installed."""
    program = shutil.which("fzf")
    if program is None:
        return None
    listed = folder / "titles"
    listed.write_text("".join(f"{row}\t{title}\n" for row, title in enumerate(titles)), encoding="utf-8")

    def ask(query: str) -> list[int]:
        with listed.open("rb") as file:
            command = [program, "--filter", query, "--delimiter", "\t", "--nth", "2.."]
            done = subprocess.run(command, stdin=file, capture_output=True, check=False)
        return [int(line.split(b"\t", 1)[0]) for line in done.stdout.splitlines()[:_TEN]]

    return ask


def wratio(titles: list[str]) -> Asker:
    """The common way: the whole query against each whole title."""
    from rapidfuzz import fuzz, process, utils

    ready = [utils.default_process(title) for title in titles]
    return lambda query: [row for _, _, row in process.extract(query, ready, scorer=fuzz.WRatio, limit=_TEN)]


# `make bench`


def measure() -> Iterator[Measure]:
    """Misses; time against fzf; with BENCH_LARGE=1 the time at ten times the size."""
    path = corpus.sample()
    if path is None:
        print("no corpus beside this checkout: search is not measured", file=sys.stderr)
        return
    papers = corpus.real(path)
    with tempfile.TemporaryDirectory() as folder:
        home = Home.find(folder)
        ours = library(home, papers, PAPERS)
        drawn = queries.drawn(ours.paper, len(ours), 200, _SEED)
        results = asked(readerapp(ours), drawn)
        for result in results:
            misses = (1 - result.ten) * 100
            bar = round(1 - BARS[result.kind], 2)
            yield Measure(f"not in the first ten: {result.kind}", misses, 100, bar, "%", "queries, 50k")
        titles = [ours.paper(row).title for row in range(len(ours))]
        if theirs := fzf(titles, Path(folder)):
            few = {kind: some[:15] for kind, some in drawn.items()}
            yield Measure(
                "one query, p95, 50k", p95(results), p95(asked(theirs, few)), 1 / 8, against="fzf, titles"
            )
    if os.environ.get("BENCH_LARGE"):
        yield _ten_times(papers, p95(results))


def _ten_times(papers: list[corpus.Real], small: float) -> Measure:
    with tempfile.TemporaryDirectory() as folder:
        large = library(Home.find(folder), papers, 10 * PAPERS)
        drawn = queries.drawn(large.paper, len(large), 100, _SEED)
        return Measure("one query, p95, 500k", p95(asked(readerapp(large), drawn)), small, 4, against="50k")


# By itself


def main() -> None:
    """Measure, and print a table for each program."""
    options = _options()
    path = corpus.sample()
    if path is None:
        print("No corpus at ../shared/samples/corpus: nothing measured")
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Home.find(options.home or folder)
        ours = Library.open(home, clock=_now)
        if not len(ours):
            ours = library(home, corpus.real(path), options.papers)
        drawn = queries.drawn(ours.paper, len(ours), options.queries, options.seed)
        print(f"{len(ours):,} papers, seed {options.seed}")
        results = asked(readerapp(ours), drawn)
        show("readerapp", results)
        if options.alone:
            return
        few = {kind: some[: options.rivals] for kind, some in drawn.items()}
        titles = [ours.paper(row).title for row in range(len(ours))]
        for name, ask in (("fzf --filter", fzf(titles, Path(folder))), ("extract WRatio", wratio(titles))):
            if ask is None:
                print(f"\n{name}: not installed")
                continue
            theirs = asked(ask, few)
            show(name, theirs)
            print(f"p95 of ours is 1/{p95(theirs) / p95(results):.1f} of this")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--papers", type=int, default=PAPERS)
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    parser.add_argument("--rivals", type=int, default=15, help="queries of each kind for the others")
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--home", help="keep the library there, or use the one that is there")
    parser.add_argument("--alone", action="store_true", help="without the others")
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
            f"{_p95(result.times):6.1f} ms"
        )
    print(f"{'all':20} {every.first:6.3f} {every.ten:6.3f} {'':19} {p95(results):6.1f} ms")


if __name__ == "__main__":
    main()
