"""`undo`, `redo` and `log`: the journal the app writes too."""

from __future__ import annotations

import click

from readerapp.actions.done import Done
from readerapp.cli.records import json_line
from readerapp.cli.session import Session, json_option, pass_session
from readerapp.domain.errors import ReaderError


@click.command("undo")
@pass_session
def undo_verb(session: Session) -> None:
    """Take the last change back, whoever made it: the app or the command line."""
    _say(session, session.lib.undo())


@click.command("redo")
@pass_session
def redo_verb(session: Session) -> None:
    """Make the change again that was taken back."""
    _say(session, session.lib.redo())


@click.command("log")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, metavar="N")
@json_option
@pass_session
def log_verb(session: Session, limit: int, as_json: bool) -> None:
    """The last changes, the newest first."""
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
            undone = "  (taken back)" if entry.undone else ""
            session.say(f"{entry.when.astimezone():%Y-%m-%d %H:%M}  {entry.words}{undone}")


def _say(session: Session, done: Done) -> None:
    if not done.keys:
        raise ReaderError(done.message)
    session.did(done)
