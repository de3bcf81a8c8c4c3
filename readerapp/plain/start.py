"""Starting the conversation, at the reader's last place, and ending it."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping

from readerapp.actions.views.last_place import LastPlace
from readerapp.cli.streams import is_unicode
from readerapp.home import Home
from readerapp.plain.console import Console
from readerapp.plain.conversation import Conversation
from readerapp.plain.session import NumberedSession
from readerapp.settings import Settings


def run(home: Home, env: Mapping[str, str], *, fresh: bool = False) -> int:
    """Hold the conversation on standard input and output, and return the exit status.

    Raises:
        ReaderError: the reader's files can't be read, or the last changes can't be saved.
    """
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    ascii_only = not is_unicode(sys.stdout) or Settings.load(home.settings).ascii
    console = Console(sys.stdin, sys.stdout, ascii_only=ascii_only)
    session = NumberedSession(home, env, console)
    left = home.cache / "left.json"
    try:
        reader = Conversation(session, console, LastPlace() if fresh else LastPlace.load(left), left)
        reader.begin()
        reader.hold()
        session.flush()
    finally:
        session.close()
    return 0
