"""What a terminal types when files are dropped on it: paths, quoted in one of several ways."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

_LONGEST = 1 << 16
"""Characters; a longer text is no list of dropped files."""


def dropped_paths(text: str) -> tuple[str, ...]:
    """The files and folders that a text names, if it names such as exist and nothing else.

    A line a path or several on a line; in quotes, with backslashes before blanks, or as `file://` addresses.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return ()
    for names in _readings(text):
        paths = [_path(name) for name in names]
        if all(paths):
            return tuple(paths)
    return ()


def _readings(text: str) -> Iterator[list[str]]:
    """The names in a text, as each way to write them has it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    yield lines
    for posix in (True, False):  # without: backslashes as Windows has them
        try:
            words = shlex.split(text, posix=posix)
        except ValueError:  # a quote that does not end
            continue
        yield [word.strip("\"'") for word in words]


def _path(name: str) -> str:
    """The path that a name stands for if it is there, else nothing. A plain word stands for none."""
    try:
        if name.lower().startswith("file:"):
            address = urlsplit(name)
            name = url2pathname(address.path) if address.netloc in ("", "localhost") else ""
        # Terminals and addresses say names in UTF-8, whatever this process takes file names for.
        name = os.fsdecode(name.encode("utf-8", "surrogateescape"))
        path = os.path.expanduser(name)  # noqa: PTH111 - Path would raise where there is no such user
    except ValueError:  # no address, or what no path can hold
        return ""
    plain = not (os.sep in name or "/" in name or Path(name).suffix)
    return "" if not path or plain or not os.path.exists(path) else path  # noqa: PTH110 - nor does this raise
