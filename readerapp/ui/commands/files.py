"""What goes out of the app: an export, a sync with other machines, a backup."""

from __future__ import annotations

import os
from functools import partial

from readerapp.actions.done import Done, paper_count
from readerapp.domain.text import fold
from readerapp.ui.desk import Desk
from readerapp.ui.screens.path_prompt import PathPrompt

_MAX_NAME_CHARACTERS = 40


def export(desk: Desk) -> None:
    """Ask for a file, and write the selected papers to it, else all of the list."""
    if desk.is_demo:
        desk.say("The demo writes no files of yours")
        return
    from readerapp.actions.exporting import export as write
    from readerapp.exports import SUFFIXES

    shelf, reading = desk.shelf, desk.reading
    if not shelf.whole:
        desk.say("The index is on its way, and the list not yet complete; export it once it is")
        return
    rows = desk.selected_rows() or list(shelf.rows or shelf.shown)

    def chosen(name: str | None) -> None:
        def work() -> Done:
            return write(reading, [reading.library.paper(row, shelf) for row in rows], name or "")

        if name and name.strip():
            desk.say(f"Exporting {paper_count(len(rows))} {desk.glyphs.ellipsis}")
            desk.work("export", work, desk.did)

    prompt = PathPrompt(
        f"export {paper_count(len(rows))} to a new file",
        value=_file_name(desk),
        endings=SUFFIXES,
        meaning=_format_meant,
    )
    desk.app.push_screen(prompt, chosen)


def _format_meant(name: str) -> str:
    """Return which format the name of a file means, and which endings there are."""
    from readerapp.actions.exporting import format_meant
    from readerapp.exports import SUFFIXES

    form = format_meant(name)
    found = f"{form.name}: {form.help}" if form else "no format yet: end it in one of these"
    return f"{found}\n{'  '.join(SUFFIXES)}  folder/"


def _file_name(desk: Desk) -> str:
    """Return a name that says what the papers are."""
    words = desk.question.typed or desk.question.view.name
    letters = "".join(letter if letter.isalnum() else " " for letter in fold(words))
    return "-".join(letters.split())[:_MAX_NAME_CHARACTERS].strip("-") + ".bib"


def sync_machines(desk: Desk) -> None:
    """Sync with the reader's other machines in the background, and say how that went."""
    from readerapp.actions.machines.syncing import SyncReport, sync

    reading = desk.reading

    def work() -> SyncReport:
        reading.store.sync()
        return sync(reading.home, env=os.environ)

    def synced(report: SyncReport) -> None:
        desk.poll()
        desk.say(report.message)

    desk.say(f"Syncing {desk.glyphs.ellipsis}", lasts=None)
    desk.threads.ask("sync", work, synced)


def back_up(desk: Desk) -> None:
    """Back up the reader's state, and say where."""
    from readerapp.actions.backups import back_up as save

    desk.work("backup", partial(save, desk.reading), desk.did)
