"""Adding papers in the background: pasted text, files and addresses."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from readerapp.actions.done import named, sentence
from readerapp.actions.samples import is_sample
from readerapp.domain.errors import ReaderError
from readerapp.ui.commands.intake.connection import Connection
from readerapp.ui.desk import Desk
from readerapp.ui.import_jobs import Job
from readerapp.ui.job_progress import JobProgress

if TYPE_CHECKING:
    from readerapp.actions.intake.inputs import Data
    from readerapp.actions.intake.report import AddReport
    from readerapp.actions.progress import Progress

PASTED = "pasted"
_PAPER_TEXT = re.compile(r"""\s*(<[!a-z]|@\w+\s*[{(]|{\s*")""", re.IGNORECASE)
"""Beginning of a page, of BibTeX or of JSON, pasted where a file or an address is asked for."""
_MAX_ADDRESSES_FETCHED = 20
"""Longer pasted lists of addresses are added without asking servers about each."""


def paste(desk: Desk, text: str) -> None:
    """Add papers from a pasted text, or from the files or addresses it names."""
    from readerapp.actions.intake.dropped_paths import dropped_paths
    from readerapp.actions.intake.inputs import Data
    from readerapp.actions.services.urls import is_address

    text = text.replace("\r\n", "\n").replace("\r", "\n")  # terminals paste line ends as the enter key
    words = text.split(maxsplit=_MAX_ADDRESSES_FETCHED)
    if not words:
        desk.say("Nothing to paste")
    elif names := dropped_paths(text):
        add(desk, names)
    else:
        fetched = words if len(words) <= _MAX_ADDRESSES_FETCHED and all(map(is_address, words)) else []
        _start(desk, PASTED, fetched, Data(PASTED, text.encode("utf-8", "replace")))


def from_clipboard(desk: Desk) -> None:
    """Add papers from the clipboard's text."""
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
            desk.say("No clipboard text found; paste with your terminal's own key")

    desk.threads.ask("clipboard", look, found)


def add(desk: Desk, names: Sequence[str]) -> None:
    """Add papers from files, folders, patterns and addresses."""
    from readerapp.actions.services.urls import is_url

    one = names[0] if is_url(names[0]) else PurePath(names[0]).name or names[0]
    _start(desk, one if len(names) == 1 else f"{len(names)} files", names)


def _start(desk: Desk, name: str, given: Sequence[str], text: Data | None = None) -> None:
    """Start adding the files and addresses `given`; if they hold no papers, those in `text`."""
    connection = Connection(desk)

    def work(progress: Callable[[Progress], None]) -> AddReport:  # in the thread
        from readerapp.actions.intake.imports import AddOptions, add
        from readerapp.actions.services.urls import is_address

        options = AddOptions(web=connection.open()[1] if any(map(is_address, given)) else None)
        fetched = add(desk.reading, given, options, progress=progress) if given else None
        if fetched and (text is None or fetched.read or fetched.stopped):
            return fetched
        found = add(desk.reading, [text] if text else [], progress=progress)
        return found if found.read or fetched is None else fetched

    start_job(desk, Job(name, work, partial(_added, desk, name), connection.cancel))


def start_job(desk: Desk, job: Job) -> None:
    """Run a job in the background, with its progress on the bottom line."""

    def then(outcome: AddReport | ReaderError) -> None:
        desk.attempt(partial(job.then, outcome))

    desk.imports.add(replace(job, then=then))
    desk.status.follow(partial(_progress, desk))


def _progress(desk: Desk) -> JobProgress | None:
    progress = desk.imports.progress
    # Elsewhere, esc leaves the paper or the search first.
    back_stops = desk.paper_list.has_focus and not desk.question.typed
    return replace(progress, stop=desk.worded("{back} stops")) if progress and back_stops else progress


def _added(desk: Desk, name: str, outcome: AddReport | ReaderError) -> None:
    if isinstance(outcome, ReaderError):
        desk.say(f"{sentence(str(outcome))} ({name})", warning=True)
        return
    follow(desk, outcome)
    if not outcome.read:
        desk.say(f"{sentence(summary(outcome))} ({name})", warning=True)
        return
    if outcome.arrived:  # the reader wants to see what they just added
        desk.make_list(desk.reading.library.row(outcome.arrived[0]))
    one = [named([desk.reading.paper(key).title]) for key in outcome.arrived] if outcome.new == 1 else []
    text = " · ".join([f"{name}: {summary(outcome)}", *one])
    desk.say(text, hint=next_steps(desk, outcome))


def next_steps(desk: Desk, report: AddReport) -> str:
    """Return the keys that review duplicates, undo the import and show its new papers."""
    keys = {command.id: command.shown[0] for command in desk.commands if command.keys}
    steps = []
    if report.added.possible_duplicates and "twins" in keys:
        steps.append(f"{keys['twins']} to review")
    if report.step and "undo" in keys:
        steps.append(f"{keys['undo']} to undo")
    if report.new and report.new < len(desk.reading.library) and "views" in keys:
        steps.append(f"{keys['views']} n to see")
    library = desk.reading.library
    if report.new and "palette" in keys and not library.seeded and is_sample(library.paper(0)):
        steps.append(f"{keys['palette']} samples to remove the samples")
    return ", ".join(steps)


def possible_duplicates(report: AddReport) -> str:
    """Return a phrase with the count of possible duplicates; empty if there are none."""
    count = report.added.possible_duplicates
    return f" · {count:,} possible duplicate{'s' if count > 1 else ''}" if count else ""


def follow(desk: Desk, report: AddReport) -> None:
    """Show an import's papers; the highlighted paper stays highlighted."""

    def change() -> bool:
        desk.reading.follow(report)
        return True

    desk.apply_change(change)


def summary(report: AddReport) -> str:
    """Return an import's outcome in a few words: its nonzero counts, or why nothing was read."""
    stopped = "stopped; " if report.stopped else ""
    if not report.read:
        why = report.skipped[0].why if report.skipped else "no papers in it"
        return stopped + why
    counts = {"new": report.new, "updated": report.updated, "same": report.same, "skipped": report.skips}
    counts["state"] = report.state
    parts = [f"read {report.read:,}", *(f"{name} {count:,}" for name, count in counts.items() if count)]
    return stopped + " · ".join(parts) + possible_duplicates(report)


def choose(desk: Desk) -> None:
    """Ask what to add, and add it."""
    from readerapp.actions.intake.dropped_paths import dropped_paths
    from readerapp.ui.screens.path_prompt import PathPrompt

    def chosen(typed: str | None) -> None:
        if typed and _PAPER_TEXT.match(typed):
            paste(desk, typed)
        elif typed and typed.strip():
            add(desk, dropped_paths(typed) or [typed.strip()])

    title = "add a file, a folder, a pattern or an address"
    prompt = PathPrompt(title, placeholder="~/Downloads/page.html   papers/*.bib   https://…")
    desk.app.push_screen(prompt, chosen)
