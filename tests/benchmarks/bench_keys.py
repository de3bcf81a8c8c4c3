"""From a key to its effect on the screen, and the bytes in between, beside a naive app of the same shape."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyte

import readerapp as package
from tests.benchmarks import libraries
from tests.benchmarks.bench_start import as_installed
from tests.benchmarks.pty_timing import Recording, part
from tests.benchmarks.table import Measure
from tests.terminal.terminal import readerapp

WORDS = ("efficient attention", "diffusion models", "large language", "graph neural", "curriculum learning")
MOVES = 30
NAIVE = "naive Textual app"
CLEAR = "\x15"
A_SECOND, SECONDS = 30, 10
_CURSOR = "▌"


@dataclass(frozen=True, slots=True)
class Keys:
    """How one app went: milliseconds of each key, and bytes of each `j`."""

    lists: list[float]
    rows: list[float]
    papers: list[float]
    sizes: list[int]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where an app of 120 columns and 40 rows has its list and its paper, and what it shows at last."""

    list: Callable[[pyte.Screen], object]
    paper: Callable[[pyte.Screen], object]
    ready: str


OURS = Layout(part((0, 64), (3, 38)), part((68, 119), (3, 38)), "Unread")
THEIRS = Layout(part((0, 59), (3, 39)), part((61, 118), (3, 39)), "PreRoutGNN")


def measure() -> Iterator[Measure]:
    """The seed in both apps, then 50,000 papers in ours."""
    with tempfile.TemporaryDirectory() as folder:
        env = as_installed(folder)
        naive = asked([sys.executable, "-m", "tests.benchmarks.naive_app", seed(Path(folder))], env, THEIRS)
        yield from _against(naive, asked(readerapp("--fresh"), env, OURS), "seed")
    if libraries.there():
        env = as_installed(str(libraries.indexed()))
        yield from _against(naive, asked(readerapp("--fresh"), env, OURS), "50k")
        yield from held(env)


def seed(folder: Path) -> str:
    """A file of the papers that a new home shows, in its order, for the naive app."""
    with package.open(folder) as lib:
        papers = [lib.library.paper(row) for row in lib.shelf("").rows]
    path = folder / "seed.jsonl"
    path.write_text(
        "".join(json.dumps({"title": it.title, "abstract": it.abstract}) + "\n" for it in papers), "utf-8"
    )
    return str(path)


def asked(command: list[str], env: Mapping[str, str], layout: Layout) -> Keys:
    """Type what a reader looks for, then go down the list."""
    with Recording(command, env) as search:
        search.wait_for(layout.ready)
        search.send("/")
        for words in WORDS[:3]:
            search.send(CLEAR)
            for letter in words:
                search.press(letter)
                search.rest()
    with Recording(command, env) as moving:
        moving.wait_for(layout.ready)
        for _ in range(MOVES):
            moving.press("j")
            moving.rest()
    sizes = [key.size for key in moving.keys]
    return Keys(search.settled(layout.list), moving.settled(layout.list), moving.settled(layout.paper), sizes)


def _against(naive: Keys, ours: Keys, papers: str) -> Iterator[Measure]:
    medians = statistics.median(ours.lists), statistics.median(naive.lists)
    yield Measure(f"key to new list, {papers}", medians[0], 1.0, medians[1], against=NAIVE)
    p90 = statistics.quantiles(ours.lists, n=10)[-1]
    yield Measure(f"key to new list, {papers}: p90", p90, 1.5, medians[0], against="its median")
    for what, mine, theirs, bar in (
        ("row", ours.rows, naive.rows, 0.5),
        ("paper", ours.papers, naive.papers, 1.2),
    ):
        ratio = statistics.median(mine), statistics.median(theirs)
        yield Measure(f"j: {what}, {papers}", ratio[0], bar, ratio[1], against=NAIVE)
    size = statistics.mean(ours.sizes) / 1000, statistics.mean(naive.sizes) / 1000
    yield Measure(f"bytes of one j, {papers}", size[0], 0.6, size[1], unit="kB", against=NAIVE)


def held(env: Mapping[str, str]) -> Iterator[Measure]:
    """`j` held down: from each key to a screen that is as far, and frames of earlier rows at the end."""
    with Recording(readerapp("--fresh"), env) as holding:
        holding.wait_for(OURS.ready)
        begin = time.perf_counter()
        for number in range(A_SECOND * SECONDS):
            time.sleep(max(0.0, begin + number / A_SECOND - time.perf_counter()))
            holding.press("j")
        holding.rest(most=20.0)
    at = {title: row for row, title in enumerate(_titles(env))}
    seen = [(moment, at.get(line, -1)) for moment, line in holding.looks(highlighted)]
    seen = [(moment, row) for moment, row in seen if row >= 0]
    presses = [key.pressed for key in holding.keys]
    late = [
        next(((moment - pressed) * 1000 for moment, row in seen if row >= number), float("inf"))
        for number, pressed in enumerate(presses, 1)
    ]
    yield Measure("j held, 50k: key to screen, p99", statistics.quantiles(late, n=100)[-1], 50)
    old = sum(moment > presses[-1] and row < len(presses) for moment, row in seen)
    yield Measure("j held, 50k: frames older than the last key", old, 0, unit="frames")


def highlighted(screen: pyte.Screen) -> str:
    """The beginning of the highlighted title."""
    line = next((line for line in screen.display if line.startswith(_CURSOR)), "")
    return line[10:50].rstrip()


def _titles(env: Mapping[str, str]) -> list[str]:
    """The beginnings of the titles on top of the list."""
    with package.open(env["READERAPP_HOME"]) as lib:
        rows = lib.shelf("").rows[: 2 * A_SECOND * SECONDS]
        return [lib.library.title(row)[:40].rstrip() for row in rows]
