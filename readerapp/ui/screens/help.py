"""Help: every command and its keys, searchable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from readerapp.actions.command import Command
from readerapp.domain.text import fold
from readerapp.home import shipped
from readerapp.ui.screens.modal import Modal
from readerapp.ui.table_text import table_width, wrapped_cell
from readerapp.ui.widgets.line_input import LineInput

_KEYS_CELLS, _HELP_CELLS, _ID_CELLS = 19, 45, 15
"""Column widths that fit nearly every command."""


def table(commands: Sequence[Command], words: str, width: int) -> Content:
    """Return the commands that match all `words`, by group, in `width` cells.

    If there is room, each has its id, as used in `[keys]`.
    """
    wanted = fold(words).split()
    lines: list[Content] = []
    group = ""
    keys = {command.id: "  ".join(command.shown) for command in commands}
    column = min(_KEYS_CELLS, max(map(len, keys.values()), default=0)) + 2
    with_ids = width >= column + _HELP_CELLS + 2 + _ID_CELLS
    for command in commands:
        text = fold(command.words)
        if not all(word in text for word in wanted):
            continue
        if command.group != group:
            group = command.group
            lines += [Content(), Content.styled(group, "bold $accent")]
        heading = keys[command.id]
        help = wrapped_cell(heading, command.help, column=column, width=width)
        if with_ids:
            help = f"{help:<{max(column, len(heading) + 1) - len(heading) + _HELP_CELLS + 2}}"
        lines.append(Content.assemble((heading, "bold"), help, (command.id if with_ids else "", "$quiet")))
    return Content("\n").join(lines[1:]) if lines else Content.styled("No matching keys.", "$quiet")


class Help(Modal[None]):
    """Shows all commands with the reader's own keys."""

    CSS_PATH = shipped("styles") / "help.tcss"
    BINDINGS: ClassVar = [
        ("escape,f1", "dismiss(None)", "Back"),
        ("down", "scroll(1)", "Down"),
        ("up", "scroll(-1)", "Up"),
        ("pagedown", "scroll(10)", "Page down"),
        ("pageup", "scroll(-10)", "Page up"),
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands
        self._width = 0

    def compose(self) -> ComposeResult:
        """Lay out a search box above the table."""
        with Vertical(id="help"):
            yield LineInput(placeholder="search keys", id="help-search", compact=True)
            with VerticalScroll(id="help-scroll", can_focus=False):
                yield Static(self._table(), id="help-table", markup=False)
            yield Static(
                "esc back · ↑↓ scroll · [keys] in config.toml changes a command's keys",
                id="help-foot",
                markup=False,
            )

    def _table(self, words: str = "") -> Content:
        self._width = table_width(self.app.size.width)
        return table(self._commands, words, self._width)

    def on_resize(self) -> None:
        """Wrap the table to the new width."""
        if self._width != table_width(self.app.size.width):
            self._show(self.query_one("#help-search", Input).value)

    def _show(self, words: str) -> None:
        self.query_one("#help-table", Static).update(self._table(words))

    @on(Input.Changed, "#help-search")
    def search(self, event: Input.Changed) -> None:
        """Show the commands that match."""
        self._show(event.value)

    def action_scroll(self, lines: int) -> None:
        """Scroll the table."""
        self.query_one("#help-scroll").scroll_relative(y=lines, animate=False, immediate=True)
