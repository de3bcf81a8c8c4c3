"""Standard output as a person sees it, or as a program reads it."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TextIO

from readerapp.cli.streams import says_all

_STYLES = {"quiet": "2", "strong": "1", "accent": "36"}
_MEASURE = 80
_NO_CELLS = frozenset(("Mn", "Me", "Cf", "Cc"))
"""The categories of what stands over the character before, or shows nothing."""


@dataclass(frozen=True, slots=True)
class Screen:
    """How text may be drawn on standard output."""

    width: int | None
    """Columns, or None where it is no terminal: lines are then never cut or wrapped."""
    colours: bool = False
    ascii_only: bool = False

    @classmethod
    def of(cls, stream: TextIO, env: Mapping[str, str], *, ascii_only: bool = False) -> Screen:
        """What `stream` can show. Colours need a terminal, and that `NO_COLOR` is not set."""
        ascii_only = ascii_only or not says_all(stream)
        if not stream.isatty():
            return cls(None, False, ascii_only)
        colours = not env.get("NO_COLOR") and env.get("TERM", "") not in ("", "dumb")
        return cls(width(stream, env), colours, ascii_only)

    def paint(self, text: str, style: str) -> str:
        """`text` in a style (`quiet`, `strong`, `accent`) where colours may be."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colours and text else text

    def wrap(self, text: str, indent: str = "") -> str:
        """`text` in lines of a readable measure; as it is where it is no terminal."""
        import textwrap

        if self.width is None:
            return textwrap.indent(text, indent)
        measure = max(20, min(self.width, _MEASURE))
        wrapper = textwrap.TextWrapper(
            measure, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
        )
        return "\n".join(wrapper.fill(line) if line else "" for line in text.split("\n"))


def width(stream: TextIO, env: Mapping[str, str]) -> int:
    """The width of a terminal: what `COLUMNS` says, else what it says itself."""
    if (wanted := env.get("COLUMNS", "")).isdigit() and int(wanted):
        return int(wanted)
    try:
        return os.get_terminal_size(stream.fileno()).columns or _MEASURE
    except OSError:
        return _MEASURE


def cells(text: str) -> int:
    """How many columns a terminal gives `text`."""
    return len(text) if text.isascii() else sum(map(_cells, text))


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    if unicodedata.category(character) in _NO_CELLS or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fit(text: str, width: int) -> str:
    """`text` in at most `width` columns, its end replaced by `…` where it is wider."""
    if cells(text) <= width:
        return text
    at = taken = 0
    while taken + _cells(text[at]) <= width - 1 or not _cells(text[at]):
        taken += _cells(text[at])
        at += 1
    return text[:at].rstrip() + "…"


def padded(text: str, width: int) -> str:
    """`text` in exactly `width` columns."""
    text = fit(text, width)
    return text + " " * (width - cells(text))
