"""Fetching from the services behind the list."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from readerapp.domain.errors import ReaderError
from readerapp.ui.bringing import Job
from readerapp.ui.commands.bringing import bring, follow, unsure, way

if TYPE_CHECKING:
    from readerapp.actions.adding import AddReport
    from readerapp.actions.fetching import FetchReport, Step
    from readerapp.ui.screens.main import Main
    from readerapp.web import Web

_NAME = "fetching"


class _Fetch:
    """One fetch from the configured sources."""

    def __init__(self, screen: Main) -> None:
        self._reading = screen.reading
        self._settings = screen.settings
        self._web: Web | None = None

    def work(self, told: Callable[[Step], None]) -> FetchReport:  # in the thread
        """Fetch."""
        # what speaks HTTP takes its time to load
        from readerapp.actions import fetching
        from readerapp.actions.places import Places

        places = Places.of(self._settings, os.environ)
        self._web = places.web(self._reading.home.cache, os.environ)
        return fetching.refresh(self._reading, places, progress=told, web=self._web)

    def cut(self) -> None:
        """Wait for no answer any more."""
        if self._web:
            self._web.cancel()


def refresh(screen: Main) -> None:
    """The list at once; what the sources have comes when it comes."""
    screen.poll()
    screen.make_list(screen.paper_list.row)
    sources = screen.settings.fetch.sources
    if not sources:
        screen.say("The list is made anew")
    elif screen.arrivals.bringing.has(_NAME):
        screen.say("Fetching already")
    else:
        screen.say(f"The list is made anew; fetching {', '.join(sources)}")
        fetch = _Fetch(screen)
        bring(screen, Job(_NAME, fetch.work, partial(_fetched, screen), fetch.cut))


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
        words = f"{words}; {report.failed[0]}" if report.read else report.failed[0]
    return f"Stopped; {words}" if report.stopped else words
