"""Standard input, output and error made safe to use, however the program was started."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from readerapp.domain.errors import ReaderError
from readerapp.domain.text import decode_utf8

RELATED_LINE = "related"
"""Divides the papers that match a query from those that it only describes, in what is printed."""
_STDIN = "standard input"
_MAX_LINE_BYTES = 16 << 20
_JSON_STARTS = ("{", "[", '"')


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


def json_line(values: Mapping[str, Any]) -> str:
    """Return one line of JSON, in ASCII if standard output isn't Unicode."""
    return json.dumps(values, ensure_ascii=not is_unicode(sys.stdout))


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
        ReaderError: standard input is closed, isn't UTF-8, or goes on and on.
    """
    data = _stdin().read(_MAX_LINE_BYTES + 1)
    if len(data) > _MAX_LINE_BYTES:
        raise ReaderError(f"{_STDIN} is longer than {_MAX_LINE_BYTES >> 20} MB")
    return decode_utf8(data, _STDIN)


def keys_from_stdin() -> Iterator[str]:
    """Yield keys from standard input: the first word of each line, or those of the JSON on it.

    That is what a verb prints with `--json`, an object with `key` or `keys`; or keys in quotes, or a list.
    Papers that a query only describes are left out: who pipes a list means those that match.

    Raises:
        ReaderError: standard input is closed, isn't UTF-8, or has JSON without keys or of another shape.
    """
    for number, data in enumerate(_lines(), 1):
        where = f"{_STDIN}, line {number}"
        line = decode_utf8(data, f"{where},")
        if line.lstrip()[:1] in _JSON_STARTS:
            yield from _keys_of(_json(line, where), where)
        elif line.strip() == RELATED_LINE:
            return
        elif words := line.split(maxsplit=1):
            yield words[0]


def _stdin() -> BinaryIO:
    if sys.stdin is None:
        raise ReaderError(f"{_STDIN} is closed")
    return sys.stdin.buffer


def _lines() -> Iterator[bytes]:
    stream, number = _stdin(), 0
    while line := stream.readline(_MAX_LINE_BYTES + 1):
        number += 1
        if len(line) > _MAX_LINE_BYTES:
            raise ReaderError(f"{_STDIN}, line {number} is longer than {_MAX_LINE_BYTES >> 20} MB")
        yield line


def _json(line: str, where: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReaderError(f"{where} is not JSON: {line.strip()[:40]!r}") from error


def _keys_of(value: object, where: str) -> Iterator[str]:
    """Yield the keys in a JSON value: itself, those of a list, or those under `key` or `keys`."""
    if isinstance(value, dict):
        if value.get("part") == "related":
            return
        name = "key" if "key" in value else "keys"
        if name not in value:
            raise ReaderError(f'{where} has neither "key" nor "keys": {json.dumps(value)[:40]}')
        value = value[name]
        if isinstance(value, list) is (name == "key"):
            raise _wrong_type(where, value)
    for key in value if isinstance(value, list) else [value]:
        if not isinstance(key, str):
            raise _wrong_type(where, key)
        yield key


def _wrong_type(where: str, value: object) -> ReaderError:
    return ReaderError(f"{where}: a key is text in quotes, not {json.dumps(value)[:40]}")
