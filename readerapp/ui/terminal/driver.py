"""Textual's driver for real terminals: late replies, other encodings, sudden hang-ups."""

from __future__ import annotations

import os
import selectors
import sys
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any

from textual import constants
from textual.drivers.linux_driver import LinuxDriver

from readerapp.ui.terminal.changes import Changes
from readerapp.ui.terminal.encoding import charset
from readerapp.ui.terminal.keyboard import Keyboard
from readerapp.ui.terminal.output import Output

if TYPE_CHECKING:
    from textual.app import App

_TICK_SECONDS = 0.05
"""Between checks of the clock while there is no input."""
_MAX_AT_ONCE = 1 << 14
"""Characters for which a terminal that takes any has room, too."""


class TerminalDriver(LinuxDriver):
    """Draws on whichever standard stream is the terminal."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        drawn_on = next((s for s in (sys.__stderr__, sys.__stdout__) if s and s.isatty()), sys.__stderr__)
        self._output = Output(drawn_on, self._end) if drawn_on else None
        if self._output:
            self._file = self._output  # type: ignore[assignment]
        self._sent = 0
        self._changes = Changes()

    def write(self, data: str) -> None:
        """Write what differs from what the terminal shows.

        It is there when this returns, unless the terminal is slow: a thread waits for that. The thread is
        left out otherwise since it would wait, too, until the interface has nothing to do.
        """
        if not (changes := self._changes.reduced(data)):
            return
        output = self._output
        is_prompt = output and output.written == self._sent and len(changes) <= _MAX_AT_ONCE
        self._sent += 1
        if output and is_prompt and output.is_ready():
            output.write(changes)
        else:
            super().write(changes)

    def forget(self, width: int, height: int) -> None:
        """Draw everything anew: the terminal has another size."""
        self._changes.forget(width, height)

    def _end(self) -> None:
        """Quit cleanly: the terminal is gone."""
        self._loop.call_soon_threadsafe(self._app.exit)

    def run_input_thread(self) -> None:
        """Read input until the app ends or the terminal closes."""
        encoding = charset(sys.__stdin__)
        # A terminal that displays only ASCII may still send more; UTF-8 is the best guess.
        decode = getincrementaldecoder("utf-8" if encoding == "ascii" else encoding)("replace").decode
        keyboard = self._keyboard()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                text = ""
                if selector.select(_TICK_SECONDS):
                    if not (data := self._read()):
                        self._end()
                        return
                    text = decode(data)
                try:
                    self._take(keyboard, text)
                except Exception as error:  # noqa: BLE001 - bad input must not stop the thread
                    self._app.call_later(self._raise, error)
                    keyboard = self._keyboard()

    def _keyboard(self) -> Keyboard:
        return Keyboard(constants.ESCAPE_DELAY, getattr(self._app, "is_bound", lambda _: False))

    def _take(self, keyboard: Keyboard, text: str) -> None:
        for message in (*(keyboard.feed(text) if text else ()), *keyboard.tick()):
            self.process_message(message)

    @staticmethod
    def _raise(error: Exception) -> None:
        raise error

    def _read(self) -> bytes:
        """Return the input available; empty at its end."""
        try:
            return os.read(self.fileno, 1 << 12)
        except BlockingIOError:  # another program left the terminal non-blocking
            os.set_blocking(self.fileno, True)
            return self._read()
        except OSError:
            return b""
