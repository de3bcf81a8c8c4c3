"""The list's marks in Unicode and in ASCII. Shape shows the status, never colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from readerapp.domain.state import Status
from readerapp.domain.values import dataclass, replace


@dataclass(slots=True)
class Glyphs:
    """One-cell marks, except for `arrow` and `levels`. All widgets of a screen share one set."""

    cursor: str = "▌"
    selected: str = "✓"
    unread: str = "●"
    reading: str = "◐"
    read: str = "○"
    archived: str = "–"
    later: str = "»"
    back: str = "«"
    note: str = "✎"
    code: str = "⌥"
    search: str = "⌕"
    ellipsis: str = "…"
    star: str = "★"
    downwards: str = "↓"
    upwards: str = "↑"
    separator: str = "·"
    rule: str = "─"
    bar: str = "━"
    new: str = "•"
    arrow: str = "→"
    levels: str = "▁▂▃▄▅▆▇█"
    """Bars of a sparkline, from low to high."""

    def become(self, others: Glyphs) -> None:
        """Take other marks; what was drawn with these has to be drawn anew."""
        for each in fields(self):
            setattr(self, each.name, getattr(others, each.name))

    def status(self, status: Status) -> str:
        """Return the mark of a status."""
        return str(getattr(self, status.value))

    def sparkline(self, numbers: Sequence[int]) -> str:
        """Return numbers as a sparkline, scaled from their minimum to their maximum."""
        low, high = min(numbers), max(numbers)
        top = len(self.levels) - 1
        return "".join(self.levels[(number - low) * top // max(1, high - low)] for number in numbers)


UNICODE = Glyphs()
ASCII = Glyphs(
    cursor=">",
    selected="+",
    unread="*",
    reading="~",
    read="o",
    archived="-",
    later="l",
    back="b",
    note="n",
    code="c",
    search="/",
    ellipsis=".",
    star="*",
    downwards="v",
    upwards="^",
    separator="|",
    rule="-",
    bar="=",
    new="+",
    arrow="->",
    levels=".:-=+*#",
)


def glyphs(*, ascii_only: bool) -> Glyphs:
    """Return a set of marks that can become another."""
    return replace(ASCII if ascii_only else UNICODE)
