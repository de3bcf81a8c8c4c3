"""The keys of the app as a table: for `readerapp keys`, and for the README."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from readerapp.actions.command import Command
from readerapp.actions.commands import COMMANDS


def lines(commands: Sequence[Command]) -> Iterator[str]:
    """A heading a group, and a line a command: keys, id, help."""
    keys = max(len(" ".join(command.shown)) for command in commands)
    ids = max(len(command.id) for command in commands)
    for number, (group, members) in enumerate(groupby(commands, key=lambda command: command.group)):
        yield f"{chr(10) if number else ''}{group}"
        for command in members:
            yield f"  {' '.join(command.shown):<{keys}}  {command.id:<{ids}}  {command.help}"


def markdown_table(commands: Sequence[Command] = COMMANDS) -> str:
    """The table of the README, the nine views in one row."""
    rows = ["| key | does |", "| --- | --- |"]
    views = [command for command in commands if command.id.startswith("view-")]
    for command in commands:
        if command not in views:
            rows.append(_row(command.shown, command.help))
        elif command is views[0]:
            rows.append(
                f"| `{views[0].keys[0]}`…`{views[-1].keys[0]}` | View of that number in the line on top |"
            )
    return "\n".join(rows) + "\n"


def _row(keys: Sequence[str], text: str) -> str:
    shown = " ".join(f"`{key}`" for key in keys)
    return f"| {shown} | {text} |".replace("`|`", "`\\|`")
