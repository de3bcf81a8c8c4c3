"""The browser: links opened, if they are http or https."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePath
from urllib.parse import urlsplit

from readerapp.actions.desktop.clipboard import has_desktop
from readerapp.domain.errors import ReaderError
from readerapp.domain.text import clean_line

_WAIT_SECONDS = 3.0
"""A browser that still runs after this counts as opened."""
_TERMINAL_BROWSERS = frozenset(
    "w3m lynx links links2 elinks browsh carbonyl chawan cha www-browser retawq".split()
)
_THROUGH_WEBBROWSER = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"

Launch = Callable[[Sequence[str]], bool]
"""Starts a program that may keep running; returns True if that seems to have worked."""
Run = Callable[[Sequence[str]], int]
"""Runs a program on the reader's terminal; returns its exit status."""


def open_link(
    url: str, *, env: Mapping[str, str], launch: Launch | None = None, run: Run | None = None
) -> None:
    """Open `url` in the browser: `$BROWSER`, else that of the desktop. May take seconds.

    Args:
        launch: starts a browser in the background.
        run: runs a browser that needs the terminal; see `in_terminal`.

    Raises:
        ReaderError: `url` has another scheme, or no browser could be found or started.
    """
    commands = _commands(url, env)
    for command in commands:
        try:
            if not _needs_terminal(command):
                started = (launch or _launch)(command)
            else:
                started = (run or subprocess.call)(command) == 0
        except OSError:
            continue
        if started:
            return
    names = dict.fromkeys(PurePath(command[0]).name for command in commands if command[0] != sys.executable)
    tried = f" {clean_line(', '.join(names))}" if names else ""
    raise ReaderError(f"The browser{tried} could not be started (set $BROWSER to name one): {url}")


def in_terminal(url: str, env: Mapping[str, str]) -> bool:
    """Return True if the browser that opens `url` needs the terminal.

    Raises:
        ReaderError: as `open_link`.
    """
    there = (command for command in _commands(url, env) if shutil.which(command[0], path=env.get("PATH")))
    return any(_needs_terminal(command) for command in list(there)[:1])


def _needs_terminal(command: Sequence[str]) -> bool:
    return PurePath(command[0]).name.lower() in _TERMINAL_BROWSERS


def _commands(url: str, env: Mapping[str, str]) -> list[list[str]]:
    """Return commands that may open a link, in the order to try them."""
    if not is_web_address(url):
        raise ReaderError(f"Not opened: {clean_line(url)!r} is not an http or https address")
    if wanted := [*_wanted(url, env.get("BROWSER", ""))]:
        return wanted
    if not has_desktop(env):
        why = "over SSH" if env.get("SSH_CONNECTION") or env.get("SSH_TTY") else "no $DISPLAY"
        raise ReaderError(f"No browser on this machine ({why}; set $BROWSER to name one): {url}")
    # Run directly, xdg-open reports failures; through Python it never does.
    own = [[name, url] for name in ("xdg-open", "wslview") if sys.platform not in ("darwin", "win32")]
    there = [command for command in own if shutil.which(command[0], path=env.get("PATH"))]
    return there or [[sys.executable, "-c", _THROUGH_WEBBROWSER, url]]


def _wanted(url: str, browsers: str) -> Iterable[list[str]]:
    """Yield the commands in `$BROWSER`; `%s` stands for the link, which is otherwise appended."""
    for browser in browsers.split(os.pathsep):
        try:
            words = shlex.split(browser)
        except ValueError:
            continue
        if words and words[-1] == "&":
            words.pop()
        if words:
            named = any("%s" in word for word in words)
            yield [word.replace("%s", url) for word in words] if named else [*words, url]


def is_web_address(url: str) -> bool:
    """Return True for a printable http or https address with a host."""
    if not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _launch(command: Sequence[str]) -> bool:
    # Keep the browser's output off the terminal, and the browser open when the terminal closes.
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(_WAIT_SECONDS) == 0
    except subprocess.TimeoutExpired:
        # It may outlive us; without this Python warns about that.
        process.returncode = 0
        return True
