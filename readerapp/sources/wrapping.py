"""Tells lines wrapped by an editor or text browser from lines that stand for themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from readerapp.domain.values import NamedTuple

_BROKEN_WORD = re.compile(r"(?<=\w)-\n(?=\w)(?!(?:and|or|to|nor)\b)")
_MAX_WIDTH = 200
_MIN_WIDTH = 40
_NEAR_CHARS = 15
_SLACK_CHARS = 6
_MIN_LINES = 4


class Wrapping(NamedTuple):
    """How the lines of a text are wrapped."""

    width: int
    """Column at which lines were wrapped; 0 if they weren't."""
    alone: bool
    """True if each line is a paragraph: nothing is wrapped and there are no blank lines."""
    longest: int
    """Length of the longest line; 0 if some are longer than any screen."""

    @classmethod
    def of(cls, lines: Sequence[str]) -> Wrapping:
        """Return the wrapping of a whole text."""
        width = _width(lines)
        filled = sum(1 for line in lines if line.strip())
        longest = max(map(len, lines), default=0)
        alone = not width and filled * 20 > 19 * len(lines)
        return cls(width, alone, longest if longest <= _MAX_WIDTH else 0)

    def joins(self, above: str, line: str) -> bool:
        """Return True if a line continues the one above, which had no room for its first word."""
        return self.width > 0 and _had_no_room(above, line, self.width)

    def fills(self, above: str, line: str) -> bool:
        """Return True if the line above is about as long as any, so that the next may continue it."""
        return self.longest > _MIN_WIDTH and _had_no_room(above, line, self.longest - _SLACK_CHARS)

    def _sticks_out(self, line: str) -> bool:
        """Return True if a line is longer than the wrapping width although it could have been broken."""
        return self.width > 0 and " " in line[self.width + 1 :]

    def breaks(self, lines: Sequence[str]) -> list[int]:
        """Return the lines of a block that begin a paragraph: the line above had room for their first word.

        If most lines had room, they were wrapped by hand or not at all: short ones are one paragraph, and
        long ones a paragraph each.
        """
        if self.alone:
            return list(range(1, len(lines)))
        longest = max(map(len, lines))
        width = min(self.width or longest, longest) if len(lines) >= _MIN_LINES else self.width or longest
        # link marks, removed by now, may have taken some room
        hard = [
            i
            for i, (above, line) in enumerate(pairwise(lines), 1)
            if not _had_no_room(above, line, width - _SLACK_CHARS) or self._sticks_out(above)
        ]
        if longest > _MAX_WIDTH:
            return list(range(1, len(lines))) if len(hard) * 2 >= len(lines) - 1 else hard
        return hard if len(hard) * 4 <= len(lines) else []


def join_lines(lines: Iterable[str]) -> str:
    """Return wrapped lines as one; a compound broken at its hyphen becomes one word again."""
    text = "\n".join(line.strip() for line in lines)
    return _BROKEN_WORD.sub("-", text).replace("\n", " ")


def _width(lines: Sequence[str]) -> int:
    lengths = sorted(len(line.strip()) for line in lines if " " in line.strip())
    if len(lengths) < 3:
        return 0
    # a few lines may stick out, since a long URL can't be broken
    width = lengths[-1 - len(lengths) // 50]
    if not _MIN_WIDTH <= width <= _MAX_WIDTH:
        return 0
    return width if sum(length > width - _NEAR_CHARS for length in lengths) * 3 > len(lengths) else 0


def _had_no_room(above: str, line: str, width: int) -> bool:
    return len(above) + 1 + len(line.partition(" ")[0]) > width
