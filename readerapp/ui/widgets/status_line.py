"""Problems, and below them the bottom line: the last message, its hint, and keys or a job's progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from readerapp.ui.bindings import KeyHint, clicked
from readerapp.ui.cells import crop_title, split_line
from readerapp.ui.crash_guard import CrashGuard

if TYPE_CHECKING:
    from readerapp.ui.job_progress import JobProgress

_GAP = 2
_MAX_TROUBLE_LINES = 3
_UPDATE_SECONDS = 0.25
"""Shorter jobs end before anyone could read their progress."""


class StatusLine(CrashGuard, Widget):
    """Message and hint on the left, keys on the right; during a job, its progress replaces the keys.

    The hint is never cropped; if there is too little room, keys go first.
    """

    message: reactive[str] = reactive("")
    hint: reactive[str] = reactive("")
    """What to press next, as in `u to undo`."""
    warning: reactive[bool] = reactive(False)
    keys: reactive[Sequence[KeyHint]] = reactive(())
    progress: reactive[JobProgress | None] = reactive(None)
    above: StatusLine | None = None
    """The line of a screen that covers this one: it shows the messages instead."""

    def __init__(self, separator: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._separator = separator
        self.greeting = ""
        """The message of the start, until a key is pressed."""
        self._timer: Timer | None = None
        self._lasts: int | None = None
        self._moves = 0

    def say(self, text: str, *, hint: str = "", warning: bool = False, lasts: int | None = None) -> None:
        """Show a message and its hint; a warning stays until the next, others for `lasts` moves."""
        if self.above:
            self.above.say(text, hint=hint, warning=warning, lasts=lasts)
            return
        self._lasts, self._moves = None if warning else lasts, 0
        self.warning, self.message, self.hint = warning, text, hint

    def moved_on(self, *, opened: bool = False) -> None:
        """Count a move of the highlight; what was said about a paper goes once the reader has moved on."""
        self._moves += not opened
        if self._lasts is not None and self._moves >= (1 if opened else self._lasts):
            self.say("")

    def follow(self, progress: Callable[[], JobProgress | None]) -> None:
        """Show a job's progress until it is None."""

        def update() -> None:
            self.progress = progress()
            if self.progress is None and self._timer:
                self._timer.stop()
                self._timer = None

        if self._timer is None:
            self._timer = self.set_interval(_UPDATE_SECONDS, update)

    def watch_message(self) -> None:
        """Use a second line for a warning that is too long for one."""
        room = self.size.width - cell_len(self.hint)
        self.styles.height = 2 if self.warning and 0 < room < cell_len(self.message) else 1

    def on_resize(self) -> None:
        """Use one line or two, as fits the new width."""
        self.watch_message()

    def render(self) -> Content:
        """Draw one line or two."""
        if self.size.height < 2:
            return self._line(self.message)
        head, rest = split_line(self.message, self.size.width)
        return Content.assemble(self._toned(head), "\n", self._line(rest))

    def _toned(self, text: str) -> Content:
        return Content.styled(text, "$warning") if self.warning else Content(text)

    def _line(self, text: str) -> Content:
        width = self.size.width
        progress = (
            [Content.styled(words, "$quiet") for words in self.progress.texts(self._separator)]
            if self.progress
            else []
        )
        left = self._message(text, width - (progress[-1].cell_length + _GAP if progress else 0))
        room = width - left.cell_length - (_GAP if left else 0)
        if progress:
            right = next((words for words in progress if words.cell_length <= room), progress[-1])
        else:
            right = self._keys(room)
        return Content.assemble(left, " " * (width - left.cell_length - right.cell_length), right)

    def _keys(self, room: int) -> Content:
        keys = [it.text for it in self.keys]
        while keys and sum(key.cell_length + _GAP for key in keys) > room + _GAP:
            keys.pop(-2 if len(keys) > 1 else -1)
        return Content(" " * _GAP).join(keys)

    def on_click(self, event: events.Click) -> None:
        """Run the command of a clicked key."""
        if command := clicked(event):
            self.post_message(command)

    def _message(self, text: str, width: int) -> Content:
        hint = Content.styled(self.hint, "$quiet")
        room = max(0, width - hint.cell_length)
        cropped = crop_title(text, room) if cell_len(text) > room else text
        return Content.assemble(self._toned(cropped), hint)


class TroubleLines(CrashGuard, Static):
    """A line for each problem with the reader's files and settings, as long as there are any."""

    def show(self, problems: Sequence[str], dismiss: str) -> None:
        """Show problems, and the key that dismisses them."""
        self.set_class(bool(problems), "-shown")
        lines = list(problems)
        if len(lines) > _MAX_TROUBLE_LINES:
            lines[_MAX_TROUBLE_LINES - 1 :] = [f"and {len(lines) - _MAX_TROUBLE_LINES + 1} more"]
        text = "\n".join(f"! {line}" for line in lines) + f"  {dismiss}"
        if lines and text != self.content:  # an update lays out the screen
            self.update(text)
