"""`keys`: the app's keys, as a sheet for the wall or with the ids that `[keys]` takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

import click

from readerapp.actions.command import Command
from readerapp.actions.keymap import keyed
from readerapp.cli.exit_status import complain
from readerapp.cli.options import json_option
from readerapp.cli.session import Session
from readerapp.cli.streams import json_line
from readerapp.cli.verb import verb

_COLUMN_CELLS, _KEYS_CELLS = 38, 13
"""Two columns fit a terminal, and a sheet of paper."""


@verb("keys")
@click.option("--ids", is_flag=True, help="List the ids of the commands, and what each does.")
@json_option
def run(session: Session, ids: bool, as_json: bool) -> None:
    """[keys] in config.toml gives an id other keys."""
    commands, problems = keyed(session.settings.keymap, session.settings.keys)
    for problem in problems:
        complain(f"{session.home.settings}: {problem}")
    if as_json:
        for command in commands:
            values = {"id": command.id, "keys": command.shown, "name": command.name}
            session.say(json_line({**values, "help": command.help, "group": command.group}))
    else:
        for line in _lines(commands) if ids else _sheet(commands):
            session.say(line)


def _lines(commands: Sequence[Command]) -> Iterator[str]:
    keys = max(len(" ".join(command.shown)) for command in commands)
    ids = max(len(command.id) for command in commands)
    for number, (group, members) in enumerate(groupby(commands, key=lambda command: command.group)):
        yield f"{chr(10) if number else ''}{group}"
        for command in members:
            yield f"  {' '.join(command.shown):<{keys}}  {command.id:<{ids}}  {command.help}"


def _sheet(commands: Sequence[Command]) -> Iterator[str]:
    """Yield the commands that have keys, by group, in two columns of about the same length."""
    groups = [list(_group(*group)) for group in groupby(commands, key=lambda command: command.group)]
    half = sum(map(len, groups)) / 2
    split = min(range(len(groups) + 1), key=lambda at: abs(sum(map(len, groups[:at])) - half))
    left, right = ([line for group in part for line in group] for part in (groups[:split], groups[split:]))
    for one, other in zip_longest(left[:-1], right[:-1], fillvalue=""):
        yield f"{one:<{_COLUMN_CELLS}}  {other}".rstrip()


def _group(name: str, commands: Iterator[Command]) -> Iterator[str]:
    yield name
    views: list[str] = []
    for command in commands:
        keys = " ".join(command.shown)
        if command.id.startswith("view-"):
            views += command.shown
        elif keys:
            yield f"  {keys:<{_KEYS_CELLS}} {command.name}"
    if views:
        yield f"  {f'{views[0]} to {views[-1]}':<{_KEYS_CELLS}} Views"
    yield ""
