"""Tags with the numbers of their papers, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from readerapp.ui.cells import crop
from readerapp.ui.crash_guard import CrashGuard

_MAX_SHOWN = 200
"""Nobody looks through more; typing narrows them."""
_COUNT_CELLS = 7


class TagRow(NamedTuple):
    """A line of the list."""

    name: str
    papers: int | None = None
    """How many papers have it; None for a new tag."""

    @property
    def text(self) -> str:
        """The tag, said to be new if it is."""
        return f"new tag: {self.name}" if self.papers is None else self.name


class TagList(CrashGuard, OptionList, can_focus=False):
    """Shows tags beside a text box, which keeps the focus."""

    rows: Sequence[TagRow] = ()

    def show(self, rows: Sequence[TagRow], *, chosen: int | None) -> None:
        """Show other tags, with one of them chosen."""
        self.rows = rows[:_MAX_SHOWN]
        self.clear_options()
        self.add_options(Option(self._line(row)) for row in self.rows)
        if more := len(rows) - len(self.rows):
            self.add_option(
                Option(Content.styled(f"and {more:,} more: type to narrow", "$quiet"), disabled=True)
            )
        self.display = bool(self.rows)
        self.highlighted = chosen if self.rows else None

    @property
    def chosen(self) -> TagRow | None:
        """The chosen tag."""
        at = self.highlighted
        return self.rows[at] if at is not None and at < len(self.rows) else None

    def _line(self, row: TagRow) -> Content:
        room = max(8, self.scrollable_content_region.width or 44) - _COUNT_CELLS
        count = "" if row.papers is None else f"{row.papers:,}"
        return Content.assemble(crop(row.text, room), (f"{count:>{_COUNT_CELLS}}", "$quiet"))
