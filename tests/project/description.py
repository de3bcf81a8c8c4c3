"""What `-h` says of each command, as values that any document can be made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from inspect import cleandoc

import click

from readerapp.actions.keys_and_verbs import VERBS
from readerapp.cli.main import cli

PROGRAM = "readerapp"


@dataclass(frozen=True)
class Block:
    """A paragraph of help, or lines to be kept as they are."""

    text: str
    is_verbatim: bool = False


@dataclass(frozen=True)
class OptionText:
    """An option: `-o`, `--output`, what stands for its value, and its sentence."""

    names: tuple[str, ...]
    metavar: str
    """Empty for a flag."""
    help: str

    @property
    def shown(self) -> str:
        """`-o, --output FILE`, as help has it."""
        return f"{', '.join(self.names)} {self.metavar}".rstrip()


@dataclass(frozen=True)
class CommandText:
    """A command of the command line."""

    name: str
    """Without the program's name; empty for the program itself."""
    usage: str
    """With the program's name, arguments and options."""
    blocks: tuple[Block, ...]
    """Its sentence first."""
    options: tuple[OptionText, ...]
    """Without `-h`, which all have."""
    examples: tuple[tuple[str, str], ...]
    """Command lines without the program's name, each with what it does."""


def commands() -> tuple[CommandText, ...]:
    """The program itself and every verb, in the order of the table of verbs."""
    context = click.Context(cli, info_name=PROGRAM, **cli.context_settings)
    return tuple(_described(cli, context, ""))


def _described(command: click.Command, context: click.Context, name: str) -> Iterator[CommandText]:
    options = [_option(it, context) for it in command.get_params(context) if isinstance(it, click.Option)]
    yield CommandText(
        name,
        " ".join((context.command_path, *command.collect_usage_pieces(context))),
        tuple(_blocks("\n\n".join((cleandoc(command.help or ""), "" if name else cli.epilog or "")))),
        tuple(option for option in options if "--help" not in option.names),
        VERBS[name].examples if name else (),
    )
    if isinstance(command, click.Group):
        for member in command.list_commands(context):
            inner = command.get_command(context, member)
            assert inner is not None
            child = click.Context(inner, info_name=member, parent=context)
            yield from _described(inner, child, f"{name} {member}".lstrip())


def _option(option: click.Option, context: click.Context) -> OptionText:
    takes_value = not (option.is_flag or option.count)
    record = option.get_help_record(context)
    assert record is not None, f"{option.name} is hidden"
    metavar = option.make_metavar(context) if takes_value else ""
    return OptionText((*option.opts, *option.secondary_opts), metavar, " ".join(record[1].split()))


def _blocks(help: str) -> Iterator[Block]:
    for paragraph in help.split("\n\n"):
        if paragraph.startswith("\b\n"):
            yield Block(paragraph.removeprefix("\b\n"), is_verbatim=True)
        elif folded := " ".join(paragraph.split()):
            yield Block(folded)
