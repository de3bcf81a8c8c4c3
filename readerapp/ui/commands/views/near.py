"""More like this: papers near others, in the list itself, and the way back to where the reader was."""

from __future__ import annotations

from collections.abc import Sequence

from readerapp.actions.done import paper_count
from readerapp.actions.views.view import View
from readerapp.ui.desk import Desk
from readerapp.ui.new_since import ListAnswer
from readerapp.ui.question import Level, Question
from readerapp.ui.resume import here

_MAX_COMPARED = 100
"""Papers that others are compared with: what more of them have in common hardly differs."""
_GONE = "Nothing near is left here. `{back}` goes back."


def like_papers(desk: Desk, keys: Sequence[str]) -> None:
    """Show the papers nearest to some, in the list itself."""
    reading = desk.reading
    named = reading.named(keys)
    why_none = f"Nothing is near {named}"
    if not any(reading.paper(key).abstract for key in keys[:_MAX_COMPARED]):
        why_none += ": no abstract to compare" if len(keys) > 1 else ": it has no abstract to compare"
    compared = keys[:_MAX_COMPARED]
    if len(compared) < len(keys):
        named = f"{len(compared)} of {named}"
    show_level(desk, View(f"like {named}", f'like:"{",".join(compared)}"', _GONE), why_none)


def like_queue(desk: Desk) -> None:
    """Show the papers nearest to those in the queue."""
    none = "Nothing is near the queue" + ("" if desk.reading.queued() else ": it is empty")
    show_level(desk, View("like the queue", "like:queue", _GONE), none)


def show_level(desk: Desk, view: View, why_none: str, keep: int | None = None) -> None:
    """Show a view from which `back` leads to where the reader is; if it is empty, say why and stay.

    The row `keep` is highlighted in it.
    """
    question, level = Question(view), _level(desk)

    def show(answer: ListAnswer) -> None:
        if keep is None and not answer.shelf.whole:
            desk.say("The index is on its way; papers are compared when it is there")
        elif not answer.shelf.rows:
            desk.say(why_none)
        else:
            desk.levels.append(level)
            desk.paper_list.select_none()
            desk.before_search = None
            desk.take(question)
            desk.enter_list()
            desk.show_made(answer, keep)
            desk.say(
                f"{paper_count(len(answer.shelf.rows))} {view.name}", hint=desk.worded("{back} goes back")
            )

    desk.answer("near", question, show, [] if keep is None else [keep])


def go_back(desk: Desk) -> None:
    """Go back to exactly where the reader was before the last look for papers near others."""
    level = desk.levels.pop()
    library = desk.reading.library
    place, question = level.place, level.question
    keep = library.row(place.key) if place.key else None
    desk.before_search = library.row(level.before_search) if level.before_search else None
    desk.paper_list.select_none()
    desk.take(question)

    def show(answer: ListAnswer) -> None:
        desk.show_made(answer, keep, place)
        rows = map(library.row, level.selected)
        desk.paper_list.selected = frozenset(row for row in rows if row is not None)
        desk.say("")

    desk.answer("shelf", question, show, [] if keep is None else [keep])


def _level(desk: Desk) -> Level:
    before, library = desk.before_search, desk.reading.library
    return Level(
        desk.question,
        here(desk),
        "" if before is None else library.key(before, desk.shelf),
        tuple(library.key(row, desk.shelf) for row in desk.paper_list.selected),
    )
