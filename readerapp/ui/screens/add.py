"""One line to name what is to be read: a path, a pattern or an address."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from typing import ClassVar

from textual.app import ComposeResult
from textual.suggester import Suggester
from textual.widgets import Input

from readerapp.ui.screens.modal import Modal
from readerapp.ui.widgets.line_input import LineInput

_LOOKED_AT = 5000
"""Names of a folder that are looked through for one that fits."""


def completed(path: str) -> str | None:
    """The path with its last part whole, a folder's with a slash after it; None if nothing fits."""
    folder, begun = os.path.split(path)
    if not (folder or begun) or begun in (".", "..", "~"):
        return None
    try:
        with os.scandir(os.path.expanduser(folder) or ".") as entries:  # noqa: PTH111 - may be no path at all
            names = sorted(_fitting(islice(entries, _LOOKED_AT), begun))
    except (OSError, ValueError):
        return None
    return path[: len(path) - len(begun)] + names[0] if names else None


def _fitting(entries: Iterator[os.DirEntry[str]], begun: str) -> Iterator[str]:
    for entry in entries:
        if entry.name.startswith(begun) and (begun or not entry.name.startswith(".")):
            yield entry.name + (os.sep if entry.is_dir() else "")


class _Paths(Suggester):
    """Completes paths, from the folder they are in."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The path with its last part whole."""
        return completed(value)


class Add(Modal[str | None]):
    """Gives what was typed, or None."""

    BINDINGS: ClassVar = [("escape", "dismiss(None)", "Back"), ("tab", "complete", "Complete")]

    def compose(self) -> ComposeResult:
        """One line to type in."""
        box = LineInput(
            placeholder="~/Downloads/page.html   papers/*.bib   https://…",
            suggester=_Paths(),
            id="add",
        )
        box.border_title = "add a file, a folder, a pattern or an address"
        box.border_subtitle = "tab completes"
        yield box

    def action_complete(self) -> None:
        """Take what is suggested."""
        self.query_one(Input).action_cursor_right()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter adds."""
        self.dismiss(event.value)
