"""Starting the app: checks the terminal, opens the reading list, runs to the end."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TextIO

from textual import constants

from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import ReaderError
from readerapp.home import Home, is_agent
from readerapp.settings import Settings
from readerapp.ui import garbage
from readerapp.ui.app import ReaderApp
from readerapp.ui.terminal.encoding import charset, is_unicode

_PAINTED_SECONDS = 0.5
_SWITCH_SECONDS = 0.001
"""Threads take turns this often: the one that writes what was drawn would wait for Python's usual 5 ms."""


def terminal_problem() -> str:
    """Return why the app can't run on these streams, in a sentence; empty if it can."""
    if constants.DRIVER:  # what it draws on is no terminal: a browser
        return ""
    for stream, name in ((sys.__stdin__, "input"), (sys.__stdout__, "output")):
        if not _is_terminal(stream):
            return (
                f"The app needs a terminal, and standard {name} isn't one; "
                "`readerapp --plain` prints the list, `readerapp -h` shows all commands"
            )
    return ""


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def _show_progress(part: float) -> None:
    # On the still empty terminal, while an uncached library is read.
    if not (stream := next((s for s in (sys.stderr, sys.stdout) if _is_terminal(s)), None)):
        return
    end = "\r\x1b[K" if part >= 1 else ""
    stream.write(f"\rReading papers.jsonl ... {part:.0%}{end}")
    stream.flush()


def run(home: Home, *, fresh: bool = False, app_type: type[ReaderApp] = ReaderApp) -> int:
    """Run the app, at the reader's last place or `fresh`. Return the exit status.

    Raises:
        ReaderError: there is no terminal, or the last changes can't be saved.
    """
    if why := terminal_problem():
        raise ReaderError(why)
    settings = Settings.load(home.settings)
    if not is_unicode(charset(sys.__stdout__)):
        settings = replace(settings, ascii=True)
    sys.setswitchinterval(_SWITCH_SECONDS)
    with ReadingList.open(home, progress=_show_progress, at_once=True, agent=is_agent()) as reading:
        app = app_type(reading, settings, fresh=fresh)
        app.ascii_terminal = not is_unicode(charset(sys.__stdout__))
        app.call_later(app.set_timer, _PAINTED_SECONDS, garbage.keep_what_is_there)
        app.run()
    return app.return_code or 0
