"""The prompt for a path, which tab completes: papers to add, a file to write."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import ClassVar

from textual.app import ComposeResult
from textual.suggester import Suggester
from textual.widgets import Input, Static

from readerapp.home import shipped
from readerapp.ui.screens.modal import Modal
from readerapp.ui.widgets.line_input import LineInput

_MAX_NAMES_READ = 5000
"""Completion looks at no more names of a folder."""


def completed(path: str, endings: Iterable[str] = ()) -> str | None:
    """Return the path with its last part completed, a folder with a slash; None if nothing matches.

    Where there is no such name, the ending is completed to the first of `endings`.
    """
    folder, begun = os.path.split(path)
    if not (folder or begun) or begun in (".", "..", "~"):
        return None
    return _there(path, folder, begun) or _ended(path, begun, endings)


def _ended(path: str, begun: str, endings: Iterable[str]) -> str | None:
    name, dot, ending = begun.rpartition(".")
    if not (name and dot):
        return None
    found = (each for each in endings if each.startswith(dot + ending.lower()))
    return next((path.removesuffix(dot + ending) + each for each in found), None)


def _there(path: str, folder: str, begun: str) -> str | None:
    try:
        with os.scandir(os.path.expanduser(folder) or ".") as entries:  # noqa: PTH111 - may be no path at all
            names = sorted(_matching(islice(entries, _MAX_NAMES_READ), begun))
    except (OSError, ValueError):
        return None
    return path[: len(path) - len(begun)] + names[0] if names else None


def _matching(entries: Iterator[os.DirEntry[str]], begun: str) -> Iterator[str]:
    for entry in entries:
        if entry.name.startswith(begun) and (begun or not entry.name.startswith(".")):
            yield entry.name + (os.sep if entry.is_dir() else "")


class _Paths(Suggester):
    """Completes paths."""

    def __init__(self, endings: Iterable[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._endings = tuple(endings)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the completed path."""
        return completed(value, self._endings)


class PathPrompt(Modal[str | None]):
    """Prompt whose result is the text typed, or None."""

    CSS_PATH = shipped("styles") / "menu.tcss"
    BINDINGS: ClassVar = [("escape", "dismiss(None)", "Back"), ("tab", "complete", "Complete")]

    def __init__(
        self,
        title: str,
        *,
        value: str = "",
        placeholder: str = "",
        endings: Iterable[str] = (),
        meaning: Callable[[str], str] | None = None,
    ) -> None:
        """`meaning` returns in words what a path means; they stand below."""
        super().__init__()
        self._title = title
        self._value = value
        self._placeholder = placeholder
        self._endings = endings
        self._meaning = meaning

    def compose(self) -> ComposeResult:
        """Lay out the input."""
        box = LineInput(
            self._value, placeholder=self._placeholder, suggester=_Paths(self._endings), id="path"
        )
        box.border_title = self._title
        box.border_subtitle = "tab completes"
        yield box
        if self._meaning:
            yield Static(self._meaning(self._value), id="path-meaning", markup=False)

    def action_complete(self) -> None:
        """Accept the suggestion."""
        self.query_one(Input).action_cursor_right()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what the path means so far."""
        if self._meaning:
            self.query_one("#path-meaning", Static).update(self._meaning(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer on enter."""
        self.dismiss(event.value)
