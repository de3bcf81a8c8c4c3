"""One measured thing, and the table of all of them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of ours and how far it may go: in those of another program, or as it is."""

    what: str
    ours: float
    bar: float
    """The most that ours may be: in theirs if there is theirs, else in its own unit."""
    theirs: float | None = None
    unit: str = "ms"
    against: str = ""
    """Whose figure theirs is."""
    least: bool = False
    """Whether the bar is the least instead, in the unit."""

    @property
    def figure(self) -> float:
        """What is held against the bar."""
        return self.ours if self.theirs is None or self.least else self.ours / self.theirs

    @property
    def holds(self) -> bool:
        """Whether the bar is held."""
        return self.figure >= self.bar if self.least else self.figure <= self.bar


HEAD = ("what", "ours", "against", "theirs", "least", "median", "most", "bar", "")


def table(measures: Iterable[Measure]) -> str:
    """The measures in aligned columns; what was measured several times in one row, in which all must hold."""
    same: dict[str, list[Measure]] = {}
    for measure in measures:
        same.setdefault(measure.what, []).append(measure)
    rows = [HEAD, *(_cells(measured) for measured in same.values())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _cells(measured: Sequence[Measure]) -> Sequence[str]:
    one = measured[0]
    theirs = [each.theirs for each in measured if each.theirs is not None]
    figures = [each.figure for each in measured]
    digits = 2 if one.unit else 3
    several = [f"{figure:.{digits}f}" for figure in (min(figures), statistics.median(figures), max(figures))]
    return (
        one.what,
        _amount(statistics.median(each.ours for each in measured), one.unit),
        one.against,
        _amount(statistics.median(theirs), one.unit) if theirs else "",
        *(several if len(measured) > 1 else ("", several[1], "")),
        f"{'≥' if one.least else '≤'} {max(each.bar for each in measured):.{digits}f}",
        "holds" if all(each.holds for each in measured) else "MISSED",
    )


def _amount(figure: float, unit: str) -> str:
    return f"{figure:,.1f} {unit}" if unit else f"{figure:.3f}"


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


def slowest(times: Sequence[float]) -> float:
    """The 95th percentile: one in twenty takes longer."""
    return statistics.quantiles(times, n=20)[-1]
