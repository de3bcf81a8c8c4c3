"""The bottom line: what just happened and how to undo it; the keys that matter here, or what goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from readerapp.ui.cells import crop
from readerapp.ui.crash_guard import CrashGuard

if TYPE_CHECKING:
    from readerapp.ui.job_progress import JobProgress

_GAP = 2
_LEAST_TITLE = 8
"""Cells of a quoted title below which it says nothing."""
_LOOK_EVERY = 0.25
"""Seconds; what takes less is over before anybody could read how far it is."""


class StatusLine(CrashGuard, Widget):
    """What was said on the left, keys on the right. The way back is never cut, the keys go first.

    While something goes on, how far it is stands in the keys' place.
    """

    said: reactive[str] = reactive("")
    hint: reactive[str] = reactive("")
    """How to undo what is said."""
    warning: reactive[bool] = reactive(False)
    keys: reactive[Sequence[tuple[str, str]]] = reactive(())
    pace: reactive[JobProgress | None] = reactive(None)

    def __init__(self, separator: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._separator = separator
        self._timer: Timer | None = None

    def follow(self, pace: Callable[[], JobProgress | None]) -> None:
        """Show how far something is until it is done."""

        def look() -> None:
            self.pace = pace()
            if self.pace is None and self._timer:
                self._timer.stop()
                self._timer = None

        if self._timer is None:
            self._timer = self.set_interval(_LOOK_EVERY, look)

    def watch_said(self) -> None:
        """Take a second line for what went wrong, where it is longer than one."""
        room = self.size.width - cell_len(self.hint)
        self.styles.height = 2 if self.warning and 0 < room < cell_len(self.said) else 1

    def on_resize(self) -> None:
        """The same, in another width."""
        self.watch_said()

    def render(self) -> Content:
        """One line, or two."""
        if self.size.height < 2:
            return self._line(self.said)
        head, _, rest = _broken(self.said, self.size.width)
        return Content.assemble(self._toned(head), "\n", self._line(rest))

    def _toned(self, text: str) -> Content:
        return Content.styled(text, "$warning") if self.warning else Content(text)

    def _line(self, text: str) -> Content:
        width = self.size.width
        going_on = (
            [Content.styled(words, "$quiet") for words in self.pace.texts(self._separator)]
            if self.pace
            else []
        )
        said = self._said(text, width - (going_on[-1].cell_length + _GAP if going_on else 0))
        room = width - said.cell_length - (_GAP if said else 0)
        if going_on:
            right = next((words for words in going_on if words.cell_length <= room), going_on[-1])
        else:
            right = self._keys(room)
        return Content.assemble(said, " " * (width - said.cell_length - right.cell_length), right)

    def _keys(self, room: int) -> Content:
        keys = [Content.assemble((key, "bold $accent"), (f" {name}", "$quiet")) for key, name in self.keys]
        while keys and sum(key.cell_length + _GAP for key in keys) > room + _GAP:
            keys.pop(-2 if len(keys) > 1 else -1)
        return Content(" " * _GAP).join(keys)

    def _said(self, said: str, width: int) -> Content:
        back = Content.styled(self.hint, "$quiet")
        room = max(0, width - back.cell_length)
        text = _cropped(said, room) if cell_len(said) > room else said
        return Content.assemble(self._toned(text), back)


def _cropped(text: str, width: int) -> str:
    """`text` cut to a width: in its quoted title if it has one, so that what became of the paper stays."""
    start, end = text.find('"') + 1, text.rfind('"')
    title, room = text[start:end], width - cell_len(text[:start]) - cell_len(text[end:])
    if start and room >= _LEAST_TITLE:
        return text[:start] + crop(title.removesuffix("…"), room).rstrip() + text[end:]
    return crop(text, width).rstrip()


def _broken(text: str, width: int) -> tuple[str, str, str]:
    """What of a text fits a line, up to a space if there is one, and the rest."""
    end = len(text)
    while cell_len(text[:end]) > width:
        end -= 1
    at = text.rfind(" ", 1, end + 1)
    return (text[:at], " ", text[at + 1 :]) if at > 0 and end < len(text) else (text[:end], "", text[end:])
