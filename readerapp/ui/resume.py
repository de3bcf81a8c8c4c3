"""Where the reader is: saved on leaving, restored at the next start, and said there in a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from readerapp.actions.views.last_place import LastPlace
from readerapp.domain.text import shorten
from readerapp.home import Home
from readerapp.ui.desk import Desk
from readerapp.ui.new_since import ListAnswer

_MAX_TITLE = 48
_MIN_WIDTH_FOR_HINT = 90
"""Narrower terminals have room for what was, not for what to press."""


def here(desk: Desk) -> LastPlace:
    """Return the view, search, order and paper that the reader is at."""
    question, papers = desk.question, desk.paper_list
    return LastPlace(
        view=question.view.name,
        words=question.typed,
        sort=question.sort or "",
        reverse=question.reverse,
        key=desk.target() or "" if papers.by_reader else "",
        index=papers.cursor,
        above=papers.cursor_y - papers.region.y,
        pane=not desk.without_pane,
        share=desk.panes.share,
        sidebar=desk.sidebar is not None and desk.sidebar.is_open,
    )


def current_place(desk: Desk) -> LastPlace:
    """Return the view, search, order and paper to open with: among papers near others, where `m` was."""
    now = here(desk)
    return (
        replace(desk.levels[0].place, pane=now.pane, share=now.share, sidebar=now.sidebar)
        if desk.levels
        else now
    )


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
    desk.panes.set_share(left.share)
    row = library.row(left.key) if left.key else None
    desk.paper_list.begin(left.index, left.above)
    desk.show_answer(ListAnswer(desk.shelf, library.row_version), row)
    if left.words:
        desk.before_search = row
        desk.search_bar.box.value = left.words


def greet(desk: Desk, left: LastPlace) -> None:
    """Open the sidebar if it was; say what is new, where the reader stopped and what is queued."""
    if left.sidebar:
        desk.call_later(desk.app.run_action, "sidebar(False)", desk)

    def counted(new: int) -> None:
        if desk.status.message or desk.app.screen is not desk:
            return
        key = desk.target()
        stopped = key if key and key == left.key else None
        if parts := list(_greeting(desk, new, stopped)):
            wide = desk.app.size.width >= _MIN_WIDTH_FOR_HINT
            hint = desk.worded("{into} resumes") if stopped and wide else ""
            desk.say(f" {desk.glyphs.separator} ".join(parts), hint=hint)
            desk.status.greeting = desk.status.message

    desk.threads.ask("visit count", desk.new_since.count, counted)


def _greeting(desk: Desk, new: int, stopped: str | None) -> Iterator[str]:
    if new:
        yield f"{new:,} new since {desk.new_since.since_clock}"
    if stopped:
        where = "you stopped at" if desk.app.size.width >= _MIN_WIDTH_FOR_HINT else "at"
        yield f'{where} "{shorten(desk.reading.paper(stopped).title, _MAX_TITLE)}"'
    if queued := len(desk.reading.queued()):
        yield f"{queued:,} queued"


def end_greeting(desk: Desk) -> None:
    """Take the greeting away with the first key, unless something else is said already."""
    if desk.status.greeting and desk.status.greeting == desk.status.message:
        desk.say("")
    desk.status.greeting = ""
