"""A fast scanner for BibTeX entries in the usual notation.

Whatever it doesn't match goes to bibtexparser, which knows every notation and finds broken entries, but reads
character by character and takes several times as long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from readerapp.domain.values import dataclass

# Escaped braces don't count. Loops are possessive, so that time grows linearly.
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
# An entry at the beginning of a line ends the one it seems to be inside.
_BEGINS = re.compile(r"^[^\S\n]*+@\w*+[ \t]*+[{(]", re.MULTILINE)
_STUB = "@comment{}"


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry with its values as they are written."""

    key: str
    kind: str
    line: int
    body: str = ""
    """Everything after the key; for many entries it takes less memory than their fields."""
    parts: Sequence[tuple[str, str]] = ()
    """Names and values of an entry that isn't in the usual notation."""

    @property
    def fields(self) -> Sequence[tuple[str, str]]:
        """Names and values."""
        return self.parts or _FIELD.findall(self.body)


def split(source: str) -> tuple[list[RawEntry], str]:
    """Return the entries in the usual notation, and the remaining text with its line numbers unchanged."""
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
        # the stub ends anything left open before an entry; text without `@` is a comment
        rest.append(f"{between}{_STUB}" if "@" in between else "\n" * between.count("\n"))
        rest.append("\n" * lines)
        begin = end = match.end()
    rest.append(source[end:])
    return found, "".join(rest)


def _within(source: str, match: re.Match[str]) -> int:
    """Return where another entry begins inside a match, 0 if none does."""
    if "@" not in match[3]:
        return 0
    inner = _BEGINS.search(source, match.start(3), match.end())
    return inner.start() if inner else 0
