"""The keys of the commands as the reader wants them: presets, settings, and what of them can't be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from readerapp.actions.command import Command
from readerapp.actions.keynames import normalised, shown
from readerapp.actions.keys_and_verbs import COMMANDS
from readerapp.domain.errors import ReaderError

PRESETS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "vim": {
        "half-page-down": ("ctrl+d", "pagedown", "ctrl+f"),
        "half-page-up": ("ctrl+u", "pageup", "ctrl+b"),
    },
    "newsboat": {
        "next-unread": ("J", "n"),
        "previous-unread": ("K", "p"),
        "read-text": ("i",),
        "note": ("e",),
        "read": ("r", "N"),
        "edit-note": ("E",),
        "archive": ("x", "D"),
        "views": ("f", "F"),
    },
    "mutt": {
        "other-pane": ("w",),
        "queue-to": ("_",),
        "next-unread": ("J", "tab"),
        "previous-unread": ("K", "shift+tab"),
        "read": ("r", "N"),
        "edit-note": ("E",),
        "views": ("f", "L"),
        "archive": ("x", "D"),
        "copy-link": ("c", "C"),
        "refresh": ("f5", "$"),
    },
}
"""Key presets: the commands whose keys differ from the defaults."""


def keyed(
    preset: str | None, overrides: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[Command, ...], tuple[str, ...]]:
    """Return the commands with the reader's keys, and a sentence for each invalid setting.

    An override beats the preset and takes its key from the command that has it by default; a command left
    without keys is reported. If two overrides share a key, the first keeps it. A command whose keys are all
    invalid keeps its defaults.
    """
    problems = []
    if preset is not None and preset not in PRESETS:
        problems.append(f"keymap {preset!r} is not one of {', '.join(PRESETS)}{_near(preset, PRESETS)}")
    ids = [command.id for command in COMMANDS]
    problems += [f"[keys] has no command {name!r}{_near(name, ids)}" for name in overrides if name not in ids]
    own, wrong = _own({id: keys for id, keys in overrides.items() if id in ids})
    wanted = {**PRESETS.get(preset or "", {}), **own}
    owner: dict[str, str] = {}
    for name, keys in wanted.items():
        for key in keys:
            first = owner.setdefault(key, name)
            if first != name and not _may_share(key, first, name):
                wrong.append(f"key {shown(key)!r} is given to {first!r} and {name!r}; {first!r} keeps it")
    commands = tuple(_with_keys(command, wanted, owner) for command in COMMANDS)
    left = [
        f"{before.id!r} has no key left: {shown(before.keys[0])!r} is given to {owner[before.keys[0]]!r}"
        for before, now in zip(COMMANDS, commands, strict=True)
        if before.keys and not now.keys and before.id not in wanted
    ]
    return commands, (*problems, *wrong, *left)


def _own(overrides: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Return the overrides with normalised keys, and a sentence for each invalid key."""
    own: dict[str, tuple[str, ...]] = {}
    wrong: list[str] = []
    for id, spellings in overrides.items():
        keys: list[str] = []
        for spelling in spellings:
            try:
                key = normalised(spelling)
                if key == "ctrl+q" and id != "quit":
                    raise ReaderError(f"{spelling!r} always quits")
                keys.append(key)
            except ReaderError as error:
                wrong.append(f"[keys] {id}: {error}")
        if keys or not spellings:
            own[id] = tuple(dict.fromkeys(keys))
        else:
            wrong[-1] += "; it keeps its own"
    return own, wrong


def worded(sentence: str, commands: Iterable[Command]) -> str:
    """Return a sentence with its `{ids}` replaced by the reader's keys, or by the commands' names."""
    named = (command for command in commands if f"{{{command.id}}}" in sentence)
    return sentence.format_map({it.id: it.shown[0] if it.keys else f"{it.name!r}" for it in named})


def _near(name: str, names: Iterable[str]) -> str:
    from readerapp.domain.nearest import did_you_mean  # only mistakes need it

    return did_you_mean(name, names)


def _with_keys(command: Command, wanted: Mapping[str, tuple[str, ...]], owner: Mapping[str, str]) -> Command:
    keys = wanted.get(command.id, command.keys)

    def has(key: str) -> bool:
        first = owner.get(key, command.id)
        return first == command.id or _may_share(key, first, command.id)

    return command._replace(keys=tuple(filter(has, keys)))


def _may_share(key: str, *ids: str) -> bool:
    """Return True for a key that does one command in the paper and another in the list, by default."""
    return all(key in command.keys for command in COMMANDS if command.id in ids)
