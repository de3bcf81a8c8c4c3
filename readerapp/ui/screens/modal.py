"""Base classes of the screens over the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widget import Widget

from readerapp.ui.crash_guard import CrashGuard
from readerapp.ui.screens.overlay import Overlay
from readerapp.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    _Screen = Screen[Any]
else:
    _Screen = object


class DismissOnce(_Screen):
    """Mixin for screens: only the first dismissal counts; keys typed after it are dropped."""

    answered = False

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close the screen with a result; does nothing if it was dismissed already."""
        if self.answered or not self.is_current:
            return AwaitComplete()
        self.answered = True
        gone: AwaitComplete = super().dismiss(result)
        for widget in self.walk_children(Widget, with_self=True):
            widget._styles_cache.clear()  # Textual holds on to these, with all lines that were drawn
        return gone


class Modal(CrashGuard, DismissOnce, Overlay, ModalScreen[ScreenResultType]):
    """A small screen over the list. A click beside it goes back, as `esc` does."""

    COMPONENT_CLASSES: ClassVar = {"modal--behind", "modal--rule-behind"}

    async def on_click(self, event: events.Click) -> None:
        """Go back on a click beside what it shows."""
        if event.widget is self:
            event.stop()
            await self.leave()

    @on(KeyBar.Chosen)
    def press_clicked(self, event: KeyBar.Chosen) -> None:
        """Press a clicked key."""
        # Made in a call of the app, its sender then: an event doesn't bubble up beyond its sender.
        self.app.call_later(lambda: self.app.post_message(events.Key(event.id, None)))

    async def leave(self) -> None:
        """Go back without a result."""
        self.dismiss(None)
