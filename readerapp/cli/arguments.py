"""What is given to a verb: arguments that may not be empty, and text and keys on standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import click

from readerapp.domain.errors import ReaderError
from readerapp.domain.text import decode_utf8

_NAME = "standard input"


class Filled(click.types.StringParamType):
    """Text that says something; an empty argument is wrong usage."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The text as it is; fails if there is nothing in it."""
        return super().convert(_filled(self, value, param, ctx), param, ctx)


class FilledPath(click.Path):
    """A path; an empty one, which would be the current folder, is wrong usage."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; fails if it is empty."""
        return super().convert(_filled(self, value, param, ctx), param, ctx)


def _filled(kind: Any, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
    if not str(value).strip():
        kind.fail("it is empty.", param, ctx)
    return value


def standard_input() -> str:
    """All of standard input.

    Raises:
        ReaderError: it is closed, or not UTF-8 text.
    """
    return decode_utf8(_bytes().read(), _NAME)


def keys() -> Iterator[str]:
    """The keys on standard input: the first word of each line, or `key` of each JSON object.

    Raises:
        ReaderError: it is closed, or a line is not UTF-8 text or names no paper.
    """
    for number, data in enumerate(_bytes(), 1):
        line = decode_utf8(data, f"{_NAME}, line {number},")
        if line.lstrip().startswith("{"):
            yield _key_of(line)
        elif words := line.split(maxsplit=1):
            yield words[0]


def _bytes() -> BinaryIO:
    if sys.stdin is None:
        raise ReaderError(f"{_NAME} is closed")
    return sys.stdin.buffer


def _key_of(line: str) -> str:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise ReaderError(f"{_NAME}: not JSON: {line[:40]!r}") from error
    if not isinstance(record.get("key"), str):
        raise ReaderError(f"{_NAME}: a record without a key: {line[:40]!r}")
    return str(record["key"])
