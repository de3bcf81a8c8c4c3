"""The app: themes, stylesheets and failures around the main screen."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import ClassVar

from rich.console import RenderableType
from textual import events
from textual.binding import Binding
from textual.command import Provider

from readerapp.actions.last_place import Left
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import ReaderError
from readerapp.home import shipped
from readerapp.settings import Settings
from readerapp.ui import resume
from readerapp.ui.screens.main import Main
from readerapp.ui.screens.modal import Modal
from readerapp.ui.screens.writing import Writing
from readerapp.ui.sturdy import Failures
from readerapp.ui.terminal.app import TerminalApp
from readerapp.ui.themes import DARK, LIGHT, filled

_STYLES = ("main", "menu", "note", "help")


def palette() -> type[Provider]:
    """The provider of the command palette, loaded when it is opened."""
    from readerapp.ui.palette import Commands

    return Commands


class ReaderApp(TerminalApp):
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
    ]

    def __init__(self, reading: ReadingList, settings: Settings, *, fresh: bool = True) -> None:
        super().__init__()
        self.reading = reading
        self.settings = settings
        self.ascii_only = settings.ascii
        self.left = Left() if fresh else Left.load(self.place_left)
        self.failures = Failures(reading.home.cache / "errors.log")
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme, self.problems = self._styled()

    def _styled(self) -> tuple[str, tuple[str, ...]]:
        """The theme, with the reader's own stylesheets taken in; a line for each part that makes no sense."""
        home, wanted = self.reading.home, self.settings.theme
        if wanted in (None, DARK.name, LIGHT.name) and not home.styles.exists():
            return wanted or DARK.name, ()
        from readerapp.ui import styles  # no start waits for what few readers have

        theme, problem = styles.chosen(wanted, self.available_themes, DARK.name)
        own, problems = styles.sound(home.styles, self.get_css_variables())
        self.css_path = [*self.css_path, *own]
        return theme, (*([f"{home.settings}: {problem}"] if problem else []), *problems)

    @property
    def place_left(self) -> Path:
        """The file that says where the reader left the app."""
        return self.reading.home.cache / "left.json"

    def save(self) -> None:
        """Bring all to safety; where that can't be, it is told already, and tried again."""
        with suppress(ReaderError):
            self.reading.store.sync()

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End, and remember where the reader was."""
        for main in self.screen_stack[:1]:
            if isinstance(main, Main) and main.is_mounted:
                main.attempt(partial(resume.save, main, self.place_left))
        super().exit(result, return_code, message)

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

        from readerapp.ui.commands.intake import paste

        main = self.screen_stack[0]
        if isinstance(main, Main) and not isinstance(self.focused, Input | TextArea):
            main.attempt(partial(paste, main, event.text))

    def get_css_variables(self) -> dict[str, str]:
        """The theme's variables, with every colour role of ours filled."""
        return filled(super().get_css_variables())

    def get_default_screen(self) -> Main:
        """The list itself: an empty screen under it would be laid out and painted first."""
        return Main(self.reading, self.settings, self.left, self.problems)
