"""Long BibTeX files in parts, although entries may inherit from others anywhere in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from readerapp.sources.parts.window import BLOCK_CHARS, Block
from readerapp.sources.results import Skip

ENTRY = r"[ \t]*@\w+\s*[{(]"
_ENTRY = re.compile(f"^{ENTRY}", re.MULTILINE)
_MACRO = re.compile(r"\s*@string\b", re.IGNORECASE)
_INHERITS = re.compile(r"\b(?:crossref|xdata)\s*=", re.IGNORECASE)
_PARENT = re.compile(
    r"\s*@(?:(?:mv)?(?:book|proceedings|collection|reference)|periodical|xdata)\b", re.IGNORECASE
)
_NOTABLE = tuple(
    """
    crossref xdata @string @book @proceedings @collection @reference @periodical @mvbook @mvproceedings
    @mvcollection @mvreference
    """.split()
)
_MAX_MACRO_CHARS = 1 << 16
_MAX_RELATIVE_CHARS = 4 * BLOCK_CHARS


class _Excerpt:
    """Entries from several blocks, and the lines they come from."""

    def __init__(self, of: _Excerpt | None = None) -> None:
        self.parts: list[str] = list(of.parts) if of else []
        self.lines: list[tuple[int, int]] = list(of.lines) if of else []
        self.size: int = of.size if of else 0
        self._last: int = of._last if of else 0

    def add(self, text: str, line: int) -> None:
        """Append a text that begins on this line of the source."""
        self.parts.append(text if text.endswith("\n") else text + "\n")
        self.lines.append((self._last + 1, line - self._last - 1))
        self._last += self.parts[-1].count("\n")
        self.size += len(text)

    def block(self) -> Block:
        """Return everything as one block."""
        return Block("".join(self.parts), tuple(self.lines))


def with_relatives(blocks: Iterable[Block | Skip]) -> Iterator[Block | Skip]:
    """Yield the blocks, each with the macros defined before it.

    Entries that inherit, and those they may inherit from, come in separate blocks, as late as possible.
    """
    macros, relatives = _Excerpt(), _Excerpt()
    for block in blocks:
        if isinstance(block, Skip):
            yield block
            continue
        own = _Excerpt(macros)
        own.add(_parted(block, macros, relatives), block.line(1))
        yield own.block()
        if relatives.size > _MAX_RELATIVE_CHARS:
            yield _together(macros, relatives)
            relatives = _Excerpt()
    if relatives.parts:
        yield _together(macros, relatives)


def _parted(block: Block, macros: _Excerpt, relatives: _Excerpt) -> str:
    """Return a block's text without its relatives; collect them and its macros."""
    text = block.text
    small = text.lower()
    if not any(word in small for word in _NOTABLE):  # most blocks
        return text
    any_inherits = "crossref" in small or "xdata" in small
    starts = [found.start() for found in _ENTRY.finditer(text)]
    parts, line = [text[: starts[0] if starts else None]], block.line(1)
    line += parts[0].count("\n")
    for start, end in pairwise((*starts, len(text))):
        entry = text[start:end]
        if _MACRO.match(entry) and macros.size < _MAX_MACRO_CHARS:
            macros.add(entry, line)
        elif _PARENT.match(entry) or (any_inherits and _INHERITS.search(entry)):
            relatives.add(entry, line)
            entry = "\n" * entry.count("\n")
        parts.append(entry)
        line += entry.count("\n")
    return "".join(parts)


def _together(macros: _Excerpt, relatives: _Excerpt) -> Block:
    both = _Excerpt(macros)
    for text, (first, more) in zip(relatives.parts, relatives.lines, strict=True):
        both.add(text, first + more)
    return both.block()
