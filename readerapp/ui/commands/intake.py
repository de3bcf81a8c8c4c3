"""Bringing papers in: pasted text, dropped files, what is named."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from readerapp.actions.done import named, sentence
from readerapp.domain.errors import ReaderError
from readerapp.ui.commands.connection import Line
from readerapp.ui.import_jobs import Job
from readerapp.ui.new_since import take
from readerapp.ui.progress import Pace

if TYPE_CHECKING:
    from readerapp.actions.intake.imports import AddReport, Progress
    from readerapp.actions.intake.inputs import Data
    from readerapp.ui.screens.main import Main

PASTED = "pasted"
_ASKED_ABOUT = 20
"""So many pasted addresses are asked for; more are only taken down."""


def paste(screen: Main, text: str) -> None:
    """Read a text that was pasted, or the files or addresses that it names."""
    from readerapp.actions.intake.dropped import dropped
    from readerapp.actions.intake.inputs import Data
    from readerapp.actions.services.urls import is_address

    text = text.replace("\r\n", "\n").replace("\r", "\n")  # terminals send lines as enter would end them
    words = text.split(maxsplit=_ASKED_ABOUT)
    if not words:
        screen.say("Nothing to paste")
    elif names := dropped(text):
        add(screen, names)
    else:
        asked = words if len(words) <= _ASKED_ABOUT and all(map(is_address, words)) else []
        _bring(screen, PASTED, asked, Data(PASTED, text.encode("utf-8", "replace")))


def from_clipboard(screen: Main) -> None:
    """Read what is on the clipboard, where it can be reached."""
    from readerapp.actions.desktop import paste as clipboard

    def look() -> str:
        try:
            return clipboard.paste(os.environ).decode("utf-8", "replace")
        except ReaderError:
            return ""

    def found(text: str) -> None:
        if text:
            paste(screen, text)
        else:
            screen.say("No clipboard text in reach; paste with your terminal's own key")

    screen.errands.ask("clipboard", look, found)


def add(screen: Main, names: Sequence[str]) -> None:
    """Read files, folders, patterns and addresses."""
    from readerapp.actions.services.urls import is_url

    one = names[0] if is_url(names[0]) else PurePath(names[0]).name or names[0]
    _bring(screen, one if len(names) == 1 else f"{len(names)} files", names)


def _bring(screen: Main, name: str, given: Sequence[str], text: Data | None = None) -> None:
    """Bring in what is `given`; where that gives no papers, those that are in the text itself."""
    line = Line(screen)

    def work(told: Callable[[Progress], None]) -> AddReport:  # in the thread
        from readerapp.actions.intake.imports import How, add
        from readerapp.actions.services.urls import is_address

        how = How(web=line.open()[1] if any(map(is_address, given)) else None)
        asked = add(screen.reading, given, how, progress=told) if given else None
        if asked and (text is None or asked.read or asked.stopped):
            return asked
        found = add(screen.reading, [text] if text else [], progress=told)
        return found if found.read or asked is None else asked

    bring(screen, Job(name, work, partial(_brought, screen, name), line.cut))


def bring(screen: Main, job: Job) -> None:
    """Do a job behind the list and say how far it is."""

    def then(outcome: AddReport | ReaderError) -> None:
        screen.attempt(partial(job.then, outcome))

    screen.arrivals.bringing.bring(replace(job, then=then))
    screen.status.follow(partial(_pace, screen))


def _pace(screen: Main) -> Pace | None:
    """How far it is, and how to stop it from where the reader is."""
    pace = screen.arrivals.bringing.pace
    return replace(pace, stop=screen.worded("{back} stops")) if pace and stops(screen) else pace


def stops(screen: Main) -> bool:
    """Whether `esc` has nothing nearer to leave than what is going on."""
    return screen.paper_list.has_focus and not screen.question.typed


def _brought(screen: Main, name: str, outcome: AddReport | ReaderError) -> None:
    if isinstance(outcome, ReaderError):
        screen.say(f"{sentence(str(outcome))} ({name})", warning=True)
        return
    follow(screen, outcome)
    if not outcome.read:
        screen.say(f"{sentence(said(outcome))} ({name})", warning=True)
        return
    if outcome.arrived:  # what was just asked for is what the reader looks at next
        screen.make_list(screen.reading.library.row(outcome.arrived[0]))
    one = [named([screen.reading.paper(key).title]) for key in outcome.arrived] if outcome.new == 1 else []
    text = " · ".join([f"{name}: {said(outcome)}", *one])
    screen.say(text, way_back=way(screen, outcome))


def way(screen: Main, report: AddReport) -> str:
    """What to do about what came in: see it, take it back, say whether papers that look like one are."""
    keys = {command.id: command.shown[0] for command in screen.commands if command.keys}
    ways = []
    if report.added.possible_duplicates and "twins" in keys:
        ways.append(f"{keys['twins']} to look")
    if report.step and "undo" in keys:
        ways.append(f"{keys['undo']} to undo")
    if report.new and report.new < len(screen.reading.library) and "views" in keys:
        ways.append(f"{keys['views']} n to see")
    return ", ".join(ways)


def unsure(report: AddReport) -> str:
    """Word of the papers that may be known ones."""
    if not (count := report.added.possible_duplicates):
        return ""
    return f" · {count:,} may be {'a paper' if count == 1 else 'papers'} you have"


def follow(screen: Main, report: AddReport) -> None:
    """Show what came in; the highlighted paper stays highlighted."""

    def change() -> bool:
        screen.reading.follow(report)
        return True

    take(screen, change)


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
    from readerapp.actions.intake.dropped import dropped
    from readerapp.ui.screens.add import Add

    def chosen(typed: str | None) -> None:
        if typed and typed.strip():
            add(screen, dropped(typed) or [typed.strip()])

    screen.app.push_screen(Add(), chosen)
