"""Bringing papers in: pasted text, dropped files, what is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from readerapp.domain.errors import ReaderError
from readerapp.ui.arrivals import take
from readerapp.ui.bringing import Job
from readerapp.ui.pace import Pace

if TYPE_CHECKING:
    from readerapp.actions.adding import AddReport
    from readerapp.actions.inputs import Data
    from readerapp.ui.screens.main import Main

_ADDRESS = re.compile(r"https?://\S{1,2000}", re.IGNORECASE)
PASTED = "pasted"


def paste(screen: Main, text: str) -> None:
    """Read a text that was pasted, or the files or the address that it names."""
    from readerapp.actions.dropped import dropped
    from readerapp.actions.inputs import Data

    text = text.replace("\r\n", "\n").replace("\r", "\n")  # terminals send lines as enter would end them
    if not text.strip():
        screen.say("Nothing to paste")
    elif names := dropped(text):
        add(screen, names)
    elif _ADDRESS.fullmatch(text.strip()):
        add(screen, [text.strip()])
    else:
        _bring(screen, PASTED, [Data(PASTED, text.encode("utf-8", "replace"))])


def add(screen: Main, names: Sequence[str]) -> None:
    """Read files, folders, patterns and addresses."""
    from pathlib import PurePath

    one = names[0] if _ADDRESS.match(names[0]) else PurePath(names[0]).name or names[0]
    _bring(screen, one if len(names) == 1 else f"{len(names)} files", names)


def _bring(screen: Main, name: str, given: Sequence[str | Data]) -> None:
    from readerapp.actions import adding

    def work(told: Callable[[adding.Progress], None]) -> AddReport:
        return adding.add(screen.reading, given, progress=told)

    bring(screen, Job(name, work, partial(_brought, screen, name)))


def bring(screen: Main, job: Job) -> None:
    """Do a job behind the list and say how far it is."""
    screen.arrivals.bringing.bring(job)
    screen.status.follow(partial(_pace, screen))


def _pace(screen: Main) -> Pace | None:
    """How far it is, and how to stop it from where the reader is."""
    pace = screen.arrivals.bringing.pace
    return replace(pace, stop="esc stops") if pace and stops(screen) else pace


def stops(screen: Main) -> bool:
    """Whether `esc` has nothing nearer to leave than what is going on."""
    return screen.paper_list.has_focus and not screen.question.typed


def _brought(screen: Main, name: str, outcome: AddReport | ReaderError) -> None:
    if isinstance(outcome, ReaderError):
        screen.say(f"{name}: {outcome}", warning=True)
        return
    follow(screen, outcome)
    screen.say(f"{name}: {said(outcome)}", way_back=way(screen, outcome), warning=not outcome.read)


def way(screen: Main, report: AddReport) -> str:
    """What to do about what came in: say whether papers that look like one are, or see the new ones."""
    keys = {command.id: command.shown[0] for command in screen.commands if command.keys}
    if report.added.unsure and "twins" in keys:
        return f"{keys['twins']} to look"
    some_new = report.new and report.new < len(screen.reading.library)
    return f"{keys['views']} n to see them" if some_new and "views" in keys else ""


def unsure(report: AddReport) -> str:
    """Word of the papers that may be known ones."""
    if not (count := report.added.unsure):
        return ""
    return f" · {count:,} may be {'a paper' if count == 1 else 'papers'} you have"


def follow(screen: Main, report: AddReport) -> None:
    """Show what came in; the highlighted paper stays highlighted."""

    def change() -> bool:
        screen.reading.follow(report)
        return True

    take(screen, change)
    screen.make_list(screen.paper_list.row)


def said(report: AddReport) -> str:
    """What an add came to, in few words: the counts that are not 0, or why nothing was read."""
    stopped = "stopped; " if report.stopped else ""
    if not report.read:
        why = report.skipped[0].why if report.skipped else "no papers in it"
        return stopped + why
    counts = {"new": report.new, "updated": report.updated, "same": report.same, "skipped": report.skips}
    parts = [f"read {report.read:,}", *(f"{name} {count:,}" for name, count in counts.items() if count)]
    return stopped + " · ".join(parts) + unsure(report)


def choose(screen: Main) -> None:
    """Ask what to add, and add it."""
    from readerapp.actions.dropped import dropped
    from readerapp.ui.screens.add import Add

    def chosen(typed: str | None) -> None:
        if typed and typed.strip():
            add(screen, dropped(typed) or [typed.strip()])

    screen.app.push_screen(Add(), chosen)
