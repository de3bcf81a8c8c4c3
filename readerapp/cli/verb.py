"""Click commands for the verbs of the table: made whole from a definition, or around a function."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from inspect import getdoc
from typing import Any

import click

from readerapp.actions.command import Argument, Verb
from readerapp.actions.verbs import VERBS
from readerapp.cli.options import keys_argument, query_option
from readerapp.cli.session import Session
from readerapp.domain.errors import ReaderError

Function = Callable[..., None]


def verb(name: str, **attributes: Any) -> Callable[[Function], Any]:
    """Make a function, called with the session, the click command of a verb.

    Its sentence is the table's; the function's docstring follows it in the help.
    """

    def command(function: Function) -> click.Command:
        details = getdoc(function)
        text = f"{VERBS[name].help}." + (f"\n\n{details}" if details else "")
        make: Any = click.command(name.split()[-1], help=text, **attributes)
        made: click.Command = make(click.make_pass_decorator(Session)(function))
        return made

    return command


def click_command(name: str) -> click.Command | None:
    """Return the click command of a verb or of a group with its members, or None if there is none."""
    if name not in VERBS or " " in name:
        return None
    if VERBS[name].does:
        return _made(VERBS[name])
    command: click.Command = import_module(f"readerapp.cli.verbs.{name}").run
    if isinstance(command, click.Group):
        for member in VERBS.values():
            if member.name.startswith(f"{name} ") and member.does:
                command.add_command(_made(member))
    return command


def _made(definition: Verb) -> click.Command:
    """Make the command of a verb that only changes papers."""

    def change(
        session: Session, keys: tuple[str, ...] = (), query: str | None = None, **arguments: Any
    ) -> None:
        assert definition.does
        papers = (session.resolve(keys, query),) if definition.takes_papers else ()
        done = definition.does(session.lib, *papers, **arguments)
        if not (done.keys or done.step):
            raise ReaderError(done.message)
        session.did(done)

    before = [it for it in definition.arguments if it.before_keys]
    after = [it for it in definition.arguments if not it.before_keys]
    papers: list[Any] = [keys_argument, query_option] if definition.takes_papers else []
    function: Function = change
    for decorate in reversed([*map(_argument, before), *papers, *map(_argument, after)]):
        function = decorate(function)
    command: click.Command = verb(definition.name)(function)
    return command


def _argument(argument: Argument) -> Callable[[Function], Function]:
    kind: Any = None
    if argument.choices:
        kind = click.Choice([str(choice) for choice in argument.choices])
    elif argument.between:
        kind = click.IntRange(*argument.between)
    optional: dict[str, Any] = {"required": False, "default": ""} if argument.optional else {}
    return click.argument(argument.name, type=kind, metavar=argument.metavar, **optional)
