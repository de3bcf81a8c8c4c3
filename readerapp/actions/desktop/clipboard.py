"""The clipboard: written every way that may reach it, with honest words about which did.

A terminal never confirms an OSC 52 sequence, and desktop tools report success when they failed, so only a
text that can be read back counts as copied.
"""

from __future__ import annotations

import base64
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from readerapp.domain.values import dataclass

MAX_TERMINAL_BYTES = 74_994
"""The longest OSC 52 sequence that terminals are known to accept; longer ones may be cut."""

_SCREEN_CHARACTERS = 240
"""The longest string that every GNU screen accepts."""
_TIMEOUT_SECONDS = 3.0

_THROUGH_PYPERCLIP = """
import sys, pyperclip
text = sys.stdin.buffer.read().decode()
pyperclip.copy(text)
sys.exit(0 if pyperclip.paste().replace("\\r\\n", "\\n") == text.replace("\\r\\n", "\\n") else 3)
"""

Run = Callable[[Sequence[str], bytes], bool]
"""Runs a program with bytes on its standard input; returns True if it succeeded in time."""


@dataclass(frozen=True, slots=True)
class Copied:
    """The result of copying a text."""

    ways: tuple[str, ...]
    """Those of `desktop`, `tmux`, `terminal` that accepted it."""
    sure: bool
    """True if it was read back from the clipboard; a terminal can't confirm it."""
    message: str
    """What happened, to follow the name of the text: `copied`, `sent to the terminal`."""


def copy(
    text: str,
    *,
    terminal: Callable[[str], None] | None = None,
    env: Mapping[str, str],
    run: Run | None = None,
) -> Copied:
    """Copy `text` to the clipboard every way there is. May take seconds.

    Args:
        terminal: sends the text to the terminal by OSC 52 (Textual's `App.copy_to_clipboard`, or a writer
            of `osc52(text)`); None without a terminal.
    """
    run = run or _run
    ways = []
    if has_desktop(env) and run([sys.executable, "-c", _THROUGH_PYPERCLIP], text.encode()):
        ways.append("desktop")
    if env.get("TMUX") and run(["tmux", "load-buffer", "-w", "-"], text.encode()):
        ways.append("tmux")
    fits = len(osc52(text)) <= MAX_TERMINAL_BYTES
    if terminal and fits:
        terminal(text)
        ways.append("terminal")
    return Copied(tuple(ways), "desktop" in ways, _words(ways, fits=fits or not terminal))


def osc52(text: str, env: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the sequence that asks a terminal to copy `text` (xterm's ctlseqs, OSC 52).

    Inside GNU screen, as told by `env`, it is wrapped in pieces that screen passes on.
    """
    sequence = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a"
    if not env.get("STY"):
        return sequence
    pieces = (sequence[at : at + _SCREEN_CHARACTERS] for at in range(0, len(sequence), _SCREEN_CHARACTERS))
    return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)


def has_desktop(env: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Return True if this machine's clipboard is the reader's: a desktop, and not over SSH."""
    if env.get("SSH_CONNECTION") or env.get("SSH_TTY"):
        return False
    if platform in ("darwin", "win32", "cygwin"):
        return True
    return any(env.get(name) for name in ("WAYLAND_DISPLAY", "DISPLAY", "WSL_DISTRO_NAME"))


def _words(ways: Sequence[str], *, fits: bool) -> str:
    if "desktop" in ways:
        return "copied"
    asked = [{"tmux": "tmux", "terminal": "the terminal"}[way] for way in ways]
    too_long = "" if fits else f" (over {MAX_TERMINAL_BYTES // 1000} kB is too long for the terminal)"
    if asked:
        return f"sent to {' and '.join(asked)}{too_long}"
    return f"no clipboard could be reached from here{too_long}"


def _run(command: Sequence[str], data: bytes) -> bool:
    # Files, not pipes: xclip stays in the background to serve the clipboard and would keep a pipe open.
    # A new session keeps it alive when the terminal closes, and ctrl+c away from it.
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as complaints:
        source.write(data)
        source.seek(0)
        try:
            done = subprocess.run(
                command,
                stdin=source,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                timeout=_TIMEOUT_SECONDS,
                start_new_session=True,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0
