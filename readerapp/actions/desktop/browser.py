"""Opening links in the reader's browser: only http and https, never over the terminal."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

from readerapp.actions.desktop.clipboard import has_desktop
from readerapp.domain.errors import ReaderError
from readerapp.domain.text import clean_line

_PATIENCE = 3.0
"""Seconds to wait for the browser's answer; one that stays in the foreground is open by then."""

_THROUGH_WEBBROWSER = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"

Launch = Callable[[Sequence[str]], bool]
"""Starts a program that may stay; whether it seems to have worked."""


def open_link(url: str, *, env: Mapping[str, str], launch: Launch | None = None) -> None:
    """Open `url` in the browser. May take seconds: call it off the interface's thread.

    Raises:
        ReaderError: it is no http or https address, there is no browser here, or it could not start.
    """
    if not is_web_address(url):
        raise ReaderError(f"Not opened: {clean_line(url)!r} is no http or https address")
    if not env.get("BROWSER") and not has_desktop(env):
        raise ReaderError(f"No browser on this machine (set $BROWSER to name one): {url}")
    if not (launch or _launch)([sys.executable, "-c", _THROUGH_WEBBROWSER, url]):
        raise ReaderError(f"The browser could not be started (set $BROWSER to name one): {url}")


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
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return process.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        # It is meant to outlive us; without this Python would warn that it does.
        process.returncode = 0
        return True
