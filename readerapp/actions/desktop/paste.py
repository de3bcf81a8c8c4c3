"""Text from the clipboard."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence

from readerapp.actions.desktop.clipboard import has_desktop
from readerapp.domain.errors import ReaderError

_TIMEOUT_SECONDS = 5.0
"""Enough for a slow network display, or a clipboard owner that is gone."""
_THROUGH_PYPERCLIP = """
import sys, pyperclip
sys.stdout.buffer.write(pyperclip.paste().encode("utf-8", "replace"))
"""

Run = Callable[[Sequence[str]], bytes | None]
"""Runs a program; returns its output, or None if it failed or took too long."""


def paste(env: Mapping[str, str], run: Run | None = None) -> bytes:
    """Return the text on the clipboard of the desktop, else of tmux. May take seconds.

    Raises:
        ReaderError: no clipboard can be read, or it has no text.
    """
    run = run or _run
    ways = [[sys.executable, "-c", _THROUGH_PYPERCLIP]] if has_desktop(env) else []
    ways += [["tmux", "save-buffer", "-"]] if env.get("TMUX") else []
    found = [text for way in ways if (text := run(way)) is not None]
    if not found:
        raise ReaderError("No clipboard could be read from here; paste into `readerapp add -`, then ctrl+d")
    text = next((text for text in found if text.strip()), b"")
    if not text:
        raise ReaderError("The clipboard holds no text")
    return text


def _run(command: Sequence[str]) -> bytes | None:
    # A file, not a pipe, which a tool in the background would keep open; and a separate process, since
    # pyperclip may wait forever for some tools and lets others write to the terminal.
    with tempfile.TemporaryFile() as said:
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.DEVNULL,
                timeout=_TIMEOUT_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        said.seek(0)
        return said.read() if done.returncode == 0 else None
