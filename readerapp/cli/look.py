"""`list` and `show`: what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click

from readerapp.cli.session import (
    QueryVerb,
    Session,
    exact_option,
    json_option,
    keys_argument,
    pass_session,
)
from readerapp.domain.paper import Paper

format_option = click.option("--format", "template", metavar="TEXT", help="A line like '{key} {title}'.")


class Order(click.ParamType[str]):
    """The name of an order. What knows them all is loaded only where one is given."""

    name = "order"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name itself, if there is such an order."""
        from readerapp.domain.query.tree import ORDERS

        if value not in ORDERS:
            self.fail(f"{value!r} is none of {', '.join(ORDERS)}.", param, ctx)
        return value


LineMaker = Callable[[Iterator[Paper]], Iterator[str]]


@click.command("list", cls=QueryVerb)
@click.argument("query", nargs=-1, metavar="[QUERY]")
@json_option
@format_option
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most N papers.")
@click.option(
    "--sort",
    type=Order(),
    help="relevance, listed, published, added, title, upvotes, stars, rating or queue.",
)
@click.option("--reverse", is_flag=True, help="Reverse the order.")
@click.option("--count", is_flag=True, help="Print only the number of papers.")
@exact_option
@pass_session
def list_verb(
    session: Session,
    query: tuple[str, ...],
    as_json: bool,
    template: str | None,
    limit: int | None,
    sort: str | None,
    reverse: bool,
    count: bool,
    exact: bool,
) -> None:
    """List the papers matching QUERY, one per line.

    On a terminal in columns; elsewhere key, status and title, parted by tabs.
    """
    words = " ".join(query)
    line_maker(session, as_json=as_json, template=template)  # says what is wrong with it before it searches
    shelf = session.shelf(words, sort=sort, reverse=reverse, exact=exact)
    show = line_maker(session, as_json=as_json, template=template, order=shelf.order)
    session.tell_how(shelf)
    answers = 0 if shelf.partial else len(shelf.rows)
    if count:
        session.say(str(answers if limit is None else min(answers, limit)))
    elif not shelf.partial or session.is_terminal:
        for line in show(session.papers(shelf, limit)):
            session.say(line)


@click.command("show")
@keys_argument
@json_option
@pass_session
def show_verb(session: Session, keys: tuple[str, ...], as_json: bool) -> None:
    """Show a paper: abstract, links, status, tags and note."""
    papers = (session.lib.paper(key) for key in session.resolve(keys))
    show = line_maker(session, as_json=True) if as_json else _pages(session)
    for line in show(papers):
        session.say(line)


def line_maker(
    session: Session, *, as_json: bool, template: str | None = None, order: str = "listed"
) -> LineMaker:
    """What turns papers in an order into lines: JSON, a reader's template, columns, or tabs.

    Raises:
        UsageError: the template makes no sense.
    """
    # Each way loads what it needs: most calls are made by scripts, again and again.
    if as_json or template is not None:
        from readerapp.cli.records import Template, json_line, record, template_values

        if template is None:
            return lambda papers: (json_line(record(session.lib, paper)) for paper in papers)
        line = Template(template)
        return lambda papers: (line.fill(template_values(session.lib, paper)) for paper in papers)
    if session.is_terminal:
        from readerapp.cli.lines import Columns

        return lambda papers: Columns(session, order).lines(list(papers))
    state = session.lib.state
    return lambda papers: (f"{paper.key}\t{state(paper.key).status}\t{paper.title}" for paper in papers)


def _pages(session: Session) -> LineMaker:
    from readerapp.cli.lines import page

    return lambda papers: (
        ("\n" if number else "") + page(session, paper) for number, paper in enumerate(papers)
    )
