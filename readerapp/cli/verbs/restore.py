"""`restore`: a return to an earlier state."""

from __future__ import annotations

import click

from readerapp.cli.exit_status import complain
from readerapp.cli.options import json_option, non_empty_text
from readerapp.cli.session import Session
from readerapp.cli.streams import json_line
from readerapp.cli.verb import verb


@verb("restore")
@click.argument("when", required=False, type=non_empty_text, metavar="[WHEN]")
@json_option
def run(session: Session, when: str | None, as_json: bool) -> None:
    """WHEN is `newest`, a day (2026-11-21) or a time in UTC (2026-11-21T09:30), as listed. A restore is one
    step: `readerapp undo` undoes it.
    """
    from readerapp.actions.backups import restore

    if when is not None:
        session.did(restore(session.lib, when))
        return
    backups = session.lib.store.backups()
    if not backups:
        complain("No backups yet; `readerapp backup` makes one, and so does your next change.")
    for backup in backups:
        stamp, size = f"{backup.when:%Y-%m-%dT%H:%M:%S}", backup.path.stat().st_size
        if as_json:
            session.say(json_line({"when": f"{stamp}Z", "size": size, "path": str(backup.path)}))
        else:
            session.say(f"{stamp}  {size:>11,} bytes  {backup.path}")
