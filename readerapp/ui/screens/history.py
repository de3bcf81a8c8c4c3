"""History: what was done, by whomever, and what went wrong, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from readerapp.actions.done import sentence
from readerapp.state import Entry
from readerapp.ui.dates import ago
from readerapp.ui.screens.modal import Modal


def table(
    entries: Sequence[Entry], now: datetime, went_wrong: Iterable[tuple[datetime, str]] = ()
) -> Content:
    """One line a step, and a failure; what was undone is struck through."""
    dated = [
        (
            entry.when,
            Content.assemble(
                (sentence(entry.words), "strike $quiet" if entry.undone else ""),
                ("  undone" if entry.undone else "", "$quiet"),
            ),
        )
        for entry in entries
    ]
    dated += [(when, Content.styled(text, "$warning")) for when, text in went_wrong]
    dated.sort(key=lambda line: line[0], reverse=True)
    lines = [
        Content.assemble((f"{ago(when.isoformat(), now):>14}  ", "$quiet"), text) for when, text in dated
    ]
    return Content("\n").join(lines) if lines else Content.styled("Nothing was changed yet.", "$quiet")


class History(Modal[str | None]):
    """Gives `undo` or `redo` where the reader asked for it, else None."""

    BINDINGS: ClassVar = [
        ("escape,q,U", "dismiss(None)", "Back"),
        ("u", "dismiss('undo')", "Undo"),
        ("ctrl+r", "dismiss('redo')", "Redo"),
    ]
    AUTO_FOCUS = "#history-scroll"

    def __init__(
        self, entries: Sequence[Entry], now: datetime, went_wrong: Iterable[tuple[datetime, str]] = ()
    ) -> None:
        super().__init__()
        self._went_wrong = tuple(went_wrong)
        self._entries = entries
        self._now = now

    def compose(self) -> ComposeResult:
        """The steps."""
        with Vertical(id="history"):
            with VerticalScroll(id="history-scroll"):
                yield Static(table(self._entries, self._now, self._went_wrong), markup=False)
            yield Static("u undo · ctrl+r redo · esc back", id="history-foot", markup=False)
