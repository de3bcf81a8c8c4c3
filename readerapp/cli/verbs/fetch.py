"""`fetch`: papers from Hugging Face and arXiv, and facts that known papers lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readerapp.cli.add_report import print_report, report_record, stopped
from readerapp.cli.exit_status import FAILED, INTERRUPTED, complain
from readerapp.cli.options import dry_run_option, private_option, report_option
from readerapp.cli.progress_line import ProgressLine
from readerapp.cli.session import Session
from readerapp.cli.streams import json_line
from readerapp.cli.verb import verb

if TYPE_CHECKING:
    from readerapp.actions.intake.fetching import FetchReport
    from readerapp.actions.progress import Progress
    from readerapp.actions.services.targets import FetchOptions


def _complete(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the services, and after `hf` its lists."""
    before = ctx.params.get("words") or ()
    choices = ("day", "week", "month", "trending") if before and before[-1] == "hf" else ()
    return [word for word in (*choices, "hf", "arxiv") if word.startswith(incomplete)]


@verb("fetch")
@click.argument("words", nargs=-1, metavar="[hf|arxiv] …", shell_complete=_complete)
@click.option("--since", metavar="DAY", help="From DAY on (2026-11-21, 7d), or from the last fetch on: last.")
@click.option("--fill", is_flag=True, help="Find abstracts, repositories and stars that papers lack.")
@click.option(
    "-n", "--limit", type=click.IntRange(min=1), metavar="N", help="At most N papers of each source."
)
@private_option
@dry_run_option
@report_option
def run(
    session: Session,
    words: tuple[str, ...],
    since: str | None,
    fill: bool,
    limit: int | None,
    private: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """\b
    fetch                 the sources of [fetch] in config.toml
    fetch hf              the day's papers; hf week, month, trending, a date
    fetch arxiv cs.LG     a category; words, au:NAME, an arXiv query, ids
    fetch hf arxiv cs.LG  several
    fetch --since last    everything since the last fetch
    fetch --fill [QUERY]  what the papers matching QUERY lack
    """
    from readerapp.actions.services.targets import FetchOptions

    context = click.get_current_context()
    if fill and since:
        raise click.UsageError("--fill takes a QUERY, not --since.", context)
    report = _fetched(session, words, FetchOptions(since, limit, dry_run), fill=fill, private=private)
    session.lib.follow(report)
    if as_json:
        session.say(json_line({**report_record(report, dry_run=dry_run), "failed": report.failed}))
    else:
        print_report(session, report, dry_run=dry_run, failed=report.failed)
    if report.stopped:
        complain(stopped(report))
        context.exit(INTERRUPTED)
    if (report.failed or report.skips) and not report.read:
        context.exit(FAILED)


def _fetched(
    session: Session, words: tuple[str, ...], options: FetchOptions, *, fill: bool, private: bool
) -> FetchReport:
    from readerapp.actions.intake import fetching, filling
    from readerapp.actions.services.places import Places
    from readerapp.actions.services.targets import split

    places = Places.of(session.settings, session.env)
    with ProgressLine() as line:
        line.show("asking …")

        def show(progress: Progress) -> None:
            line.show(f"{progress.papers:,} papers · {progress.source}")

        web = places.web(session.home.cache, session.env, private=private, say=line.show)
        if fill:
            query = " ".join(words)
            return filling.fill(session.lib, query, places=places, web=web, options=options, progress=show)
        texts = split(words)
        return fetching.fetch(session.lib, texts, places=places, web=web, options=options, progress=show)
