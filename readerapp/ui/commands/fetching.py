"""Fetching from the services behind the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from readerapp.actions.done import sentence
from readerapp.domain.errors import ReaderError
from readerapp.ui.commands.connection import Line
from readerapp.ui.commands.intake import bring, follow, unsure, way
from readerapp.ui.import_jobs import Job

if TYPE_CHECKING:
    from readerapp.actions.intake.fetching import FetchReport, Step
    from readerapp.actions.intake.imports import AddReport
    from readerapp.ui.screens.main import Main

_NAME = "fetching"


def refresh(screen: Main) -> None:
    """The list at once; what the sources have comes when it comes."""
    screen.poll()
    screen.make_list(screen.paper_list.row)
    sources = screen.settings.fetch.sources
    if not sources:
        screen.say("Refreshed")
    elif screen.arrivals.bringing.has(_NAME):
        screen.say("Already fetching")
    else:
        screen.say(f"Refreshed; fetching {', '.join(sources)}")
        line = Line(screen)

        def work(told: Callable[[Step], None]) -> FetchReport:  # in the thread
            from readerapp.actions.intake import fetching

            places, web = line.open()
            return fetching.refresh(screen.reading, places, progress=told, web=web)

        bring(screen, Job(_NAME, work, partial(_fetched, screen), line.cut))


def _fetched(screen: Main, outcome: AddReport | ReaderError) -> None:
    if isinstance(outcome, ReaderError):
        screen.say(f"Nothing fetched: {outcome}", warning=True)
        return
    report = cast("FetchReport", outcome)
    follow(screen, report)
    words = said(report, screen.settings.fetch.sources)
    screen.say(words, way_back=way(screen, report), warning=bool(report.failed))


def said(report: FetchReport, sources: tuple[str, ...]) -> str:
    """What a fetch came to, in few words."""
    counts = {"new": report.new, "updated": report.updated}
    found = " · ".join(f"{name} {count:,}" for name, count in counts.items() if count) or "nothing new"
    words = f"fetched {', '.join(sources)}: {found}{unsure(report)}"
    if report.failed:
        address, _, why = report.failed[0].partition(": ")  # the line has no room for all of an address
        words = f"{words}; {why or address}" if report.read else f"nothing fetched: {why or address}"
    return sentence(f"stopped; {words}" if report.stopped else words)
