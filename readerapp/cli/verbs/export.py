"""`export`: papers in another format."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from readerapp.actions.exporting import document
from readerapp.cli.options import QueryVerb, exact_option, non_empty_path
from readerapp.cli.output_file import write_output
from readerapp.cli.session import Session
from readerapp.cli.verb import verb
from readerapp.domain.paper import Paper
from readerapp.exports import FORMATS


@verb("export", cls=QueryVerb)
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option("--format", "form", type=click.Choice([*FORMATS]), required=True, help="What to write.")
@click.option("-o", "--output", type=non_empty_path, default="-", help="Default: -, standard output.")
@exact_option
def run(session: Session, query: tuple[str, ...], form: str, output: Path, exact: bool) -> None:
    shelf = session.shelf(" ".join(query), exact=exact)
    session.explain(shelf)
    papers: Iterable[Paper] = () if shelf.partial else session.papers(shelf)
    write_output(output, document(session.lib, papers, FORMATS[form]))
