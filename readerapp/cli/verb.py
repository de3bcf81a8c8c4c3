"""Click commands for the verbs of the table: made whole from a definition, or around a function."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from inspect import getdoc
from typing import TYPE_CHECKING, Any

import click

from readerapp.actions.command import Argument, Verb
from readerapp.actions.done import Done
from readerapp.actions.keys_and_verbs import VERBS
from readerapp.cli.options import (
    HELP_OPTIONS,
    add_common_options,
    format_option,
    json_option,
    keys_argument,
    query_option,
)
from readerapp.cli.print_papers import print_papers
from readerapp.cli.session import Session
from readerapp.domain.errors import ReaderError
from readerapp.domain.nearest import nearest

if TYPE_CHECKING:
    from readerapp.cli.records import Template

Function = Callable[..., None]
_MAX_WORDS = 3
"""Of an argument: `24 Dec 2026`."""
_MAX_WIDTH = 78
"""Of a line of help, which click indents by two."""


def verb(name: str, **attributes: Any) -> Callable[[Function], Any]:
    """Make a function, called with the session, the click command of a verb.

    Its sentence is the table's; the function's docstring follows it in the help.
    """

    def command(function: Function) -> click.Command:
        details = getdoc(function)
        text = f"{VERBS[name].help}." + (f"\n\n{details}" if details else "")
        attributes.setdefault("context_settings", HELP_OPTIONS)
        make: Any = click.command(name.split()[-1], help=text, epilog=_examples(VERBS[name]), **attributes)
        made: click.Command = make(click.make_pass_decorator(Session)(function))
        add_common_options(made)
        return made

    return command


def _examples(definition: Verb) -> str | None:
    """Return the examples as lines that the help leaves as they are, and that can be pasted whole."""
    if not definition.examples:
        return None
    width = max(len(line) for line, _ in definition.examples)
    lines = [f"  readerapp {line:<{width}}  # {what}" for line, what in definition.examples]
    if max(map(len, lines)) > _MAX_WIDTH:
        lines = [f"  # {what}\n  readerapp {line}" for line, what in definition.examples]
    return "\b\n" + "\n".join(["Examples:", *lines])


def click_command(name: str) -> click.Command | None:
    """Return the click command of a verb or of a group with its members, or None if there is none."""
    if name not in VERBS or " " in name:
        return None
    command: click.Command = _command(VERBS[name])
    for member in _members(name):
        assert isinstance(command, click.Group)
        command.add_command(_command(member))
    return command


def _members(group: str) -> list[Verb]:
    return [it for it in VERBS.values() if it.name.startswith(f"{group} ")]


def _command(definition: Verb) -> Any:
    if definition.does:
        return _made(definition, _change(definition))
    if definition.finds:
        options = {"cls": click.Group, "invoke_without_command": True} if _members(definition.name) else {}
        return _made(definition, json_option(format_option(_find(definition))), **options)
    module, *member = definition.name.split()
    return getattr(import_module(f"readerapp.cli.verbs.{module}"), "_".join(["run", *member]))


def _change(definition: Verb) -> Function:
    """Return the function of a verb that only changes papers."""

    def change(session: Session, **given: Any) -> None:
        assert definition.does
        done = definition.does(session.lib, *_papers(session, given), **given)
        if not (done.keys or done.step):
            raise ReaderError(done.message)
        if definition.unchanged and not done.step:
            done = Done(definition.unchanged.format(session.lib.named(done.keys), **given), done.keys)
        session.did(done)

    return change


def _find(definition: Verb) -> Function:
    """Return the function of a verb that only prints papers."""

    def find(session: Session, as_json: bool, template: Template | None, **given: Any) -> None:
        assert definition.finds
        if click.get_current_context().invoked_subcommand is None:
            from readerapp.actions.queries import Listed  # few verbs print papers

            papers = definition.finds(session.lib, *_papers(session, given), **given)
            print_papers(session, map(Listed, papers), as_json=as_json, template=template)
            if definition.sums and session.is_terminal and not (as_json or template):
                session.say(definition.sums(session.lib))

    return find


def _papers(session: Session, given: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Take KEYS and `--query` out of what was given: the keys they mean, if the verb has them."""
    if "keys" not in given:
        return ()
    return (session.resolve(given.pop("keys"), given.pop("query")),)


def _made(definition: Verb, function: Function, **attributes: Any) -> click.Command:
    """Make the command of a verb that has no function of its own."""
    before = [it for it in definition.arguments if it.before_keys]
    after = [it for it in definition.arguments if not it.before_keys]
    papers: list[Any] = [keys_argument, query_option] if definition.takes_papers else []
    for decorate in reversed([*map(_argument, before), *papers, *map(_argument, after)]):
        function = decorate(function)
    if definition.takes_papers and (one := next(iter(definition.arguments), None)):
        attributes["cls"] = partial(_EitherEnd, argument=one)
    command: click.Command = verb(definition.name, **attributes)(function)
    return command


class _EitherEnd(click.Command):
    """A verb of KEYs and one more argument, which may stand before or after them: nobody remembers which."""

    def __init__(self, *given: Any, argument: Argument, **named: Any) -> None:
        super().__init__(*given, **named)
        self._argument = argument

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments with that one in its own place, as one of them if it is several words."""
        at = [
            number
            for number, (before, arg) in enumerate(zip(["", *args], args, strict=False))
            if before != "--query" and (arg == "-" or not arg.startswith("-"))
        ]
        if at and not ctx.resilient_parsing and "--" not in args:
            words = [args[number] for number in at]
            if words[1:] == [] and self._argument.is_one and not {"--query", "--all"}.intersection(args):
                raise click.UsageError(f"Name both KEY and {self._argument.metavar}.", ctx)
            args = [arg for number, arg in enumerate(args) if number not in at] + self._ordered(words)
        return super().parse_args(ctx, args)

    def _ordered(self, words: list[str]) -> list[str]:
        """Return KEYs and the argument as the definition has them; as they are if it's not among them."""
        argument = self._argument
        ends = (-1, 0) if not argument.before_keys else (0, -1)
        for count in range(_MAX_WORDS if argument.is_one else 1, 0, -1):
            for end in ends:
                taken = slice(0, count) if end == 0 else slice(-count, None)
                if argument.accepts(value := " ".join(words[taken])):
                    keys = words[count:] if end == 0 else words[:-count]
                    return [value, *keys] if argument.before_keys else [*keys, value]
        if len(words) > 1 and nearest(words[ends[1]], argument.choices):  # a misspelt one, told as such
            words = words[-1:] + words[:-1] if argument.before_keys else words[1:] + words[:1]
        return words


def _argument(argument: Argument) -> Callable[[Function], Function]:
    if argument.flag:
        return click.option(f"--{argument.name}", is_flag=True, help=argument.flag)
    kind: Any = None
    if argument.choices:
        kind = click.Choice([str(choice) for choice in argument.choices])
    elif argument.between:
        kind = click.IntRange(*argument.between)
    optional: dict[str, Any] = {"required": False, "default": ""} if argument.optional else {}
    return click.argument(argument.name, type=kind, metavar=argument.metavar, **optional)
