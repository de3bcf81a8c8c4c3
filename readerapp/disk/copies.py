"""Copies of the state file that folder-sharing programs leave beside it when two machines wrote at once."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from readerapp.disk import files

# Syncthing: state.sync-conflict-<date>-<time>-<device>
# (https://docs.syncthing.net/users/syncing.html#conflicting-changes);
# Dropbox and Nextcloud: "state (Ada's conflicted copy 2026-11-22)"; OneDrive: "state-ADASLAPTOP".
_CONFLICT = r"(?:\.sync-conflict-.+| \(.+\)|.*conflict.*|-[A-Z0-9-]*[A-Z][A-Z0-9-]*)"

OFFER = "M in the app, or `readerapp merge`, takes them in"
"""What a reader can do about a copy with other changes."""


def put_away(path: Path, folder: Path) -> None:
    """Moves a copy that was taken in among the backups, so that it isn't offered again."""
    with contextlib.suppress(OSError):  # then it is offered again, which changes nothing
        files.make_folder(folder)
        path.rename(folder / path.name)


def copies(path: Path) -> list[Path]:
    """The conflict copies beside the file at `path`."""
    name = re.compile(re.escape(path.stem) + _CONFLICT + re.escape(path.suffix))
    try:
        with os.scandir(path.parent) as entries:
            return sorted(Path(entry.path) for entry in entries if name.fullmatch(entry.name))
    except OSError:
        return []
