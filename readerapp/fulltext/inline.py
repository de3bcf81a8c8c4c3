"""Text, math, tables and code within a block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from readerapp.domain.text import clean, clean_line
from readerapp.fulltext.math import readable

_DROPPED_TAGS = frozenset("script style noscript template svg img annotation annotation-xml button".split())
_BREAKS = frozenset("p div li br tr figure section dd dt".split())
_MAX_NODES = 200_000
_MAX_CELLS, _MAX_ROWS, _MAX_CELL_CHARACTERS = 60, 2000, 2000
_MAX_CODE_LINES = 5000
_SPAN = re.compile(r"[0-9]{1,4}")
_SMALL = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def classes(node: LexborNode) -> list[str]:
    """Return the classes of a node."""
    return (node.attributes.get("class") or "").split()


def has(node: LexborNode, name: str) -> bool:
    """Return True if a node has a class."""
    return name in classes(node)


class Inline:
    """Text with math, and the footnotes in it."""

    def __init__(self, node: LexborNode | None = None, *, without: LexborNode | None = None) -> None:
        """Read what is in a node, `without` the first node that is the same as another."""
        self._pieces: list[str] = []
        self._without = None if without is None else without.mem_id
        self.notes: list[tuple[str, str]] = []
        """The footnotes, each with its number."""
        if node is not None:
            self.add(node)

    @property
    def text(self) -> str:
        """The text, clean and on one line."""
        return clean_line("".join(self._pieces))

    @property
    def raw(self) -> str:
        """The text before it was put on one line, clean: with the spaces that it begins with."""
        return clean("".join(self._pieces)).replace("\u00a0", " ").strip("\n")

    def add(self, root: LexborNode) -> None:
        """Read what is in a node, too."""
        stack, seen = [root], 0
        while stack and seen < _MAX_NODES:
            node = stack.pop()
            seen += 1
            if self._is_read(node):
                continue
            if node.tag in _BREAKS and node is not root:
                self._pieces.append(" ")
            child, children = node.child, list[LexborNode]()
            while child is not None:
                children.append(child)
                child = child.next
            stack.extend(reversed(children))

    def _is_read(self, node: LexborNode) -> bool:
        """Read a node that has nothing more in it for the walk; return False for others."""
        tag = node.tag or "-"
        if tag == "-text":
            self._pieces.append(node.text_content or "")
            return True
        if tag in _DROPPED_TAGS or tag[0] == "-" or node.mem_id == self._without:
            return True
        if tag == "math":
            self._pieces.append(readable(tex_of(node)))
            return True
        if has(node, "ltx_note"):
            self._pieces.append(self._note(node))
            return True
        if tag in ("td", "th"):
            self._pieces.append("  ")
        if has(node, "ltx_ERROR"):  # TeX took the space behind a command as its end
            self._pieces.append(f"{node.text()} ")
            return True
        return False

    def _note(self, node: LexborNode) -> str:
        content = node.css_first(".ltx_note_content")
        if content is None:
            return ""
        number = line_of(mark) if (mark := node.css_first(".ltx_note_mark")) else ""
        for part in content.css(".ltx_note_mark, .ltx_tag_note"):
            part.decompose()
        inner = Inline(content)
        self.notes.append((number, inner.text))
        self.notes += inner.notes
        return number.translate(_SMALL) if number.isdecimal() else number


def line_of(node: LexborNode) -> str:
    """Return the text of a node on one line."""
    return Inline(node).text


def tex_of(node: LexborNode) -> str:
    """Return the TeX of a `math` node; its text if it has none."""
    return clean_line(node.attributes.get("alttext") or node.text() or "")


def math_of(row: LexborNode) -> Iterator[tuple[str, str]]:
    """Yield the math of a row of an equation: readable, and as TeX. Text of arrays in it is one line."""
    tex = [tex_of(it) for it in row.css("math")[:_MAX_CELLS] if not _is_in_math(it)]
    if joined := " ".join(part.removeprefix("\\displaystyle") for part in tex).strip():
        yield readable(joined), joined
    elif text := line_of(row):
        yield text, ""


def _is_in_math(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(50):
        if above is None or above.tag in ("tr", "table"):
            return False
        if above.tag == "math":
            return True
        above = above.parent
    return False


def table_of(node: LexborNode) -> str:
    """Return a table as lines of cells with tabs between them; tables within cells are text there."""
    rows = []
    found = {row.mem_id: row for row in node.css("tr, .ltx_tr")[: 2 * _MAX_ROWS]}
    for row in found.values():
        if _table_above(row) != node.mem_id:
            continue
        cells = list(_cells(row))
        if any(cells):
            rows.append("\t".join(cells))
    return "\n".join(rows)


def _table_above(node: LexborNode) -> int:
    above = node.parent
    while above is not None:
        if above.tag == "table" or has(above, "ltx_tabular"):
            return above.mem_id
        above = above.parent
    return 0


def _cells(row: LexborNode) -> Iterator[str]:
    child, count = row.child, 0
    while child is not None and count < _MAX_CELLS:
        if child.tag in ("td", "th") or has(child, "ltx_td"):
            yield line_of(child)[:_MAX_CELL_CHARACTERS]
            more = _columns(child) - 1
            yield from [""] * more
            count += 1 + more
        child = child.next


def _columns(cell: LexborNode) -> int:
    span = cell.attributes.get("colspan") or ""
    return max(1, min(int(span), _MAX_CELLS)) if _SPAN.fullmatch(span) else 1


def code_of(node: LexborNode) -> str:
    """Return code or an algorithm with its lines and indents."""
    found = node.css(".ltx_listingline")[:_MAX_CODE_LINES]
    if found:
        return "\n".join(_code_line(line) for line in found)
    lines = clean(node.text()).split("\n")[:_MAX_CODE_LINES]
    while lines and not lines[0].strip():
        lines.pop(0)
    return "\n".join(line.rstrip() for line in lines).rstrip()


def _code_line(line: LexborNode) -> str:
    tag = line.css_first(".ltx_tag_listingline")
    number = line_of(tag) if tag else ""
    inline = Inline(line, without=tag)
    raw = inline.raw
    indent = len(raw) - len(raw.lstrip(" "))
    text = f"{' ' * min(indent, 40)}{inline.text}"
    return f"{number:>3} {text}" if number else text
