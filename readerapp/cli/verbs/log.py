"""`log`: the journal of changes, shared with the app."""

from __future__ import annotations

import click

from readerapp.cli.exit_status import complain
from readerapp.cli.options import json_option
from readerapp.cli.session import Session
from readerapp.cli.streams import json_line
from readerapp.cli.verb import verb


@verb("log")
@click.option(
    "-n", "--limit", type=click.IntRange(min=0), default=20, show_default=True, metavar="N", help="At most N."
)
@json_option
def run(session: Session, limit: int, as_json: bool) -> None:
    entries = session.lib.store.entries(limit)
    if limit and not entries and session.is_terminal and not as_json:
        complain("Nothing changed yet")
    for entry in entries:
        when = entry.when
        if as_json:
            values = {"id": entry.id, "when": when.isoformat(), "action": entry.action, "words": entry.words}
            by = {"by": entry.signed or "reader"}
            session.say(json_line({**values, **by, "keys": list(entry.keys), "undone": entry.undone}))
        else:
            marks = f"  {entry.marks}" if entry.marks else ""
            session.say(f"{when.astimezone():%Y-%m-%d %H:%M}  {entry.id:<12}  {entry.words}{marks}")
