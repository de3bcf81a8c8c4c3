"""Screens that are there to type in."""

from __future__ import annotations

from textual.screen import ScreenResultType

from readerapp.ui.screens.modal import Modal


class Writing(Modal[ScreenResultType]):
    """Has a text box that takes the focus; keys typed before it is there wait for it."""

    AUTO_FOCUS = "Input, TextArea"
