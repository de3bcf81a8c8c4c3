"""Arguments and options that verbs share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from readerapp.domain.nearest import did_you_mean
from readerapp.domain.text import shorten

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from readerapp.cli.records import Template

Function = TypeVar("Function", bound=Callable[..., Any])


class NonEmpty(click.ParamType[Any]):
    """A value of another type that may not be blank: an empty path would mean the current folder."""

    def __init__(self, kind: click.ParamType[Any]) -> None:
        self.kind = kind
        self.name = kind.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the converted value; fail if it is blank."""
        if not str(value).strip():
            self.fail("it is empty.", param, ctx)
        return self.kind.convert(value, param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Complete as the other type does."""
        return self.kind.shell_complete(ctx, param, incomplete)


class QueryVerb(click.Command):
    """A verb that takes a query, where `-word` excludes a word and is not an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; a leading space hides an excluded word from the option parser."""
        return super().parse_args(ctx, [f" {arg}" if _excludes(arg) else arg for arg in args])


def _excludes(argument: str) -> bool:
    """Return True for `-word`; `-w` and `-n3` are meant as options: few search for a letter."""
    is_option = argument.startswith("-n") and argument[2:].isdecimal()
    return len(argument) > 2 and argument[0] == "-" and argument[1] != "-" and not is_option


def query_option(function: Function) -> Function:
    """Add `--query QUERY` and `--all`, both passed as the argument `query`."""
    every = click.option("--all", "query", flag_value="is:any", help="Every paper, archived ones too.")
    return click.option("--query", metavar="QUERY", help="All papers matching QUERY.")(every(function))


def _template(ctx: click.Context, parameter: click.Parameter, text: str | None) -> Template | None:
    if text is None:
        return None
    from readerapp.cli.records import Template

    return Template(text)


def add_common_options(command: click.Command) -> None:
    """Give a verb what all have: `--json`, and if it takes KEYs `--keep-going`; its session knows of both."""
    own = {parameter.name: parameter for parameter in command.params}
    if "as_json" in own:
        own["as_json"].callback = _keep_in_session
    else:
        command.params.append(_session_flag("--json", "as_json", "Print JSON, one object per line."))
    if "keys" in own:
        help = "Go on without KEYs that are no paper's."
        command.params.append(_session_flag("--keep-going", "keep_going", help))
    for parameter in command.params:
        if isinstance(parameter.type, click.Choice):
            parameter.type = _Choice(parameter.type.choices)
            _name_choices(parameter, parameter.type.choices)
        elif isinstance(parameter.type, click.IntRange):
            parameter.type = _Number(parameter.type.min, parameter.type.max)


def _name_choices(parameter: click.Parameter, choices: Iterable[str]) -> None:
    """Have the sentence of an option name its many choices, which can be broken into lines there."""
    if isinstance(parameter, click.Option) and not parameter.metavar:
        parameter.metavar = parameter.opts[-1].lstrip("-").upper()
        parameter.help = f"{', '.join(choices)}. {parameter.help}"


def _session_flag(name: str, attribute: str, help: str) -> click.Option:
    return click.Option(
        [name, attribute], is_flag=True, expose_value=False, callback=_keep_in_session, help=help
    )


def _keep_in_session(context: click.Context, parameter: click.Parameter, is_given: bool) -> bool:
    if parameter.name and context.obj:
        setattr(context.obj, parameter.name, is_given)
    return is_given


class _Choice(click.Choice[str]):
    """A choice whose error offers the nearest."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        text = str(value).strip()
        near = did_you_mean(text, self.choices)
        return f"{shorten(text, 60)!r} is not one of {', '.join(self.choices)}{near or '.'}"


class _Number(click.IntRange):
    """A whole number whose error says which numbers there are."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            high = f"from {self.min} to {self.max}" if self.max is not None else f"of {self.min} or more"
            text = shorten(str(value).strip(), 60)
            self.fail(f"{text!r} is not a whole number {high}.", param, ctx)

    def _describe_range(self) -> str:
        return ""  # the sentence of the option says what matters of it


class _WrittenDate(click.ParamType[str]):
    """A date as papers have it; one without a year is kept as it is written."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from readerapp.domain.dates.iso import iso_date
        from readerapp.domain.dates.moments import moment

        text = iso_date(str(value))
        if not moment(text):
            given = shorten(str(value).strip(), 60)
            self.fail(f"{given!r} is not a date like 2026-10-09, 2026-10 or Oct 9.", param, ctx)
        return text


HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}
"""Context settings of every command."""
non_empty_text = NonEmpty(click.STRING)
written_date = NonEmpty(_WrittenDate())
non_empty_path = NonEmpty(click.Path(path_type=Path))
keys_argument = click.argument("keys", nargs=-1, metavar="KEY…")
exact_option = click.option("--exact", is_flag=True, help="Match words exactly as typed.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, one object per line.")
report_option = click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
format_option = click.option(
    "--format", "template", callback=_template, metavar="TEXT", help="A line like '{key} {title}'."
)
dry_run_option = click.option("--dry-run", is_flag=True, help="Only say what would be added.")
private_option = click.option("--private", is_flag=True, help="Also fetch from your own network.")
