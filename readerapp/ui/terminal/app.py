"""What of the app has to do with the terminal and the shell around it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from typing import ClassVar

from textual import constants
from textual.app import App
from textual.binding import Binding
from textual.driver import Driver
from textual.filter import LineFilter

from readerapp.actions.desktop.clipboard import osc52
from readerapp.ui.crash_guard import CrashGuard


class TerminalApp(CrashGuard, App[None], inherit_bindings=False):
    """Ends in order when the terminal does, rests as a job of the shell, draws anew when asked."""

    BINDINGS: ClassVar = [
        Binding("ctrl+z", "suspend_process", "Suspend", show=False),
        Binding("ctrl+l", "repaint", "Draw anew", show=False),
    ]

    ascii_only = False
    """Whether what is drawn goes without other signs."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What is drawn goes through these, the last of them with its signs."""
        filters = super().get_line_filters()
        if not self.ascii_only:
            return filters
        from readerapp.ui.terminal.encoding import AsciiFilter

        return [*filters, AsciiFilter()]

    def get_driver_class(self) -> type[Driver]:
        """What brings keys and draws; Textual's own where another is asked for."""
        if sys.platform == "win32" or constants.DRIVER is not None:
            return super().get_driver_class()
        from readerapp.ui.terminal.driver import TerminalDriver

        return TerminalDriver

    def is_bound(self, key: str) -> bool:
        """Whether this key does something where the reader is; nothing does before there is a screen."""
        return bool(self.screen_stack) and key in self.active_bindings

    def copy_to_clipboard(self, text: str) -> None:
        """Ask the terminal to put text on the clipboard, through what lies between."""
        if not os.environ.get("STY"):
            super().copy_to_clipboard(text)
        elif self._driver:
            self._driver.write(osc52(text, os.environ))

    def report_failure(self, error: BaseException) -> bool:
        """Report a failure nobody foresaw in one line. Return False if the app can't go on."""
        raise NotImplementedError

    def save(self) -> None:
        """Bring all to safety."""
        raise NotImplementedError

    def action_suspend_process(self) -> None:
        """Stop, as the shell's job; what was changed is safe first."""
        self.save()
        super().action_suspend_process()

    def action_repaint(self) -> None:
        """Draw everything anew, over what other programs wrote on the terminal."""
        if self._driver:
            self._driver.write("\x1b[2J")
        self.refresh(layout=True, repaint=True)

    def on_mount(self) -> None:
        """End in order when the terminal closes or the system asks; draw again after a rest."""
        self.app_resume_signal.subscribe(self, lambda _: self.action_repaint())
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self.exit)
