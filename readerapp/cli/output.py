"""Text to where `-o` says: a file, standard output, or whatever else a path may name."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from pathlib import Path

from readerapp.disk import files
from readerapp.domain.errors import ReaderError

_NEW_FILE = 0o666
"""The mode of a new file before the reader's own mask: an export is no secret of ours."""
_STREAM = re.compile(r"/(?:dev/(?:fd/(\d+)|(stdin|stdout|stderr))|proc/self/fd/(\d+))")
_STREAMS = {"stdin": 0, "stdout": 1, "stderr": 2}


def write(path: Path, text: str) -> None:
    """Write `text` to `path`: a file is replaced whole or stays as it was, a pipe or device is written to.

    `-` is standard output.

    Raises:
        ReaderError: the path can't be written; a file that was there is untouched.
    """
    if str(path) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))  # a document, whatever the locale
        return
    try:
        _write(path, text.encode("utf-8", "replace"))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ReaderError(f"{path} can't be written: {error.strerror}") from error


def _write(path: Path, data: bytes) -> None:
    if stream := _STREAM.fullmatch(str(path)):
        # opened by its name, a file that the shell appends to would be cut to nothing
        sys.stdout.flush()
        files.write_all(_STREAMS.get(stream[2], -1) if stream[2] else int(stream[1] or stream[3]), data)
    elif path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    elif path.exists() and not stat.S_ISREG(path.stat().st_mode):
        with path.open("wb", buffering=0) as device:
            files.write_all(device.fileno(), data)
    elif not Path(os.path.realpath(path)).parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
    else:
        files.replace(path, (data,), _NEW_FILE)
