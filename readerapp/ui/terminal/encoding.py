"""Terminal encodings, and substitutes for characters that a terminal can't display."""

from __future__ import annotations

import codecs
import os
import re
import unicodedata
from collections.abc import Mapping
from typing import IO

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from readerapp.ui.glyphs import ASCII, UNICODE

_KNOWN = {
    **dict.fromkeys("\u2018\u2019\u201a\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u2033", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u2500\u2501\u2504\u2505\u2508\u2509\u254c\u254d\u2550\u2574\u2576\u2578\u257a", "-"),
    **dict.fromkeys("\u2502\u2503\u2506\u2507\u250a\u250b\u254e\u254f\u2551\u2575\u2577\u2579\u257b", "|"),
    **dict.fromkeys("\u258c\u258e\u258f\u2590\u2595", "|"),
    **dict.fromkeys("\u2190\u21d0", "<"),
    **dict.fromkeys("\u2191\u21d1", "^"),
    **dict.fromkeys("\u2192\u21d2", ">"),
    **dict.fromkeys("\u2193\u21d3", "v"),
    **dict.fromkeys("\u2022\u2023\u25e6\u25aa", "*"),
    "\u2588": "#",
    "\u00a0": " ",
    "\U0001f50e": "/ ",
    **{getattr(UNICODE, name): getattr(ASCII, name)[-1] for name in ASCII.__slots__ if name != "levels"},
}
_RANGES = ((0x2190, 0x21FF, "*"), (0x2300, 0x23FF, "*"), (0x2500, 0x257F, "+"), (0x2580, 0x259F, " "))
_SYMBOLS = ((0x25A0, 0x27BF, "*"), (0x2B00, 0x2BFF, "*"))


_LINK = re.compile(r"https?://[!-~]+")
_WITHOUT_LINKS = ("", "dumb", "unknown", "linux", "vt100", "vt220")
"""Values of `TERM` for terminals that may show the address of a link instead of its text."""


def takes_links(env: Mapping[str, str]) -> bool:
    """Return True if a terminal shows a text with an address behind it (OSC 8), or else at least the text."""
    return not (env.get("NO_COLOR") or env.get("STY")) and env.get("TERM", "") not in _WITHOUT_LINKS


def link_target(url: str) -> str | None:
    """Return an address that may stand in an escape sequence; None for any that isn't of the web."""
    return url if _LINK.fullmatch(url) else None


class _Substitutes(dict[int, str | int]):
    """Code point to its ASCII substitute, filled on first use."""

    def __missing__(self, code: int) -> str | int:
        known = _KNOWN.get(chr(code))
        default = next((mark for low, high, mark in (*_RANGES, *_SYMBOLS) if low <= code <= high), None)
        width = cell_len(chr(code))
        self[code] = known or (default * width if default else code)
        return self[code]


_SUBSTITUTES = _Substitutes()


class AsciiFilter(LineFilter):
    """Draws lines, arrows, blocks and other symbols in ASCII; letters stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with symbols replaced, each as wide as before."""
        return [
            segment
            if segment.control or segment.text.isascii()
            else segment._replace(text=to_ascii(segment.text))
            for segment in segments
        ]


def to_ascii(text: str) -> str:
    """Return `text` with its symbols in ASCII."""
    return text.translate(_SUBSTITUTES)


def charset(stream: IO[str] | None, env: Mapping[str, str] = os.environ) -> str:
    """Return the encoding of the terminal behind a stream, going by the locale's name.

    Python itself writes UTF-8 in the C locale, and in a locale that isn't installed.
    """
    if not (env.get("PYTHONUTF8") or env.get("PYTHONIOENCODING")):
        locale = next(filter(None, (env.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))), "")
        if locale in ("C", "POSIX"):
            return "ascii"
        named = locale.partition(".")[2].partition("@")[0]
        if named and _is_known(named):
            return named
    return getattr(stream, "encoding", None) or "ascii"


def is_unicode(encoding: str) -> bool:
    """Return True if an encoding has every character."""
    return _is_known(encoding) and codecs.lookup(encoding).name.startswith("utf")


def _is_known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def encodable(text: str, encoding: str) -> str:
    """Return `text` with characters missing from the encoding replaced, each as wide as before."""
    if _fits(text, encoding):
        return text
    return "".join(_nearest(character, encoding) for character in text)


def _nearest(character: str, encoding: str) -> str:
    bare = unicodedata.normalize("NFKD", character)[:1]
    width = cell_len(character)
    for other in (character, to_ascii(character), bare):
        if cell_len(other) == width and _fits(other, encoding):
            return other
    return "?" * width


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
