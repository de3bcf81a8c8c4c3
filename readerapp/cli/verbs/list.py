"""`list`: the papers matching a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readerapp.actions.queries import listed
from readerapp.cli.options import QueryVerb, exact_option, format_option, json_option
from readerapp.cli.print_papers import print_papers
from readerapp.cli.session import Session
from readerapp.cli.verb import verb

if TYPE_CHECKING:
    from readerapp.cli.records import Template

_MAX_RELATED = 20


class SortOrder(click.ParamType[str]):
    """The name of a sort order. The names are imported only if one is given."""

    name = "order"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name; fail if there is no such order."""
        from readerapp.domain.query.fields import nearest_order
        from readerapp.domain.query.tree import ORDERS

        value = value.strip()  # QueryVerb hides the sign of `-votes` with a space
        if value not in ORDERS:
            near = nearest_order(value.lstrip("-"))
            hint = f"; did you mean {near!r}?" if near else "."
            self.fail(f"{value!r} is not one of {', '.join(ORDERS)}{hint}", param, ctx)
        return value


@verb("list", cls=QueryVerb)
@click.argument("query", nargs=-1, metavar="[QUERY]")
@json_option
@format_option
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="At most N papers, related ones included (without it, 20 of those).",
)
@click.option(
    "--sort",
    type=SortOrder(),
    help="relevance, listed, published, added, title, upvotes, stars, rating, queue, read, noted, later, "
    "foryou or path.",
)
@click.option("--reverse", is_flag=True, help="Reverse the order.")
@click.option("--count", is_flag=True, help="Print only the number of papers.")
@exact_option
def run(
    session: Session,
    query: tuple[str, ...],
    as_json: bool,
    template: Template | None,
    limit: int | None,
    sort: str | None,
    reverse: bool,
    count: bool,
    exact: bool,
) -> None:
    """On a terminal in columns; elsewhere key, status and title, separated by tabs.

    Plain words also describe: below the papers that match, under a line `related`, stand others that share
    the most telling of them. With --json "part" says which is which. --count and --format leave them out, as
    do all verbs that change or export papers; --exact and quotes keep to the words.

    --format takes the fields key, title, abstract, authors, keywords, venue, summary, published, listed,
    added, upvotes, stars, status, queue, note, tags, rating, later, link, repo, arxiv, pdf, hf, project, doi
    and other. Of lists of links it prints the first.

    With like:KEY, and sorted by foryou or path, papers say why they are there: with --json under "why", in a
    pipe in a fourth column, on a terminal if there is room.
    """
    shelf = session.shelf(" ".join(query), sort=sort, reverse=reverse, exact=exact)
    related = 0 if count or template else _MAX_RELATED if limit is None else limit
    session.explain(shelf, related=related > 0)
    matches = 0 if shelf.partial else len(shelf.rows)
    if count:
        number = matches if limit is None else min(matches, limit)
        session.say_json({"count": number}) if as_json else session.say(str(number))
    elif not shelf.partial or session.is_terminal:
        found = listed(session.lib, shelf, limit, related)
        print_papers(session, found, as_json=as_json, template=template, order=shelf.order)
