"""Paths that a terminal types when files are dropped on it, quoted in one of several ways."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from readerapp.disk.files import typed_path

_MAX_CHARACTERS = 1 << 16
"""A longer text is not a list of dropped files."""


def dropped_paths(text: str) -> tuple[str, ...]:
    """Return the files and folders that a text consists of; empty if it has anything else.

    Paths may be one per line or several, quoted, escaped with backslashes, or `file://` URLs.
    """
    text = text.strip()
    if not text or len(text) > _MAX_CHARACTERS:
        return ()
    for names in _readings(text):
        paths = [_path(name) for name in names]
        if all(paths):
            return tuple(paths)
    return ()


def _readings(text: str) -> Iterator[list[str]]:
    """Yield the names in a text for each way of quoting them."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    yield lines
    for posix in (True, False):  # False keeps the backslashes of Windows
        try:
            words = shlex.split(text, posix=posix)
        except ValueError:  # an unclosed quote
            continue
        yield [word.strip("\"'") for word in words]


def _path(name: str) -> str:
    """Return the path that a name stands for; empty if it doesn't exist or is a plain word."""
    try:
        if name.lower().startswith("file:"):
            address = urlsplit(name)
            name = url2pathname(address.path) if address.netloc in ("", "localhost") else ""
        # Terminals and URLs have names in UTF-8, whatever this process decodes file names with.
        name = os.fsdecode(name.encode("utf-8", "surrogateescape"))
        path = str(typed_path(name))
    except ValueError:  # an invalid URL, or a null character
        return ""
    plain = not (os.sep in name or "/" in name or Path(name).suffix)
    return "" if not path or plain or not os.path.exists(path) else path  # noqa: PTH110 - nor does this raise
