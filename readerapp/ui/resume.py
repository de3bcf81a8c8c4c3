"""Where the reader is: saved on leaving, restored at the next start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from readerapp.actions.last_place import LastPlace
from readerapp.home import Home
from readerapp.ui.desk import Desk
from readerapp.ui.new_since import ListAnswer


def current_place(desk: Desk) -> LastPlace:
    """Return the view, search, order and paper to open with: among papers near others, where `m` was."""
    here = desk.here()
    return replace(desk.levels[0].place, pane=here.pane) if desk.levels else here


def path(home: Home) -> Path:
    """Return the file that holds the reader's last place."""
    return home.cache / "left.json"


def save(desk: Desk) -> None:
    """Save where the reader is, for the next start."""
    current_place(desk).save(path(desk.reading.home))


def restore(desk: Desk, left: LastPlace) -> None:
    """Show the list as the reader left it; the last search runs once the list is there."""
    library = desk.reading.library
    desk.view_bar.view = desk.question.view
    desk.without_pane = not left.pane
    row = library.row(left.key) if left.key else None
    desk.paper_list.begin(left.index, left.above)
    desk.show_answer(ListAnswer(desk.shelf, library.row_version), row)
    if left.words:
        desk.before_search = row
        desk.search_bar.box.value = left.words
