"""Rows of a Markdown list: items with what is nested below them, table rows, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from itertools import groupby

from readerapp.domain.ids.spellings import bare
from readerapp.domain.values import NamedTuple, dataclass
from readerapp.sources.lists.html_blocks import with_markdown_blocks
from readerapp.sources.lists.link_notations import with_markdown_links

_ITEM = re.compile(r"(\s*)(?:[-*+•]|\d{1,4}[.)])\s+(?:\[[ xX]\]\s+)?(.*)")
_HEADING = re.compile(r"\s*(#{1,6})\s+(\S.*)")
_FENCE = re.compile(r"\s*(```|~~~)")
_RULE = frozenset("|:-= \t")
_BADGE = re.compile(r"\[\s*!\[[^\[\]]*\]\([^()]*\)\s*\]\(\s*<?(https?://[^\s()<>]+)>?[^()]*\)")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)|<img[^<>]*>")
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(https?://[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+[^()]*)?\s*\)"
)
_HTML_LINK = re.compile(
    r"<a\s[^<>]*?href=[\"'](https?://[^\"'<>]+)[\"'][^<>]*>([^<]*(?:<(?!/?a\b)[^<]*)*)</a>", re.IGNORECASE
)
_HTML = re.compile(
    r"</?(?:b|i|em|strong|sup|sub|details|summary|p|div|span|center|font|u|code)\b[^>]*>", re.IGNORECASE
)
_STRONG = re.compile(r"</?(?:b|strong)(?:\s[^<>]*)?>", re.IGNORECASE)
_BARE = re.compile(r"(?:(?<=\s)|^|(?<=[<(\[]))<?https?://[^\s<>\"']+>?")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MAX_ROW_CHARS = 20_000


class RowLink(NamedTuple):
    """A link of a row and its text."""

    text: str
    url: str


@dataclass(slots=True)
class Row:
    """One row: its text with Markdown's emphasis but without links, and its links."""

    line: int
    text: str
    links: list[RowLink]
    cells: list[str] = field(default_factory=list)
    """Cells of a table row; empty for other rows."""
    header: Sequence[str] = ()
    """Column names of a table row."""
    depth: int = 0
    """Indentation of a list item; -1 for a heading."""
    is_item: bool = False


def rows(source: str) -> Iterator[Row]:
    """Yield the rows of a Markdown text, without code blocks."""
    source = with_markdown_links(with_markdown_blocks(source))
    for is_table, lines in groupby(_prose_lines(source), key=lambda numbered: _is_cells(numbered[1])):
        read = _table if is_table else _items
        yield from read(lines)


def _is_cells(line: str) -> bool:
    stripped = line.strip()
    return stripped.startswith("|") and stripped.count("|") > 1


def _table(lines: Iterable[tuple[int, str]]) -> Iterator[Row]:
    cells = ((number, _cells(line.strip())) for number, line in lines if not _RULE.issuperset(line))
    number, names = next(cells, (0, []))
    header = [name.strip(" *_") for name in names]
    if any("://" in name for name in names):  # tables from HTML may lack column names
        header = []
        yield _table_row(number, names, header)
    for number, row in cells:
        yield _table_row(number, row, header)


def _items(lines: Iterable[tuple[int, str]]) -> Iterator[Row]:
    pending: Row | None = None
    more: list[str] = []
    for number, line in lines:
        if pending is not None and line.strip() and _hangs_under(line, pending):
            text, links = _parted(line.strip())
            more.append(text)
            pending.links += links
            continue
        if pending is not None:
            yield _longer(pending, more)
        pending, more = (_row(number, line) if line.strip() else None), []
    if pending is not None:
        yield _longer(pending, more)


def _prose_lines(source: str) -> Iterator[tuple[int, str]]:
    fenced = False
    for number, line in enumerate(source.split("\n"), 1):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and len(line) <= _MAX_ROW_CHARS:
            yield number, line


def _hangs_under(line: str, above: Row) -> bool:
    return above.depth >= 0 and not _HEADING.fullmatch(line) and not _ITEM.fullmatch(line)


def _row(number: int, line: str) -> Row:
    if heading := _HEADING.fullmatch(line):
        text, links = _parted(heading[2].rstrip(" #"))
        return Row(number, text, links, depth=-1)
    item = _ITEM.fullmatch(line)
    text, links = _parted(item[2] if item else line.strip())
    return Row(number, text, links, depth=len(item[1].expandtabs(4)) if item else 0, is_item=item is not None)


def _longer(row: Row, more: Sequence[str]) -> Row:
    row.text = "\n".join((row.text, *more))
    return row


def _table_row(number: int, cells: list[str], header: Sequence[str]) -> Row:
    parted = [_parted(cell) for cell in cells]
    links = [link for _, found in parted for link in found]
    texts = [text for text, _ in parted]
    return Row(number, " | ".join(texts), links, cells=texts, header=header)


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.replace("\0", "|").strip() for cell in inner.replace("\\|", "\0").split("|")]


def without_links(text: str) -> tuple[str, list[RowLink]]:
    """Return a text with links replaced by their texts and without badges, and the links."""
    links: list[RowLink] = []
    if "<" in text:
        text = _BREAK.sub("\n", text)
        links += (RowLink(_HTML.sub("", _IMAGE.sub("", x[2])), x[1]) for x in _HTML_LINK.finditer(text))
        text = _HTML.sub("", _HTML_LINK.sub(r"\2", text))
    if "![" in text or "<img" in text:
        links += (RowLink("", match[1]) for match in _BADGE.finditer(text))
        text = _IMAGE.sub("", _BADGE.sub("", text))
    if "](" in text:
        links += (RowLink(match[1], match[2]) for match in _LINK.finditer(text))
        text = _LINK.sub(r"\1", text)
    return text.strip(), links


def _parted(text: str) -> tuple[str, list[RowLink]]:
    """Return a text and its links as `without_links` does, bare URLs included."""
    text, links = without_links(_STRONG.sub("**", text) if "<" in text else text)
    if "://" in text:
        links += (RowLink("", bare(match[0])) for match in _BARE.finditer(text))
        text = _BARE.sub("", text).strip()
    return text, links
