"""What is on the reader's clipboard."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence

from readerapp.actions.desktop.clipboard import has_desktop
from readerapp.domain.errors import ReaderError

_PATIENCE = 5.0
"""Seconds a clipboard tool may take: one over a slow network display, or one that waits for an owner gone."""
_THROUGH_PYPERCLIP = """
import sys, pyperclip
sys.stdout.buffer.write(pyperclip.paste().encode("utf-8", "replace"))
"""

Run = Callable[[Sequence[str]], bytes | None]
"""Runs a program; what it writes, or None if it failed or took too long."""


def paste(env: Mapping[str, str], run: Run | None = None) -> bytes:
    """The text on the clipboard of the desktop, else of tmux. May take seconds.

    `env` is the environment, which tells of tmux, SSH and a desktop.

    Raises:
        ReaderError: there is none to be reached from here, or nothing is on it.
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
    # A file, not a pipe, which a tool that stays behind would hold open; and another program, since pyperclip
    # waits without end for some tools and lets others write over the terminal.
    with tempfile.TemporaryFile() as said:
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        said.seek(0)
        return said.read() if done.returncode == 0 else None
