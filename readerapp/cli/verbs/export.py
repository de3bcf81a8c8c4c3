"""`export`: papers in another format."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from functools import partial
from itertools import chain, islice
from pathlib import Path

import click

from readerapp.actions.done import paper_count
from readerapp.actions.exporting import Items, ShelfPapers, document, export_folder
from readerapp.cli.exit_status import FAILED, complain
from readerapp.cli.options import QueryVerb, exact_option, non_empty_path
from readerapp.cli.output_file import write_output
from readerapp.cli.progress_line import ProgressLine
from readerapp.cli.session import Session
from readerapp.cli.verb import verb
from readerapp.domain.errors import ReaderError
from readerapp.domain.paper import Paper
from readerapp.exports import FORMATS, Format, format_of, known_endings

_PAUSE = 0.5
"""Seconds between looks at the reader's files."""


@verb("export", cls=QueryVerb)
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option(
    "--format", "form", type=click.Choice([*FORMATS]), help="Default: by how the name of the file ends."
)
@click.option("-o", "--output", type=non_empty_path, default="-", help="Default: -, standard output.")
@click.option("--watch", is_flag=True, help="Keep the file up to date until ctrl+c.")
@click.option("--zotero", is_flag=True, help="Send the papers to Zotero, which has to run.")
@exact_option
def run(
    session: Session,
    query: tuple[str, ...],
    form: str | None,
    output: Path,
    watch: bool,
    zotero: bool,
    exact: bool,
) -> None:
    """QUERY may be - for keys on standard input, as `list` or fzf prints them, in their order."""
    if zotero:
        if form or watch or str(output) != "-":
            raise click.UsageError("--zotero writes no file: leave out --format, -o and --watch.")
        return _to_zotero(session, query, exact=exact)
    chosen = _format(session, form, output)
    if watch and query == ("-",):
        raise click.UsageError("--watch needs a QUERY: what is on standard input doesn't change.")
    if watch:
        return _keep_up(session, " ".join(query), chosen, output, exact=exact)
    papers = _papers(session, query, exact=exact)
    if chosen.kind == "folder":
        return _write_folder(session, papers, output)
    parts = document(session.lib, papers, chosen, output)
    first = list(islice(parts, 1))
    if papers and not first:
        complain(f"Nothing for {chosen.name} ({chosen.help}) in {paper_count(len(papers))}")
    write_output(output, chain(first, parts))
    if session.as_json:
        _report(session, len(papers), chosen, output)


def _papers(session: Session, query: tuple[str, ...], *, exact: bool) -> ShelfPapers | tuple[Paper, ...]:
    """Return the papers that a query means, or keys on standard input."""
    if query == ("-",):
        return tuple(map(session.lib.paper, session.resolve(query)))
    shelf = session.shelf(" ".join(query), exact=exact)
    session.explain(shelf)
    return ShelfPapers(session.lib.library, shelf)


def _write_folder(session: Session, papers: Iterable[Paper], output: Path) -> None:
    done = export_folder(session.lib, papers, output)
    if session.as_json:
        session.say_json({"message": done.message, "papers": len(done.keys), "output": str(output)})
    else:
        session.say(done.message)


def _report(session: Session, count: int, form: Format, output: Path) -> None:
    session.say_json({"papers": count, "format": form.name, "output": str(output)})


def _to_zotero(session: Session, query: tuple[str, ...], *, exact: bool) -> None:
    """Send what Zotero doesn't have yet."""
    from readerapp.actions.services import zotero

    papers = _papers(session, query, exact=exact)
    if not papers:
        return
    with ProgressLine() as line:
        there = zotero.Zotero(zotero.URL, session.home.cache, complain)
        percent = line.percent("looking in Zotero")
        sent = zotero.send(there, Items(session.lib, papers), lambda number: percent(number / len(papers)))
    if session.as_json:
        session.say_json({"added": sent.added, "known": sent.known, "refused": list(sent.refused)})
    else:
        known = f" · {sent.known:,} there already" if sent.known else ""
        session.say(f"Added {paper_count(sent.added)} to Zotero{known}")
    for sentence in sent.refused:
        complain(f"Zotero refused {sentence}")
    if sent.refused:
        click.get_current_context().exit(FAILED)


def _keep_up(session: Session, query: str, form: Format, output: Path, *, exact: bool) -> None:
    """Write the file, and again after each change, with a line for each time."""
    from readerapp.actions.export_watch import ExportWatch, KeptExport

    what, fits = ("folder", output.is_dir) if form.kind == "folder" else ("file", output.is_file)
    if str(output) == "-" or (output.exists() and not fits()):
        raise click.UsageError(f"--watch keeps a {what} up to date: name it with -o.")
    session.explain(session.shelf(query, exact=exact))
    watch = ExportWatch(session.lib, partial(session.lib.shelf, query, exact=exact), form, output)

    def say(kept: KeptExport) -> None:
        if session.as_json:
            _report(session, kept.papers, form, output)
        else:
            session.say(kept.message)
        sys.stdout.flush()

    say(watch.write())
    complaint = ""
    while True:
        time.sleep(_PAUSE)
        try:
            if kept := watch.poll():
                say(kept)
                complaint = ""
        except ReaderError as error:
            if complaint != str(error):
                complain(complaint := str(error))


def _format(session: Session, name: str | None, output: Path) -> Format:
    """Return the format that `--format` names, else the name of the file.

    Raises:
        UsageError: neither does, or standard output is no place for it.
    """
    if session.as_json and str(output) == "-":
        raise click.UsageError("--json says what -o FILE got; papers as JSON are --format jsonl.")
    form = FORMATS[name] if name else format_of(output.name)
    if form is None:
        endings = known_endings(output.name)
        raise click.UsageError(f"Name a --format, or a file with -o that ends in {endings}")
    if form.kind == "folder" and str(output) == "-":
        raise click.UsageError(f"{form.name} is a folder of files: name it with -o.")
    if form.kind == "binary" and str(output) == "-" and session.is_terminal:
        raise click.UsageError(f"{form.name} isn't for a terminal: name a file with -o.")
    return form
