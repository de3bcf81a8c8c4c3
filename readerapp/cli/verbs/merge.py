"""`merge`: copies from other machines."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from readerapp.cli.options import json_option, non_empty_path
from readerapp.cli.session import Session
from readerapp.cli.streams import json_line
from readerapp.cli.verb import verb


@verb("merge")
@click.argument("file", nargs=-1, type=non_empty_path, metavar="[FILE…]")
@json_option
def run(session: Session, file: tuple[Path, ...], as_json: bool) -> None:
    """A FILE may also be a folder that holds them. Without FILE: the conflict copies that Syncthing, Dropbox
    and others left beside yours.

    Of each field the later change wins; two notes keep both texts. The order of files doesn't matter, and
    merging again changes nothing.
    """
    from readerapp.actions.machines.merging import MergeReport, conflict_copies, merge

    files = file or tuple(conflict_copies(session.lib))
    if not files and not as_json:
        session.say(f"No conflict copies in {session.home.data}")
        return
    report = merge(session.lib, files) if files else MergeReport()
    session.say(json_line(asdict(report)) if as_json else report.summary)
