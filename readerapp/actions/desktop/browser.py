"""Opening links in the reader's browser: only http and https, and on the terminal only where it must be."""

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

_PATIENCE = 3.0
"""Seconds to wait for the browser's answer; one that stays in the foreground is open by then."""
_IN_TERMINAL = frozenset(
    (
        "w3m",
        "lynx",
        "links",
        "links2",
        "elinks",
        "browsh",
        "carbonyl",
        "chawan",
        "cha",
        "www-browser",
        "retawq",
    )
)
_THROUGH_WEBBROWSER = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"

Launch = Callable[[Sequence[str]], bool]
"""Starts a program that may stay; whether it seems to have worked."""
Run = Callable[[Sequence[str]], int]
"""Runs a program on the reader's terminal and gives its exit status."""


def open_link(
    url: str, *, env: Mapping[str, str], launch: Launch | None = None, run: Run | None = None
) -> None:
    """Open `url` in the browser: `$BROWSER`, else that of the desktop. May take seconds: call it off the
    interface's thread, but for a browser `in_terminal`, which `run` gives the terminal to.

    Raises:
        ReaderError: it is no http or https address, there is no browser here, or none could be started.
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
    """Whether the browser that opens `url` needs the terminal for itself.

    Raises:
        ReaderError: as `open_link`.
    """
    there = (command for command in _commands(url, env) if shutil.which(command[0], path=env.get("PATH")))
    return any(_needs_terminal(command) for command in list(there)[:1])


def _needs_terminal(command: Sequence[str]) -> bool:
    return PurePath(command[0]).name.lower() in _IN_TERMINAL


def _commands(url: str, env: Mapping[str, str]) -> list[list[str]]:
    """What may open a link, to be tried in this order."""
    if not is_web_address(url):
        raise ReaderError(f"Not opened: {clean_line(url)!r} is no http or https address")
    if wanted := [*_wanted(url, env.get("BROWSER", ""))]:
        return wanted
    if not has_desktop(env):
        why = "over SSH, without one" if env.get("SSH_CONNECTION") or env.get("SSH_TTY") else "no $DISPLAY"
        raise ReaderError(f"No browser on this machine ({why}; set $BROWSER to name one): {url}")
    # Asked itself it says whether it opened something; through Python it never does.
    own = [[name, url] for name in ("xdg-open", "wslview") if sys.platform not in ("darwin", "win32")]
    there = [command for command in own if shutil.which(command[0], path=env.get("PATH"))]
    return there or [[sys.executable, "-c", _THROUGH_WEBBROWSER, url]]


def _wanted(url: str, browsers: str) -> Iterable[list[str]]:
    """The commands that `$BROWSER` names; `%s` in one stands for the link, which else comes last."""
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
    """Whether `url` is an http or https address of a host, with nothing unprintable in it."""
    if not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _launch(command: Sequence[str]) -> bool:
    # Nothing of the browser's reaches the terminal, and closing the terminal leaves it open.
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        # It is meant to outlive us; without this Python would warn that it does.
        process.returncode = 0
        return True
