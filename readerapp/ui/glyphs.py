"""The marks of the list, in Unicode and in ASCII. State is told by shape, never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from readerapp.domain.state import Status


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One cell each."""

    cursor: str = "▌"
    selected: str = "✓"
    unread: str = "●"
    reading: str = "◐"
    read: str = "○"
    archived: str = "–"
    note: str = "✎"
    code: str = "⌥"
    search: str = "⌕"
    ellipsis: str = "…"
    star: str = "★"
    downwards: str = "↓"
    upwards: str = "↑"
    separator: str = "·"
    rule: str = "─"
    new: str = "•"

    def status(self, status: Status) -> str:
        """The mark of a status."""
        mark: str = getattr(self, status.value)
        return mark


UNICODE = Glyphs()
ASCII = Glyphs(
    cursor=">",
    selected="+",
    unread="*",
    reading="~",
    read="o",
    archived="-",
    note="n",
    code="c",
    search="/",
    ellipsis=".",
    star="*",
    downwards="v",
    upwards="^",
    separator="|",
    rule="-",
    new="+",
)
