"""What a word of a command line can be completed to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import click
from click.shell_completion import CompletionItem, ShellComplete

from readerapp.cli.completion.live import Answer, LiveValues

FREE = {
    *("ADDRESS", "N", "NAME", "TEXT", "WORDS", "REMOTE", "-", "hf|arxiv"),
    *("SOURCE", "FILE", "PATH"),  # click's own type completes files
}
"""What stands for a value in help that is not completed here."""
TAGS = "+NEW…"
"""In the usage of a verb that takes tags with a sign among its keys."""
MAX_ANSWERS = 50
"""More is not worth reading."""
_MAX_NUMBER = 10
_Source = Callable[[LiveValues, str], Iterable[Answer]]
LIVE: Mapping[str, _Source] = {
    "KEY": LiveValues.keys,
    "KEY KEY": LiveValues.keys,
    "QUERY": LiveValues.queries,
    "ORDER": LiveValues.orders,
    "STEP": LiveValues.steps,
    "WHEN": LiveValues.backups,
    "DAY": LiveValues.days,
    "DATE": LiveValues.days,
    "OLD NEW": LiveValues.tags,
    "TAG": LiveValues.tags,
    "SETTING": LiveValues.settings,
}
"""By what stands for a value in help: `[KEY…]` is completed as `KEY`."""


def value_name(parameter: click.Parameter) -> str:
    """Return what stands for a parameter's value in help, without brackets and dots."""
    return re.sub(r"[\[\]…]", "", parameter.metavar or parameter.type.name.upper()).strip()


def answers(root: click.Group, live: LiveValues, words: Sequence[str]) -> tuple[str, list[Answer]]:
    """Return how the last of some words behind the program's name can be completed, and to what.

    The first is `file` or `dir` if the shell is to complete paths, else `plain`.
    """
    *before, typed = words
    values = _Values(live)
    asked = ShellComplete(_LiveGroup(root, values), {}, "readerapp", "")
    found = asked.get_completions(list(before), typed)
    if kinds := [item.type for item in found if item.type != "plain"]:
        return kinds[0], []
    head = typed[: typed.index("=") + 1] if typed.startswith("--") and "=" in typed else ""
    some = [Answer(head + item.value, item.help or "") for item in found]
    if typed[:1] == "-" and len(typed) > 1 and typed[1] != "-":
        values.sign = "-"
        some += [Answer(f"-{item.value}", item.help or "") for item in _signed(asked, before, typed[1:])]
    unique = {answer.value: answer for answer in some}
    if len(unique) == 1:  # what stands there already
        unique.pop(typed, None)
    return "plain", list(islice(unique.values(), MAX_ANSWERS))


def _signed(asked: ShellComplete, before: Sequence[str], typed: str) -> Iterator[CompletionItem[str]]:
    return (item for item in asked.get_completions(list(before), typed) if item.signed)


class _LiveGroup(click.Group):
    """The commands of another group, with values of the reader's own for their parameters."""

    def __init__(self, root: click.Group, values: _Values) -> None:
        super().__init__(root.name, params=root.params, context_settings=root.context_settings)
        self._root = root
        self._values = values

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = self._root.get_command(ctx, cmd_name)
        if found:
            self._values.give(found)
        return found

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        return self._root.shell_complete(ctx, incomplete)


class _Values:
    """Gives parameters the values of a home."""

    def __init__(self, live: LiveValues) -> None:
        self.live = live
        self.sign = ""
        """`-` while words are completed as they would be without it."""

    def give(self, command: click.Command) -> None:
        """Have the parameters of a command, and of its members, completed with live values."""
        for parameter in command.params:
            kind = parameter.type.kind if isinstance(parameter.type, _LiveType) else parameter.type
            if source := _source(parameter, kind):
                parameter.type = _LiveType(kind, source, self)
        for member in command.commands.values() if isinstance(command, click.Group) else ():
            self.give(member)


def _source(parameter: click.Parameter, kind: click.ParamType[Any]) -> _Source | None:
    if isinstance(kind, click.IntRange) and kind.min is not None and kind.max is not None:
        numbers = [str(number) for number in range(int(kind.min), min(int(kind.max), _MAX_NUMBER) + 1)]
        return lambda _, typed: (Answer(number) for number in numbers if number.startswith(typed))
    if parameter.name == "until":
        return LiveValues.days_to_come
    return LIVE.get(value_name(parameter))


class _LiveType(click.ParamType[Any]):
    """Another type, completed with values of the reader's own."""

    def __init__(self, kind: click.ParamType[Any], source: _Source, values: _Values) -> None:
        self.kind = kind
        self.name = kind.name
        self._source = source
        self._values = values

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if (
            ctx and ctx.resilient_parsing
        ):  # only where it stands matters: it may be meant for another argument
            return value
        return self.kind.convert(value, param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[Any]]:
        live, sign = self._values.live, self._values.sign
        has_tags = TAGS in " ".join(ctx.command.collect_usage_pieces(ctx)) and isinstance(
            param, click.Argument
        )
        if has_tags and (sign or incomplete.startswith("+")):
            plus = "" if sign else "+"
            found = (Answer(plus + it.value) for it in live.tags(incomplete.removeprefix(plus)))
        elif sign and self._source is not LiveValues.queries:
            return []
        else:
            found = (it for it in self._source(live, incomplete))
        items = [CompletionItem(it.value, help=it.help or None, signed=bool(sign)) for it in found]
        return items if sign else _behind(ctx, param, incomplete) + items


def _behind(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
    """Return what completes the argument behind one that takes any number of words, once one is there."""
    arguments = [it for it in ctx.command.params if isinstance(it, click.Argument)]
    if param not in arguments or not any(ctx.params.get(it.name or "") for it in arguments):
        return []
    others = arguments[arguments.index(param) + 1 :]
    return [item for other in others for item in other.shell_complete(ctx, incomplete)]
