"""The entries of a bibliography that are written as nearly all are, told at a glance.

What is left over goes to bibtexparser, which knows every way to write an entry and finds the broken ones; it
goes through a text sign by sign, which takes several times as long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Braces behind a backslash are none. What a loop has taken it never gives back: time grows with the length.
_BARE = r"[^{}]*+(?:(?<=\\)[{}][^{}]*+)*+"
_INNER = rf"(?<!\\)\{{{_BARE}\}}"
_NESTED = rf"(?<!\\)\{{{_BARE}(?:{_INNER}{_BARE})*+\}}"
_VALUE = rf'\{{{_BARE}(?:{_NESTED}{_BARE})*+\}}|"[^"{{}}\\]*+"|[^\s{{}}"=,\\@#()]++'
_NAME = r"[\w:.+/-]++"
_PLAIN = re.compile(
    r"^[ \t]*+@(?!(?:string|preamble|comment)\b)(\w++)[ \t]*+\{([^{}\",=\\@]*+),"
    rf"((?:\s*+{_NAME}\s*+=\s*+(?:{_VALUE})\s*+(?:,|(?=\}})))*+)\s*+\}}",
    re.MULTILINE | re.IGNORECASE,
)
_FIELD = re.compile(rf"({_NAME})\s*+=\s*+({_VALUE})\s*+,?")
# An entry that begins a line ends the one that it seems to stand in.
_BEGINS = re.compile(r"^[^\S\n]*+@\w*+[ \t]*+[{(]", re.MULTILINE)
_STUB = "@comment{}"


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry of a file, with its values as they are written."""

    key: str
    kind: str
    line: int
    body: str = ""
    """What a plain entry has after its key: of many entries it takes less room than the fields."""
    parts: Sequence[tuple[str, str]] = ()
    """The fields of one that is not plain."""

    @property
    def fields(self) -> Sequence[tuple[str, str]]:
        """Names and values."""
        return self.parts or _FIELD.findall(self.body)


def split(source: str) -> tuple[list[RawEntry], str]:
    """The plain entries, and the text without them, in which every other thing is on the line it was on."""
    found: list[RawEntry] = []
    rest: list[str] = []
    end, begin, line = 0, 0, 1
    while match := _PLAIN.search(source, begin):
        start = match.start()
        if begin := _within(source, match):
            continue
        between = source[end:start]
        line += between.count("\n")
        found.append(RawEntry(match[2].strip(), match[1], line, match[3]))
        lines = match[0].count("\n")
        line += lines
        # what may stand open before an entry ends there; without an `@` all is comment
        rest.append(f"{between}{_STUB}" if "@" in between else "\n" * between.count("\n"))
        rest.append("\n" * lines)
        begin = end = match.end()
    rest.append(source[end:])
    return found, "".join(rest)


def _within(source: str, match: re.Match[str]) -> int:
    """Where an entry begins inside of what looks like one; 0 if none does."""
    if "@" not in match[3]:
        return 0
    inner = _BEGINS.search(source, match.start(3), match.end())
    return inner.start() if inner else 0
