"""The app: themes, stylesheets and signals around the main screen."""

from __future__ import annotations

import asyncio
import signal
import sys
from functools import partial
from typing import ClassVar

from textual import constants, events
from textual.app import App
from textual.binding import Binding
from textual.command import Provider
from textual.driver import Driver

from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import ReaderError
from readerapp.home import Home, shipped
from readerapp.settings import Settings
from readerapp.ui.screens.main import Main
from readerapp.ui.screens.modal import Modal
from readerapp.ui.screens.writing import Writing
from readerapp.ui.sturdy import Failures, Sturdy
from readerapp.ui.themes import DARK, LIGHT, filled

_STYLES = ("main", "menu", "note", "help")


def palette() -> type[Provider]:
    """The provider of the command palette, loaded when it is opened."""
    from readerapp.ui.palette import Commands

    return Commands


class ReaderApp(Sturdy, App[None], inherit_bindings=False):
    """Shows one reading list."""

    TITLE = "readerapp"
    CSS_PATH: ClassVar = [shipped("styles") / f"{name}.tcss" for name in _STYLES]
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "f24"
    """None: the main screen binds the palette under the reader's own key."""
    COMMANDS: ClassVar = {palette}
    BINDINGS: ClassVar = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
        Binding("ctrl+c", "help_quit", "How to quit", show=False),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False),
        Binding("ctrl+l", "repaint", "Draw anew", show=False),
    ]

    def __init__(self, reading: ReadingList, settings: Settings) -> None:
        own = sorted(reading.home.styles.glob("*.tcss")) if reading.home.styles.is_dir() else []
        super().__init__(css_path=[*self.CSS_PATH, *own])
        self.reading = reading
        self.settings = settings
        self.failures = Failures(reading.home.cache / "errors.log")
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        wanted = settings.theme or DARK.name
        self.theme = wanted if wanted in self.available_themes else DARK.name

    def get_driver_class(self) -> type[Driver]:
        """What brings keys and draws; Textual's own where there is nothing to mend about it."""
        if sys.platform == "win32" or constants.DRIVER is not None:
            return super().get_driver_class()
        from readerapp.ui.terminal.driver import TerminalDriver

        return TerminalDriver

    def is_bound(self, key: str) -> bool:
        """Whether this key does something where the reader is."""
        return key in self.active_bindings

    def went_wrong(self, error: BaseException) -> bool:
        """Tell what nobody foresaw in a line; False where the app can't go on."""
        line = self.failures.add(error)
        if self._exit:  # what it was for is over
            return True
        main = self.screen_stack[0] if self._running and self.screen_stack else None
        if self.failures.too_many or not (isinstance(main, Main) and main.is_mounted):
            return False
        main.say(line, warning=True)
        return True

    def _handle_exception(self, error: Exception) -> None:
        """What failed in a part that can't go on: it goes, and the list stays."""
        if not self.went_wrong(error):
            super()._handle_exception(error)
        elif isinstance(self.screen, Modal):
            self.screen.dismiss(None)

    def action_command_palette(self) -> None:
        """Open the palette of our own commands."""
        from readerapp.ui.palette import Palette

        self.push_screen(Palette([palette], id="--command-palette"))

    def action_suspend_process(self) -> None:
        """Stop, as the shell's job; what was changed is safe first."""
        self.reading.store.sync()
        super().action_suspend_process()

    def action_repaint(self) -> None:
        """Draw everything anew, over what other programs wrote on the terminal."""
        if self._driver:
            self._driver.write("\x1b[2J")
        self.refresh(layout=True, repaint=True)

    def action_help_quit(self) -> None:
        """Say how to quit to a reader who presses ctrl+c."""
        if isinstance(self.screen, Main):
            self.screen.say("ctrl+q quits")

    def on_key(self, event: events.Key) -> None:
        """Bring keys that were typed before a text box had the focus to the box."""
        if not (event.is_printable and isinstance(self.screen, Writing)):
            return
        event.prevent_default()
        again = events.Key(event.key, event.character)
        if self.focused:
            self.focused.post_message(again)
        else:
            self.call_after_refresh(self.post_message, again)

    def on_paste(self, event: events.Paste) -> None:
        """Read what is pasted into no text box: a page, references, ids, files dropped on the terminal."""
        from textual.widgets import Input, TextArea

        from readerapp.ui.commands.bringing import paste

        main = self.screen_stack[0]
        if isinstance(main, Main) and not isinstance(self.focused, Input | TextArea):
            main.attempt(partial(paste, main, event.text))

    def get_css_variables(self) -> dict[str, str]:
        """The theme's variables, with every colour role of ours filled."""
        return filled(super().get_css_variables())

    def get_default_screen(self) -> Main:
        """The list itself: an empty screen under it would be laid out and painted first."""
        return Main(self.reading, self.settings)

    def on_mount(self) -> None:
        """End in order when the terminal closes or the system asks; draw again after a rest."""
        self.app_resume_signal.subscribe(self, lambda _: self.action_repaint())
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self.exit)


def _say_how_far(part: float) -> None:
    """Say on the still empty terminal how far a library new to us is read."""
    end = "\r\x1b[K" if part >= 1 else ""
    sys.stderr.write(f"\rReading papers.jsonl … {part:.0%}{end}")
    sys.stderr.flush()


def run(home: Home) -> int:
    """Run the app on a home; its exit status."""
    settings = Settings.load(home.settings)
    with ReadingList.open(home, progress=_say_how_far) as reading:
        app = ReaderApp(reading, settings)
        app.run()
        try:
            reading.flush()
        except ReaderError as error:
            print(f"readerapp: {error}", file=sys.stderr)
            return 1
    return app.return_code or 0
