"""Hints: the first run's message, empty lists, and the commands that matter where the reader is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from readerapp.actions.command import Command
from readerapp.domain.values import NamedTuple
from readerapp.library import Shelf
from readerapp.ui.bindings import KeyHint
from readerapp.ui.desk import Desk
from readerapp.ui.question import Question

_FIRST_RUN = "Welcome. {search} searches, {queue} queues, {help} shows all keys; paste a page to add it"
_WITH_SAMPLES = "{count} samples: {search} searches, {queue} queues, {help} helps, {add} adds your own"

_ORDER_WORDS = {"foryou": "for you", "path": "reading path"}
_MAX_KEYS = 4
"""In the footer, beside help."""
_MANY = ("queue", "archive", "tags", "read")
"""Their names in the footer tell how many papers they act on."""


class Context(NamedTuple):
    """A place in the app, with the commands that matter there, the most important first."""

    name: str
    """As in "Here, in the queue"."""
    ids: Sequence[str]
    names: Mapping[str, str] = {}
    """What the footer calls commands that mean something else here."""


_LIST = Context(
    "in the list", ("queue", "read", "note", "copy-link", "archive", "later", "into", "search", "tags")
)
_QUEUE = Context(
    "in the queue",
    (
        *("queue-sooner", "queue-later", "read", "queue"),
        *("queue-next", "queue-top", "queue-bottom", "queue-to", "order-queue", "into"),
    ),
    {"queue": "unqueue"},
)
_PAPER = Context(
    "in the paper",
    ("page-down", "note", "copy-link", "back", "read-text", "queue", "read", "open-link", "down", "up"),
    {"page-down": "page"},
)
_SEARCH = Context("in the search box", ("take-suggestion", "back", "views", "sort"))
_EMPTY = Context("in an empty list", ("add", "refresh", "views", "search"))
_FOUND = Context(
    "among papers found", ("queue", "read", "copy-link", "back", "note", "into"), {"back": "clear search"}
)
_NEAR = Context("among papers like others", ("back", "queue", "copy-link", "into"))


def context(desk: Desk) -> Context:
    """Return where the reader is."""
    if desk.search_bar.box.has_focus:
        return _SEARCH
    if not desk.shelf.shown:
        if desk.question.typed:
            return Context(_EMPTY.name, ("back", *_EMPTY.ids), {"back": "clear the search"})
        return _EMPTY
    if desk.is_in_paper:
        return _PAPER
    if count := len(desk.paper_list.selected):
        names = {command.id: f"{command.name.lower()} {count:,}" for command in desk.commands}
        chosen = {id: names[id] for id in _MANY}
        return Context("with papers selected", (*_MANY, "back"), chosen | {"back": "deselect"})
    if desk.question.typed:
        return _FOUND
    if desk.levels:
        return _NEAR
    return _QUEUE if desk.shelf.order == "queue" else _LIST


def footer(desk: Desk) -> Sequence[KeyHint]:
    """Return the keys to show where the reader is."""
    if desk.search_bar.box.has_focus:
        clear = KeyHint(desk.worded("{back}"), "clear", id="back")
        return (KeyHint("enter", "to the list"), KeyHint("↑↓", "move"), clear)
    here = context(desk)
    by_id = {command.id: command for command in desk.commands if command.keys}
    ids = [*[id for id in here.ids if id in by_id and id != "help"][:_MAX_KEYS], "help"]
    return tuple(_key(desk, by_id[id], here) for id in ids if id in by_id)


def _key(desk: Desk, command: Command, here: Context) -> KeyHint:
    name = here.names.get(command.id, command.name.lower())
    return KeyHint(command.shown[0], name, bool(desk.why_not(command)), command.id)


def first_run(desk: Desk) -> str:
    """Return the first line that a reader sees."""
    library = desk.reading.library
    if not library.seeded:
        return desk.worded(_FIRST_RUN)
    return desk.worded(_WITH_SAMPLES.replace("{count}", f"{len(library):,}"))


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
        return _with_keys(desk.worded("Every paper is archived or put off. `{views}` narrows to those."))
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
