"""`add`: papers from files, folders, addresses, the clipboard or standard input."""

from __future__ import annotations

import sys
import time
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from readerapp import sources
from readerapp.cli.add_report import AddProgress, print_report, report_record, stopped
from readerapp.cli.exit_status import FAILED, INTERRUPTED, complain
from readerapp.cli.options import (
    dry_run_option,
    private_option,
    report_option,
    written_date,
)
from readerapp.cli.progress_line import ProgressLine
from readerapp.cli.session import Session
from readerapp.cli.streams import json_line
from readerapp.cli.temporary_cache import temporary_cache
from readerapp.cli.verb import verb

if TYPE_CHECKING:
    from readerapp.actions.intake.inputs import Data


@verb("add")
@click.argument("source", nargs=-1, type=click.Path(), metavar="SOURCE…")
@click.option("--paste", is_flag=True, help="Add what is on the clipboard.")
@click.option("--format", "form", type=click.Choice(sources.formats()), help="Default: found by content.")
@click.option(
    "--listed", type=written_date, metavar="DATE", help="The listing date, where the source has none."
)
@private_option
@dry_run_option
@report_option
def run(
    session: Session,
    source: tuple[str, ...],
    paste: bool,
    form: str | None,
    listed: str | None,
    private: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Files packed by gzip, bzip2 or xz are unpacked. ctrl+c stops and keeps what was read."""
    given = _given(session, source, paste=paste)
    with ProgressLine() as line, temporary_cache(session) if dry_run else nullcontext():
        progress = AddProgress(line, time.monotonic)
        report = session.lib.add(
            given, format=form, listed=listed, dry_run=dry_run, private=private, progress=progress
        )
    if as_json:
        session.say(json_line(report_record(report, dry_run=dry_run)))
    else:
        print_report(session, report, dry_run=dry_run)
        if duplicates := report.added.possible_duplicates:
            complain(f"{duplicates:,} may be duplicates: `readerapp same` lists them")
    if report.stopped:
        complain(stopped(report, progress.last))
    if report.stopped or not report.read:
        click.get_current_context().exit(INTERRUPTED if report.stopped else FAILED)


def _given(session: Session, source: tuple[str, ...], *, paste: bool) -> tuple[str | Data, ...]:
    context = click.get_current_context()
    if not all(map(str.strip, source)):
        raise click.UsageError("A SOURCE is empty: name a file, a folder or an address.", context)
    if not source and not paste:
        raise click.UsageError("Name a SOURCE: a file, a folder, an address, - or --paste.", context)
    if "-" in source and sys.stdin is not None and sys.stdin.isatty():
        complain("reading what you paste or type; end with ctrl+d")
    if not paste:
        return source
    from readerapp.actions.desktop.paste import paste as pasted
    from readerapp.actions.intake.inputs import Data

    return (*source, Data("the clipboard", pasted(session.env)))
