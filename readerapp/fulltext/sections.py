"""Sections of a text, and words found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from readerapp.domain.errors import ReaderError
from readerapp.domain.nearest import did_you_mean
from readerapp.domain.text import clean_line, fold
from readerapp.domain.values import NamedTuple
from readerapp.fulltext.blocks import FullText, TextBlock

_TERM = re.compile(r'"([^"]+)"|(\S+)')
_MAX_HITS = 100_000


class Occurrence(NamedTuple):
    """Letters of a block that were looked for."""

    block: int
    start: int
    end: int


def named(heading: TextBlock) -> str:
    """Return a heading as one reads it: `3.2 Training`."""
    return f"{heading.number} {heading.text}".strip()


def outline(text: FullText) -> list[int]:
    """Return the indexes of the headings."""
    return [index for index, block in enumerate(text.blocks) if block.kind == "heading"]


def section_of(text: FullText, index: int) -> TextBlock | None:
    """Return the heading that a block stands under, itself if it is one."""
    for at in range(min(index, len(text.blocks) - 1), -1, -1):
        if text.blocks[at].kind == "heading":
            return text.blocks[at]
    return None


def section(text: FullText, name: str) -> Sequence[TextBlock]:
    """Return the blocks of the section with a number or name, or whose name has these words.

    Raises:
        ReaderError: there is none.
    """
    heads = outline(text)
    wanted = fold(clean_line(name))
    for fits in (_is_number, _is_name, _begins, _has):
        for start in heads:
            if fits(text.blocks[start], wanted):
                level = text.blocks[start].level
                end = next((it for it in heads if it > start and text.blocks[it].level <= level), None)
                return text.blocks[start:end]
    near = did_you_mean(clean_line(name), (text.blocks[start].text for start in heads))
    raise ReaderError(f"No section {clean_line(name)!r}{near or '; --outline lists them'}")


def _is_number(heading: TextBlock, wanted: str) -> bool:
    return bool(heading.number) and fold(heading.number).rstrip(".") == wanted.rstrip(".").removeprefix("§")


def _is_name(heading: TextBlock, wanted: str) -> bool:
    return wanted in (fold(heading.text), fold(named(heading)))


def _begins(heading: TextBlock, wanted: str) -> bool:
    return bool(wanted) and fold(heading.text).startswith(wanted)


def _has(heading: TextBlock, wanted: str) -> bool:
    return bool(wanted) and all(word in fold(named(heading)) for word in wanted.split())


def find(text: FullText, words: str) -> list[Occurrence]:
    """Return where words are, in blocks that have all of them; `"quoted words"` follow each other."""
    patterns = [_pattern(match[1] or match[2]) for match in _TERM.finditer(words)]
    if not patterns:
        return []
    hits: list[Occurrence] = []
    for index, block in enumerate(text.blocks):
        found = [[it.span() for it in pattern.finditer(block.text)] for pattern in patterns]
        if all(found) and len(hits) < _MAX_HITS:
            spans = sorted(span for each in found for span in each)
            hits += (Occurrence(index, start, end) for start, end in _joined(spans))
    return hits


def _pattern(term: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, term.split())), re.IGNORECASE)


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans, those that overlap as one."""
    start, end = spans[0]
    for first, last in spans[1:]:
        if first < end:
            end = max(end, last)
        else:
            yield start, end
            start, end = first, last
    yield start, end
