"""The list's marks in Unicode and in ASCII. Shape shows the status, never colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from readerapp.domain.state import Status
from readerapp.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One-cell marks, except for `arrow` and `levels`."""

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
