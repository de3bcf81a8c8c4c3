"""What to say of a command line that makes no sense, with the nearest one that does."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import click

from readerapp.actions.keys_and_verbs import COMMANDS, VERBS
from readerapp.domain.nearest import did_you_mean, nearest
from readerapp.domain.text import shorten

_MAX_WIDTH = 60
_MAX_MESSAGE = 400
_REMOVES = ("rm", "del", "delete", "drop")
_LISTS = ("find", "grep", "search", "ls", "papers")
"""Words that people try for `list`, which is no command of the app."""


def explained(error: click.UsageError, arguments: Sequence[str]) -> str:
    """Return a sentence on wrong usage: what is wrong, what was probably meant, where the help is."""
    path = error.ctx.command_path if error.ctx else _path(arguments)
    reason = _reason(error)
    return f"{reason}{'' if reason.endswith(('.', '?', '…')) else '.'} See `{path} -h`."


def _path(arguments: Sequence[str]) -> str:
    """Return the verb that a command line calls, of which click's parser doesn't tell."""
    verbs = (" ".join(arguments[:count]) for count in (2, 1))
    return " ".join(("readerapp", *(it for it in verbs if it in VERBS)))


def _reason(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption(ctx=click.Context() as context):
            return _no_option(error.option_name, context)
        case click.exceptions.NoSuchCommand(ctx=click.Context() as context):
            return _no_verb(error.command_name, context)
        case click.MissingParameter(param=click.Argument() as argument):
            kind = argument.type
            choices = f": one of {', '.join(kind.choices)}" if isinstance(kind, click.Choice) else ""
            return f"{argument.make_metavar(click.Context(click.Command(None)))} is missing{choices}."
        case click.BadParameter(param=click.Option() as option, param_hint=None):
            return shorten(f"Invalid value for {option.opts[-1]!r}: {error.message}", _MAX_MESSAGE)
    return shorten(error.format_message(), _MAX_MESSAGE)


def _no_option(name: str, context: click.Context) -> str:
    near = did_you_mean(name, _options(context))
    if context.parent and name in _options(context.find_root()):
        near = f"; it stands before the verb: `readerapp {name} … {context.info_name}`."
    return f"No option {_short(name)}{near or '.'}"


def _options(context: click.Context) -> Iterator[str]:
    for parameter in context.command.get_params(context):
        if isinstance(parameter, click.Option) and not parameter.hidden:
            yield from (*parameter.opts, *parameter.secondary_opts)


def _no_verb(word: str, context: click.Context) -> str:
    assert isinstance(context.command, click.Group)
    what = f"No verb {_short(word)}"
    if context.parent:
        return f"{what} of {context.info_name}{_member(word, context)}"
    if word.startswith(("http://", "https://")) or os.path.lexists(word):
        return f"{what}; did you mean `readerapp add {shorten(word, _MAX_WIDTH)}`?"
    near = _by_another_name(word.casefold()) or nearest(word, (name for name in VERBS if " " not in name))
    return what + (f"; did you mean {near!r}?" if near else ".")


def _member(word: str, context: click.Context) -> str:
    """Return the end of a sentence on a word that is no verb of a group: which was probably meant."""
    assert isinstance(context.command, click.Group)
    group, members = context.info_name, context.command.list_commands(context)
    if word in (*_LISTS, "list", "show"):
        return f"; `readerapp {group}` alone lists it."
    if near := did_you_mean("remove" if word in _REMOVES else word, members):
        return near
    return f"; did you mean `readerapp {group} add {shorten(word, _MAX_WIDTH)}`?"


def _by_another_name(word: str) -> str:
    """Return the verb of a command that people call `word`; empty if there is none."""
    if word in _LISTS:
        return "list"
    named = (it.verb.name for it in COMMANDS if it.verb and word in (it.id, *it.synonyms.split()))
    return next(named, "")


def _short(word: str) -> str:
    return repr(shorten(word, _MAX_WIDTH))
