"""Leaving the app, and coming back to where it was left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.actions.last_place import Left
from readerapp.ui.new_since import Answer

if TYPE_CHECKING:
    from readerapp.ui.screens.main import Main


def left(screen: Main) -> Left:
    """Where the reader is."""
    question, papers = screen.question, screen.paper_list
    return Left(
        view=question.view.name,
        words=question.typed,
        sort=question.sort or "",
        reverse=question.reverse,
        key=screen.target() or "" if papers.by_reader else "",
        index=papers.cursor,
        above=papers.cursor_y - papers.region.y,
        pane=not screen.without_pane,
    )


def save(screen: Main, path: Path) -> None:
    """Keep where the reader is, for the next start."""
    left(screen).save(path)


def come_back(screen: Main, left: Left) -> None:
    """Show the list as it was left: what was typed is searched for once the list is there."""
    library = screen.reading.library
    screen.view_bar.active = screen.views.index(screen.question.view)
    screen.without_pane = not left.pane
    row = library.row(left.key) if left.key else None
    screen.paper_list.begin(left.index, left.above)
    screen.show_answer(Answer(screen.shelf, library.row_version), row)
    if left.words:
        screen.before_search = row
        screen.search_bar.box.value = left.words
