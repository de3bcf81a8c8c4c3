"""Screens that are there to type in."""

from __future__ import annotations

from textual.screen import ModalScreen, ScreenResultType


class Writing(ModalScreen[ScreenResultType]):
    """Has a text box that takes the focus; keys typed before it is there wait for it."""

    AUTO_FOCUS = "Input, TextArea"
