"""Lines that an editor or a text browser broke at a width, told from lines that stand for themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

_BROKEN_WORD = re.compile(r"(?<=\w)-\n(?=\w)(?!(?:and|or|to|nor)\b)")
_MAX_WIDTH = 200
_MIN_WIDTH = 40
_NEAR_CHARS = 15
_SLACK_CHARS = 6
_MIN_LINES = 4


class Wrapping(NamedTuple):
    """How the lines of a text came to be."""

    width: int
    """Where they were broken; 0 if they are as long as what they say."""
    alone: bool
    """Each is a paragraph: nothing was broken, and no blank lines part them."""
    longest: int
    """The longest line; 0 if some are longer than any screen."""

    @classmethod
    def of(cls, lines: Sequence[str]) -> Wrapping:
        """The wrapping of a whole text."""
        width = _width(lines)
        filled = sum(1 for line in lines if line.strip())
        longest = max(map(len, lines), default=0)
        alone = not width and filled * 20 > 19 * len(lines)
        return cls(width, alone, longest if longest <= _MAX_WIDTH else 0)

    def joins(self, above: str, line: str) -> bool:
        """Whether `line` goes on with the one above: its first word had no room there."""
        return self.width > 0 and _had_no_room(above, line, self.width)

    def fills(self, above: str, line: str) -> bool:
        """Whether the line above is as long as any, so that the next may go on with it."""
        return self.longest > _MIN_WIDTH and _had_no_room(above, line, self.longest - _SLACK_CHARS)

    def _sticks_out(self, line: str) -> bool:
        """Whether a line is longer than any that was broken, though it could have been."""
        return self.width > 0 and " " in line[self.width + 1 :]

    def breaks(self, lines: Sequence[str]) -> list[int]:
        """The lines of a block that begin a paragraph: those whose first word had room on the line above.

        Where most lines had room they were wrapped by hand, or not at all: short ones are one paragraph then,
        and long ones a paragraph each.
        """
        if self.alone:
            return list(range(1, len(lines)))
        longest = max(map(len, lines))
        width = min(self.width or longest, longest) if len(lines) >= _MIN_LINES else self.width or longest
        # the mark of a link, which is no longer there, may have taken some room
        hard = [
            i
            for i, (above, line) in enumerate(pairwise(lines), 1)
            if not _had_no_room(above, line, width - _SLACK_CHARS) or self._sticks_out(above)
        ]
        if longest > _MAX_WIDTH:
            return list(range(1, len(lines))) if len(hard) * 2 >= len(lines) - 1 else hard
        return hard if len(hard) * 4 <= len(lines) else []


def joined(lines: Iterable[str]) -> str:
    """Wrapped lines as one: a compound that was broken at its hyphen is one word again."""
    text = "\n".join(line.strip() for line in lines)
    return _BROKEN_WORD.sub("-", text).replace("\n", " ")


def _width(lines: Sequence[str]) -> int:
    lengths = sorted(len(line.strip()) for line in lines if " " in line.strip())
    if len(lengths) < 3:
        return 0
    # A few lines may stick out: a long address cannot be broken.
    width = lengths[-1 - len(lengths) // 50]
    if not _MIN_WIDTH <= width <= _MAX_WIDTH:
        return 0
    return width if sum(length > width - _NEAR_CHARS for length in lengths) * 3 > len(lengths) else 0


def _had_no_room(above: str, line: str, width: int) -> bool:
    return len(above) + 1 + len(line.partition(" ")[0]) > width
