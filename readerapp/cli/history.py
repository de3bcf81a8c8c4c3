"""`undo`, `redo` and `log`: the journal the app writes too."""

from __future__ import annotations

import click

from readerapp.actions.done import Done
from readerapp.cli.records import json_line
from readerapp.cli.session import Session, json_option, pass_session
from readerapp.domain.errors import ReaderError

step_argument = click.argument("step", required=False, default="", metavar="[STEP]")


@click.command("undo")
@step_argument
@pass_session
def undo_verb(session: Session, step: str) -> None:
    """Undo your last change, or STEP of the log.

    Changes made in the app count as well; merges and syncs are undone only by their STEP.
    """
    _say(session, session.lib.undo(step))


@click.command("redo")
@step_argument
@pass_session
def redo_verb(session: Session, step: str) -> None:
    """Redo the last undone change, or STEP of the log."""
    _say(session, session.lib.redo(step))


@click.command("log")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, metavar="N")
@json_option
@pass_session
def log_verb(session: Session, limit: int, as_json: bool) -> None:
    """Show the last changes, newest first: when, STEP, what."""
    for entry in session.lib.store.entries(limit):
        if as_json:
            values = {
                "id": entry.id,
                "when": entry.when.isoformat(),
                "action": entry.action,
                "words": entry.words,
            }
            session.say(json_line({**values, "keys": list(entry.keys), "undone": entry.undone}))
        else:
            undone = "  (undone)" if entry.undone else ""
            session.say(f"{entry.when.astimezone():%Y-%m-%d %H:%M}  {entry.id:<12}  {entry.words}{undone}")


def _say(session: Session, done: Done) -> None:
    if not done.step:
        raise ReaderError(done.message)
    session.did(done)
