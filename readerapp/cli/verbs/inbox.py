"""`inbox`: papers from the files that landed in the inbox folder."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import click

from readerapp.cli.add_report import AddProgress, print_report, report_record, stopped
from readerapp.cli.exit_status import FAILED, INTERRUPTED, complain
from readerapp.cli.options import dry_run_option, report_option
from readerapp.cli.progress_line import ProgressLine
from readerapp.cli.session import Session
from readerapp.cli.streams import json_line
from readerapp.cli.temporary_cache import temporary_cache
from readerapp.cli.verb import verb
from readerapp.domain.errors import ReaderError

if TYPE_CHECKING:
    from readerapp.actions.intake.inbox import InboxReport
    from readerapp.actions.intake.inbox_folder import Inbox, Look

_WAIT_SECONDS = 30.0
"""For another program that is reading the inbox."""


@verb("inbox")
@click.option("--watch", is_flag=True, help="Go on adding what lands there, until ctrl+c.")
@dry_run_option
@report_option
def run(session: Session, watch: bool, dry_run: bool, as_json: bool) -> None:
    """The app does this while it runs. The setting `inbox` names another folder. Files that are still being
    written are left for the next time; `failed/why.txt` says why a file could not be read.
    """
    from readerapp.actions.intake.inbox_folder import Inbox

    context = click.get_current_context()
    if watch and dry_run:
        raise click.UsageError("--dry-run looks once: leave --watch out.", context)
    session.lasts = watch
    inbox = Inbox(session.home, session.settings.inbox)
    if not dry_run:
        inbox.make()
    for found in _looks(inbox, watch=watch):
        if watch and not found.ready:
            continue
        report = _taken(session, inbox, found, dry_run=dry_run)
        if as_json:
            session.say(json_line(_record(inbox, report, found, dry_run=dry_run)))
        else:
            _print(session, inbox, report, found, dry_run=dry_run)
        if report.stopped:
            complain(stopped(report))
        if report.stopped or (not watch and report.failed and not report.read):
            context.exit(INTERRUPTED if report.stopped else FAILED)


def _looks(inbox: Inbox, *, watch: bool) -> Iterator[Look]:
    """Yield a look, after another if a file may still be written just now; or one look after the other."""
    from readerapp.actions.intake.inbox_folder import LOOK_SECONDS

    if watch:
        yield from _looks_for_ever(inbox, LOOK_SECONDS)
    found = inbox.look()
    if found.unfinished:
        time.sleep(LOOK_SECONDS / 2)
        found = inbox.look()
    yield found


def _looks_for_ever(inbox: Inbox, seconds: float) -> Iterator[Look]:
    """Yield one look after the other; a folder that is gone, such as a network drive, may come back."""
    said = ""
    while True:
        try:
            yield inbox.look()
            said = ""
        except ReaderError as error:
            if str(error) != said:
                complain(said := str(error))
        time.sleep(seconds)


def _taken(session: Session, inbox: Inbox, found: Look, *, dry_run: bool) -> InboxReport:
    from readerapp.actions.intake.inbox import InboxReport, take

    if not found.ready:
        return InboxReport()
    with ProgressLine() as line, temporary_cache(session) if dry_run else nullcontext():
        progress = AddProgress(line, time.monotonic)
        report = take(session.lib, inbox, found.ready, dry_run=dry_run, wait=_WAIT_SECONDS, progress=progress)
    session.lib.follow(report)
    return report


def _print(session: Session, inbox: Inbox, report: InboxReport, found: Look, *, dry_run: bool) -> None:
    for skip in (*found.left, *report.stuck):
        complain(f"{skip.where} {skip.why}")
    for path in found.unfinished:
        complain(f"{path} is still being written; left for the next time")
    if report.files or report.stopped:
        print_report(session, report, dry_run=dry_run)
    else:
        session.say(f"Nothing new in the inbox {inbox.folder}")
    if count := 0 if dry_run else inbox.count_failed():
        from readerapp.actions.intake.inbox_folder import FAILED as FOLDER

        files = f"{count:,} files" if count > 1 else "1 file"
        complain(f"{files} without papers in {inbox.folder / FOLDER}, where why.txt says why")


def _record(inbox: Inbox, report: InboxReport, found: Look, *, dry_run: bool) -> dict[str, Any]:
    skips = {"failed": report.failed, "stuck": report.stuck, "left": found.left}
    return {
        "message": report.summary,
        "keys": list(report.arrived),
        "step": report.began or None,
        "undoable": bool(report.step),
        **report_record(report, dry_run=dry_run),
        "inbox": str(inbox.folder),
        "files": list(map(str, report.files)),
        **{name: [{"file": skip.where, "why": skip.why} for skip in some] for name, some in skips.items()},
        "in_failed": inbox.count_failed(),
        "unfinished": list(map(str, found.unfinished)),
    }
