"""Standard input, output and error made safe to use, however the program was started."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO

from readerapp.domain.errors import ReaderError
from readerapp.domain.text import decode_utf8

RELATED_LINE = "related"
"""Divides the papers that match a query from those that it only describes, in what is printed."""
_STDIN = "standard input"


def prepare() -> None:
    """Replace streams that are closed, and escape characters that standard output can't encode."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            # Otherwise the next file we open gets this number, and printing would write into it.
            os.open(os.devnull, os.O_RDWR)
    if sys.stdout is None:
        sys.stdout = ClosedOutput()
    elif isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    if sys.stderr is None:
        silence_stderr()


def is_unicode(stream: object) -> bool:
    """Return True if a stream's encoding holds every character."""
    return (getattr(stream, "encoding", None) or "ascii").lower().replace("-", "").startswith("utf")


def silence_stderr() -> None:
    """Discard whatever is written to standard error from now on."""
    sys.stderr = io.StringIO()


class ClosedOutput(io.TextIOBase):
    """Stands in for a standard output that was closed before we started. Writing to it fails."""

    class Error(OSError):
        """There is nowhere to print to."""

    encoding = "utf-8"

    @property
    def buffer(self) -> ClosedOutput:
        """The stream for bytes: this one."""
        return self

    def writable(self) -> bool:
        """Return True, as for any text output."""
        return True

    def write(self, text: object) -> int:
        """Raise `ClosedOutput.Error`."""
        raise self.Error(errno.EBADF, "Standard output is closed: there is nowhere to print to")


def read_stdin() -> str:
    """Return all of standard input.

    Raises:
        ReaderError: standard input is closed or isn't UTF-8.
    """
    return decode_utf8(_stdin().read(), _STDIN)


def keys_from_stdin() -> Iterator[str]:
    """Yield keys from standard input: the first word of each line, or the `key` of each JSON object.

    Papers that a query only describes are left out: who pipes a list means those that match.

    Raises:
        ReaderError: standard input is closed, isn't UTF-8, or has a JSON object without a key.
    """
    for number, data in enumerate(_stdin(), 1):
        line = decode_utf8(data, f"{_STDIN}, line {number},")
        if line.lstrip().startswith("{"):
            yield from _key_of(line)
        elif line.strip() == RELATED_LINE:
            return
        elif words := line.split(maxsplit=1):
            yield words[0]


def _stdin() -> BinaryIO:
    if sys.stdin is None:
        raise ReaderError(f"{_STDIN} is closed")
    return sys.stdin.buffer


def _key_of(line: str) -> Iterator[str]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise ReaderError(f"{_STDIN}: not JSON: {line[:40]!r}") from error
    if not isinstance(record.get("key"), str):
        raise ReaderError(f"{_STDIN}: a record without a key: {line[:40]!r}")
    if record.get("part") != "related":
        yield str(record["key"])
