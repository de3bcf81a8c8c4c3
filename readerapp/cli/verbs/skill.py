"""`skill`: what an agent is to know of the command line."""

from __future__ import annotations

from readerapp.cli.agent.skill import page
from readerapp.cli.session import Session
from readerapp.cli.verb import verb


@verb("skill")
def run(session: Session) -> None:
    """Made from the same definitions as the help. Put it where your agent looks for skills."""
    text = page()
    if session.as_json:
        session.say_json({"name": "readerapp", "text": text})
    else:
        session.say(text.rstrip("\n"))
