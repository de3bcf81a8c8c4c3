"""`queue move`, `queue order` and `queue next`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from readerapp.actions.queries import Listed
from readerapp.actions.queueing import good_order, head
from readerapp.cli.options import format_option, json_option, keys_argument, query_option
from readerapp.cli.print_papers import print_papers
from readerapp.cli.session import Session
from readerapp.cli.verb import verb
from readerapp.domain.errors import ReaderError
from readerapp.domain.state import Status

if TYPE_CHECKING:
    from readerapp.cli.records import Template


@verb("queue move")
@keys_argument
@query_option
@click.option("--to", "place", type=click.IntRange(min=1), metavar="N", help="To place N; 1 is next.")
@click.option("--top", is_flag=True, help="To the head of the queue.")
@click.option("--bottom", is_flag=True, help="To its end.")
def run_move(
    session: Session, keys: tuple[str, ...], query: str | None, place: int | None, top: bool, bottom: bool
) -> None:
    if (place is not None) + top + bottom != 1:
        raise click.UsageError("Say where to: --to N, --top or --bottom.", click.get_current_context())
    if place is None:
        place = 1 if top else len(session.lib.queued()) + 1
    session.did(session.lib.move(session.resolve(keys, query), place))


@verb("queue order")
@click.argument("keys", nargs=-1, metavar="[KEY…]")
@click.option("--query", metavar="QUERY", help="Queued papers matching QUERY.")
@click.option("--dry-run", is_flag=True, help="Only print the order.")
@json_option
@format_option
def run_order(
    session: Session,
    keys: tuple[str, ...],
    query: str | None,
    dry_run: bool,
    as_json: bool,
    template: Template | None,
) -> None:
    """Surveys and what many papers are near to come first, then each paper leads to the next. Papers being
    read keep their places; with KEYs, only those change places, among themselves. Prints the new order.
    """
    _head(session)  # there is one
    found = session.resolve(keys, query and f"({query}) is:queued") if keys or query is not None else ()
    if waiting := [key for key in found if not session.lib.state(key).is_queued]:
        raise ReaderError(f"Not in the queue: {session.lib.named(waiting)}")
    done = None if dry_run else session.lib.order_queue(*found)
    papers = map(session.lib.paper, session.lib.queued() if done else good_order(session.lib, found))
    print_papers(session, map(Listed, papers), as_json=as_json, template=template)
    if done and session.is_terminal and not (as_json or template):
        session.did(done)


@verb("queue next")
@click.option("--open", "opens", is_flag=True, help="Open its best link in the browser.")
@click.option("--done", is_flag=True, help="Mark the head read first, and go on to the next.")
@json_option
@format_option
def run_next(session: Session, opens: bool, done: bool, as_json: bool, template: Template | None) -> None:
    if done:
        session.lib.mark(Status.READ, _head(session))
        session.flush()
    paper = session.lib.paper(_head(session))
    print_papers(session, [Listed(paper)], as_json=as_json, template=template)
    if opens:
        from readerapp.actions.copyable import best_link  # both slow to load
        from readerapp.actions.desktop.browser import open_link

        link = best_link(paper)
        if link is None:
            raise ReaderError(f'No link for "{paper.title}"')
        open_link(link[1], env=os.environ)


def _head(session: Session) -> str:
    key = head(session.lib)
    if key is None:
        raise ReaderError("Nothing queued; add papers with `readerapp queue add KEY`")
    return key
