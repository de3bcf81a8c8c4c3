"""The app on 50,000 papers in a real terminal: its start, a key in the search box, its memory."""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator
from functools import partial

import readerapp as package
from readerapp.library import Shelf
from tests.benchmarks import corpus
from tests.benchmarks.bench_start import FIRST_PAPER, ROUNDS, SMALLEST, as_installed, until_shown
from tests.benchmarks.table import Measure, alternately, milliseconds
from tests.terminal.terminal import Terminal, readerapp

PAPERS = 50_000
WORDS = ("efficient attention", "diffusion models", "large language", "graph neural", "curriculum learning")
MORE = 150.0
"""Megabytes that the app may hold beyond the smallest one."""


def measure() -> Iterator[Measure]:
    """Nothing where there are no papers to measure with."""
    path = corpus.sample()
    if path is None:
        print("no corpus beside this checkout: the app is not measured on 50,000 papers", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as large, tempfile.TemporaryDirectory() as seed:
        with package.open(large) as lib:
            lib.library.add(corpus.grown(corpus.real(path), PAPERS))
            lib.library.build_index()
        ours = partial(until_shown, readerapp(), f"of {PAPERS:,}", as_installed(large))
        theirs = partial(until_shown, SMALLEST, "Paper number 0", as_installed(large))
        first = alternately(ours, theirs, ROUNDS)
        yield Measure("first list, 50,000", *first, bar=1.6, against="smallest Textual app")
        until_shown(readerapp(), FIRST_PAPER, as_installed(seed))
        many, held = _typed(large)
        few, _ = _typed(seed)
        yield Measure("key to new list, 50,000", many, few, bar=2, against="the same on the seed")
        with Terminal(SMALLEST, as_installed(large)) as smallest:
            smallest.wait_for("Paper number 0")
            least = smallest.memory
        bar = (least + MORE) / least
        yield Measure("memory, 50,000", held, least, bar=bar, unit="MB", against="smallest Textual app")


def _typed(home: str) -> tuple[float, float]:
    """The median of the milliseconds from a key in the search box to its list, and the memory after all."""
    with package.open(home) as lib:
        lib.library.build_index()
        total = len(lib.library)
        counts = {query: _count(lib.shelf(query)) for query in _queries()}
    with Terminal(readerapp(), as_installed(home)) as terminal:
        terminal.wait_for(f"of {total:,}", f"Unread {total:,}")
        terminal.press("/")
        times = [milliseconds(partial(_type, terminal, query, counts[query])) for query in _queries()]
        return statistics.median(times), terminal.memory


def _count(shelf: Shelf) -> str:
    """What the line on top says of an answer."""
    return f"{len(shelf):,} close" if shelf.partial else f"{len(shelf):,} of {shelf.total:,}"


def _queries() -> Iterator[str]:
    """What stands in the box after each key: every word grows letter by letter."""
    for words in WORDS:
        yield from (words[:end] for end in range(2, len(words) + 1) if words[end - 1] != " ")


def _type(terminal: Terminal, query: str, count: str) -> None:
    """Press the last key of `query`, its first two at the beginning of the next words."""
    if len(query) == 2:
        terminal.press("\x15", query[0])
    elif query[-2] == " ":
        terminal.press(" ")
    terminal.press(query[-1])
    terminal.wait_until(lambda: query in terminal.line("⌕") and count in terminal.line("⌕"), query)
