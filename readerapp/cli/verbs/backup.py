"""`backup`: a copy of the state as it is now."""

from __future__ import annotations

from readerapp.cli.session import Session
from readerapp.cli.verb import verb


@verb("backup")
def run(session: Session) -> None:
    from readerapp.actions.backups import back_up

    session.did(back_up(session.lib))
