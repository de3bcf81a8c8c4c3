"""`add` and `export`: papers in, papers out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from readerapp import sources
from readerapp.cli.edge import COULD_NOT, complain
from readerapp.cli.records import json_line, record
from readerapp.cli.session import QueryVerb, Session, pass_session
from readerapp.domain.errors import ReaderError
from readerapp.domain.paper import Paper
from readerapp.exports import FORMATS


@click.command("add")
@click.argument("source", nargs=-1, required=True, metavar="SOURCE…")
@click.option("--format", "form", type=click.Choice(sources.formats()), help="Default: found by content.")
@click.option("--listed", metavar="DATE", help="The listing date, where the source has none.")
@click.option("--private", is_flag=True, help="Ask addresses within your own network, too.")
@click.option("--dry-run", is_flag=True, help="Only say what would be added.")
@click.option("--json", "as_json", is_flag=True, help="The report as one JSON object.")
@click.pass_context
def add_verb(
    ctx: click.Context,
    source: tuple[str, ...],
    form: str | None,
    listed: str | None,
    private: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read papers into the library: files, folders, addresses, arXiv ids, DOIs, or - for standard input."""
    session = ctx.find_object(Session)
    assert session is not None
    report = session.lib.add(source, format=form, listed=listed, dry_run=dry_run, private=private)
    if as_json:
        counts = {name: getattr(report, name) for name in ("read", "new", "updated", "same")}
        skipped = [{"where": skip.where, "why": skip.why} for skip in report.skipped]
        session.say(json_line({**counts, "skipped": skipped}))
    else:
        for skip in report.skipped:
            complain(f"skipped {skip.where}: {skip.why}")
        session.say(report.summary)
    if not report.read:
        ctx.exit(COULD_NOT)


@click.command("export", cls=QueryVerb)
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option("--format", "form", type=click.Choice([*FORMATS, "jsonl"]), required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.")
@pass_session
def export_verb(session: Session, query: tuple[str, ...], form: str, output: Path | None) -> None:
    """Write the papers that answer QUERY in another format."""
    shelf = session.shelf(" ".join(query))
    papers: Iterable[Paper] = () if shelf.partial else session.papers(shelf)
    if form == "jsonl":
        text = "".join(json_line(record(session.lib, paper)) + "\n" for paper in papers)
    else:
        text = FORMATS[form](papers)
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        raise ReaderError(f"{output} can't be written: {error.strerror}") from error
