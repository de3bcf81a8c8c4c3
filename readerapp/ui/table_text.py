"""Rows of a table whose text wraps under itself, not under its heading."""

from __future__ import annotations

import textwrap

from rich.cells import cell_len

_LEAST = 26
"""Cells of text below which it stands under its heading, not beside it."""
_INDENT = "  "
_AROUND = 7
"""Cells of a box beside its table: border, padding, scrollbar."""
_BOX = 100
_PART = 0.96


def table_width(width: int) -> int:
    """Cells of a table in help and history, in a terminal of `width`: what their stylesheet leaves."""
    return min(_BOX, int(width * _PART)) - _AROUND


def wrapped_cell(heading: str, text: str, *, column: int, width: int) -> str:
    """What follows `heading` in a row of `width` cells: `text` from `column` on, or below in a narrow row."""
    if width - column < _LEAST:
        return "".join(f"\n{_INDENT}{line}" for line in textwrap.wrap(text, max(1, width - len(_INDENT))))
    lines = textwrap.wrap(text, width - column)
    return " " * max(1, column - cell_len(heading)) + ("\n" + " " * column).join(lines)
