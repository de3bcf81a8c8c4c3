"""`keys`: the app's keys as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from readerapp.actions.command import Command
from readerapp.actions.keymap import keyed
from readerapp.cli.exit_status import complain
from readerapp.cli.options import json_option
from readerapp.cli.records import json_line
from readerapp.cli.session import Session
from readerapp.cli.verb import verb


@verb("keys")
@json_option
def run(session: Session, as_json: bool) -> None:
    """[keys] in config.toml gives an id other keys."""
    commands, problems = keyed(session.settings.keymap, session.settings.keys)
    for problem in problems:
        complain(f"{session.home.settings}: {problem}")
    if as_json:
        for command in commands:
            values = {"id": command.id, "keys": command.shown, "name": command.name}
            session.say(json_line({**values, "help": command.help, "group": command.group}))
    else:
        for line in _lines(commands):
            session.say(line)


def _lines(commands: Sequence[Command]) -> Iterator[str]:
    keys = max(len(" ".join(command.shown)) for command in commands)
    ids = max(len(command.id) for command in commands)
    for number, (group, members) in enumerate(groupby(commands, key=lambda command: command.group)):
        yield f"{chr(10) if number else ''}{group}"
        for command in members:
            yield f"  {' '.join(command.shown):<{keys}}  {command.id:<{ids}}  {command.help}"
