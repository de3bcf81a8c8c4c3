"""The bindings that the commands make, and the keymap of the reader's own keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.style import Style

from readerapp.actions.command import Command
from readerapp.actions.keys_and_verbs import COMMANDS
from readerapp.domain.values import NamedTuple, dataclass
from readerapp.ui.terminal.keyboard import name_of


@dataclass
class CommandClicked(Message):
    """Something was clicked that stands for a command: its key, a mark in the list."""

    id: str


def clickable(text: Content, id: str) -> Content:
    """Return a text that a click on runs the command of an id; empty stands for none."""
    return text.stylize(Style.from_meta({"command": id})) if id else text


class KeyHint(NamedTuple):
    """A key with what it does, as lines of keys show it."""

    key: str
    name: str
    quiet: bool = False
    """True if it can't do that now."""
    id: str = ""
    """What a click on it stands for: a command's id; in a dialog the key, by Textual's name."""

    @classmethod
    def of(cls, command: Command) -> KeyHint:
        """Return the hint of a command that has a key."""
        return cls(command.shown[0], command.name.lower(), id=command.id)

    @property
    def text(self) -> Content:
        """The key and the name."""
        key = (self.key, "$quiet" if self.quiet else "bold $accent")
        return clickable(Content.assemble(key, (f" {self.name}", "$quiet")), self.id)


def clicked(event: events.Click) -> CommandClicked | None:
    """Return the command that was clicked, if any."""
    id = event.style.meta.get("command")
    return CommandClicked(id) if id else None


def bindings(node: str) -> list[BindingType]:
    """Return the bindings of the commands that a node handles, each with its command's id."""
    return bindings_of((it for it in COMMANDS if node in it.nodes), partial(_action, node=node))


def bindings_of(commands: Iterable[Command], action: Callable[[Command], str]) -> list[BindingType]:
    """Return the bindings of commands to actions, each with its command's id: the reader's keys apply."""
    return [
        Binding(textual_name(key), action(command), command.name, show=False, id=command.id)
        for command in commands
        for key in command.keys or (_no_key(command),)  # the reader may give it one
    ]


def _action(command: Command, node: str) -> str:
    """Return what a key does: a command that only the paper binds is done by the screen all the same."""
    only_paper = node == "paper" and "screen" not in command.nodes
    return f"screen.{command.action}" if only_paper else command.action


def keymap(commands: Iterable[Command]) -> dict[str, str]:
    """Return the keys that differ from the defaults, for `App.set_keymap`."""
    defaults = {command.id: command.keys for command in COMMANDS}
    return {
        # An empty string would mean the default to Textual; no terminal sends this key.
        command.id: ",".join(map(textual_name, command.keys)) or _no_key(command)
        for command in commands
        if command.keys != defaults[command.id]
    }


def _no_key(command: Command) -> str:
    return f"no-key-{command.id}"


def textual_name(key: str) -> str:
    """Return Textual's name of a key."""
    modifiers, plus, sign = ("", "", key) if len(key) == 1 else (key[:-2], key[-2], key[-1])
    if key == "ctrl+@" or plus not in ("", "+"):
        return key
    return modifiers + plus + name_of(sign)


def with_own_keys(keys: Iterable[Command], commands: Iterable[Command]) -> tuple[Command, ...]:
    """Return the keys of another screen with those that the reader gave to the commands of the same ids."""
    usual = {command.id: command.keys for command in COMMANDS}
    own = {command.id: command.keys for command in commands if command.keys != usual[command.id]}
    return tuple(key._replace(keys=own.get(key.id, key.keys)) for key in keys)
