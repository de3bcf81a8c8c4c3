"""Help: every key as it stands now, searchable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from readerapp.actions.commands import Command
from readerapp.domain.text import fold
from readerapp.ui.screens.writing import Writing
from readerapp.ui.widgets.box import Box


def table(commands: Sequence[Command], words: str) -> Content:
    """The commands whose name, help or keys have all `words`, under their groups."""
    asked = fold(words).split()
    lines: list[Content] = []
    group = ""
    for command in commands:
        keys = "  ".join(command.shown)
        text = fold(f"{command.group} {command.name} {command.help} {keys} {command.id}")
        if not all(word in text for word in asked):
            continue
        if command.group != group:
            group = command.group
            lines += [Content(), Content.styled(group, "bold $accent")]
        lines.append(Content.assemble((f"{keys:<19} ", "bold"), command.help, (f"  {command.id}", "$quiet")))
    return Content("\n").join(lines[1:]) if lines else Content.styled("No key for that.", "$quiet")


class Help(Writing[None]):
    """Shows the live bindings."""

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

    def compose(self) -> ComposeResult:
        """A search box over the table."""
        with Vertical(id="help"):
            yield Box(placeholder="search the keys", id="help-search", compact=True)
            with VerticalScroll(id="help-scroll", can_focus=False):
                yield Static(table(self._commands, ""), id="help-table", markup=False)
            yield Static(
                "esc back · ↑↓ scroll · [keys] in config.toml gives a command other keys by its id",
                id="help-foot",
                markup=False,
            )

    @on(Input.Changed, "#help-search")
    def search(self, event: Input.Changed) -> None:
        """Show the keys for what is typed."""
        self.query_one("#help-table", Static).update(table(self._commands, event.value))

    def action_scroll(self, lines: int) -> None:
        """Scroll the table."""
        self.query_one("#help-scroll").scroll_relative(y=lines, animate=False)
