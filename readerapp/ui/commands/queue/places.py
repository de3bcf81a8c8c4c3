"""Going to the head of the queue, and moving papers to a place in it."""

from __future__ import annotations

from collections.abc import Callable

from readerapp.actions.queueing import head
from readerapp.domain.errors import ReaderError
from readerapp.ui.desk import Desk
from readerapp.ui.new_since import ListAnswer
from readerapp.ui.question import Question
from readerapp.ui.screens.line_prompt import LinePrompt


def open_next(desk: Desk) -> None:
    """Open the paper at the head of the queue: where the list has it, else in the view of the queue."""
    reading = desk.reading
    if not (key := head(reading)):
        desk.say(desk.worded("Nothing queued; {queue} on a paper puts it there"))
        return
    row = reading.library.row(key)
    index = None if row is None else desk.shelf.index(row)
    if index is not None:
        desk.paper_list.go(index)
        desk.enter_paper()
        return
    view = next((view for view in desk.views if view.filter == "is:queued"), desk.views[0])
    question = Question(view)

    def show(answer: ListAnswer) -> None:
        desk.levels.clear()
        desk.paper_list.select_none()
        desk.take(question)
        desk.show_made(answer, row)
        desk.enter_paper()

    desk.answer("queue", question, show, [] if row is None else [row])


def ask_place(desk: Desk, then: Callable[[int], object]) -> None:
    """Ask to which place in the queue the selected papers are to move, else the highlighted one."""
    reading, library = desk.reading, desk.reading.library
    keys = [library.key(row, desk.shelf) for row in desk.target_rows()]
    last = len({*reading.queued()}.union(keys)) - len(keys) + 1

    def place(text: str) -> int:
        number = int(text) if text.strip().isdecimal() and len(text) < len(str(last)) + 3 else 0
        if not 1 <= number <= last:
            raise ReaderError(f"A place is 1 to {last:,}, not {text.strip()!r}")
        return number

    def meaning(text: str) -> str:
        return "next to read" if place(text) == 1 else "the end" if place(text) == last else "in between"

    def move(text: str | None) -> None:
        if text is not None:
            then(place(text))

    now = reading.place(keys[0]) if len(keys) == 1 else None
    title = f"{reading.named(keys)} to place, 1 to {last:,}" if len(keys) > 1 else f"to place, 1 to {last:,}"
    here = f"place {now:,} now" if now else "1 is next to read"
    desk.app.push_screen(LinePrompt(title, here, meaning, desk.menu_place()), move)
