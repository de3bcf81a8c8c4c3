"""A text read on demand and cut into blocks of whole records."""

from __future__ import annotations

from collections.abc import Iterator

from readerapp.domain.values import dataclass
from readerapp.sources.results import Skip

BLOCK_CHARS = 1 << 19
"""Characters read at a time, about."""
MAX_RECORD_CHARS = 1 << 24
"""Characters of the longest record."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a source that reads like a whole one."""

    text: str
    lines: tuple[tuple[int, int], ...] = ((1, 0),)
    """Ascending (first line in the block, offset to its source line) pairs."""
    records: int = 0
    """Number of records before it."""

    def line(self, number: int) -> int:
        """Return the source line of a line of the block."""
        return number + next((more for first, more in reversed(self.lines) if first <= number), 0)


class Shape:
    """How the records of a format are laid out; by default each is a number of whole lines."""

    start = 0
    """Index of the first record in the text the shape was made from."""
    head = ""
    """Text that a block needs before its records to read like a whole source."""

    def cut(self, text: str, at: int) -> tuple[int, int]:
        """Return where the whole records from `at` on end, and their number. The text may continue."""
        end = text.rfind("\n", at) + 1 or at
        return end, text.count("\n", at, end)

    def resume(self, text: str, at: int) -> int:
        """Return where the next record may begin after `at`, which is inside one; 0 if nowhere."""
        return text.find("\n", at) + 1

    def whole(self, text: str, *, last: bool) -> str:
        """Return records with what makes them read like a whole source; the last ones have their own end."""
        return self.head + text


class Window:
    """The part of a text that was read but not used yet."""

    def __init__(self, chunks: Iterator[str]) -> None:
        self._chunks = chunks
        self.text = ""
        self.at = 0
        """Index of the first unused character."""
        self.line = 1
        """Line number of the first unused character."""
        self.ended = False
        """True if the text reaches to the end of the source."""

    def fill(self, size: int) -> None:
        """Read until `size` characters are unused, or the source ends."""
        if self.ended or len(self.text) - self.at >= size:
            return
        parts, length = [self.text[self.at :]], len(self.text) - self.at
        while length < size and not self.ended:
            parts.append(next(self._chunks, ""))
            length += len(parts[-1])
            self.ended = not parts[-1]
        self.text, self.at = "".join(parts), 0

    def take(self, end: int) -> str:
        """Return the text up to `end` and mark it as used."""
        taken, self.at = self.text[self.at : end], end
        self.line += taken.count("\n")
        return taken


def blocks(window: Window, shape: Shape, least: int = BLOCK_CHARS) -> Iterator[Block | Skip]:
    """Yield blocks of about `least` characters of a text, whose beginning the shape was made from.

    Overlong records are left out.
    """
    before, size = 0, least
    window.take(shape.start)
    window.fill(size)
    while window.at < len(window.text):
        line, length = window.line, len(window.text) - window.at
        end, count = shape.cut(window.text, window.at)
        if end > window.at or window.ended:
            last = end == window.at
            text = shape.whole(window.take(len(window.text) if last else end), last=last)
            if text.strip():
                yield Block(text, _lines(shape.head, line), before)
            before, size = before + count, least
        elif length < MAX_RECORD_CHARS:
            size = 2 * length
        else:
            yield Skip(f"line {line}", f"over {MAX_RECORD_CHARS:,} characters without an end: not a record")
            _pass_over(window, shape)
            size = least
        window.fill(size)


def _lines(head: str, line: int) -> tuple[tuple[int, int], ...]:
    """Return the line offsets of a block that has a head before the records."""
    lines = head.count("\n")
    return ((1, 0), (lines + 1, line - lines - 1)) if lines else ((1, line - 1),)


def _pass_over(window: Window, shape: Shape) -> None:
    while not (found := shape.resume(window.text, window.at)) and not window.ended:
        window.take(len(window.text))
        window.fill(BLOCK_CHARS)
    window.take(found or len(window.text))
