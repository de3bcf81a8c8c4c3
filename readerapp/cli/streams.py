"""Standard input, output and error made fit to work with, however this was started."""

from __future__ import annotations

import errno
import io
import os
import sys


def prepare() -> None:
    """Have something in the place of each stream that is closed, and text that its encoding lacks escaped."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            # Else the next file we open would be that stream, and what is printed would be written into it.
            os.open(os.devnull, os.O_RDWR)
    if sys.stdout is None:
        sys.stdout = Closed()
    elif isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    if sys.stderr is None:
        drop_errors()


def says_all(stream: object) -> bool:
    """Whether a stream can say any text."""
    return (getattr(stream, "encoding", None) or "ascii").lower().replace("-", "").startswith("utf")


def drop_errors() -> None:
    """Have nobody listen on standard error."""
    sys.stderr = io.StringIO()


class Closed(io.TextIOBase):
    """Standard output, where it was closed before we began. Writing to it fails."""

    class Error(OSError):
        """There is nowhere to print to."""

    encoding = "utf-8"

    @property
    def buffer(self) -> Closed:
        """What takes bytes: this too."""
        return self

    def writable(self) -> bool:
        """Whether text may be written, in principle."""
        return True

    def write(self, text: object) -> int:
        """Raise `Closed.Error`."""
        raise self.Error(errno.EBADF, "Standard output is closed: there is nowhere to print to")
