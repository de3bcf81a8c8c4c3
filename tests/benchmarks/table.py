"""One measured thing, and the table of all of them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of ours beside that of another program, and how far apart they may be."""

    what: str
    ours: float
    theirs: float
    bar: float
    """The most that ours may be, in theirs."""
    unit: str = "ms"
    against: str = ""

    @property
    def ratio(self) -> float:
        """Ours in theirs."""
        return self.ours / self.theirs

    @property
    def holds(self) -> bool:
        """Whether the bar is held."""
        return self.ratio <= self.bar

    def cells(self) -> Sequence[str]:
        """The row of the table."""
        figures = (f"{self.ours:,.1f} {self.unit}", f"{self.theirs:,.1f} {self.unit}")
        verdict = "holds" if self.holds else "MISSED"
        return (
            self.what,
            figures[0],
            self.against,
            figures[1],
            f"{self.ratio:.2f}",
            f"≤ {self.bar:.2f}",
            verdict,
        )


HEAD = ("what", "ours", "against", "theirs", "ratio", "bar", "")


def table(measures: Iterable[Measure]) -> str:
    """The measures in aligned columns."""
    rows = [HEAD, *(measure.cells() for measure in measures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def alternately(ours: Callable[[], float], theirs: Callable[[], float], rounds: int) -> tuple[float, float]:
    """The medians of both, taken in turn so that what else the machine does falls on both.

    A first round, in which both fill their caches, does not count.
    """
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def milliseconds(call: Callable[[], object]) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000
