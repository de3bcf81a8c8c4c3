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
from readerapp.ui.commands.connection import Connection
from readerapp.ui.desk import Desk
from readerapp.ui.import_jobs import Job
from readerapp.ui.job_progress import JobProgress

if TYPE_CHECKING:
    from readerapp.actions.intake.inputs import Data
    from readerapp.actions.intake.report import AddReport
    from readerapp.actions.progress import Progress

PASTED = "pasted"
_ASKED_ABOUT = 20
"""So many pasted addresses are asked for; more are only taken down."""


def paste(desk: Desk, text: str) -> None:
    """Read a text that was pasted, or the files or addresses that it names."""
    from readerapp.actions.intake.dropped_paths import dropped_paths
    from readerapp.actions.intake.inputs import Data
    from readerapp.actions.services.urls import is_address

    text = text.replace("\r\n", "\n").replace("\r", "\n")  # terminals send lines as enter would end them
    words = text.split(maxsplit=_ASKED_ABOUT)
    if not words:
        desk.say("Nothing to paste")
    elif names := dropped_paths(text):
        add(desk, names)
    else:
        asked = words if len(words) <= _ASKED_ABOUT and all(map(is_address, words)) else []
        _bring(desk, PASTED, asked, Data(PASTED, text.encode("utf-8", "replace")))


def from_clipboard(desk: Desk) -> None:
    """Read what is on the clipboard, where it can be reached."""
    from readerapp.actions.desktop import paste as clipboard

    def look() -> str:
        try:
            return clipboard.paste(os.environ).decode("utf-8", "replace")
        except ReaderError:
            return ""

    def found(text: str) -> None:
        if text:
            paste(desk, text)
        else:
            desk.say("No clipboard text in reach; paste with your terminal's own key")

    desk.threads.ask("clipboard", look, found)


def add(desk: Desk, names: Sequence[str]) -> None:
    """Read files, folders, patterns and addresses."""
    from readerapp.actions.services.urls import is_url

    one = names[0] if is_url(names[0]) else PurePath(names[0]).name or names[0]
    _bring(desk, one if len(names) == 1 else f"{len(names)} files", names)


def _bring(desk: Desk, name: str, given: Sequence[str], text: Data | None = None) -> None:
    """Bring in what is `given`; where that gives no papers, those that are in the text itself."""
    connection = Connection(desk)

    def work(told: Callable[[Progress], None]) -> AddReport:  # in the thread
        from readerapp.actions.intake.imports import AddOptions, add
        from readerapp.actions.services.urls import is_address

        how = AddOptions(web=connection.open()[1] if any(map(is_address, given)) else None)
        asked = add(desk.reading, given, how, progress=told) if given else None
        if asked and (text is None or asked.read or asked.stopped):
            return asked
        found = add(desk.reading, [text] if text else [], progress=told)
        return found if found.read or asked is None else asked

    bring(desk, Job(name, work, partial(_brought, desk, name), connection.cancel))


def bring(desk: Desk, job: Job) -> None:
    """Do a job behind the list and say how far it is."""

    def then(outcome: AddReport | ReaderError) -> None:
        desk.attempt(partial(job.then, outcome))

    desk.imports.add(replace(job, then=then))
    desk.status.follow(partial(_pace, desk))


def _pace(desk: Desk) -> JobProgress | None:
    """How far it is, and how to stop it from where the reader is."""
    pace = desk.imports.pace
    return replace(pace, stop=desk.worded("{back} stops")) if pace and stops(desk) else pace


def stops(desk: Desk) -> bool:
    """Whether `esc` has nothing nearer to leave than what is going on."""
    return desk.paper_list.has_focus and not desk.question.typed


def _brought(desk: Desk, name: str, outcome: AddReport | ReaderError) -> None:
    if isinstance(outcome, ReaderError):
        desk.say(f"{sentence(str(outcome))} ({name})", warning=True)
        return
    follow(desk, outcome)
    if not outcome.read:
        desk.say(f"{sentence(said(outcome))} ({name})", warning=True)
        return
    if outcome.arrived:  # what was just asked for is what the reader looks at next
        desk.make_list(desk.reading.library.row(outcome.arrived[0]))
    one = [named([desk.reading.paper(key).title]) for key in outcome.arrived] if outcome.new == 1 else []
    text = " · ".join([f"{name}: {said(outcome)}", *one])
    desk.say(text, hint=way(desk, outcome))


def way(desk: Desk, report: AddReport) -> str:
    """What to do about what came in: see it, take it back, say whether papers that look like one are."""
    keys = {command.id: command.shown[0] for command in desk.commands if command.keys}
    ways = []
    if report.added.possible_duplicates and "twins" in keys:
        ways.append(f"{keys['twins']} to look")
    if report.step and "undo" in keys:
        ways.append(f"{keys['undo']} to undo")
    if report.new and report.new < len(desk.reading.library) and "views" in keys:
        ways.append(f"{keys['views']} n to see")
    return ", ".join(ways)


def unsure(report: AddReport) -> str:
    """Word of the papers that may be known ones."""
    if not (count := report.added.possible_duplicates):
        return ""
    return f" · {count:,} may be {'a paper' if count == 1 else 'papers'} you have"


def follow(desk: Desk, report: AddReport) -> None:
    """Show what came in; the highlighted paper stays highlighted."""

    def change() -> bool:
        desk.reading.follow(report)
        return True

    desk.apply_change(change)


def said(report: AddReport) -> str:
    """What an add came to, in few words: the counts that are not 0, or why nothing was read."""
    stopped = "stopped; " if report.stopped else ""
    if not report.read:
        why = report.skipped[0].why if report.skipped else "no papers in it"
        return stopped + why
    counts = {"new": report.new, "updated": report.updated, "same": report.same, "skipped": report.skips}
    parts = [f"read {report.read:,}", *(f"{name} {count:,}" for name, count in counts.items() if count)]
    return stopped + " · ".join(parts) + unsure(report)


def choose(desk: Desk) -> None:
    """Ask what to add, and add it."""
    from readerapp.actions.intake.dropped_paths import dropped_paths
    from readerapp.ui.screens.add import Add

    def chosen(typed: str | None) -> None:
        if typed and typed.strip():
            add(desk, dropped_paths(typed) or [typed.strip()])

    desk.app.push_screen(Add(), chosen)
