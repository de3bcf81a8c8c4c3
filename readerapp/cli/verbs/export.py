"""`export`: papers in another format."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path

import click

from readerapp.actions.done import paper_count
from readerapp.actions.exporting import document
from readerapp.cli.exit_status import complain
from readerapp.cli.options import QueryVerb, exact_option, non_empty_path
from readerapp.cli.output_file import write_output
from readerapp.cli.session import Session
from readerapp.cli.verb import verb
from readerapp.domain.paper import Paper
from readerapp.exports import FORMATS, SUFFIXES, Format, format_of


@verb("export", cls=QueryVerb)
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option(
    "--format", "form", type=click.Choice([*FORMATS]), help="Default: by how the name of the file ends."
)
@click.option("-o", "--output", type=non_empty_path, default="-", help="Default: -, standard output.")
@exact_option
def run(session: Session, query: tuple[str, ...], form: str | None, output: Path, exact: bool) -> None:
    chosen = _format(session, form, output)
    shelf = session.shelf(" ".join(query), exact=exact)
    session.explain(shelf)
    papers: Iterable[Paper] = () if shelf.partial else session.papers(shelf)
    parts = document(session.lib, papers, chosen)
    first = list(islice(parts, 1))
    if shelf.rows and not first:
        complain(f"Nothing for {chosen.name} ({chosen.help}) in {paper_count(len(shelf.rows))}")
    write_output(output, chain(first, parts))
    if session.as_json:
        count = 0 if shelf.partial else len(shelf.rows)
        session.say_json({"papers": count, "format": chosen.name, "output": str(output)})


def _format(session: Session, name: str | None, output: Path) -> Format:
    """Return the format that `--format` names, else the name of the file.

    Raises:
        UsageError: neither does, or standard output is no place for it.
    """
    if session.as_json and str(output) == "-":
        raise click.UsageError("--json says what -o FILE got; papers as JSON are --format jsonl.")
    form = FORMATS[name] if name else format_of(output.name)
    if form is None:
        raise click.UsageError(f"Name a --format, or a file with -o that ends in {', '.join(SUFFIXES)}.")
    if form.kind == "binary" and str(output) == "-" and session.is_terminal:
        raise click.UsageError(f"{form.name} isn't for a terminal: name a file with -o.")
    return form
