"""Conflict copies: files that folder-sharing programs leave beside one that two machines wrote at once."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from readerapp.disk import files

# Patterns are compiled at their first use: most folders have no copy, and each start looks.
# What stands between stem and suffix. Syncthing: .sync-conflict-<date>-<time>-<device>; Dropbox, Nextcloud,
# Google Drive, Seafile, in any language: something in brackets; Synology: _HOST_Nov-26-0730-2026_Conflict;
# pCloud: [conflicted]; ownCloud: _conflict-<date>; git-annex: .variant-<hash>; iCloud: a number.
_BETWEEN = r"(?is) ?\(.+\)| ?\[.+\]|.*conflict.*|\.variant-\w+| \d{1,2}"
# OneDrive: the name of the machine, unless it is a word for a copy that a person made.
_MACHINE = r"-(?=.*[^\W\d_])[\w’' .-]+"
_KEPT = (
    r"back-?up|bak|old|new|copy|saved?|orig(?:inal)?|te?mp|test|archived?|export(?:ed)?|before|after"
    r"|mine|draft"
)
_DATE = r"-\d{4}-?\d\d-?\d\d"
# Resilio and rclone: after the suffix.
_AFTER = r"(?i)[ ._-].*conflict.*"
_OWN = r"\.(?:damaged|emptied|foreign)-"

OFFER = "M in the app, or `readerapp merge`, takes them in"
"""What the user can do about a conflict copy."""


def put_away(path: Path, folder: Path) -> None:
    """Move a merged copy to the backups, so that it isn't offered again."""
    with contextlib.suppress(OSError):  # merging it again does no harm
        files.move(path, folder)


def copies(path: Path, is_ours: Callable[[Path], bool]) -> list[Path]:
    """Return the conflict copies beside the file at `path`, and beside the file it links to.

    The name isn't enough: `is_ours` returns True for files with the right contents.
    """
    places = dict.fromkeys((path, Path(os.path.realpath(path))))
    return [beside for place in places for beside in sorted(_named(place)) if is_ours(beside)]


def _named(path: Path) -> Iterator[Path]:
    try:
        with os.scandir(path.parent) as entries:
            names = [entry.name for entry in entries if entry.name.startswith(path.stem)]
    except OSError:
        return
    for name in names:
        plain = os.fsencode(name).decode("utf-8", "replace")  # whatever the locale
        if name != path.name and _is_copy(plain, path) and (beside := path.with_name(name)).is_file():
            yield beside


def _is_copy(name: str, path: Path) -> bool:
    if name.startswith(path.name):
        return bool(re.fullmatch(_AFTER, name.removeprefix(path.name)))
    if not name.endswith(path.suffix):
        return False
    between = name.removeprefix(path.stem).removesuffix(path.suffix)
    if re.match(_OWN, between):
        return False
    return bool(re.fullmatch(_BETWEEN, between)) or _is_machine(between)


def _is_machine(between: str) -> bool:
    if not re.fullmatch(_MACHINE, between):
        return False
    words = re.split(r"[^a-z]+", between.lower())
    return not any(re.fullmatch(_KEPT, word) for word in words) and not re.match(_DATE, between)
