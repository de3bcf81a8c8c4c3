"""History: what was done, by whomever, and what went wrong, newest first."""

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
from readerapp.state import Entry
from readerapp.ui.dates import ago
from readerapp.ui.screens.modal import Modal
from readerapp.ui.table_text import table_width, wrapped_cell

_COLUMN = 16
"""Cells of a time, and the space after it."""
_UNDONE = "(undone)"


def table(
    entries: Sequence[Entry], now: datetime, width: int, went_wrong: Iterable[tuple[datetime, str]] = ()
) -> Content:
    """One row a step, and a failure, in `width` cells; what was undone is struck through."""
    rows = [
        (entry.when, sentence(entry.words), "strike $quiet" if entry.undone else "", _UNDONE * entry.undone)
        for entry in entries
    ]
    rows += [(when, text, "$warning", "") for when, text in went_wrong]
    rows.sort(key=lambda row: row[0], reverse=True)
    lines = []
    for when, text, style, suffix in rows:
        heading = ago(when.isoformat(), now)
        said = wrapped_cell(heading, f"{text} {suffix}", column=_COLUMN, width=width).removesuffix(suffix)
        gap = len(said) - len(said.lstrip())
        lines.append(
            Content.assemble((heading, "$quiet"), said[:gap], (said[gap:], style), (suffix, "$quiet"))
        )
    return Content("\n").join(lines) if lines else Content.styled("Nothing changed yet.", "$quiet")


class HistoryScreen(Modal[str | None]):
    """Gives `undo` or `redo` where the reader asked for it, else None."""

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
        went_wrong: Iterable[tuple[datetime, str]] = (),
        foot: str = "",
    ) -> None:
        super().__init__()
        self._foot = foot
        self._went_wrong = tuple(went_wrong)
        self._entries = entries
        self._now = now

    def compose(self) -> ComposeResult:
        """The steps."""
        with Vertical(id="history"):
            with VerticalScroll(id="history-scroll"):
                yield Static(self._table(), id="history-table", markup=False)
            yield Static(self._foot, id="history-foot", markup=False)

    def _table(self) -> Content:
        return table(self._entries, self._now, table_width(self.app.size.width), self._went_wrong)

    def on_resize(self) -> None:
        """The same, in another width."""
        self.query_one("#history-table", Static).update(self._table())
