"""`add` and `export`: papers in, papers out."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from readerapp import sources
from readerapp.cli import output as output_to
from readerapp.cli.add_report import Watch, as_record, changes, skips, stopped
from readerapp.cli.arguments import Filled, FilledPath
from readerapp.cli.edge import COULD_NOT, INTERRUPTED, complain
from readerapp.cli.records import json_line, record
from readerapp.cli.session import QueryVerb, Session, exact_option, files, pass_session
from readerapp.cli.ticker import Ticker
from readerapp.domain.paper import Paper
from readerapp.exports import FORMATS

if TYPE_CHECKING:
    from readerapp.actions.intake.inputs import Data


@click.command("add")
@click.argument("source", nargs=-1, metavar="SOURCE…", shell_complete=files)
@click.option("--paste", is_flag=True, help="Add what is on the clipboard.")
@click.option("--format", "form", type=click.Choice(sources.formats()), help="Default: found by content.")
@click.option("--listed", type=Filled(), metavar="DATE", help="The listing date, where the source has none.")
@click.option("--private", is_flag=True, help="Also fetch from your own network.")
@click.option("--dry-run", is_flag=True, help="Only say what would be added.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.pass_context
def add_verb(
    ctx: click.Context,
    source: tuple[str, ...],
    paste: bool,
    form: str | None,
    listed: str | None,
    private: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Add papers from files, folders, patterns, addresses, or -.

    What gzip, bzip2 or xz packed is read through. ctrl+c stops and keeps what was read.
    """
    session = ctx.find_object(Session)
    assert session is not None
    given = _given(ctx, session, source, paste=paste)
    with Ticker() as ticker, _caches_elsewhere(session) if dry_run else nullcontext():
        watch = Watch(ticker, time.monotonic)
        report = session.lib.add(
            given, format=form, listed=listed, dry_run=dry_run, private=private, progress=watch
        )
    if as_json:
        session.say(json_line(as_record(report, dry_run=dry_run)))
    else:
        for line in skips(report):
            complain(line)
        for line in changes(report) if dry_run else ():
            session.say(line)
        session.say(report.summary)
        if report.added.possible_duplicates:
            complain(
                f"{report.added.possible_duplicates:,} may be papers you have: `readerapp same` lists them"
            )
    if report.stopped:
        complain(stopped(report, watch.last))
        ctx.exit(INTERRUPTED)
    if not report.read:
        ctx.exit(COULD_NOT)


def _given(
    ctx: click.Context, session: Session, source: tuple[str, ...], *, paste: bool
) -> tuple[str | Data, ...]:
    if not all(map(str.strip, source)):
        raise click.UsageError("A SOURCE is empty: name a file, a folder or an address.", ctx)
    if not source and not paste:
        raise click.UsageError("Name a SOURCE: a file, a folder, an address, - or --paste.", ctx)
    if "-" in source and sys.stdin is not None and sys.stdin.isatty():
        complain("reads what you paste or type here; ctrl+d ends it")
    if not paste:
        return source
    from readerapp.actions.desktop.paste import paste as pasted
    from readerapp.actions.intake.inputs import Data

    return (*source, Data("the clipboard", pasted(session.env)))


@contextmanager
def _caches_elsewhere(session: Session) -> Iterator[None]:
    """Those there are can be read, and none is written or made in the reader's own folder."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for cached in filter(Path.is_file, session.home.cache.glob("*")):
            with suppress(OSError):
                (Path(folder) / cached.name).symlink_to(cached)
        session.home = replace(session.home, cache=Path(folder))
        yield


@click.command("export", cls=QueryVerb)
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option("--format", "form", type=click.Choice([*FORMATS, "jsonl"]), required=True)
@click.option("-o", "--output", type=FilledPath(), default="-", help="Default: -, standard output.")
@exact_option
@pass_session
def export_verb(session: Session, query: tuple[str, ...], form: str, output: Path, exact: bool) -> None:
    """Export the papers matching QUERY in another format."""
    shelf = session.shelf(" ".join(query), exact=exact)
    session.tell_how(shelf)
    papers: Iterable[Paper] = () if shelf.partial else session.papers(shelf)
    if form == "jsonl":
        text = "".join(json_line(record(session.lib, paper)) + "\n" for paper in papers)
    else:
        text = FORMATS[form](papers)
    output_to.write(output, text)
