"""`similar`: the papers nearest to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readerapp.actions.queries import group, listed
from readerapp.cli.options import format_option, json_option, keys_argument
from readerapp.cli.print_papers import print_papers
from readerapp.cli.session import Session
from readerapp.cli.verb import verb

if TYPE_CHECKING:
    from readerapp.cli.records import Template


@verb("similar")
@keys_argument
@click.option("--query", metavar="QUERY", help="Like all papers matching QUERY.")
@click.option(
    "--where", metavar="QUERY", default="", help="Only papers matching QUERY: 'is:unread has:repo'."
)
@click.option(
    "-n", "--limit", type=click.IntRange(min=0), metavar="N", default=10, help="At most N papers; else 10."
)
@json_option
@format_option
def run(
    session: Session,
    keys: tuple[str, ...],
    query: str | None,
    where: str,
    limit: int,
    as_json: bool,
    template: Template | None,
) -> None:
    """KEY may also be queue, or tag:NAME for all papers with such a tag.

    Nearest first, without those that they are near to. In a pipe, a fourth column has the words.
    """
    targets = tuple(key for key in keys if group(key))
    others = tuple(key for key in keys if not group(key))
    if others or query is not None or not targets:
        targets += session.resolve(others, query)
    shelf = session.similar(targets, where)
    session.explain(shelf)
    print_papers(session, listed(session.lib, shelf, limit), as_json=as_json, template=template)
