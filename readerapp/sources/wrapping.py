"""Lines that an editor or a text browser broke at a width, told from lines that stand for themselves."""

from __future__ import annotations

from collections.abc import Sequence

_WIDEST = 200
_NEAR = 15


def wrap_width(lines: Sequence[str]) -> int:
    """The width a text was wrapped at; 0 if its lines are as long as what they say."""
    lengths = sorted(len(line.strip()) for line in lines if " " in line.strip())
    if len(lengths) < 3:
        return 0
    # A few lines may stick out: a long address cannot be broken.
    width = lengths[-1 - len(lengths) // 50]
    if not 40 <= width <= _WIDEST:
        return 0
    return width if sum(length > width - _NEAR for length in lengths) * 3 > len(lengths) else 0


def is_wrapped(above: str, line: str, width: int) -> bool:
    """Whether the first word of `line` had no room at the end of the line above."""
    return width > 0 and len(above) + 1 + len(line.partition(" ")[0]) > width


def breaks(lines: Sequence[str], width: int) -> list[int]:
    """The lines of a block that begin a paragraph: those whose first word had room on the line above.

    Where most lines had room they were wrapped by hand, or not at all: short ones are one paragraph then, and
    long ones a paragraph each.
    """
    longest = max(map(len, lines))
    pairs = [(index, lines[index - 1], lines[index]) for index in range(1, len(lines))]
    hard = [index for index, above, line in pairs if not is_wrapped(above, line, width or longest)]
    if longest > _WIDEST:
        return [index for index, _, _ in pairs] if len(hard) * 2 >= len(pairs) else hard
    return hard if len(hard) * 4 <= len(lines) else []
