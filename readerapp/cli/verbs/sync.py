"""`sync`: the reader's machines kept together over git."""

from __future__ import annotations

from dataclasses import asdict

import click

from readerapp.cli.options import json_option, non_empty_text
from readerapp.cli.session import Session
from readerapp.cli.streams import json_line
from readerapp.cli.verb import verb


@verb("sync")
@click.option(
    "--init",
    "remote",
    type=non_empty_text,
    metavar="REMOTE",
    help="Make the home a git repository that syncs with REMOTE.",
)
@json_option
def run(session: Session, remote: str | None, as_json: bool) -> None:
    """REMOTE is the address or folder of an empty git repository of yours, or of the one that another machine
    syncs with. Of each field the later change wins. Settings, backups and the journal stay on each machine.
    """
    from readerapp.actions.machines.syncing import sync

    report = sync(session.home, remote=remote, env=session.env)
    session.say(json_line(asdict(report)) if as_json else report.message)
