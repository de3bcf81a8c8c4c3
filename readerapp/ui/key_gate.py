"""The gate that hands on one key after the other, however fast they are typed."""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic

from textual import events
from textual.dom import DOMNode

from readerapp.ui.prompt_screen import PromptScreen
from readerapp.ui.terminal.app import TerminalApp

_LOST_AFTER_SECONDS = 1.0
"""A key not handled by then was dropped together with the widget it went to."""
_HELD_SECONDS = 0.06
"""Keys that are held down come at least this often."""


class KeyGate(TerminalApp):
    """Passes on each key only after the one before it has been handled.

    Textual sends a burst of keys to the widget that has the focus when they arrive. Here each key goes to
    the focus, screen and list that result from the keys before it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.ended = False
        """True once the reader quit: nothing is shown any more."""
        self._typed: deque[events.Key | events.Paste] = deque()
        self._under_way_since: float | None = None
        self._last_typed = monotonic()
        self._pace = _HELD_SECONDS
        self._look: asyncio.TimerHandle | None = None

    @property
    def idle_seconds(self) -> float:
        """How long no key was pressed."""
        return monotonic() - self._last_typed

    @property
    def is_held(self) -> bool:
        """True if the last key came as soon after another as those of a key that is held down."""
        return self._pace < _HELD_SECONDS

    @property
    def has_keys(self) -> bool:
        """True while a key waits or is under way."""
        return bool(self._typed) or self._under_way_since is not None

    @property
    def has_more(self) -> bool:
        """True while keys wait behind the one that is under way."""
        return bool(self._typed)

    def rested(self) -> None:
        """Do what was put off while keys were waiting: called when none is left."""

    async def on_event(self, event: events.Event) -> None:
        """Queue keys and pastes; pass on other events, and ctrl+q, at once."""
        is_quit = isinstance(event, events.Key) and event.key == "ctrl+q"
        if isinstance(event, events.Key | events.Paste) and not (event.is_forwarded or is_quit):
            self._typed.append(event)
            before, self._last_typed = self._last_typed, monotonic()
            self._pace = self._last_typed - before
            await self.hand_on()
        else:
            await super().on_event(event)

    async def hand_on(self) -> None:
        """Send the next key to the focused widget, unless another is being handled or it must wait."""
        if not self._typed:
            return
        self._look_again()
        since = self._under_way_since
        if since is not None and monotonic() - since < _LOST_AFTER_SECONDS:
            return
        screen = self.screen_stack[-1] if self.screen_stack else None
        if screen is None or not screen.is_mounted:
            (screen or self).call_later(self.call_later, self.hand_on)  # runs once it is mounted
        elif not self.must_wait(self._typed[0]):
            self._under_way_since = monotonic()
            node = self.focused or screen
            await super().on_event(self._typed.popleft())
            self._follow(node, laps=2)

    def _look_again(self) -> None:
        """See to it that no key waits for ever: what would hand it on may have gone with a dialog."""
        if not self._look:
            self._look = asyncio.get_running_loop().call_later(_LOST_AFTER_SECONDS, self._looked)

    def _looked(self) -> None:
        self._look = None
        if self._typed:
            self.call_later(self.hand_on)
        elif (since := self._under_way_since) and monotonic() - since >= _LOST_AFTER_SECONDS:
            self._under_way_since = None
            self.rested()

    def must_wait(self, event: events.Key | events.Paste) -> bool:
        """Return True if a key must wait, as the screen says; it calls `hand_on` when the wait is over."""
        if not (isinstance(event, events.Key) and isinstance(screen := self.screen, PromptScreen)):
            return False
        return screen.must_wait(event.key)

    def _follow(self, node: DOMNode | None, laps: int) -> None:
        """Wait behind the key in each node it bubbles through, then once more behind what it caused."""
        if node is None or node is self:
            self.call_later(self._arrived, laps)
        elif not node.call_later(self._follow, node.parent, laps):  # it is closing
            self._follow(node.parent, laps)

    async def _arrived(self, laps: int) -> None:
        if laps > 1 and self.screen_stack:
            self._follow(self.focused or self.screen, laps - 1)
        else:
            self._under_way_since = None
            await self.hand_on()
            if not self.has_keys:
                self.rested()
