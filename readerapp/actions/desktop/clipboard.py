"""Copying: every way that may reach the reader's clipboard, and honest words about which did.

A terminal never says whether it took an OSC 52 sequence, and desktop tools report success when they
failed, so only what can be read back counts as copied.
"""

from __future__ import annotations

import base64
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

TERMINAL_LIMIT = 74_994
"""The longest OSC 52 sequence, in bytes, that terminals are known to take; longer ones may be cut."""

_OF_SCREEN = 240
"""Characters of a string that every GNU screen takes."""
_PATIENCE = 3.0
"""Seconds a clipboard tool may take."""

_THROUGH_PYPERCLIP = """
import sys, pyperclip
text = sys.stdin.buffer.read().decode()
pyperclip.copy(text)
sys.exit(0 if pyperclip.paste().replace("\\r\\n", "\\n") == text.replace("\\r\\n", "\\n") else 3)
"""

Run = Callable[[Sequence[str], bytes], bool]
"""Runs a program with bytes on its standard input; whether it ended well, in time."""


@dataclass(frozen=True, slots=True)
class Copied:
    """Where a text went."""

    ways: tuple[str, ...]
    """Those of `desktop`, `tmux`, `terminal` that took it; empty if none did."""
    sure: bool
    """Whether it was read back from the clipboard. A terminal can only be asked."""
    message: str
    """What happened, to follow the name of what was copied: `copied`, `sent to the terminal`."""


def copy(
    text: str,
    *,
    terminal: Callable[[str], None] | None = None,
    env: Mapping[str, str],
    run: Run | None = None,
) -> Copied:
    """Put `text` on the reader's clipboard by every way there is. May take seconds: call it off the
    interface's thread.

    Args:
        text: What to copy.
        terminal: Hands the text to the terminal by OSC 52 (Textual's `App.copy_to_clipboard`, or a
            writer of `osc52(text)`); None without a terminal.
        env: The environment, which tells of tmux, SSH and a desktop.
        run: Runs a program; for tests.
    """
    run = run or _run
    ways = []
    if has_desktop(env) and run([sys.executable, "-c", _THROUGH_PYPERCLIP], text.encode()):
        ways.append("desktop")
    if env.get("TMUX") and run(["tmux", "load-buffer", "-w", "-"], text.encode()):
        ways.append("tmux")
    fits = len(osc52(text)) <= TERMINAL_LIMIT
    if terminal and fits:
        terminal(text)
        ways.append("terminal")
    return Copied(tuple(ways), "desktop" in ways, _words(ways, fits=fits or not terminal))


def osc52(text: str, env: Mapping[str, str] = MappingProxyType({})) -> str:
    """The sequence that asks a terminal to put `text` on the clipboard (xterm's ctlseqs, OSC 52).

    GNU screen, which `env` tells of, hands on only what is wrapped for it, in pieces.
    """
    sequence = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a"
    if not env.get("STY"):
        return sequence
    pieces = (sequence[at : at + _OF_SCREEN] for at in range(0, len(sequence), _OF_SCREEN))
    return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)


def has_desktop(env: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether the clipboard of this machine is the reader's: a desktop, and not through SSH."""
    if env.get("SSH_CONNECTION") or env.get("SSH_TTY"):
        return False
    if platform in ("darwin", "win32", "cygwin"):
        return True
    return any(env.get(name) for name in ("WAYLAND_DISPLAY", "DISPLAY", "WSL_DISTRO_NAME"))


def _words(ways: Sequence[str], *, fits: bool) -> str:
    if "desktop" in ways:
        return "copied"
    asked = [{"tmux": "tmux", "terminal": "the terminal"}[way] for way in ways]
    too_long = "" if fits else f" (over {TERMINAL_LIMIT // 1000} kB is too long for the terminal)"
    if asked:
        return f"sent to {' and '.join(asked)}{too_long}"
    return f"no clipboard could be reached from here{too_long}"


def _run(command: Sequence[str], data: bytes) -> bool:
    # Files, not pipes: xclip stays behind to serve the clipboard and would hold a pipe open for ever.
    # A session of its own keeps it alive when the terminal closes, and ctrl+c away from it.
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as complaints:
        source.write(data)
        source.seek(0)
        try:
            done = subprocess.run(
                command,
                stdin=source,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                timeout=_PATIENCE,
                start_new_session=True,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0
