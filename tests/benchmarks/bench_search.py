"""How well and how fast papers are found: `python -m tests.benchmarks.bench_search [--papers N]`.

Prints for each kind of query how often the right paper is the first and among the first ten, median and p95
of the time of one query, and the same of `fzf --filter` and rapidfuzz's `process.extract` with `WRatio` over
the titles, measured in the same run. Ratios hold between machines, times don't.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from readerapp.home import Home
from readerapp.library import Library
from tests.benchmarks import corpus, queries

_BARS = {
    "title words": 0.99,
    "misspelt": 0.96,
    "prefixes": 0.98,
    "title and abstract": 0.98,
    "first letters": 0.99,
}
_SEED = 7
_TEN = 10
Asker = Callable[[str], Sequence[int]]
Asked = dict[str, list[tuple[int, str]]]


def main() -> None:
    """Measure, and print the table."""
    options = _options()
    path = corpus.sample()
    if path is None:
        print("No corpus at ../shared/samples/corpus: nothing measured")
        return
    with tempfile.TemporaryDirectory() as folder:
        papers = corpus.real(path)
        library = _library(Home.find(folder), papers, options.papers)
        asked = queries.drawn(library.paper, len(library), options.queries, options.seed)
        ours = _measured("readerapp", asked, _readerapp(library))
        if not options.alone:
            few = {kind: some[: options.rivals] for kind, some in asked.items()}
            titles = [library.paper(row).title for row in range(len(library))]
            _ratios(ours, "fzf", _measured("fzf --filter", few, _fzf(titles, Path(folder))))
            _ratios(ours, "WRatio", _measured("extract WRatio", few, _wratio(titles)))
        _memory()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--papers", type=int, default=50_000)
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    parser.add_argument("--rivals", type=int, default=20, help="queries of each kind for the others")
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--alone", action="store_true", help="without the others")
    return parser.parse_args()


def _library(home: Home, papers: list[corpus.Real], size: int) -> Library:
    clock = lambda: datetime.now(UTC)  # noqa: E731
    library = Library.open(home, clock=clock)
    start = perf_counter()
    library.add(corpus.grown(papers, size))
    print(f"{len(library):,} papers added in {perf_counter() - start:.1f} s")
    start = perf_counter()
    library.build_index()
    print(f"indexed in {perf_counter() - start:.1f} s")
    start = perf_counter()
    library = Library.open(home, clock=clock)
    print(f"opened in {(perf_counter() - start) * 1000:.1f} ms")
    return library


def _readerapp(library: Library) -> Asker:
    now = datetime.now(UTC)
    return lambda query: library.search(query, {}, version=1, now=now).rows[:_TEN]


def _fzf(titles: list[str], folder: Path) -> Asker:
    fzf = shutil.which("fzf")
    if fzf is None:
        print("fzf is not installed: not measured")
        return lambda query: ()
    listed = folder / "titles"
    listed.write_text("".join(f"{row}\t{title}\n" for row, title in enumerate(titles)), encoding="utf-8")

    def ask(query: str) -> list[int]:
        with listed.open("rb") as file:
            command = [fzf, "--filter", query, "--delimiter", "\t", "--nth", "2.."]
            done = subprocess.run(command, stdin=file, capture_output=True, check=False)
        return [int(line.split(b"\t", 1)[0]) for line in done.stdout.splitlines()[:_TEN]]

    return ask


def _wratio(titles: list[str]) -> Asker:
    from rapidfuzz import fuzz, process, utils

    ready = [utils.default_process(title) for title in titles]
    return lambda query: [row for _, _, row in process.extract(query, ready, scorer=fuzz.WRatio, limit=_TEN)]


def _measured(name: str, asked: Asked, ask: Asker) -> list[float]:
    """Ask everything, print how it went, and return the time of each query in ms."""
    print(f"\n{name:22} {'first':>6} {'ten':>6} {'bar':>5} {'median':>9} {'p95':>9}")
    ask("warm")
    every: list[float] = []
    for kind, some in asked.items():
        times, places = [], []
        for row, query in some:
            start = perf_counter()
            found = ask(query)
            times.append((perf_counter() - start) * 1000)
            places.append(list(found).index(row) if row in found else _TEN)
        first = sum(place == 0 for place in places) / len(places)
        ten = sum(place < _TEN for place in places) / len(places)
        bar = _BARS[kind] if name == "readerapp" else 0
        print(f"{kind:22} {first:6.3f} {ten:6.3f} {bar or '':>5} {_times(times)}")
        every += times
    print(f"{'all':22} {'':19} {_times(every)}")
    return every


def _ratios(ours: list[float], name: str, theirs: list[float]) -> None:
    p95, median = _p95(theirs) / _p95(ours), _median(theirs) / _median(ours)
    print(f"ours to {name}: p95 1/{p95:.1f}, median 1/{median:.1f}")


def _times(times: list[float]) -> str:
    return f"{_median(times):6.1f} ms {_p95(times):6.1f} ms"


def _median(times: list[float]) -> float:
    return statistics.median(times)


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _memory() -> None:
    if sys.platform == "linux":
        status = Path("/proc/self/status").read_text()
        print(next(line for line in status.splitlines() if line.startswith("VmRSS")))


if __name__ == "__main__":
    main()
