"""The verbs, and how one is run."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType

import click

from readerapp import __version__
from readerapp.cli.edge import COULD_NOT, INTERRUPTED, WRONG_USAGE, complain
from readerapp.cli.session import Session
from readerapp.home import Home

VERBS: Mapping[str, str] = MappingProxyType(
    {
        "list": "look",
        "show": "look",
        "add": "bring",
        "fetch": "fetch",
        "export": "bring",
        "mark": "change",
        "tag": "change",
        "rate": "change",
        "queue": "queue",
        "note": "note",
        "copy": "links",
        "open": "links",
        "remove": "papers",
        "same": "papers",
        "undo": "history",
        "redo": "history",
        "log": "history",
        "backup": "safety",
        "restore": "safety",
        "merge": "safety",
        "sync": "syncing",
        "doctor": "safety",
        "keys": "inform",
        "config": "inform",
        "completion": "inform",
    }
)
"""Each verb and the module that holds it, in the order of the help."""

_COMPLETING = "_READERAPP_COMPLETE"


class Verbs(click.Group):
    """Loads a verb when it is called, so that one does not wait for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all verbs."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb called so, or None."""
        if cmd_name not in VERBS:
            return None
        module = import_module(f"readerapp.cli.{VERBS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_verb")
        return command


@click.command(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Without a verb the app opens. QUERY is what the search box takes: words, is:unread, has:repo, "
    "tag:rl, listed:7d … KEY is a paper's key, its unambiguous start, an arXiv id or URL, or - for keys on "
    "standard input.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.option("--fresh", is_flag=True, help="Start anew, not where you left off.")
@click.option("--plain", is_flag=True, help="Print the list as plain lines, without escapes.")
def cli(fresh: bool, plain: bool) -> None:
    """A reading list for research papers that lives in the terminal."""
    if fresh or plain:  # alone they never come here
        raise click.UsageError(f"--{'fresh' if fresh else 'plain'} goes with no verb.")


def run(arguments: Sequence[str], env: Mapping[str, str] = os.environ) -> int:
    """Run the command line and give its exit status.

    Raises:
        ReaderError: it could not be done.
    """
    if _COMPLETING in env:
        cli.main(prog_name="readerapp", complete_var=_COMPLETING)
    session = Session(Home.find(env=env), env)
    try:
        with cli.make_context("readerapp", list(arguments), obj=session) as context:
            cli.invoke(context)
        session.flush()
    except click.exceptions.Exit as end:
        session.flush()
        return end.exit_code
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "readerapp"
        complain(f"{error.format_message()} See `{path} -h`.")
        return WRONG_USAGE
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        complain(error.format_message())
        return COULD_NOT
    finally:
        session.close()
    return 0
