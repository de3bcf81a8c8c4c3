"""History: changes, by the reader or other programs, and warnings, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from readerapp.actions.done import sentence
from readerapp.home import shipped
from readerapp.state import Entry
from readerapp.ui.formatting import ago
from readerapp.ui.screens.modal import Modal
from readerapp.ui.table_text import table_width, wrapped_cell

_TIME_CELLS = 16
_UNDONE = "(undone)"


def table(
    entries: Sequence[Entry], now: datetime, width: int, warnings: Iterable[tuple[datetime, str]] = ()
) -> Content:
    """Return one row for each change and warning, in `width` cells; undone changes are struck through."""
    rows = [
        (entry.when, sentence(entry.words), "strike $quiet" if entry.undone else "", _UNDONE * entry.undone)
        for entry in entries
    ]
    rows += [(when, text, "$warning", "") for when, text in warnings]
    rows.sort(key=lambda row: row[0], reverse=True)
    lines = []
    for when, text, style, suffix in rows:
        heading = ago(when.isoformat(), now)
        cell = wrapped_cell(heading, f"{text} {suffix}", column=_TIME_CELLS, width=width).removesuffix(suffix)
        gap = len(cell) - len(cell.lstrip())
        lines.append(
            Content.assemble((heading, "$quiet"), cell[:gap], (cell[gap:], style), (suffix, "$quiet"))
        )
    return Content("\n").join(lines) if lines else Content.styled("No changes yet.", "$quiet")


class HistoryScreen(Modal[str | None]):
    """Shows the history; the result is `undo`, `redo` or None."""

    CSS_PATH = shipped("styles") / "history.tcss"
    BINDINGS: ClassVar = [
        ("escape,q", "dismiss(None)", "Back"),
        Binding("U", "dismiss(None)", "Back", id="history"),
        Binding("u", "dismiss('undo')", "Undo", id="undo"),
        Binding("ctrl+r", "dismiss('redo')", "Redo", id="redo"),
    ]
    AUTO_FOCUS = "#history-scroll"

    def __init__(
        self,
        entries: Sequence[Entry],
        now: datetime,
        warnings: Iterable[tuple[datetime, str]] = (),
        foot: str = "",
    ) -> None:
        super().__init__()
        self._foot = foot
        self._warnings = tuple(warnings)
        self._entries = entries
        self._now = now
        self._width = 0

    def compose(self) -> ComposeResult:
        """Lay out the table and the keys."""
        with Vertical(id="history"):
            with VerticalScroll(id="history-scroll"):
                yield Static(self._table(), id="history-table", markup=False)
            yield Static(self._foot, id="history-foot", markup=False)

    def _table(self) -> Content:
        self._width = table_width(self.app.size.width)
        return table(self._entries, self._now, self._width, self._warnings)

    def on_resize(self) -> None:
        """Wrap the table to the new width."""
        if self._width != table_width(self.app.size.width):
            self.query_one("#history-table", Static).update(self._table())
