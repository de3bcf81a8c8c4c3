"""Hints: the first run's message, empty lists, and the keys on the bottom line."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from readerapp.actions.command import Command
from readerapp.library import Shelf
from readerapp.ui.desk import Desk
from readerapp.ui.question import Question

FIRST_RUN = "Welcome. {search} searches, {queue} queues, {help} shows all keys; paste a page to add it"

_ORDER_WORDS = {"foryou": "for you", "path": "reading path"}


def keys(desk: Desk, commands: Sequence[Command]) -> tuple[tuple[str, str], ...]:
    """Return the (key, name) pairs to show for the part that has the focus."""
    if desk.search_bar.box.has_focus:
        return (("enter", "to the list"), ("↑↓", "move"), (desk.worded("{back}"), "clear"))
    ids: tuple[str, ...] = ("queue", "read", "note", "copy-link", "help")
    if not desk.shelf.shown:
        ids = ("add", "refresh", "views", "help")
    elif desk.is_in_paper:
        ids = ("back", "queue", "read", "copy-link", "help")
    by_id = {command.id: command for command in commands}
    return tuple((by_id[id].shown[0], by_id[id].name.lower()) for id in ids if by_id[id].keys)


def order(desk: Desk, shelf: Shelf) -> str:
    """Return the order of a list in words."""
    way = desk.glyphs.upwards if shelf.reverse else desk.glyphs.downwards
    if shelf.has_whys and shelf.order == "relevance":
        return "farthest first" if shelf.reverse else "nearest first"
    return f"{_ORDER_WORDS.get(shelf.order, f'by {shelf.order}')} {way}"


def empty(desk: Desk, question: Question, shelf: Shelf) -> Content:
    """Return the text of an empty list: the search, a suggestion, the key that widens it."""
    view, typed = question.view, question.typed.strip()
    if not typed and not view.query and len(desk.reading.library):
        return _with_keys(desk.worded("Every paper is archived or put off. `{views}` `x` and `d` show them."))
    if not typed:
        return _with_keys(desk.worded(view.empty))
    if not shelf.whole:
        later = "The index is on its way; abstracts and misspelt words are searched when it is there."
        return Content.assemble("No title or author has ", (typed, "bold"), " so far.\n", (later, "$quiet"))
    where = f"among papers {view.name}" if desk.levels else f"in {view.name}"
    text = Content.assemble("Nothing matches ", (typed, "bold"), f" {where}.")
    if suggestion := question.suggested(shelf):
        accept = desk.worded("?  {take-suggestion} searches for it")
        text = Content.assemble(text, "\nDid you mean ", (suggestion, "bold $match"), accept)
    wider = desk.worded("{back} clears the search")
    if view.query:
        wider += desk.worded(", {view-1} searches all papers")
    return Content.assemble(text, "\n", (wider, "$quiet"))


def _with_keys(sentence: str) -> Content:
    parts = sentence.split("`")
    return Content.assemble(*((part, "bold $accent" if n % 2 else "") for n, part in enumerate(parts)))
