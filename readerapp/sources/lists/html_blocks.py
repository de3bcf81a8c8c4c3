"""Converts HTML tables and lists within Markdown to Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readerapp.sources.html_text import to_markdown
from readerapp.sources.results import TooDeep

_OPENS = re.compile(r"^[ \t]*<(table|ul|ol)\b", re.IGNORECASE | re.MULTILINE)
_PICTURE = re.compile(r"(<a\b[^<>]{0,2000}>\s*)<img\b[^<>]{0,2000}>(?=\s*</a>)", re.IGNORECASE)


def with_link_texts(source: str) -> str:
    """Replace linked pictures by the word “link”, since a page's text has no pictures."""
    return _PICTURE.sub(r"\1link", source) if "<img" in source else source


def with_markdown_blocks(source: str) -> str:
    """Return a text with its HTML tables and lists as Markdown, line numbers below them unchanged."""
    return "".join(_pieces(source)) if _OPENS.search(source) else source


def _pieces(source: str) -> Iterator[str]:
    at = 0
    ends: dict[str, int | None] = {}
    while opened := _OPENS.search(source, at):
        end = _end(source, opened, ends)
        if end is None:
            yield source[at : opened.end()]
            at = opened.end()
            continue
        block = source[opened.start() : end]
        try:
            shown = to_markdown(with_link_texts(block)).strip("\n")
        except TooDeep:
            shown = ""
        yield source[at : opened.start()]
        yield shown + "\n" * max(0, block.count("\n") - shown.count("\n"))
        at = end
    yield source[at:]


def _end(source: str, opened: re.Match[str], ends: dict[str, int | None]) -> int | None:
    """Return where a block ends; None if it isn't closed. `ends` caches the last end of each tag."""
    name = opened[1].lower()
    known = ends.get(name, 0)
    if known is not None and known <= opened.end():
        closes = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(source, opened.end())
        ends[name] = closes.end() if closes else None
    return ends[name]
