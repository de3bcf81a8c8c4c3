"""What `add` and `fetch` print: progress while they run, and the report at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from readerapp.actions.progress import Progress, percent, rate, time_left
from readerapp.cli.exit_status import complain
from readerapp.cli.progress_line import ProgressLine
from readerapp.cli.session import Session
from readerapp.domain.text import shorten

if TYPE_CHECKING:
    from readerapp.actions.intake.report import AddReport, PaperChange

_REFRESH_SECONDS = 0.1
_MAX_CHANGES = 20
_MAX_SKIPS_ON_TERMINAL = 40


class AddProgress:
    """Shows how far an `add` is: papers, percent, rate, time left."""

    def __init__(self, line: ProgressLine, clock: Callable[[], float]) -> None:
        self._line = line
        self._clock = clock
        self._started = self._shown = clock()
        self.last: Progress | None = None

    def __call__(self, progress: Progress) -> None:
        """Show it, at most ten times a second."""
        self.last = progress
        if (now := self._clock()) - self._shown >= _REFRESH_SECONDS:
            self._shown = now
            self._line.show(" · ".join(filter(None, self._parts(progress, now - self._started))))

    def _parts(self, progress: Progress, seconds: float) -> tuple[str, ...]:
        size = f"{progress.done / 1e6:,.1f} MB" if progress.done else ""
        return (
            f"{progress.papers:,} papers",
            size if progress.part is None else percent(progress.part),
            rate(progress.papers, seconds),
            time_left(progress.part, seconds),
            progress.source,
        )


def print_report(session: Session, report: AddReport, *, dry_run: bool, failed: tuple[str, ...] = ()) -> None:
    """Print skips and failures on standard error; changes, if nothing was written, and counts on output."""
    for line in (*_skips(report), *failed):
        complain(line)
    for line in _changes(report) if dry_run else ():
        session.say(line)
    if report.read or not failed:
        session.say(report.summary)


def stopped(report: AddReport, last: Progress | None = None) -> str:
    """Return the line for an `add` that the reader stopped."""
    where = f" of {last.source}" if last and last.source else ""
    part = f", {percent(last.part)}{where}" if last and last.part is not None else ""
    return f"stopped: kept the {report.read:,} papers read so far{part}"


def _skips(report: AddReport) -> Iterator[str]:
    shown = report.skipped[: _MAX_SKIPS_ON_TERMINAL if sys.stderr.isatty() else None]
    for skip in shown:
        yield f"skipped {skip.where}: {skip.why}"
    if more := report.skips - len(shown):
        yield f"skipped {more:,} more; --json lists the first thousand"


def _changes(report: AddReport) -> Iterator[str]:
    for change in report.changes[:_MAX_CHANGES]:
        yield _change(change)
    more = report.new + report.updated - len(report.changes[:_MAX_CHANGES])
    if more:
        yield f"… and {more:,} more"


def _change(change: PaperChange) -> str:
    if change.is_new:
        return f"new      {change.key}  {shorten(change.title, 80)}"
    former = f"{change.former} → " if change.former else ""
    return f"updated  {former}{change.key}  {shorten(change.title, 80)} ({', '.join(change.fields)})"


def report_record(report: AddReport, *, dry_run: bool) -> dict[str, Any]:
    """Return the report as JSON values. Only the first thousand skips and changes are listed; all count."""
    names = ("read", "new", "updated", "same")
    record: dict[str, Any] = {name: getattr(report, name) for name in names}
    record["skipped"] = [{"where": skip.where, "why": skip.why} for skip in report.skipped]
    record["skips"] = report.skips
    record["state"] = report.state
    record["unsure"] = report.added.possible_duplicates
    record["stopped"] = report.stopped
    record["sources"] = [asdict(source) for source in report.sources]
    if dry_run:
        record["changes"] = [change._asdict() | {"new": change.is_new} for change in report.changes]
    return record
