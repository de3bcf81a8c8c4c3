"""What the app says by itself: the first line, empty lists, the keys that matter here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from readerapp.actions.command import Command
from readerapp.library import Shelf
from readerapp.ui.question import Question

if TYPE_CHECKING:
    from readerapp.ui.screens.main import Main

FIRST_RUN = "Welcome. {search} searches, {queue} queues, {help} shows all keys; paste a page to add it"


def keys(screen: Main, commands: Sequence[Command]) -> tuple[tuple[str, str], ...]:
    """The (key, name) pairs that matter where the reader is."""
    if screen.search_bar.box.has_focus:
        return (("enter", "to the list"), ("↑↓", "move"), (screen.worded("{back}"), "clear"))
    ids: tuple[str, ...] = ("queue", "read", "note", "copy-link", "help")
    if not screen.shelf.rows:
        ids = ("add", "refresh", "views", "help")
    elif screen.is_in_paper:
        ids = ("back", "queue", "read", "copy-link", "help")
    by_id = {command.id: command for command in commands}
    return tuple((by_id[id].shown[0], by_id[id].name.lower()) for id in ids if by_id[id].keys)


def empty(screen: Main, question: Question, shelf: Shelf) -> Content:
    """What an empty list says: what was searched, the nearest words, the key to widen it."""
    view, typed = question.view, question.typed.strip()
    if not typed and not view.query and len(screen.reading.library):
        return _with_keys(screen.worded("Every paper is archived. `{views}` `x` shows them."))
    if not typed:
        return _with_keys(screen.worded(view.empty))
    said = Content.assemble("Nothing matches ", (typed, "bold"), f" in {view.name}.")
    if suggestion := question.suggested(shelf):
        takes = screen.worded("?  {take-suggestion} takes it")
        said = Content.assemble(said, "\nDid you mean ", (suggestion, "bold $match"), takes)
    wider = screen.worded("{back} clears the search")
    if view.query:
        wider += screen.worded(", {view-1} searches all papers")
    return Content.assemble(said, "\n", (wider, "$quiet"))


def _with_keys(sentence: str) -> Content:
    """A sentence whose `keys` stand out."""
    parts = sentence.split("`")
    return Content.assemble(*((part, "bold $accent" if n % 2 else "") for n, part in enumerate(parts)))
