"""`same`: possible duplicates, and two papers made one."""

from __future__ import annotations

import click

from readerapp.cli.exit_status import complain
from readerapp.cli.options import json_option
from readerapp.cli.session import Session
from readerapp.cli.verb import verb


@verb("same")
@click.argument("keys", nargs=-1, metavar="[KEY KEY]")
@click.option("--not", "apart", is_flag=True, help="Keep the two papers apart.")
@json_option
def run(session: Session, keys: tuple[str, ...], apart: bool, as_json: bool) -> None:
    """The better key is kept, and the other one keeps working; undo separates them again."""
    if not keys and not apart:
        _list_duplicates(session, as_json=as_json)
        return
    found = session.resolve(keys) if keys else ()
    if not found or len(found) > 2 or len(found) == len(keys) == 1:
        raise click.UsageError("Name two papers, or none to list possible duplicates.")
    act = session.lib.different if apart else session.lib.same
    session.did(act(found[0], found[-1]))


def _list_duplicates(session: Session, *, as_json: bool) -> None:
    from readerapp.actions.duplicates import duplicates
    from readerapp.cli.streams import json_line

    found = duplicates(session.lib)
    if not found and session.is_terminal and not as_json:
        complain("No possible duplicates")
    for duplicate in found:
        both = duplicate.first, duplicate.second
        if as_json:
            session.say(json_line({"keys": [paper.key for paper in both], "why": duplicate.why}))
        elif session.is_terminal:
            for paper in both:
                session.say(f"{paper.key:<24}  {paper.title}")
            session.say(session.terminal.paint(f"{'':<24}  {duplicate.why}\n", "quiet"))
        else:
            session.say("\t".join((*(paper.key for paper in both), duplicate.why, both[0].title)))
