"""`watch`, `watch add` and `watch remove`: queries that the reader follows."""

from __future__ import annotations

import click

from readerapp.actions.done import Done
from readerapp.actions.views.digest import last_told
from readerapp.actions.views.followed import follow, followed, unfollow
from readerapp.cli.exit_status import complain
from readerapp.cli.options import QueryVerb, json_option
from readerapp.cli.session import Session
from readerapp.cli.streams import json_line
from readerapp.cli.verb import verb

_query = click.argument("query", nargs=-1, required=True, metavar="QUERY")


@verb("watch", cls=click.Group, invoke_without_command=True)
@json_option
def run(session: Session, as_json: bool) -> None:
    """With how many papers match, and how many of them are new since the last digest. What you follow comes
    forward in sort:foryou and first in the digest. It is kept in config.toml: watch = ["curriculum"].
    """
    if click.get_current_context().invoked_subcommand is not None:
        return
    session.lib.poll()
    found = followed(session.lib, session.settings.watch, last_told(session.lib))
    for each in found:
        text = f"{each.new:>5,} new  {each.papers:>7,} in all  {each.query}"
        session.say(json_line(each._asdict()) if as_json else text)
    if not found and session.is_terminal and not as_json:
        complain("You follow nothing; `readerapp watch add QUERY` does")


@verb("watch add", cls=QueryVerb)
@_query
def run_add(session: Session, query: tuple[str, ...]) -> None:
    """Plain words are looked for side by side, in title, abstract and authors; else QUERY is what the search
    box takes.
    """
    session.did(Done(follow(session.home.settings, " ".join(query), session.lib.clock()).message))


@verb("watch remove", cls=QueryVerb)
@_query
def run_remove(session: Session, query: tuple[str, ...]) -> None:
    session.did(Done(unfollow(session.home.settings, " ".join(query)).message))
