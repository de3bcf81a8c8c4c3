"""A `papers.jsonl` of 50,000 that is new, and what it costs when another program changes it."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import readerapp as package
from tests.benchmarks import libraries
from tests.benchmarks.bench_add import AGAINST, DECODE
from tests.benchmarks.bench_keys import OURS
from tests.benchmarks.bench_start import as_installed, grow, touch, until_ended, until_shown
from tests.benchmarks.pty_timing import Recording
from tests.benchmarks.table import Measure, alternately
from tests.benchmarks.watched_app import calls
from tests.terminal.terminal import readerapp

ROUNDS = 3


def measure() -> Iterator[Measure]:
    """The new file, then each change to it."""
    if not libraries.there():
        return
    with libraries.copied(libraries.indexed()) as home:
        with package.open(home) as lib:
            first = lib.library.title(lib.shelf("").rows[0])[:20]
        yield from _new(home, first)
        for what, change, seconds in (
            ("one line more", grow, 4.0),
            ("touched", touch, 4.0),
            ("replaced", replace, 10.0),
        ):
            yield Measure(f"50k, {what}: interface's thread", busy(home, change, seconds), 5)
            yield _next_start(home, first, what, change)


def _new(home: Path, first: str) -> Iterator[Measure]:
    env = as_installed(str(home))
    decode = partial(until_ended, [sys.executable, "-c", DECODE, str(home / "papers.jsonl")], env)
    decoding = min(decode() for _ in range(3)) / 1000
    for what, taken, bar in (
        ("first list", partial(until_shown, readerapp("--fresh"), first, env), 4),
        ("searched by a command", partial(until_ended, readerapp("list", "graph attention"), env), 8),
        ("searchable in the app", partial(until_indexed, env), 8),
    ):
        shutil.rmtree(home / "cache", ignore_errors=True)
        yield Measure(f"new file of 50k, {what}", taken() / 1000, bar, decoding, unit="s", against=AGAINST)


def until_indexed(env: Mapping[str, str]) -> float:
    """Milliseconds from the start until the app says no more that it is indexing."""
    with Recording(readerapp("--fresh"), env) as recording:
        recording.wait_for("indexing")
        recording.rest(quiet=5.0, most=120.0)
    looks = recording.looks(lambda screen: any("indexing" in line for line in screen.display[:2]))
    seen = list(looks)
    last = max(number for number, (_, indexing) in enumerate(seen) if indexing)
    return (seen[last + 1][0] - recording.began) * 1000


def replace(home: Path) -> None:
    """Put another file in its place, as a merge does: a paper less in the middle, one more at the end."""
    papers = home / "papers.jsonl"
    lines = papers.read_bytes().splitlines(keepends=True)
    del lines[len(lines) // 2]
    other = papers.with_suffix(".other")
    other.write_bytes(b"".join(lines))
    other.replace(papers)
    grow(home)


def busy(home: Path, change: Callable[[Path], object], seconds: float) -> float:
    """Milliseconds of CPU of the interface's thread for a change that is shown after `seconds` at the latest,
    painting aside; the least of several."""
    written = home / "calls"
    command = [sys.executable, "-m", "tests.benchmarks.watched_app", str(written), "--fresh"]
    began = []
    with Recording(command, as_installed(str(home))) as recording:
        recording.wait_for(OURS.ready)
        recording.rest(quiet=2.0, most=10.0)
        for _ in range(2):
            began.append(time.perf_counter())
            change(home)
            time.sleep(seconds)
        recording.end("q", "q")
    made = list(calls(written))
    return min(
        sum(call.cpu - call.painting for call in made if begin <= call.began < begin + seconds)
        for begin in began
    )


def _next_start(home: Path, first: str, what: str, change: Callable[[Path], object]) -> Measure:
    env = as_installed(str(home))
    without = partial(until_shown, readerapp("--fresh"), first, env)

    def changed() -> float:
        change(home)
        return without()

    after, before = alternately(changed, without, ROUNDS)
    return Measure(f"50k, {what}: next start", after, 1.1, before, against="a start without")
