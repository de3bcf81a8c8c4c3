"""The app's part that deals with the terminal and the shell."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any, ClassVar

from textual import constants, events
from textual.app import App
from textual.binding import Binding
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome
from textual.geometry import Offset
from textual.screen import Screen

from readerapp.ui.crash_guard import CrashGuard
from readerapp.ui.terminal.encoding import takes_links


class TerminalApp(CrashGuard, App[None], inherit_bindings=False):
    """Quits cleanly with the terminal, suspends to the shell, redraws on request."""

    BINDINGS: ClassVar = [
        Binding("ctrl+z", "suspend_process", "Suspend", show=False),
        Binding("ctrl+l", "repaint", "Redraw", show=False),
    ]

    ascii_only = False
    """True to draw only ASCII."""
    style_problems: Sequence[str] = ()
    """One sentence for each problem with the theme and the reader's stylesheets."""
    ascii_terminal = False
    """True if the terminal has nothing else."""

    def __init__(self) -> None:
        super().__init__()
        # The app says things in its bottom line: Textual needn't mount, style and lay out its own means.
        self._disable_notifications = self._disable_tooltips = True
        if self.no_color:  # Textual's own filter leaves shades of grey
            from readerapp.ui.terminal.no_colour import NoColours

            others = (line_filter for line_filter in self._filters if not isinstance(line_filter, Monochrome))
            self._filters = [*others, NoColours(self)]

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor is left after each frame: screen readers and magnifiers follow it.

        It stays hidden: what has the focus draws a cursor of its own, in colours that every terminal shows.
        """
        if (focused := self.focused) is None:
            return Offset()
        spot: Offset = getattr(focused, "cursor_screen_offset", focused.content_region.offset)
        return spot

    @cursor_position.setter
    def cursor_position(self, _position: Offset) -> None:
        """Textual's text boxes set it, but only they, and before they are laid out."""

    @property
    def _background_screens(self) -> list[Screen[Any]]:
        """The screens that are seen behind the current one.

        Textual counts the next one even if nothing is seen of it: what changes there would draw all anew.
        """
        return [] if self.screen.styles.background.a == 1 else super()._background_screens

    @property
    def shows_links(self) -> bool:
        """True if the terminal may be sent addresses for what is a link."""
        return not self.ascii_only and takes_links(os.environ)

    def follow_styles(self) -> str:
        """Use the reader's stylesheets as they are by now. Return what to say; empty without a change."""
        return ""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the output filters; the last one replaces symbols with ASCII if asked to."""
        filters = super().get_line_filters()
        if not self.ascii_only:
            return filters
        from readerapp.ui.terminal.encoding import AsciiFilter

        return [*filters, AsciiFilter()]

    def get_driver_class(self) -> type[Driver]:
        """Return our driver; Textual's own on Windows, or if `TEXTUAL_DRIVER` names one."""
        if sys.platform == "win32" or constants.DRIVER is not None:
            return super().get_driver_class()
        from readerapp.ui.terminal.driver import TerminalDriver

        return TerminalDriver

    def is_bound(self, key: str) -> bool:
        """Return True if the key does something on the current screen."""
        return bool(self.screen_stack) and key in self.active_bindings

    def copy_to_clipboard(self, text: str) -> None:
        """Ask the terminal to copy text, through GNU screen if needed."""
        if not os.environ.get("STY"):
            super().copy_to_clipboard(text)
        elif self._driver:
            from readerapp.actions.desktop.clipboard import osc52  # only for GNU screen

            self._driver.write(osc52(text, os.environ))

    def report_failure(self, error: BaseException) -> bool:
        """Report an unexpected error in one line. Return False if the app can't go on."""
        raise NotImplementedError

    def save(self) -> None:
        """Save all changes."""
        raise NotImplementedError

    def action_suspend_process(self) -> None:
        """Save all changes, then suspend to the shell."""
        self.save()
        super().action_suspend_process()

    def action_repaint(self) -> None:
        """Redraw everything, over other programs' output."""
        if self._driver:
            self._driver.write("\x1b[2J")
        self.refresh(layout=True, repaint=True)

    def on_resize(self, event: events.Resize) -> None:
        """Draw everything anew: a terminal may move what it showed, also if it has its former size again."""
        if forget := getattr(self._driver, "forget", None):
            forget(*event.size)
        self.refresh(repaint=True)

    def on_mount(self) -> None:
        """Quit cleanly when the terminal closes or on SIGTERM; redraw after a suspension."""
        self.app_resume_signal.subscribe(self, lambda _: self.action_repaint())
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self.exit)
