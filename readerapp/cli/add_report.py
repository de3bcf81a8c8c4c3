"""What `add` says: how far it is while it reads, and what it did."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from readerapp.cli.ticker import Ticker
from readerapp.domain.text import shorten

if TYPE_CHECKING:
    from readerapp.actions.intake.report import AddReport, Change, Progress

_EVERY = 0.1
_SOON = 1.0
"""Seconds after which a rate means something."""
_CHANGES = 20
"""So many changes are told one by one."""
_SCREENFUL = 40
"""So many skips are told one by one to a person; a script is told each."""


class Watch:
    """Shows on the ticker how far it is: papers, part, rate, time left."""

    def __init__(self, ticker: Ticker, clock: Callable[[], float]) -> None:
        self._ticker = ticker
        self._clock = clock
        self._began = self._shown = clock()
        self.last: Progress | None = None

    def __call__(self, progress: Progress) -> None:
        """Show it, not too often."""
        self.last = progress
        if (now := self._clock()) - self._shown >= _EVERY:
            self._shown = now
            self._ticker.say(" · ".join(self._parts(progress, now - self._began)))

    def _parts(self, progress: Progress, seconds: float) -> Iterator[str]:
        yield f"{progress.papers:,} papers"
        if progress.total:
            yield f"{part(progress)} %"
        elif progress.done:
            yield f"{progress.done / 1e6:,.1f} MB"
        if seconds >= _SOON:
            yield f"{progress.papers / seconds:,.0f} a second"
            if progress.total and progress.done:
                yield f"{duration(seconds * max(0, progress.total - progress.done) / progress.done)} left"
        if progress.source:
            yield progress.source


def part(progress: Progress) -> int:
    """The part done, of a hundred."""
    return min(100, 100 * progress.done // max(1, progress.total or 1))


def duration(seconds: float) -> str:
    """A time to wait, as long as a person wants to know it: `12 s`, `3 min`, `2 h`."""
    if seconds < 100:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 6000 else f"{round(seconds / 3600)} h"


def stopped(report: AddReport, last: Progress | None) -> str:
    """The line for an `add` that the reader stopped."""
    where = f" of {last.source}" if last and last.source else ""
    read = f", {part(last)} %{where}," if last and last.total else ""
    return f"stopped: kept the {report.read:,} papers{read} that were read until then"


def skips(report: AddReport) -> Iterator[str]:
    """A line for each thing that was skipped, on a terminal no more than a person reads; how many more."""
    told = report.skipped[: _SCREENFUL if sys.stderr.isatty() else None]
    for skip in told:
        yield f"skipped {skip.where}: {skip.why}"
    if more := report.skips - len(told):
        yield f"skipped {more:,} more; --json tells the first thousand"


def changes(report: AddReport) -> Iterator[str]:
    """A line for each paper that a dry run found to be new or otherwise."""
    for change in report.changes[:_CHANGES]:
        yield _change(change)
    more = report.new + report.updated - len(report.changes[:_CHANGES])
    if more:
        yield f"… and {more:,} more"


def _change(change: Change) -> str:
    if change.is_new:
        return f"new      {change.key}  {shorten(change.title, 80)}"
    former = f"{change.former} → " if change.former else ""
    return f"updated  {former}{change.key}  {shorten(change.title, 80)} ({', '.join(change.fields)})"


def as_record(report: AddReport, *, dry_run: bool) -> dict[str, Any]:
    """The report as JSON values. Skips and changes are the first thousand; the numbers count all."""
    names = ("read", "new", "updated", "same")
    record: dict[str, Any] = {name: getattr(report, name) for name in names}
    record["skipped"] = [{"where": skip.where, "why": skip.why} for skip in report.skipped]
    record["skips"] = report.skips
    record["unsure"] = report.added.possible_duplicates
    record["stopped"] = report.stopped
    record["sources"] = [asdict(source) for source in report.sources]
    if dry_run:
        record["changes"] = [change._asdict() | {"new": change.is_new} for change in report.changes]
    return record
