"""The file that `-o` names: replaced whole, or written to if it is a pipe or a device."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from readerapp.disk import files
from readerapp.domain.errors import ReaderError
from readerapp.domain.values import pattern

_STREAM = pattern(r"/(?:dev/(?:fd/(\d+)|(stdin|stdout|stderr))|proc/self/fd/(\d+))")
_DESCRIPTORS = {"stdin": 0, "stdout": 1, "stderr": 2}


def write_output(path: Path, parts: Iterable[bytes]) -> None:
    """Write all parts to `path`, or to standard output for `-`.

    Raises:
        ReaderError: the path can't be written; an existing file is unchanged.
    """
    if str(path) == "-":
        sys.stdout.flush()
        for part in parts:
            sys.stdout.buffer.write(part)  # UTF-8 whatever the locale
        return
    try:
        _write(path, parts)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ReaderError(f"{path} can't be written: {error.strerror}") from error


def _write(path: Path, parts: Iterable[bytes]) -> None:
    if stream := _STREAM.fullmatch(str(path)):
        # Opening it by name would truncate a file that the shell opened for appending.
        sys.stdout.flush()
        descriptor = _DESCRIPTORS.get(stream[2], -1) if stream[2] else int(stream[1] or stream[3])
        for part in parts:
            files.write_all(descriptor, part)
    elif path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    elif path.exists() and not stat.S_ISREG(path.stat().st_mode):
        with path.open("wb", buffering=0) as device:
            for part in parts:
                files.write_all(device.fileno(), part)
    elif not Path(os.path.realpath(path)).parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, f"there is no folder {path.parent}", str(path.parent))
    else:
        files.replace(path, parts, files.EXPORT_MODE)
