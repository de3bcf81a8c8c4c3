"""Files that this user may not use: why, and what to do about it, as part of a sentence."""

from __future__ import annotations

import errno
import os
from pathlib import Path

_BARRED = (errno.EACCES, errno.EPERM, errno.EROFS)


def unreadable(path: Path) -> str:
    """Why the file at `path` can't be read, with a way out; empty where it can, or where there is none."""
    try:
        with path.open("rb"):
            return ""
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        return f"{path} can't be read: {reason(error, path)}"


def unwritable(path: Path, error: OSError) -> str:
    """Why the file at `path` couldn't be written, with a way out, as a sentence."""
    return f"{path} can't be written: {reason(error, path)}"


def reason(error: OSError, path: Path) -> str:
    """What the system says, and what to do where it is a matter of rights."""
    said = error.strerror or str(error)
    if error.errno not in _BARRED:
        return said
    there = _nearest(path)
    if error.errno != errno.EROFS and _is_anothers(there):
        return f"{said}, it is another user's: `sudo chown -R $USER {there}`, or set READERAPP_HOME"
    return f"{said}: set READERAPP_HOME to a folder of yours, or change the rights of {there}"


def _nearest(path: Path) -> Path:
    """The file, or the folder nearest to it, that can be seen."""
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
