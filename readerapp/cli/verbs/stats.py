"""`stats`: where the reader stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import click

from readerapp.actions.done import paper_count
from readerapp.actions.views.overview import queue_time
from readerapp.actions.views.statistics import Statistics, Week, statistics
from readerapp.cli.options import report_option
from readerapp.cli.session import Session
from readerapp.cli.streams import json_line
from readerapp.cli.verb import verb

if TYPE_CHECKING:
    from readerapp.cli.records import FieldTemplate

_BAR_CELLS = 30
_TIME = "queue_time"
_SHORT_FIELDS = ("week", "oldest_days", _TIME)
_LISTS = ("weeks", "tags", "oldest")
FIELDS = (*(each.name for each in fields(Statistics) if each.name not in _LISTS), *_SHORT_FIELDS)
"""What `--format` may have."""


def _template(_context: click.Context, _option: click.Parameter, text: str | None) -> FieldTemplate | None:
    if text is None:
        return None
    from readerapp.cli.records import FieldTemplate  # slow to load

    return FieldTemplate(text, FIELDS)


@verb("stats")
@report_option
@click.option(
    "--format", "template", callback=_template, metavar="TEXT", help="A line like '{unread} unread'."
)
def run(session: Session, as_json: bool, template: FieldTemplate | None) -> None:
    """--format is for a status bar. Its fields: papers, unread, reading, read, archived, queued, later,
    noted, rated, new (within seven days), streak (days in a row), week (read this week), oldest_days (in the
    queue), queue_time.
    """
    session.lib.poll()
    found = statistics(session.lib)
    if template:
        # how long the queue takes is asked of its papers
        time = queue_time(session.lib) if _TIME in template.text else ""
        days = found.oldest.days if found.oldest else 0
        values = {name: str(getattr(found, name)) for name in FIELDS if name not in ("oldest_days", _TIME)}
        session.say(template.fill({**values, "oldest_days": str(days), _TIME: time}))
    elif as_json:
        session.say(json_line(_record(found, queue_time(session.lib))))
    else:
        for line in _page(session, found):
            session.say(line)


def _record(found: Statistics, time: str) -> dict[str, Any]:
    numbers = {each.name: getattr(found, each.name) for each in fields(Statistics)}
    return numbers | {
        "weeks": [{"monday": week.monday.isoformat(), "read": week.read} for week in found.weeks],
        "tags": [tag._asdict() for tag in found.tags],
        "oldest": found.oldest._asdict() if found.oldest else None,
        _TIME: time,
    }


def _page(session: Session, found: Statistics) -> Iterator[str]:
    paint = session.terminal.paint
    yield paint(paper_count(found.papers), "strong")
    rows = [(name, text) for name, text in _rows(session, found) if text]
    width = max(len(name) for name, _ in rows)
    for name, text in rows:
        yield f"  {paint(name.ljust(width), 'quiet')}  {text}"
    if any(week.read for week in found.weeks):
        yield ""
        yield paint("read, week by week", "strong")
        yield from _bars(session, found.weeks)


def _rows(session: Session, found: Statistics) -> Iterator[tuple[str, str]]:
    dot = " - " if session.terminal.ascii_only else " · "
    marks = ("unread", "reading", "read", "archived")
    said = [f"{number:,} {name}" for name in marks if (number := getattr(found, name)) or name == "unread"]
    yield "status", dot.join(said)
    yield "queue", dot.join(filter(None, [f"{found.queued:,}", queue_time(session.lib)])) * bool(found.queued)
    if (oldest := found.oldest) and oldest.days:
        yield "longest", f"{_days(oldest.days)}: {oldest.title}"
    yield "put off", f"{found.later:,}" * bool(found.later)
    yield "noted", f"{found.noted:,}" * bool(found.noted)
    yield "rated", f"{found.rated:,}" * bool(found.rated)
    yield "tags", dot.join(f"{tag.name} {tag.papers:,}" for tag in found.tags)
    yield "new", f"{found.new:,} in the last seven days" * bool(found.new)
    if found.streak > 1:
        yield "streak", f"{_days(found.streak)} in a row"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"


def _bars(session: Session, weeks: Sequence[Week]) -> Iterator[str]:
    """Yield a line a week, its bar as long as the papers, or in proportion if there are many."""
    block = "#" if session.terminal.ascii_only else "█"
    most = max(week.read for week in weeks)
    for week in weeks:
        cells = week.read if most <= _BAR_CELLS else -(-week.read * _BAR_CELLS // most)
        bar = session.terminal.paint(block * cells, "accent")
        yield f"  {week.monday.isoformat()}  {bar}{' ' * bool(cells)}{week.read:,}"
