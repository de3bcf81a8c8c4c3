"""Following the present search, which brings its papers forward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readerapp.actions.done import Done
from readerapp.actions.views.followed import follow
from readerapp.actions.views.own_views import SettingsStep
from readerapp.settings import Settings
from readerapp.ui.commands.settings.dialog import apply_settings

if TYPE_CHECKING:
    from readerapp.ui.desk import Desk


def follow_search(desk: Desk) -> None:
    """Follow the present search, within its view."""
    query = desk.question.view.narrowed(desk.question.typed, in_order=False)
    if not query:
        desk.say(desk.worded("This is every paper; {search} or {views} makes a search to follow"))
        return
    path, now = desk.reading.home.settings, desk.reading.clock()

    def followed(step: SettingsStep) -> None:
        apply_settings(desk, Settings.load(path))
        desk.did(Done(step.message, undoable=True), undo=lambda: _undo(desk, step))

    desk.work("settings", lambda: follow(path, query, now), followed)


def _undo(desk: Desk, step: SettingsStep) -> None:
    def undone(_: None) -> None:
        apply_settings(desk, Settings.load(step.path))
        desk.say(f"Undone: {step.message[:1].lower()}{step.message[1:]}")

    desk.work("settings", step.undo, undone)
