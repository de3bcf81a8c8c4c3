"""Wrapping for two-column tables: text lines up under itself, not under its heading."""

from __future__ import annotations

import textwrap

from rich.cells import cell_len

_MIN_TEXT_CELLS = 26
"""Narrower text goes below its heading instead of beside it."""
_INDENT = "  "
_FRAME_CELLS = 7
"""Border, padding and scrollbar of the box around a table."""
_MAX_BOX_CELLS = 100
_MAX_BOX_PART = 0.96


def table_width(terminal_width: int) -> int:
    """Return the cells of a table in the history, as `history.tcss` lays them out."""
    return min(_MAX_BOX_CELLS, int(terminal_width * _MAX_BOX_PART)) - _FRAME_CELLS


def wrapped_cell(heading: str, text: str, *, column: int, width: int) -> str:
    """Return what follows `heading` in a row of `width` cells: `text` at `column`, or below if narrow."""
    if width - column < _MIN_TEXT_CELLS:
        return "".join(f"\n{_INDENT}{line}" for line in textwrap.wrap(text, max(1, width - len(_INDENT))))
    lines = textwrap.wrap(text, width - column)
    return " " * max(1, column - cell_len(heading)) + ("\n" + " " * column).join(lines)
