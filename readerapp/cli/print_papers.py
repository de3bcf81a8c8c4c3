"""Papers printed one per line: as JSON, by the reader's format, in columns on a terminal, or with tabs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from readerapp.cli.session import Session
from readerapp.domain.paper import Paper

if TYPE_CHECKING:
    from readerapp.cli.records import Template


def print_papers(
    session: Session,
    papers: Iterable[Paper],
    *,
    as_json: bool,
    template: Template | None = None,
    order: str = "listed",
) -> None:
    """Print papers, sorted by `order`, one per line."""
    for line in _lines(session, papers, as_json, template, order):
        session.say(line)


def _lines(
    session: Session, papers: Iterable[Paper], as_json: bool, template: Template | None, order: str
) -> Iterator[str]:
    # Scripts call the read verbs again and again: each branch imports only what it needs.
    lib = session.lib
    if template:
        return (template.line(lib, paper) for paper in papers)
    if as_json:
        from readerapp.cli.records import json_line, record

        return (json_line(record(lib, paper)) for paper in papers)
    if session.is_terminal:
        from readerapp.cli.list_columns import ListColumns

        return ListColumns(session, order).lines(list(papers))
    return (f"{paper.key}\t{lib.state(paper.key).status}\t{paper.title}" for paper in papers)
