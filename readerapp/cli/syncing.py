"""`sync`: the reader's machines kept together."""

from __future__ import annotations

from dataclasses import asdict

import click

from readerapp.cli.arguments import Filled
from readerapp.cli.records import json_line
from readerapp.cli.session import Session, json_option, pass_session


@click.command("sync")
@click.option(
    "--init",
    "remote",
    type=Filled(),
    metavar="REMOTE",
    help="Make the home a git repository that syncs with REMOTE.",
)
@json_option
@pass_session
def sync_verb(session: Session, remote: str | None, as_json: bool) -> None:
    """Sync your machines over git: commit, pull, merge, push.

    REMOTE is an empty git repository of yours, or the one that another machine syncs with: an address or a
    folder. What was changed later stands, field by field; settings, backups and the journal stay on each
    machine.
    """
    from readerapp.actions.machines.syncing import sync

    report = sync(session.home, remote=remote, env=session.env)
    session.say(json_line(asdict(report)) if as_json else report.message)
