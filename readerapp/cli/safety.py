"""`backup`, `restore`, `merge` and `doctor`: earlier states, other machines', and what is wrong."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from readerapp.cli.arguments import Filled, FilledPath
from readerapp.cli.edge import COULD_NOT, complain
from readerapp.cli.records import json_line
from readerapp.cli.session import Session, json_option, pass_session


@click.command("backup")
@pass_session
def backup_verb(session: Session) -> None:
    """Back up your state now; the app does so daily."""
    from readerapp.actions.backups import back_up

    session.say(back_up(session.lib).message)


@click.command("restore")
@click.argument("when", required=False, type=Filled(), metavar="[WHEN]")
@json_option
@pass_session
def restore_verb(session: Session, when: str | None, as_json: bool) -> None:
    """Restore an earlier state; without WHEN, list the backups.

    WHEN is newest, a day (2026-11-21) or a time (2026-11-21T09:30), as the list has it: UTC. It is one step:
    `readerapp undo` takes it back.
    """
    from readerapp.actions.backups import restore

    if when is not None:
        session.did(restore(session.lib, when))
        return
    backups = session.lib.store.backups()
    if not backups:
        complain("No backup yet: one is made when you change something again, and by `readerapp backup`.")
    for backup in backups:
        stamp, size = f"{backup.when:%Y-%m-%dT%H:%M:%S}", backup.path.stat().st_size
        if as_json:
            session.say(json_line({"when": f"{stamp}Z", "size": size, "path": str(backup.path)}))
        else:
            session.say(f"{stamp}  {size:>11,} bytes  {backup.path}")


@click.command("merge")
@click.argument("file", nargs=-1, type=FilledPath(), metavar="[FILE…]")
@json_option
@pass_session
def merge_verb(session: Session, file: tuple[Path, ...], as_json: bool) -> None:
    """Merge other copies of state.json or papers.jsonl into yours.

    A FILE may also be a folder that holds them.

    Without FILE: the conflict copies that Syncthing, Dropbox and others left beside yours. What was changed
    later stands, two notes keep both texts; the order of files makes no difference, nor does merging again.
    """
    from readerapp.actions.machines.merging import conflict_copies, merge

    files = file or tuple(conflict_copies(session.lib))
    if not files:
        session.say(f"No conflict copies in {session.home.data}")
        return
    report = merge(session.lib, files)
    session.say(json_line(asdict(report)) if as_json else report.summary)


@click.command("doctor")
@click.option("--fix", is_flag=True, help="Repair what is safe to repair, and list the repairs.")
@json_option
@click.pass_context
def doctor_verb(ctx: click.Context, fix: bool, as_json: bool) -> None:
    """Check every file and report problems."""
    from readerapp.actions.doctor import examine
    from readerapp.actions.reading_list import utc_now

    session = ctx.find_object(Session)
    assert session is not None
    report = examine(session.home, clock=utc_now, fix=fix, env=session.env)
    if as_json:
        left = [
            {"path": str(it.path), "what": it.what, "mend": it.mend, "harmless": it.harmless}
            for it in report.left
        ]
        session.say(json_line({"well": report.is_well, "done": list(report.done), "left": left}))
    else:
        for sentence in report.done:
            session.say(f"mended  {sentence}")
        for finding in report.left:
            sign = "note    " if finding.harmless else "wrong   "
            mend = f" `readerapp doctor --fix` would {finding.mend}." if finding.mend and not fix else ""
            session.say(f"{sign}{finding.path} {finding.what}{mend}")
        session.say(("OK: " if report.is_well else "Problems found: ") + report.summary)
    if not report.is_well:
        ctx.exit(COULD_NOT)
