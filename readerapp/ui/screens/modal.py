"""Screens over the list that give an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType

from readerapp.ui.crash_guard import CrashGuard

if TYPE_CHECKING:
    _Screen = Screen[Any]
else:
    _Screen = object


class DismissOnce(_Screen):
    """Of a screen: it answers once. Keys that came after the one that answered it are for nobody."""

    answered = False

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Go, with the answer; nothing if it is given already."""
        if self.answered or not self.is_current:
            return AwaitComplete()
        self.answered = True
        gone: AwaitComplete = super().dismiss(result)
        return gone


class Modal(CrashGuard, DismissOnce, ModalScreen[ScreenResultType]):
    """A small screen over the list."""
