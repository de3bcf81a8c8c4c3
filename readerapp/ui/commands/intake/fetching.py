"""Fetching from the reader's sources in the background."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from readerapp.actions.done import sentence
from readerapp.domain.errors import ReaderError
from readerapp.ui.commands.intake.adding import follow, next_steps, possible_duplicates, start_job
from readerapp.ui.commands.intake.connection import Connection
from readerapp.ui.desk import Desk
from readerapp.ui.import_jobs import Job

if TYPE_CHECKING:
    from readerapp.actions.intake.fetching import FetchReport
    from readerapp.actions.intake.report import AddReport
    from readerapp.actions.progress import Progress

_NAME = "fetching"


def refresh(desk: Desk) -> None:
    """Refresh the list at once, and fetch new papers in the background."""
    desk.poll()
    desk.make_list(desk.paper_list.row)
    sources = desk.settings.fetch.sources
    if not sources:
        desk.say("Refreshed")
    elif desk.imports.has(_NAME):
        desk.say("Already fetching")
    else:
        desk.say(f"Refreshed; fetching {', '.join(sources)}")
        connection = Connection(desk)

        def work(progress: Callable[[Progress], None]) -> FetchReport:  # in the thread
            from readerapp.actions.intake import fetching

            places, web = connection.open()
            return fetching.refresh(desk.reading, places, progress=progress, web=web)

        start_job(desk, Job(_NAME, work, partial(_fetched, desk), connection.cancel))


def _fetched(desk: Desk, outcome: AddReport | ReaderError) -> None:
    if isinstance(outcome, ReaderError):
        desk.say(f"Nothing fetched: {outcome}", warning=True)
        return
    report = cast("FetchReport", outcome)
    follow(desk, report)
    words = summary(report, desk.settings.fetch.sources)
    desk.say(words, hint=next_steps(desk, report), warning=bool(report.failed))


def summary(report: FetchReport, sources: tuple[str, ...]) -> str:
    """Return a fetch's outcome in a few words."""
    counts = {"new": report.new, "updated": report.updated}
    found = " · ".join(f"{name} {count:,}" for name, count in counts.items() if count) or "nothing new"
    words = f"fetched {', '.join(sources)}: {found}{possible_duplicates(report)}"
    if report.failed:
        address, _, why = report.failed[0].partition(": ")  # no room for addresses
        words = f"{words}; {why or address}" if report.read else f"nothing fetched: {why or address}"
    return sentence(f"stopped; {words}" if report.stopped else words)
