"""Blocks of a full text as lines of a width."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from readerapp.domain.values import NamedTuple
from readerapp.fulltext.blocks import FullText, TextBlock
from readerapp.fulltext.sections import named
from readerapp.ui.cells import crop, split_line

_ODD = re.compile(
    "[^\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1d00-\u1dbf\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u205e\u2070-\u20bf\u2100-\u218f\u2190-\u22ff]"
)
"""Letters that may not take one cell."""
_MIN_CELLS = 12
_GAP = "  "
_CLOSE = ("item", "reference", "footnote")
"""Kinds without a blank line between two of them."""
_STYLES = {"caption": "$quiet", "theorem": "bold", "footnote": "$quiet", "heading": "bold $accent"}


class TextLine(NamedTuple):
    """A line as it is drawn."""

    block: int
    """The index of its block."""
    start: int = 0
    """The letters of the block before it."""
    text: str = ""
    indent: int = 0
    """The characters before those of the block; -1 if they are not in the order of the block."""
    style: str = ""


class Layout(NamedTuple):
    """All lines of a text at one width."""

    lines: Sequence[TextLine]
    first: Sequence[int]
    """The first line of each block."""

    def line(self, block: int, letter: int) -> int:
        """Return the line of a letter of a block."""
        if not self.first:
            return 0
        if block >= len(self.first):
            return len(self.lines) - 1
        start = self.first[block]
        end = self.first[block + 1] if block + 1 < len(self.first) else len(self.lines)
        starts = [line.start for line in self.lines[start:end] if line.block == block]
        return start + max(0, bisect_right(starts, letter) - 1)


def lay_out(text: FullText, width: int, *, tex: bool = False) -> Layout:
    """Return the lines of a text; `tex` shows displayed math as its author wrote it."""
    lines: list[TextLine] = []
    first: list[int] = []
    width = max(_MIN_CELLS, width)
    before = ""
    for index, block in enumerate(text.blocks):
        if before and not (before == block.kind and before in _CLOSE):
            lines.append(TextLine(index - 1, len(text.blocks[index - 1].text)))
        first.append(len(lines))
        lines += _lines(index, block, width, tex)
        before = block.kind
    return Layout(lines, first)


def _lines(index: int, block: TextBlock, width: int, tex: bool) -> Iterator[TextLine]:
    if block.kind == "table":
        return _table(index, block, width)
    if block.kind == "code":
        return _code(index, block, width)
    if block.kind == "math":
        return _math(index, block, width, tex)
    return _prose(index, block, width)


def _prose(index: int, block: TextBlock, width: int) -> Iterator[TextLine]:
    lead, hang = _lead(block, width)
    style = _STYLES.get(block.kind, "")
    if block.kind == "heading" and block.level > 2:
        style = "bold"
    for start, end in pieces(block.text, width - cell_len(lead), width - hang):
        prefix = lead if not start else " " * hang
        yield TextLine(index, start, prefix + block.text[start:end], len(prefix), style)


def _lead(block: TextBlock, width: int) -> tuple[str, int]:
    """Return what a block begins with, and the cells that its other lines are indented by."""
    number = block.number
    if block.kind == "heading":
        lead = named(block).removesuffix(block.text) if number else ""
        return crop(lead, min(width // 2, cell_len(lead))), 0
    if block.kind == "caption":
        return (crop(f"{number}: ", min(width // 2, cell_len(number) + 2)) if number else ""), 0
    if block.kind == "item":
        lead = "  " * min(block.level, 6) + (number or " ") + " "
    else:
        lead = f"{number} " if number else ""
    lead = crop(lead, width // 2) if cell_len(lead) > width // 2 else lead
    return lead, min(cell_len(lead), 12)


def pieces(text: str, first: int, rest: int) -> Iterator[tuple[int, int]]:
    """Yield where the lines of a text start and end that fit a width: the `first`, and the `rest`."""
    simple = _ODD.search(text) is None
    at, width, length = 0, first, len(text)
    while at < length:
        if simple:
            end = at + width
            if end < length:
                space = text.rfind(" ", at, end + 1)
                end = space if space > at else end
            else:
                end = length
        else:
            end = at + max(1, len(split_line(text[at : at + width * 4], width)[0]))
        yield at, end
        at = end + 1 if text[end : end + 1] == " " else end
        width = rest
    if not length:
        yield 0, 0


def _math(index: int, block: TextBlock, width: int, tex: bool) -> Iterator[TextLine]:
    shown = block.tex if tex and block.tex else block.text
    number, room = block.number, width - 4
    beside = bool(number) and room - cell_len(number) - 2 >= _MIN_CELLS
    if beside:
        room -= cell_len(number) + 2
    for start, end in pieces(shown, room, room):
        text = f"    {shown[start:end]}"
        if beside and not start:
            text = f"{set_cell_size(text, width - cell_len(number))}{number}"
        yield TextLine(index, start, text, -1 if shown is block.tex else 4)
    if number and not beside:
        yield TextLine(index, len(shown), crop(number, width).rstrip(), -1)


def _code(index: int, block: TextBlock, width: int) -> Iterator[TextLine]:
    at = 0
    for line in block.text.split("\n"):
        for start, end in pieces(line, width - 2, width - 2):
            yield TextLine(index, at + start, f"  {line[start:end]}", 2, "$quiet")
        at += len(line) + 1


def _table(index: int, block: TextBlock, width: int) -> Iterator[TextLine]:
    rows = [row.split("\t") for row in block.text.split("\n")]
    widths = [0] * max(map(len, rows))
    for row in rows:
        for at, cell in enumerate(row):
            widths[at] = max(widths[at], cell_len(cell))
    fits = sum(widths) + len(_GAP) * (len(widths) - 1) <= width
    start = 0
    for row in rows:
        if fits:
            line = _GAP.join(set_cell_size(cell, size) for cell, size in zip(row, widths, strict=False))
            yield TextLine(index, start, line.rstrip(), -1)
        else:  # a row reads on, as far as it goes
            text = " | ".join(cell for cell in row if cell)
            for first, end in pieces(text, width, width - 4):
                yield TextLine(index, start, ("    " if first else "") + text[first:end], -1)
        start += sum(map(len, row)) + len(row)


def head(text: FullText, line: TextLine, width: int) -> str:
    """Return the section that a line is in, for a narrow place: `§3.2`, `References`."""
    from readerapp.fulltext.sections import section_of

    heading = section_of(text, line.block)
    if heading is None:
        return ""
    return f"§{heading.number}" if heading.number else crop(heading.text, width).rstrip()
