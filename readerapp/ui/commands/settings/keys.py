"""Changing the keys of single commands: press the new key; a clash is shown and solved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from readerapp.actions.command import Command
from readerapp.actions.keynames import shown
from readerapp.actions.keys_and_verbs import COMMANDS
from readerapp.ui.desk import Desk
from readerapp.ui.screens.key_settings import ADD, KeyList, KeyPress
from readerapp.ui.screens.picker import Offer, Picked, Picker
from readerapp.ui.screens.settings import DEFAULT, PUT_BACK
from readerapp.ui.widgets.choice_list import Pickable

_SWAP, _TAKE, _CANCEL = "swap", "take", "cancel"
Keys = Mapping[str, tuple[str, ...] | None]
"""Keys by command id; None is the preset's."""


class SettingsWriter(Protocol):
    """What writes settings and can put them back."""

    def change(self, values: Mapping[str, object], *, words: str = "") -> None:
        """Write settings, and make the app follow them."""

    def put_back(self) -> None:
        """Undo the last change."""


class KeyDialog:
    """The list of keys on a desk."""

    def __init__(self, desk: Desk, changes: SettingsWriter) -> None:
        self._desk = desk
        self._changes = changes
        self._list = KeyList(desk.commands, self._pressed)

    def open(self) -> None:
        """Show all commands with their keys."""
        self._desk.app.push_screen(self._list)

    def follow(self, told: str) -> None:
        """Show the keys as they are by now."""
        self._list.update_keys(self._desk.commands, told)

    def _command(self, id: str) -> Command:
        return next(command for command in self._desk.commands if command.id == id)

    def _pressed(self, id: str, key: str) -> None:
        if key == PUT_BACK:
            self._changes.put_back()
        elif key == DEFAULT:
            self._set({id: None}, f"{self._command(id).name} has its own keys again")
        else:
            command = self._command(id)

            def given(new: str | None) -> None:
                if new is not None:
                    self._give(command, new, more=key == ADD)

            self._desk.app.push_screen(KeyPress(command), given)

    def _give(self, command: Command, key: str, *, more: bool) -> None:
        """Give a command a key, after asking what becomes of the command that has it."""
        others = [it for it in self._desk.commands if key in it.keys and not _share(key, it.id, command.id)]
        keys = (*command.keys, key) if more else (key,)
        keys = tuple(dict.fromkeys(keys))
        told = f"{shown(key)} is {command.name}"
        if not [it for it in others if it.id != command.id]:
            self._set({command.id: keys}, told)
            return
        other = next(it for it in others if it.id != command.id)
        rest = tuple(it for it in other.keys if it != key)

        def solved(picked: Picked | None) -> None:
            if picked and picked.value == _SWAP:
                swapped = tuple(dict.fromkeys((*rest, *(it for it in command.keys if it not in keys))))
                self._set({command.id: keys, other.id: swapped}, f"{told}, {_named(swapped)} is {other.name}")
            elif picked and picked.value == _TAKE:
                self._set({command.id: keys, other.id: rest}, told)

        self._desk.app.push_screen(Picker(_clash(command, other, key, rest, more=more)), solved)

    def _set(self, keys: Keys, told: str) -> None:
        self._changes.change({f"keys.{id}": value for id, value in keys.items()}, words=told)


def _clash(command: Command, other: Command, key: str, rest: tuple[str, ...], *, more: bool) -> Offer:
    left = f"{other.name} keeps {_named(rest)}" if rest else f"{other.name} has no key then"
    choices = [Pickable(_TAKE, "Take it", left), Pickable(_CANCEL, "Cancel", "Nothing changes")]
    if command.keys and not more:
        swap = f"{other.name} gets {_named(command.keys)}"
        choices.insert(0, Pickable(_SWAP, "Swap", swap))
    return Offer(f"{shown(key)} is {other.name}", choices, f"{shown(key)} for {command.name}?")


def _named(keys: tuple[str, ...]) -> str:
    return " ".join(map(shown, keys))


def _share(key: str, *ids: str) -> bool:
    """Return True for a key that by default does one in the list and the other in the paper."""
    return all(key in command.keys for command in COMMANDS if command.id in ids)
