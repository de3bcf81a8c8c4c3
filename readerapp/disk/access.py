"""Why a file can't be read or written, and what to do about it, as a sentence."""

from __future__ import annotations

import errno
import os
from pathlib import Path

_BARRED = (errno.EACCES, errno.EPERM, errno.EROFS)


def unreadable(path: Path) -> str:
    """Return why the file at `path` can't be read, and what to do; empty if it can, or doesn't exist."""
    try:
        with path.open("rb"):
            return ""
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        return f"{path} can't be read: {reason(error, path)}"


def unwritable(path: Path, error: OSError) -> str:
    """Return why the file at `path` couldn't be written, and what to do."""
    return f"{path} can't be written: {reason(error, path)}"


def reason(error: OSError, path: Path) -> str:
    """Return the system's message and, for missing permissions, what to do."""
    said = error.strerror or str(error)
    if error.errno not in _BARRED:
        return said
    there = _nearest(path)
    if error.errno != errno.EROFS and _is_anothers(there):
        return f"{said}, it is another user's: `sudo chown -R $USER {there}`, or set READERAPP_HOME"
    return f"{said}: set READERAPP_HOME to a folder of yours, or change the rights of {there}"


def _nearest(path: Path) -> Path:
    """The file, or the nearest folder above it that can be seen."""
    for there in (path, *path.parents):
        try:
            there.lstat()
        except OSError:
            continue
        return there
    return path


def _is_anothers(path: Path) -> bool:
    try:
        return os.name != "nt" and path.stat().st_uid != os.geteuid()
    except OSError:
        return False
