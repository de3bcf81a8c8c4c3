"""`remove` and `same`: which papers the library has, and which of them are one."""

from __future__ import annotations

import click

from readerapp.cli.session import Session, json_option, keys_argument, pass_session, query_option


@click.command("remove")
@keys_argument
@query_option
@pass_session
def remove_verb(session: Session, keys: tuple[str, ...], query: str | None) -> None:
    """Remove papers from the library. Their state is kept, and undo brings them back."""
    session.did(session.lib.remove(*session.resolve(keys, query)))


@click.command("same")
@click.argument("keys", nargs=-1, metavar="[KEY KEY]")
@click.option("--not", "apart", is_flag=True, help="Keep the two papers apart.")
@json_option
@pass_session
def same_verb(session: Session, keys: tuple[str, ...], apart: bool, as_json: bool) -> None:
    """Merge two papers, or list possible duplicates.

    The better key stays, the other works on; undo parts them again.
    """
    if not keys and not apart:
        _list(session, as_json=as_json)
        return
    if len(keys) != 2:
        raise click.UsageError("Name two papers, or none for the pairs that may be one.")
    one, other = (session.lib.find(key) for key in keys)
    act = session.lib.different if apart else session.lib.same
    session.did(act(one, other))


def _list(session: Session, *, as_json: bool) -> None:
    from readerapp.actions.duplicates import twins
    from readerapp.cli.records import json_line

    for twin in twins(session.lib):
        both = twin.first, twin.second
        if as_json:
            session.say(json_line({"keys": [paper.key for paper in both], "why": twin.why}))
        elif session.is_terminal:
            for paper in both:
                session.say(f"{paper.key:<24}  {paper.title}")
            session.say(session.screen.paint(f"{'':<24}  {twin.why}\n", "quiet"))
        else:
            session.say("\t".join((*(paper.key for paper in both), twin.why, both[0].title)))
