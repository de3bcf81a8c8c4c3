"""Every command that has a key: its id, default keys, name and help.

The app's bindings, its footer, palette and help, `readerapp keys` and the README's table come from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from readerapp.actions.keynames import normalised, shown
from readerapp.domain.errors import ReaderError


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a key does."""

    id: str
    """Kebab-case; the name under which `[keys]` in `config.toml` gives it other keys."""
    keys: tuple[str, ...]
    name: str
    """One or two words, for the footer and the palette."""
    help: str
    """One sentence without its full stop."""
    group: str

    @property
    def shown(self) -> tuple[str, ...]:
        """Its keys as a person reads them on the keyboard."""
        return tuple(map(shown, self.keys))


def _moving(*rows: tuple[str, str, str, str]) -> tuple[Command, ...]:
    return tuple(Command(id, tuple(keys.split()), name, text, "Move") for id, keys, name, text in rows)


COMMANDS: tuple[Command, ...] = (
    *_moving(
        ("down", "j down", "Next", "Go to the next paper, or scroll down a line"),
        ("up", "k up", "Previous", "Go to the previous paper, or scroll up a line"),
        ("first", "g home", "First", "Go to the first paper, or the paper's top"),
        ("last", "G end", "Last", "Go to the last paper, or the paper's end"),
        ("half-page-down", "ctrl+d pagedown", "Half page down", "Go down half a page"),
        ("half-page-up", "ctrl+u pageup", "Half page up", "Go up half a page"),
        ("next-unread", "J", "Next unread", "Go to the next unread paper in this view"),
        ("previous-unread", "K", "Previous unread", "Go to the previous unread paper in this view"),
        ("next-date", "]", "Next date", "Go to the next listing date"),
        ("previous-date", "[", "Previous date", "Go to the previous listing date"),
        ("into", "enter l", "Into the paper", "Open the paper"),
        ("back", "escape h", "Back", "Go back: close the paper, clear the search"),
        ("other-pane", "tab", "Other pane", "Switch between the list and the paper"),
    ),
    Command("search", ("/",), "Search", "Search as you type", "Find"),
    Command("take-suggestion", ("ctrl+y",), "Did you mean", "Accept the suggested spelling", "Find"),
    Command("views", ("f",), "Views", "Choose a view or a filter", "Find"),
    *(Command(f"view-{n}", (str(n),), f"View {n}", f"Go to view {n}", "Find") for n in range(1, 10)),
    Command("sort", ("s",), "Sort", "Choose the sort order", "Find"),
    Command("reverse", ("S",), "Reverse", "Reverse the order", "Find"),
    Command("refresh", ("f5",), "Refresh", "Refresh, and fetch new papers", "Find"),
    Command("queue", ("a",), "Queue", "Add to the end of the queue, or remove", "Paper"),
    Command("queue-later", ("shift+down", "}"), "Later", "Move down within the queue", "Paper"),
    Command("queue-sooner", ("shift+up", "{"), "Sooner", "Move up within the queue", "Paper"),
    Command("read", ("r",), "Read", "Mark as read or unread", "Paper"),
    Command("reading", ("R",), "Reading", "Mark as being read, or as unread", "Paper"),
    Command("archive", ("x",), "Archive", "Archive, or unarchive", "Paper"),
    Command("note", ("n",), "Note", "Write a note in the app", "Paper"),
    Command("edit-note", ("N",), "Note in editor", "Write a note in $VISUAL or $EDITOR", "Paper"),
    Command("tags", ("t",), "Tags", "Edit the tags", "Paper"),
    Command("rate", ("*",), "Rate", "Rate 1 to 5; 0 clears the rating", "Paper"),
    Command("remove", ("X", "delete"), "Remove", "Remove from the library; your note is kept", "Paper"),
    Command("twins", ("=",), "Same paper?", "Review possible duplicates", "Paper"),
    Command("copy-link", ("c",), "Copy link", "Copy the best link: repo, arXiv, else any", "Links"),
    Command("copy", ("y",), "Copy…", "Choose what to copy", "Links"),
    Command("open-link", ("o",), "Open", "Open the best link in the browser", "Links"),
    Command("open-repo", ("O",), "Open repo", "Open the repository in the browser", "Links"),
    Command("select", ("space",), "Select", "Toggle selection and move down", "Select"),
    Command("select-range", ("v",), "Select range", "Start a range, or end it", "Select"),
    Command("select-all", ("ctrl+a",), "Select all", "Select all papers in the list, or none", "Select"),
    Command("add", ("A",), "Add", "Add papers from a file, folder or address", "App"),
    Command("paste", ("P",), "Paste", "Add papers from the clipboard", "App"),
    Command("undo", ("u",), "Undo", "Undo the last change", "App"),
    Command("redo", ("ctrl+r",), "Redo", "Redo the last undone change", "App"),
    Command("history", ("U",), "History", "Show what was done, newest first", "App"),
    Command("merge", ("M",), "Merge copies", "Merge conflict copies left by file sync", "App"),
    Command("paper-pane", ("z",), "Paper pane", "Hide or show the paper beside the list", "App"),
    Command("palette", ("ctrl+p", ":"), "Commands", "Find a command by its name", "App"),
    Command("help", ("?", "f1"), "Help", "Show all keys", "App"),
    Command("leave", ("q",), "Back or quit", "Go back one level, then quit", "App"),
    Command("quit", ("ctrl+q",), "Quit", "Quit", "App"),
)

PRESETS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "vim": {},
    "newsboat": {
        "next-unread": ("J", "n"),
        "previous-unread": ("K", "p"),
        "note": ("e",),
        "read": ("r", "N"),
        "edit-note": ("E",),
    },
    "mutt": {
        "other-pane": ("w",),
        "next-unread": ("J", "tab"),
        "previous-unread": ("K", "shift+tab"),
        "read": ("r", "N"),
        "edit-note": ("E",),
        "views": ("f", "L"),
    },
}
"""Key presets: the commands whose keys differ from the defaults."""


def keyed(
    preset: str | None, overrides: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[Command, ...], tuple[str, ...]]:
    """The commands with the reader's keys, and a sentence for each setting that makes no sense.

    An override beats the preset and takes its key from a command that has it by default, which is told where
    that command has no other; two overrides with one key are a clash: the first keeps it. A key that there is
    not leaves the command those that it had.
    """
    problems = []
    if preset is not None and preset not in PRESETS:
        problems.append(f"keymap {preset!r} is none of {', '.join(PRESETS)}{_nearest(preset, PRESETS)}")
    ids = [command.id for command in COMMANDS]
    problems += [
        f"[keys] has no command {name!r}{_nearest(name, ids)}" for name in overrides if name not in ids
    ]
    own, wrong = _own({id: keys for id, keys in overrides.items() if id in ids})
    wanted = {**PRESETS.get(preset or "vim", {}), **own}
    owner: dict[str, str] = {}
    for name, keys in wanted.items():
        for key in keys:
            if owner.setdefault(key, name) != name:
                first = owner[key]
                wrong.append(f"key {shown(key)!r} is given to {first!r} and {name!r}; {first!r} keeps it")
    commands = tuple(_with_keys(command, wanted, owner) for command in COMMANDS)
    left = [
        f"{before.id!r} has no key left: {shown(before.keys[0])!r} is given to {owner[before.keys[0]]!r}"
        for before, now in zip(COMMANDS, commands, strict=True)
        if before.keys and not now.keys and before.id not in wanted
    ]
    return commands, (*problems, *wrong, *left)


def _own(overrides: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """The reader's keys under their one name, and a sentence for each that is none."""
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
    """A sentence with the reader's own keys for its `{ids}`; the name of a command that has none."""
    return sentence.format_map(
        {command.id: command.shown[0] if command.keys else f"{command.name!r}" for command in commands}
    )


def _nearest(name: str, names: Iterable[str]) -> str:
    """The name that was perhaps meant."""
    from difflib import get_close_matches  # no start waits for what only mistakes need

    found = get_close_matches(name.lower(), list(names), 1)
    return f"; did you mean {found[0]!r}?" if found else ""


def _with_keys(command: Command, wanted: Mapping[str, tuple[str, ...]], owner: Mapping[str, str]) -> Command:
    keys = wanted.get(command.id, command.keys)
    return replace(command, keys=tuple(key for key in keys if owner.get(key, command.id) == command.id))
