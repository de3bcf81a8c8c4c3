"""Fetching from the services behind the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from readerapp.actions.done import sentence
from readerapp.domain.errors import ReaderError
from readerapp.ui.commands.connection import Connection
from readerapp.ui.commands.intake import bring, follow, unsure, way
from readerapp.ui.desk import Desk
from readerapp.ui.import_jobs import Job

if TYPE_CHECKING:
    from readerapp.actions.intake.fetching import FetchReport
    from readerapp.actions.intake.report import AddReport
    from readerapp.actions.progress import Progress

_NAME = "fetching"


def refresh(desk: Desk) -> None:
    """The list at once; what the sources have comes when it comes."""
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

        def work(told: Callable[[Progress], None]) -> FetchReport:  # in the thread
            from readerapp.actions.intake import fetching

            places, web = connection.open()
            return fetching.refresh(desk.reading, places, progress=told, web=web)

        bring(desk, Job(_NAME, work, partial(_fetched, desk), connection.cancel))


def _fetched(desk: Desk, outcome: AddReport | ReaderError) -> None:
    if isinstance(outcome, ReaderError):
        desk.say(f"Nothing fetched: {outcome}", warning=True)
        return
    report = cast("FetchReport", outcome)
    follow(desk, report)
    words = said(report, desk.settings.fetch.sources)
    desk.say(words, hint=way(desk, report), warning=bool(report.failed))


def said(report: FetchReport, sources: tuple[str, ...]) -> str:
    """What a fetch came to, in few words."""
    counts = {"new": report.new, "updated": report.updated}
    found = " · ".join(f"{name} {count:,}" for name, count in counts.items() if count) or "nothing new"
    words = f"fetched {', '.join(sources)}: {found}{unsure(report)}"
    if report.failed:
        address, _, why = report.failed[0].partition(": ")  # the line has no room for all of an address
        words = f"{words}; {why or address}" if report.read else f"nothing fetched: {why or address}"
    return sentence(f"stopped; {words}" if report.stopped else words)
