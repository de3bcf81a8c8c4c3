"""The diary: what was done, by the reader and other programs, day by day, and warnings; newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from textual import events

from readerapp.actions.command import Command
from readerapp.actions.done import sentence
from readerapp.domain.dates.days import MONTHS, WEEKDAYS
from readerapp.state import Entry
from readerapp.ui.bindings import textual_name
from readerapp.ui.screens.picker import Offer, Picked, Picker
from readerapp.ui.widgets.choice_list import Pickable

_WALKS = ("undo", "redo")


def day_head(day: date, today: date) -> str:
    """Return a day as a head of the diary: `Today`, `Yesterday`, `Mon 23 Nov`, `Mon 24 Nov 2025`."""
    if (ago := (today - day).days) in (0, 1):
        return ("Today", "Yesterday")[ago]
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}{year}"


def diary_lines(
    entries: Iterable[Entry], warnings: Iterable[tuple[datetime, str]], now: datetime
) -> list[Pickable]:
    """Return a line for each step, its id as the value, and for each warning, without one; newest first."""
    found: list[tuple[datetime, Entry | None, str]] = [
        (entry.when, entry, sentence(entry.words)) for entry in entries
    ]
    found += [(when, None, f"! {text}") for when, text in warnings]
    found.sort(key=lambda line: line[0], reverse=True)
    return list(_lines(found, now.astimezone().date()))


def _lines(found: Iterable[tuple[datetime, Entry | None, str]], today: date) -> Iterator[Pickable]:
    day, head = None, ""
    for when, entry, text in found:
        local = when.astimezone()
        if local.date() != day:
            day = local.date()
            head = day_head(day, today)
        undone = entry is not None and entry.undone
        yield Pickable(
            entry.id if entry else "",
            text,
            entry.marks if entry else "",
            group=head,
            right=f"{local:%H:%M}",
            words=head,
            quiet=undone,
        )


class Diary(Picker):
    """Shows the diary; the picked value is the id of a step, the key `enter`, `undo` or `redo`.

    While nothing is typed, the reader's keys of undo and redo answer.
    """

    def __init__(self, commands: Iterable[Command], *, typed: str = "", highlight: str = "") -> None:
        """`commands` are the reader's, with the keys of undo and redo. Lines are offered as they are read."""
        walks = [command for command in commands if command.id in _WALKS]
        self._walks = {textual_name(key): command.id for command in walks for key in command.keys}
        offer = Offer(
            "what was done",
            (),
            placeholder="search the diary",
            enter="to the paper",
            keys=[(command.shown[0], command.name.lower()) for command in walks if command.keys],
            typed=typed,
            highlight=highlight,
            none="Nothing here.",
            tall=True,
        )
        super().__init__(offer)

    def takes(self, event: events.Key) -> bool:
        """Undo or redo the highlighted step with the reader's keys while nothing is typed."""
        way = None if self.box.value else self._walks.get(event.key)
        if way:
            choice = self.lines.highlighted
            self.picked(Picked(choice.value if choice else "", way, ""))
        return bool(way)
