"""`fetch`: papers from the services that list them."""

from __future__ import annotations

from dataclasses import asdict

import click

from readerapp.cli.edge import COULD_NOT, INTERRUPTED, complain
from readerapp.cli.records import json_line
from readerapp.cli.session import Session


@click.command("fetch")
@click.argument("words", nargs=-1, metavar="[hf|arxiv] …")
@click.option(
    "--since", metavar="DAY", help="What came since DAY (2026-11-21, 7d), or since the last fetch: last."
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N papers of each source.")
@click.option("--private", is_flag=True, help="Addresses of a private network are meant.")
@click.option("--dry-run", is_flag=True, help="Only say what would be added.")
@click.option("--json", "as_json", is_flag=True, help="The report as one JSON object.")
@click.pass_context
def fetch_verb(
    ctx: click.Context,
    words: tuple[str, ...],
    since: str | None,
    limit: int | None,
    private: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Fetch papers from Hugging Face and arXiv."""
    from readerapp.actions.fetching import fetch
    from readerapp.actions.places import Places
    from readerapp.actions.wanted import Scope, split

    session = ctx.find_object(Session)
    assert session is not None
    places = Places.of(session.settings, session.env)
    web = places.web(session.home.cache, session.env, private=private, say=complain)
    report = fetch(session.lib, split(words), places=places, web=web, scope=Scope(since, limit, dry_run))
    session.lib.follow(report)
    if as_json:
        counts = {name: getattr(report, name) for name in ("read", "new", "updated", "same")}
        skipped = [asdict(skip) for skip in report.skipped]
        session.say(
            json_line({**counts, "skipped": skipped, "sources": report.names, "failed": report.failed})
        )
    else:
        for skip in report.skipped:
            complain(f"skipped {skip.where}: {skip.why}")
        session.say(report.summary)
    for sentence in report.failed:
        complain(sentence)
    if report.stopped:
        ctx.exit(INTERRUPTED)
    if (report.failed or report.skips) and not report.read:
        ctx.exit(COULD_NOT)
