"""The command line: finds the verb, runs it, and turns its end into an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from readerapp import __version__
from readerapp.actions.keys_and_verbs import VERBS
from readerapp.cli.exit_status import FAILED, INTERRUPTED, WRONG_USAGE, complain
from readerapp.cli.options import HELP_OPTIONS
from readerapp.cli.session import Session
from readerapp.cli.verb import click_command
from readerapp.home import Home

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_SECTIONS = {
    "Find papers": "list show text similar tags watch digest stats",
    "Read and decide": "queue mark later note tag rate copy open",
    "Add, remove and export": "add fetch inbox same remove export",
    "Undo, back up and sync": "undo redo log backup restore merge sync",
    "Set up and connect": "config keys doctor serve skill mcp completion",
}
"""The verbs as the help lists them."""
_COMPLETION_VARIABLE = "_READERAPP_COMPLETE"


class VerbGroup(click.Group):
    """The verbs of the table; each is imported only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all verbs."""
        return [name for name in VERBS if " " not in name]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the verb with this name, or None."""
        return click_command(cmd_name)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Complete the name of a verb, without importing any, or an option."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        from click.shell_completion import CompletionItem

        found = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        return [CompletionItem(name, help=f"{VERBS[name].summary}.") for name in found]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs and their sentences, without importing any."""
        width = max(map(len, self.list_commands(ctx)))
        for section, names in _SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl(
                    [(f"{name:<{width}}", f"{VERBS[name].summary}.") for name in names.split()]
                )


@click.command(
    cls=VerbGroup,
    context_settings=HELP_OPTIONS,
    epilog="Without a verb the app opens. QUERY is what the search box takes: words, is:unread, has:repo, "
    "tag:rl, listed:7d, like:KEY … KEY is a paper's key, its unambiguous start, an arXiv id or URL, or - for "
    "keys on standard input.",
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
@click.option("--fresh", is_flag=True, help="Start clean instead of where you left off.")
@click.option("--plain", is_flag=True, help="Without a screen: lines, numbers, no escapes.")
@click.option(
    "--log", type=click.Path(), metavar="FILE", expose_value=False, help="Append to FILE what it does."
)
@click.option("--demo", is_flag=True, help="Walk through a day on sample papers; nothing is kept.")
def cli(**options: bool) -> None:
    """A reading list for research papers that lives in the terminal.

    \b
    readerapp                    open the app; ? shows its keys
    readerapp add papers.bib     add papers: a file, a folder, an address
    readerapp list is:unread     search them, as in the app's search box
    readerapp queue add KEY      put one into the queue to read
    readerapp VERB -h            its options, with examples
    """
    if given := [name for name, is_given in options.items() if is_given]:
        # Without a verb, `readerapp.__main__` handles them.
        raise click.UsageError(f"--{given[0]} can't be combined with a verb.")


def run(arguments: Sequence[str], env: Mapping[str, str] = os.environ) -> int:
    """Run the command line and return its exit status.

    Raises:
        ReaderError: the verb failed.
    """
    if _COMPLETION_VARIABLE in env:
        return _complete(arguments, env)
    session = Session(Home.find(env=env), env)
    try:
        return invoke(arguments, session)
    finally:
        session.close()


def _complete(arguments: Sequence[str], env: Mapping[str, str]) -> int:
    """Print how a shell can complete a command line; if that fails nothing, as it would stand there."""
    from readerapp.cli.completion.reply import reply

    with suppress(Exception):
        sys.stdout.write(reply(cli, env[_COMPLETION_VARIABLE], arguments, env))
    return 0


def invoke(arguments: Sequence[str], session: Session) -> int:
    """Run one verb in a session and return its exit status; its changes are on disk then.

    Raises:
        ReaderError: the verb failed.
    """
    session.status = 0
    if list(arguments[:1]) == ["help"]:  # as with git, gh and others
        arguments = [*arguments[1:], "-h"]
    try:
        with cli.make_context("readerapp", list(arguments), obj=session) as context:
            cli.invoke(context)
        session.flush()
        sys.stdout.flush()  # it can be read while hooks run and the files are closed
        session.run_hooks()
    except click.exceptions.Exit as end:
        session.flush()
        return end.exit_code
    except click.UsageError as error:
        from readerapp.cli.wrong_usage import explained

        complain(explained(error, arguments))
        return WRONG_USAGE
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        complain(error.format_message())
        return FAILED
    return session.status
