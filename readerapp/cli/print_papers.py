"""Papers printed one per line: as JSON, by the reader's format, in columns on a terminal, or with tabs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from readerapp.cli.session import Session
from readerapp.cli.streams import RELATED_LINE

if TYPE_CHECKING:
    from readerapp.actions.queries import Listed
    from readerapp.cli.records import Template


def print_papers(
    session: Session,
    listed: Iterable[Listed],
    *,
    as_json: bool,
    template: Template | None = None,
    order: str = "listed",
) -> None:
    """Print papers, sorted by `order`, one per line; as text, related ones below a line that says so."""
    is_text = not (as_json or template)
    every = list(listed) if is_text and session.is_terminal else listed
    line = _line(session, every if isinstance(every, list) else (), as_json, template, order)
    has_heading = not is_text
    for each in every:
        if each.part == "related" and not has_heading:
            session.say(session.terminal.paint(RELATED_LINE, "quiet"))
            has_heading = True
        session.say(line(each))


def _line(
    session: Session, every: Sequence[Listed], as_json: bool, template: Template | None, order: str
) -> Callable[[Listed], str]:
    """Return what makes the line of a paper; on a terminal `every` are all of them."""
    # Scripts call the read verbs again and again: each branch imports only what it needs.
    lib = session.lib
    if template:
        return lambda each: template.line(lib, each.paper)
    if as_json:
        from readerapp.cli.records import listed_record
        from readerapp.cli.streams import json_line

        return lambda each: json_line(listed_record(lib, each))
    if session.is_terminal:
        from readerapp.cli.list_columns import ListColumns

        return ListColumns(session, order, every).line
    return lambda each: "\t".join(_fields(session, each))


def _fields(session: Session, each: Listed) -> Iterable[str]:
    paper = each.paper
    yield from (paper.key, str(session.lib.state(paper.key).status), paper.title)
    if each.why:
        yield ", ".join(each.why.words)
