"""What the app holds in memory while a reader browses and searches, beyond what the smallest one holds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import libraries
from tests.benchmarks.bench_keys import CLEAR, OURS, WORDS
from tests.benchmarks.bench_start import AGAINST, SMALLEST, SMALLEST_PAPER, as_installed
from tests.benchmarks.pty_timing import Recording
from tests.benchmarks.table import Measure
from tests.terminal.terminal import readerapp


def measure() -> Iterator[Measure]:
    """50,000 papers; with BENCH_LARGE=1 as many as arXiv has."""
    if not libraries.there():
        return
    held, _ = _beyond(libraries.indexed())
    yield _measure("50k", held, 60)
    if os.environ.get("BENCH_LARGE"):
        held, most = _beyond(libraries.indexed(libraries.ARXIV))
        yield _measure("3.2 million", held, 400)
        yield _measure("3.2 million, at most", most, 400)


def _measure(papers: str, held: float, bar: float) -> Measure:
    return Measure(f"memory beyond {AGAINST}, {papers}", held, bar, unit="MB")


def _beyond(home: Path) -> tuple[float, float]:
    """The megabytes at the end and at most beyond those of the smallest app."""
    env = as_installed(str(home))
    with Recording(SMALLEST, env) as smallest:
        smallest.wait_for(SMALLEST_PAPER)
        least = memory(smallest.pid)
    with Recording(readerapp("--fresh"), env) as ours:
        ours.wait_for(OURS.ready)
        ours.send("j", "j", "G", "g", "g")
        for words in WORDS:
            ours.send("/", CLEAR)
            for letter in words:
                ours.send(letter)
            ours.send("\r", "j", "j")
        return memory(ours.pid) - least, memory(ours.pid, "VmHWM") - least


def memory(process: int, which: str = "VmRSS") -> float:
    """The megabytes that a process holds in memory now, or held at most, shared pages included (Linux)."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    resident = next(line for line in status.splitlines() if line.startswith(f"{which}:"))
    return int(resident.split()[1]) / 1024
