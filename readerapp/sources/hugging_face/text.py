"""Text captures of Hugging Face Papers pages: copied, saved, dumped by a text browser, clipped as Markdown.

Format: none is documented; the shapes are those of https://huggingface.co/papers over the years.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from readerapp.sources.draft import Draft
from readerapp.sources.front_matter import split_front_matter
from readerapp.sources.hugging_face.listing import read_listing
from readerapp.sources.hugging_face.marks import Kind
from readerapp.sources.hugging_face.tokens import tokens
from readerapp.sources.reading import Skip

# Signs of a program's notation; the capture that a first start reads has none of them.
_NOTATION = ("[", "</", "<br", "<!--", "(http", "\n==", "\n--", "\u00a0")


def read(text: str) -> Iterator[Draft | Skip]:
    """The papers of a captured page."""
    meta, text = split_front_matter(text)
    lines: Sequence[tuple[int, str]] = list(enumerate(text.split("\n"), 1))
    if any(mark in text for mark in _NOTATION):
        from readerapp.sources.hugging_face.notation import plain

        lines = plain(text)
    if "Abstract" in text or "ABSTRACT" in text:
        from readerapp.sources.hugging_face.page import is_page, read_page

        if is_page(lines):
            yield from read_page(lines, meta)
            return
    found = tokens(lines)
    below = max((token.line for token in found if token.kind is not Kind.FURNITURE), default=0)
    whole = any(number > below and line.strip(" *-•#[")[:1].isalpha() for number, line in lines)
    yield from read_listing(found, summaries="Trending Papers" in text, whole=whole)
