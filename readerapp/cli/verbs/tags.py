"""`tags`: all tags with the numbers of their papers."""

from __future__ import annotations

from readerapp.actions.tagging import counts
from readerapp.cli.exit_status import complain
from readerapp.cli.session import Session
from readerapp.cli.verb import verb


@verb("tags")
def run(session: Session) -> None:
    """The most frequent come first; `tag --rename` renames one."""
    tags = counts(session.lib)
    if not tags and session.is_terminal and not session.as_json:
        complain("No tags yet; `readerapp tag KEY +NAME` adds one")
    for tag in tags:
        if session.as_json:
            session.say_json({"tag": tag.name, "papers": tag.papers})
        else:
            session.say(f"{tag.papers:>6,}  {tag.name}")
