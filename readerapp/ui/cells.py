"""Cropping and highlighting text by terminal cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size, split_graphemes
from rich.segment import Segment
from rich.style import Style

Spans = Sequence[tuple[int, int]]
_MIN_TITLE_CELLS = 8
"""A quoted title cropped further would say nothing."""
_MAX_LETTERS_PER_CELL = 8
"""Of text that is read to fill a width: letters with many marks, and joined emoji, have some."""


def crop(text: str, width: int, ellipsis: str = "…") -> str:
    """Return `text` in exactly `width` cells: padded, or cut between glyphs and ended with `ellipsis`."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    start = text[: width * _MAX_LETTERS_PER_CELL]
    return set_cell_size(set_cell_size(start, width - 1).rstrip(" ") + ellipsis, width)


def split_line(text: str, width: int) -> tuple[str, str]:
    """Return the part of a text that fits a line, up to a space if there is one, and the rest."""
    if cell_len(text) <= width:
        return text, ""
    end = cells = 0
    for _, after, size in split_graphemes(text[: width * _MAX_LETTERS_PER_CELL])[0]:
        if (cells := cells + size) > width:
            break
        end = after
    at = text.rfind(" ", 1, end + 1)
    return (text[:at], text[at + 1 :]) if at > 0 else (text[:end], text[end:])


def whole_letters(text: str, spans: Spans) -> Spans:
    """Return spans that cut no letter from its marks, and no emoji that is composed of some."""
    if not spans or text.isascii():
        return spans
    ends = [end for _, end, _ in split_graphemes(text)[0]]
    starts = [0, *ends]
    return [
        (starts[bisect_right(starts, start) - 1], ends[min(bisect_left(ends, end), len(ends) - 1)])
        for start, end in spans
        if start < len(text)
    ]


def crop_title(text: str, width: int) -> str:
    """Return `text` cropped to a width, within its quoted title if possible: the outcome after it stays."""
    start, end = text.find('"') + 1, text.rfind('"')
    title, room = text[start:end], width - cell_len(text[:start]) - cell_len(text[end:])
    if start and room >= _MIN_TITLE_CELLS:
        return text[:start] + crop(title.removesuffix("…"), room).rstrip() + text[end:]
    return crop(text, width).rstrip()


def crop_words(text: str, width: int) -> str:
    """Return `text` in at most `width` cells: cut after a whole word, unless the first alone is too long."""
    if cell_len(text) <= width:
        return text
    cropped = crop(text, width).rstrip()
    words = cropped[: -len("…")].rstrip().rpartition(" ")[0]
    if not cropped or text[len(cropped) - 1 : len(cropped)] == " " or not words:
        return cropped
    return words.rstrip(" ,;:·") + "…"


def marked(text: str, spans: Spans, plain: Style, match: Style) -> list[Segment]:
    """Return `text` as segments, with its spans in the style `match`. Spans may reach past its end."""
    segments: list[Segment] = []
    at = 0
    for start, end in sorted(whole_letters(text, spans)):
        start, end = max(start, at), min(end, len(text))
        if start < end:
            segments += (Segment(text[at:start], plain), Segment(text[start:end], match))
            at = end
    segments.append(Segment(text[at:], plain))
    return [segment for segment in segments if segment.text]


def cut_spans(spans: Spans, cropped: str, ellipsis: str) -> list[tuple[int, int]]:
    """Return the spans of a text clipped to its cropped form, without the ellipsis."""
    limit = len(cropped.rstrip(" "))
    if cropped.rstrip(" ").endswith(ellipsis):
        limit -= len(ellipsis)
    return [(start, min(end, limit)) for start, end in spans if start < limit]
