"""Where to cut a long source of each format."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator

from readerapp.sources.parts.bibtex_relatives import ENTRY
from readerapp.sources.parts.window import MAX_RECORD_CHARS, Shape

_OPENED = re.compile(r"<(?![?!])(/?)([\w:.-]+)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(/?)>")


class EntryShape(Shape):
    """Records that begin with a line of their own."""

    def __init__(self, begins: str) -> None:
        self._begins = re.compile(f"\n{begins}")  # far faster than `^`

    def cut(self, text: str, at: int) -> tuple[int, int]:
        """Cut before the last record that begins."""
        begins = [found.start() + 1 for found in self._begins.finditer(text, at)]
        return begins[-1] if begins else at, len(begins)

    def resume(self, text: str, at: int) -> int:
        """Resume where the next record begins."""
        found = self._begins.search(text, at)
        return found.start() + 1 if found else 0


class RowShape(Shape):
    """Table rows below a line of column names."""

    def __init__(self, head: str, mark: str) -> None:
        self.head = head
        self.start = len(head)
        self._mark = mark

    def cut(self, text: str, at: int) -> tuple[int, int]:
        """Cut before the last row, which may still be open, since cells may span lines."""
        last, end, count = at, at, -1
        for length in _rows(text, at, self._mark):
            last, end, count = end, end + length, count + 1
        return last, count


def rows(text: str) -> RowShape | None:
    """Return the shape of a table; None if its column names aren't in the text."""
    from readerapp.sources.lists.csv_table import delimiter
    from readerapp.sources.lists.table_columns import is_header

    csv.field_size_limit(MAX_RECORD_CHARS)
    mark = delimiter(text) or ","
    end = 0
    for length in _rows(text, 0, mark):
        row = next(csv.reader([text[end : end + length]], delimiter=mark), [])
        end += length
        if is_header(row):
            return RowShape(text[:end], mark)
    return None


def _rows(text: str, at: int, mark: str) -> Iterator[int]:
    """Yield the length of each row; a part the CSV reader rejects counts as one."""
    used = 0

    def lines() -> Iterator[str]:
        nonlocal used, at
        while at < len(text):
            end = text.find("\n", at) + 1 or len(text)
            used += end - at
            line, at = text[at:end], end
            yield line

    source = lines()
    while True:
        reader = csv.reader(source, delimiter=mark)
        used = 0
        try:
            for _ in reader:
                yield used
                used = 0
        except csv.Error:
            yield used
            continue
        return


class ElementShape(Shape):
    """XML elements of one name within others."""

    def __init__(self, head: str, name: str) -> None:
        self.head = head
        self.start = len(head)
        begins = rf"<(?:[\w.-]+:)?{name}(?=[\s/>])"
        self._ends = re.compile(rf"{begins}[^<>]*/>|{begins}|</(?:[\w.-]+:)?{name}\s*>")
        around: list[str] = []
        for closes, tag, closed in _OPENED.findall(head):
            if closes:
                around = around[:-1]
            elif not closed:
                around.append(tag)
        self._tail = "".join(f"</{tag}>" for tag in reversed(around))

    def cut(self, text: str, at: int) -> tuple[int, int]:
        """Cut after the last whole element."""
        depth, end, count = 0, at, 0
        for found in self._ends.finditer(text, at):
            depth += -1 if found[0].startswith("</") else not found[0].endswith("/>")
            if depth <= 0:
                end, depth, count = found.end(), 0, count + 1
        return end, count

    def resume(self, text: str, at: int) -> int:
        """Resume after the end of an element."""
        return next((it.end() for it in self._ends.finditer(text, at) if it[0].startswith("</")), 0)

    def whole(self, text: str, *, last: bool) -> str:
        """Return the elements inside what surrounds the first one."""
        return self.head + text + ("" if last else self._tail)


def elements(text: str) -> ElementShape | None:
    """Return the shape of a feed or harvest; None if its first record isn't in the text."""
    found = re.search(r"<(?:[\w.-]+:)?(entry|item|record|PubmedArticle)(?=[\s>])", text)
    if found is None or "<!ENTITY" in text[: found.start()]:
        return None
    return ElementShape(text[: found.start()], found[1])


def _json(text: str) -> Shape | None:
    from readerapp.sources.parts.json_shape import shape

    return shape(text)


class EndedShape(Shape):
    """Records that end with a line of their own."""

    def __init__(self, ends: str) -> None:
        self._ends = re.compile(f"\n{ends}[^\n]*\n")

    def cut(self, text: str, at: int) -> tuple[int, int]:
        """Cut after the last record that ends."""
        ends = [found.end() for found in self._ends.finditer(text, at)]
        return ends[-1] if ends else at, len(ends)

    def resume(self, text: str, at: int) -> int:
        """Resume after the end of a record."""
        found = self._ends.search(text, at)
        return found.end() if found else 0


_RIS = r"[ \t]{0,4}(?:TY|ty)[ \t]{0,4}-"
_RIS_END = r"[ \t]{0,4}(?:ER|er)[ \t]{0,4}-"


def _ris(text: str) -> Shape:
    first = re.search(rf"(?m)^(?:{_RIS}|[ \t]{{0,4}}[A-Za-z][A-Za-z0-9][ \t]{{0,4}}-\s)", text)
    fields_before = first is not None and not re.match(_RIS, first[0])
    return EndedShape(_RIS_END) if fields_before else EntryShape(_RIS)


_SHAPES: dict[str, Callable[[str], Shape | None]] = {
    "jsonl": lambda _: Shape(),
    "ids": lambda _: Shape(),
    "bibtex": lambda _: EntryShape(ENTRY),
    "ris": _ris,
    "csv": rows,
    **dict.fromkeys("arxiv-atom rss oai-pmh endnote-xml pubmed-xml".split(), elements),
    **dict.fromkeys("json hf-json semantic-scholar openalex crossref csl-json zotero-json".split(), _json),
}


def shape_of(format: str, text: str) -> Shape | None:
    """Return the shape of a source that begins with `text`; None if it has to be read whole."""
    return _SHAPES[format](text) if format in _SHAPES else None
