"""Standard output as a terminal: its width, colours and characters."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import TextIO

from readerapp.cli.streams import is_unicode
from readerapp.domain.values import dataclass

DUMB = ("dumb", "unknown")
"""Values of `TERM` for terminals that may not understand escape sequences."""
_STYLES = {"quiet": "2", "strong": "1", "accent": "36"}
_MAX_TEXT_COLUMNS = 80
_ZERO_WIDTH = frozenset(("Mn", "Me", "Cf", "Cc"))
"""Unicode categories of characters that take no column of their own."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """How text may be drawn on standard output."""

    width: int | None
    """Columns, or None if it isn't a terminal; lines are then never cut or wrapped."""
    colours: bool = False
    ascii_only: bool = False

    @classmethod
    def of(cls, stream: TextIO, env: Mapping[str, str], *, ascii_only: bool = False) -> Terminal:
        """Describe `stream`. It has colours if it is a terminal and `NO_COLOR` is not set."""
        ascii_only = ascii_only or not is_unicode(stream)
        if not stream.isatty():
            return cls(None, False, ascii_only)
        colours = not env.get("NO_COLOR") and env.get("TERM", "") not in ("", *DUMB)
        return cls(terminal_width(stream, env), colours, ascii_only)

    def paint(self, text: str, style: str) -> str:
        """Return `text` styled as `quiet`, `strong` or `accent`, if there are colours."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colours and text else text

    def wrap(self, text: str, indent: str = "") -> str:
        """Return `text` wrapped to at most 80 columns; unwrapped if this isn't a terminal."""
        import textwrap

        if self.width is None:
            return textwrap.indent(text, indent)
        columns = max(20, min(self.width, _MAX_TEXT_COLUMNS))
        wrapper = textwrap.TextWrapper(
            columns, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
        )
        return "\n".join(wrapper.fill(line) if line else "" for line in text.split("\n"))


def terminal_width(stream: TextIO, env: Mapping[str, str]) -> int:
    """Return the columns of a terminal: `COLUMNS` if set, else its own answer."""
    if (wanted := env.get("COLUMNS", "")).isdigit() and int(wanted):
        return int(wanted)
    try:
        return os.get_terminal_size(stream.fileno()).columns or _MAX_TEXT_COLUMNS
    except OSError:
        return _MAX_TEXT_COLUMNS


def cells(text: str) -> int:
    """Return the columns `text` takes on a terminal."""
    return len(text) if text.isascii() else sum(map(_cells, text))


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    if unicodedata.category(character) in _ZERO_WIDTH or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fit(text: str, width: int) -> str:
    """Return `text` cut to at most `width` columns, ending in `…` if it was cut."""
    if cells(text) <= width:
        return text
    at = taken = 0
    while taken + _cells(text[at]) <= width - 1 or not _cells(text[at]):
        taken += _cells(text[at])
        at += 1
    return text[:at].rstrip() + "…"


def padded(text: str, width: int) -> str:
    """Return `text` cut or padded to exactly `width` columns."""
    text = fit(text, width)
    return text + " " * (width - cells(text))
