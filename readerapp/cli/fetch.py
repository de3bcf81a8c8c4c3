"""`fetch`: papers from the services that list them, and what papers lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readerapp.cli.add_report import as_record, changes, skips, stopped
from readerapp.cli.edge import COULD_NOT, INTERRUPTED, complain
from readerapp.cli.records import json_line
from readerapp.cli.session import Session
from readerapp.cli.ticker import Ticker

if TYPE_CHECKING:
    from readerapp.actions.services.fetching import FetchReport
    from readerapp.actions.services.wanted import Scope


def _complete(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The services, and after `hf` its lists."""
    before = ctx.params.get("words") or ()
    choices = ("day", "week", "month", "trending") if before and before[-1] == "hf" else ()
    return [word for word in (*choices, "hf", "arxiv") if word.startswith(incomplete)]


@click.command("fetch")
@click.argument("words", nargs=-1, metavar="[hf|arxiv] …", shell_complete=_complete)
@click.option("--since", metavar="DAY", help="From DAY on (2026-11-21, 7d), or from the last fetch on: last.")
@click.option("--fill", is_flag=True, help="Find abstracts, repositories and stars that papers lack.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N papers of each source.")
@click.option("--private", is_flag=True, help="Also fetch from your own network.")
@click.option("--dry-run", is_flag=True, help="Only say what would be added.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.pass_context
def fetch_verb(
    ctx: click.Context,
    words: tuple[str, ...],
    since: str | None,
    fill: bool,
    limit: int | None,
    private: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Fetch papers from Hugging Face and arXiv.

    \b
    fetch                         what config.toml names: [fetch] sources = ["hf", "arxiv cs.LG"]
    fetch hf                      the day's papers; also hf week, month, trending, 2026-11-21
    fetch arxiv cs.LG             a category; also words, au:NAME, a query of arXiv's own, ids
    fetch hf arxiv cs.LG          several
    fetch --since last            all that came since the last time
    fetch --fill [QUERY]          what the papers that answer QUERY lack
    """
    from readerapp.actions.services.wanted import Scope

    session = ctx.find_object(Session)
    assert session is not None
    if fill and since:
        raise click.UsageError("--fill takes a QUERY, not --since.", ctx)
    report = _fetched(session, words, Scope(since, limit, dry_run), fill=fill, private=private)
    session.lib.follow(report)
    _tell(session, report, dry_run=dry_run, as_json=as_json)
    if report.stopped:
        complain(stopped(report, None))
        ctx.exit(INTERRUPTED)
    if (report.failed or report.skips) and not report.read:
        ctx.exit(COULD_NOT)


def _fetched(
    session: Session, words: tuple[str, ...], scope: Scope, *, fill: bool, private: bool
) -> FetchReport:
    from readerapp.actions.services import fetching, filling
    from readerapp.actions.services.places import Places
    from readerapp.actions.services.wanted import split

    places = Places.of(session.settings, session.env)
    with Ticker() as ticker:
        ticker.say("asking …")

        def progress(step: fetching.Step) -> None:
            ticker.say(f"{step.papers:,} papers · {step.source}")

        web = places.web(session.home.cache, session.env, private=private, say=ticker.say)
        if fill:
            query = " ".join(words)
            return filling.fill(session.lib, query, places=places, web=web, scope=scope, progress=progress)
        texts = split(words)
        return fetching.fetch(session.lib, texts, places=places, web=web, scope=scope, progress=progress)


def _tell(session: Session, report: FetchReport, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        session.say(json_line({**as_record(report, dry_run=dry_run), "failed": report.failed}))
        return
    for line in (*skips(report), *report.failed):
        complain(line)
    for line in changes(report) if dry_run else ():
        session.say(line)
    if report.read or not report.failed:
        session.say(report.summary)
