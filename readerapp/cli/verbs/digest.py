"""`digest`: what is new, for a mail in the morning."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

import click

from readerapp.actions.copyable import link
from readerapp.actions.done import paper_count
from readerapp.actions.paper_record import record
from readerapp.actions.views.digest import Digest, NewPaper, digest, last_told, remember, since_day
from readerapp.cli.exit_status import complain
from readerapp.cli.options import json_option
from readerapp.cli.session import Session
from readerapp.cli.streams import json_line
from readerapp.cli.verb import verb
from readerapp.domain.paper import Paper
from readerapp.domain.text import shorten

_MAX_PAPERS = 20
_MAX_AUTHORS = 3
_MAX_SENTENCE = 240
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\]”\"][.!?])\s+(?=[^a-z])")
_REST = "Others"


@verb("digest")
@click.option("--since", metavar="DAY", help="All that is new since then: yesterday, 7d, 2026-11-20.")
@click.option("--peek", is_flag=True, help="The next digest tells of the same papers again.")
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    default=_MAX_PAPERS,
    help=f"At most N papers; else {_MAX_PAPERS}.",
)
@click.option("--markdown", "as_markdown", is_flag=True, help="Print Markdown.")
@json_option
def run(
    session: Session, since: str | None, peek: bool, limit: int, as_markdown: bool, as_json: bool
) -> None:
    """Unread papers added since the last digest, what you follow first (see `watch`), then the best for you,
    or by votes while you have chosen few. Prints nothing if there is nothing new, so that cron sends no mail.
    With --since, the next digest isn't changed.
    """
    session.lib.poll()
    told = since_day(since, session.lib.clock()) if since is not None else last_told(session.lib)
    found = digest(session.lib, told)
    papers = list(found.papers(session.lib, limit))
    if as_json:
        lines = _json(session, papers)
    else:
        lines = _markdown(found, papers) if as_markdown else _text(session, found, papers)
    if papers:
        for line in lines:
            session.say(line)
    elif session.is_terminal:
        complain(f"Nothing new since {_local(told.text)}")
    if since is None and not peek:
        sys.stdout.flush()  # what isn't printed isn't told
        remember(session.lib, found.until)


def _local(utc: str) -> str:
    return f"{datetime.fromisoformat(f'{utc}+00:00').astimezone():%Y-%m-%d %H:%M}"


def _title(found: Digest) -> str:
    count = len(found.rows)
    return f"{paper_count(count).replace(' ', ' new ')} since {_local(found.since.text)}"


def _groups(papers: Iterable[NewPaper]) -> Iterator[tuple[str, list[Paper]]]:
    """Yield each followed query with its papers, then the others under a heading if there are any before."""
    named = ""
    for query, group in groupby(papers, key=lambda each: each.followed[0] if each.followed else ""):
        named = query or (named and _REST)
        yield named, [each.paper for each in group]


def _more(found: Digest, papers: list[NewPaper]) -> str:
    more = len(found.rows) - len(papers)
    return f"{more:,} more: readerapp list 'is:unread added:>={found.since.text}'" if more else ""


def _json(session: Session, papers: Iterable[NewPaper]) -> Iterator[str]:
    for each in papers:
        yield json_line({**record(session.lib, each.paper), "followed": list(each.followed)})


def _text(session: Session, found: Digest, papers: list[NewPaper]) -> Iterator[str]:
    wrap, paint = session.terminal.wrap, session.terminal.paint
    yield _title(found)
    for name, some in _groups(papers):
        if name:
            yield f"\n{paint(name, 'accent')}"
        for paper in some:
            code = paper.links.first("repo")
            parts = (_authors(paper), _sentence(paper), _address(paper), f"code {code}" if code else "")
            yield "\n" + "\n".join(paint(line, "strong") for line in wrap(paper.title).split("\n"))
            yield from (wrap(part, "  ") for part in parts if part)
    if more := _more(found, papers):
        yield f"\n{more}"


def _markdown(found: Digest, papers: list[NewPaper]) -> Iterator[str]:
    from readerapp.exports.lists import markdown

    yield f"# {_title(found)}"
    for name, some in _groups(papers):
        yield f"\n## {markdown.escape(name)}\n" if name else ""
        for paper in some:
            code = paper.links.first("repo")
            parts = (
                f"- {markdown.link(paper, _address(paper) or None)}",
                markdown.escape(_authors(paper)),
                f"code <{code}>" if code else "",
            )
            sentence = markdown.escape(_sentence(paper))
            yield " · ".join(filter(None, parts)) + f"\n  {sentence}" * bool(sentence)
    if more := _more(found, papers):
        count, command = more.split(": ", 1)
        yield f"\n{count}: `{command}`"


def _authors(paper: Paper) -> str:
    more = len(paper.authors) > _MAX_AUTHORS
    return ", ".join(paper.authors[:_MAX_AUTHORS]) + " et al." * more


def _sentence(paper: Paper) -> str:
    """Return the summary, else the first sentence of the abstract, on one line."""
    text = " ".join((paper.summary or paper.abstract).split())
    return shorten(text if paper.summary else _SENTENCE_END.split(text, maxsplit=1)[0], _MAX_SENTENCE)


def _address(paper: Paper) -> str:
    """Return where the paper can be read."""
    kinds = ("arxiv", "hf", "doi", "pdf", "project", "other")
    return next((url for kind in kinds if (url := link(paper, kind))), "")
