"""The app: errors, keys and pastes around the main screen."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import ClassVar

from rich.console import RenderableType
from textual import events
from textual.actions import ActionParseResult, parse
from textual.binding import Binding
from textual.dom import DOMNode

from readerapp.actions.reading_list import ReadingList
from readerapp.actions.views.last_place import LastPlace
from readerapp.domain.errors import ReaderError
from readerapp.settings import Settings
from readerapp.ui import garbage, resume
from readerapp.ui.appearance import Appearance
from readerapp.ui.bindings import bindings, keymap
from readerapp.ui.crash_guard import ErrorLog
from readerapp.ui.desk import Desk
from readerapp.ui.main import Main
from readerapp.ui.prompt_screen import PromptScreen

_REST_SECONDS = 0.05
"""After the last key; what it asked for is mostly drawn by then."""


class ReaderApp(Appearance):
    """The app on one reading list."""

    TITLE = "readerapp"
    ENABLE_COMMAND_PALETTE = False
    """Textual's own palette; the main screen opens ours."""
    BINDINGS: ClassVar = [
        *bindings("app"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
        Binding("ctrl+c", "help_quit", "How to quit", show=False),
    ]

    main_screen: type[Main] = Main

    def __init__(self, reading: ReadingList, settings: Settings, *, fresh: bool = True) -> None:
        super().__init__()
        self.reading = reading
        self.settings = settings
        self.ascii_only = settings.ascii
        self.animation_level = "full" if settings.motion else "none"
        self._tidying: asyncio.TimerHandle | None = None
        self.left = LastPlace() if fresh else LastPlace.load(resume.path(reading.home))
        self.failures = ErrorLog(reading.home.cache / "errors.log")
        self.style_problems = self.dress(reading.home, settings.theme)

    def save(self) -> None:
        """Save all changes. A failure has been reported already, and the save is retried."""
        with suppress(ReaderError):
            self.reading.store.sync()

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Quit, and save where the reader is."""
        for main in self.screen_stack[:1]:
            if isinstance(main, Main) and main.is_mounted:
                main.attempt(partial(resume.save, main))
        self.ended = True
        super().exit(result, return_code, message)

    def report_failure(self, error: BaseException) -> bool:
        """Report an unexpected error in one line. Return False if the app can't go on."""
        line = self.failures.add(error)
        if self.ended:  # nothing is left to show it on
            return True
        main = self.screen_stack[0] if self.is_running and self.screen_stack else None
        if self.failures.too_many or not (isinstance(main, Main) and main.is_mounted):
            return False
        main.say(line, warning=True)
        return True

    def _handle_exception(self, error: Exception) -> None:
        """Report an error outside message handlers; an open dialog is closed, the list stays."""
        from readerapp.ui.screens.modal import Modal  # no dialog is open at the start

        if not self.report_failure(error):
            super()._handle_exception(error)
        elif isinstance(self.screen, Modal):
            self.screen.dismiss(None)

    def action_help_quit(self) -> None:
        """Say how to quit: readers try ctrl+c."""
        if isinstance(self.screen, Main):
            self.screen.say("ctrl+q quits")

    def rested(self) -> None:
        """Show the paper that the last key moved to; look for garbage if no other key follows."""
        if self._tidying:
            self._tidying.cancel()
        self._tidying = asyncio.get_running_loop().call_later(_REST_SECONDS, self._tidy)
        for screen in self.screen_stack:
            if isinstance(screen, PromptScreen):
                screen.catch_up()

    def _tidy(self) -> None:
        garbage.tidy()
        if not self.ended and self.screen_stack and isinstance(main := self.screen_stack[0], Main):
            main.pages.read_near(main.shelf, main.paper_list.cursor, main.paper_list.size.height)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action. If the main screen can't do it now, or it fails, say why."""
        desk = default_namespace
        if not isinstance(desk, Desk):
            return await super().run_action(action, default_namespace, namespaces)
        try:
            done = await super().run_action(action, desk, namespaces)
            _, name, parameters = parse(action) if isinstance(action, str) else action
            if not done and (why := desk.why_no_action(name, parameters)):
                desk.say(why)
                return True
        except Exception as error:  # noqa: BLE001 - as `Desk.attempt`, for awaited actions
            desk.report(error)
            return True
        return done

    def on_paste(self, event: events.Paste) -> None:
        """Add papers from a paste outside of text boxes: a page, references, ids, dropped files."""
        from textual.widgets import Input, TextArea

        from readerapp.ui.commands.intake.adding import paste

        main = self.screen_stack[0]
        if isinstance(main, Main) and not isinstance(self.focused, Input | TextArea):
            main.attempt(partial(paste, main, event.text))

    def get_default_screen(self) -> Main:
        """Return the main screen: a blank default screen would be laid out and painted first."""
        main = self.main_screen(self.reading, self.settings, self.left, self.style_problems)
        self.set_keymap(keymap(main.commands))
        return main
