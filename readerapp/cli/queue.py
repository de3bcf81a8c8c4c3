"""`queue`: what to read next, in order."""

from __future__ import annotations

import os

import click

from readerapp.actions.copyable import best_link
from readerapp.actions.desktop.browser import open_link
from readerapp.cli.look import format_option, line_maker
from readerapp.cli.session import Session, json_option, keys_argument, pass_session, query_option
from readerapp.domain.errors import ReaderError
from readerapp.domain.state import Status


@click.group("queue", invoke_without_command=True)
@json_option
@format_option
@click.pass_context
def queue_verb(ctx: click.Context, as_json: bool, template: str | None) -> None:
    """List the queue in order, or change it."""
    if ctx.invoked_subcommand is None:
        session = ctx.find_object(Session)
        assert session is not None
        show = line_maker(session, as_json=as_json, template=template)
        for line in show(session.lib.paper(key) for key in session.lib.queued()):
            session.say(line)


@queue_verb.command("add")
@keys_argument
@query_option
@pass_session
def add_verb(session: Session, keys: tuple[str, ...], query: str | None) -> None:
    """Put papers at the end of the queue."""
    session.did(session.lib.queue(*session.resolve(keys, query)))


@queue_verb.command("remove")
@keys_argument
@query_option
@pass_session
def remove_verb(session: Session, keys: tuple[str, ...], query: str | None) -> None:
    """Remove papers from the queue."""
    session.did(session.lib.unqueue(*session.resolve(keys, query)))


@queue_verb.command("move")
@click.argument("key", metavar="KEY")
@click.option("--to", "place", type=click.IntRange(min=1), metavar="N", help="To place N; 1 is next.")
@click.option("--top", is_flag=True, help="To the head of the queue.")
@click.option("--bottom", is_flag=True, help="To its end.")
@pass_session
def move_verb(session: Session, key: str, place: int | None, top: bool, bottom: bool) -> None:
    """Move a paper within the queue; one outside is queued there."""
    if (place is not None) + top + bottom != 1:
        raise click.UsageError("Say where to: --to N, --top or --bottom.", click.get_current_context())
    if place is None:
        place = 1 if top else len(session.lib.queued()) + 1
    (found,) = session.resolve([key])
    session.did(session.lib.move(found, place))


@queue_verb.command("next")
@click.option("--open", "opens", is_flag=True, help="Open its best link in the browser.")
@click.option("--done", is_flag=True, help="Mark the head read first, and go on to the next.")
@json_option
@format_option
@pass_session
def next_verb(session: Session, opens: bool, done: bool, as_json: bool, template: str | None) -> None:
    """Print the paper at the head of the queue."""
    show = line_maker(session, as_json=as_json, template=template)
    if done:
        session.lib.mark(Status.READ, _head(session))
        session.flush()
    paper = session.lib.paper(_head(session))
    for line in show(iter([paper])):
        session.say(line)
    if opens:
        link = best_link(paper)
        if link is None:
            raise ReaderError(f'No link known of "{paper.title}"')
        open_link(link[1], env=os.environ)


def _head(session: Session) -> str:
    queued = session.lib.queued()
    if not queued:
        raise ReaderError("Nothing queued; `readerapp queue add KEY` puts a paper there")
    return queued[0]
