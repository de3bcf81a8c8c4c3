"""Starting the app: is there a terminal, what may be drawn on it, and the end."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TextIO

from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import ReaderError
from readerapp.home import Home
from readerapp.settings import Settings
from readerapp.ui.app import ReaderApp
from readerapp.ui.terminal.encoding import charset, is_unicode


def no_terminal() -> str:
    """Why the app can't run here, in a sentence; empty where it can."""
    for stream, what in ((sys.__stdin__, "the keys come from"), (sys.__stdout__, "it draws on")):
        if not _is_terminal(stream):
            return (
                f"The app needs a terminal, and what {what} is none; "
                "`readerapp --plain` prints the list, `readerapp -h` says what else works without"
            )
    return ""


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def _say_how_far(part: float) -> None:
    """Say on the still empty terminal how far a library new to us is read."""
    if not (stream := next((s for s in (sys.stderr, sys.stdout) if _is_terminal(s)), None)):
        return
    end = "\r\x1b[K" if part >= 1 else ""
    stream.write(f"\rReading papers.jsonl ... {part:.0%}{end}")
    stream.flush()


def run(home: Home, *, fresh: bool = False) -> int:
    """Run the app on a home, where it was left or anew; its exit status.

    Raises:
        ReaderError: there is no terminal, or what was changed last can't be written.
    """
    if why := no_terminal():
        raise ReaderError(why)
    settings = Settings.load(home.settings)
    if not is_unicode(charset(sys.__stdout__)):
        settings = replace(settings, ascii=True)
    with ReadingList.open(home, progress=_say_how_far) as reading:
        app = ReaderApp(reading, settings, fresh=fresh)
        app.run()
    return app.return_code or 0
