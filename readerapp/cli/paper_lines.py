"""Papers as lines of output: JSON, the reader's format, columns on a terminal, or tabs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readerapp.cli.session import Session
from readerapp.domain.paper import Paper

if TYPE_CHECKING:
    from readerapp.cli.records import Template


def paper_lines(
    session: Session,
    papers: Iterator[Paper],
    *,
    as_json: bool,
    template: Template | None = None,
    order: str = "listed",
) -> Iterator[str]:
    """Return the lines for papers in an order: as JSON, from a template, in columns, or separated by tabs."""
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
