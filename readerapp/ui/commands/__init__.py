"""What each command does in the app: its id to a function of the main screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from textual.binding import Binding

from readerapp.actions.command import Command
from readerapp.ui.commands import finding, linking, marking, moving, writing
from readerapp.ui.terminal.keyboard import name_of

if TYPE_CHECKING:
    from readerapp.ui.screens.main import Main

Handler = Callable[["Main"], None]


def _refresh(screen: Main) -> None:
    from readerapp.ui.commands.fetching import refresh  # no start waits for what is rarely used

    refresh(screen)


def _add(screen: Main) -> None:
    from readerapp.ui.commands.intake import choose

    choose(screen)


def _paste(screen: Main) -> None:
    from readerapp.ui.commands.intake import from_clipboard

    from_clipboard(screen)


def _twins(screen: Main) -> None:
    from readerapp.ui.commands.duplicates import ask

    ask(screen)


HANDLERS: Mapping[str, Handler] = {
    **moving.HANDLERS,
    **finding.HANDLERS,
    **marking.HANDLERS,
    **writing.HANDLERS,
    **linking.HANDLERS,
    "refresh": _refresh,
    "add": _add,
    "paste": _paste,
    "twins": _twins,
}


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """The bindings of the commands' keys, each twice.

    Outside the search box a command is done as its key comes (`ahead`), before the next key is given to
    anything, so that keys typed ahead find the focus and the screen that they were meant for. In the box
    the box has the first word, and only what it doesn't use comes back as a `command`.
    """
    return [
        Binding(_of_textual(key), f"{action}({command.id!r})", command.name, show=False, priority=first)
        for command in commands
        for key in command.keys
        for action, first in (("ahead", True), ("command", False))
    ]


def _of_textual(key: str) -> str:
    """A key under the name that Textual gives it."""
    modifiers, plus, sign = ("", "", key) if len(key) == 1 else (key[:-2], key[-2], key[-1])
    if key == "ctrl+@" or plus not in ("", "+"):
        return key
    return modifiers + plus + name_of(sign)
