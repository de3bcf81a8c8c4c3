"""Cropping and highlighting text by terminal cells."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

Spans = Sequence[tuple[int, int]]


def crop(text: str, width: int, ellipsis: str = "…") -> str:
    """Return `text` in exactly `width` cells: padded, or cut between glyphs and ended with `ellipsis`."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text[:width], width - 1).rstrip(" ") + ellipsis, width)


def marked(text: str, spans: Spans, plain: Style, match: Style) -> list[Segment]:
    """Return `text` as segments, with its spans in the style `match`. Spans may reach past its end."""
    segments: list[Segment] = []
    at = 0
    for start, end in sorted(spans):
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
