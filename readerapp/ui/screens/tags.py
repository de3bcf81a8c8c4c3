"""The tag editor: one line, all tags of one paper, or `+new -old` for several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.geometry import Offset
from textual.suggester import Suggester
from textual.widgets import Input

from readerapp.domain.text import clean_line
from readerapp.ui.screens.menu import Place
from readerapp.ui.screens.writing import Writing


def changes(typed: str, before: Sequence[tuple[str, ...]]) -> tuple[list[str], list[str]]:
    """The tags to add and to remove that `typed` asks for.

    For one paper it is the whole list, parted by commas; for several only words with `+` and `-` count,
    and a bare word adds.
    """
    words = [clean_line(word) for word in typed.split(",")]
    if len(before) == 1:
        wanted = [word.lstrip("+") for word in words if word.lstrip("+") and not word.startswith("-")]
        kept = {word.casefold() for word in wanted}
        return wanted, [tag for tag in before[0] if tag.casefold() not in kept]
    parts = [part for word in words for part in word.split()]
    add = [part.lstrip("+") for part in parts if not part.startswith("-") and part.lstrip("+")]
    return add, [part[1:] for part in parts if part.startswith("-") and part[1:]]


class _LastTag(Suggester):
    """Completes the tag that is being typed from the tags there are."""

    def __init__(self, tags: Iterable[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._tags = tuple(tags)

    async def get_suggestion(self, value: str) -> str | None:
        """The value with its last tag whole."""
        start = max(value.rfind(c) for c in ",+- ") + 1
        begun = value[start:].lstrip()
        if not begun:
            return None
        whole = next((tag for tag in self._tags if tag.casefold().startswith(begun.casefold())), None)
        return value + whole[len(begun) :] if whole else None


class TagEditor(Writing[str | None]):
    """Gives what was typed, or None."""

    BINDINGS: ClassVar = [("escape", "dismiss(None)", "Back")]

    def __init__(self, before: Sequence[tuple[str, ...]], every: Iterable[str], place: Place) -> None:
        super().__init__()
        self._before = before
        self._every = every
        self._place = place

    def compose(self) -> ComposeResult:
        """One line to type in."""
        one = len(self._before) == 1
        box = Input(
            ", ".join(self._before[0]) if one else "",
            placeholder="tag, another tag" if one else "+new -old",
            suggester=_LastTag(self._every),
            id="tags",
            select_on_focus=False,
        )
        box.cursor_blink = False
        box.border_title = "tags" if one else f"tags of {len(self._before)} papers"
        yield box

    def on_mount(self) -> None:
        """Stand under the row the tags are for, or over it at the bottom."""
        y = self._place.y + 1
        if y + 3 > self.app.size.height:
            y = max(0, self._place.y - 3)
        self.query_one(Input).styles.offset = Offset(self._place.x, y)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps."""
        self.dismiss(event.value)
