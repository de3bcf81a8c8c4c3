"""Text captures of Hugging Face Papers pages: copied, saved, dumped by a text browser, clipped as Markdown.

Format: none is documented; the shapes are those of https://huggingface.co/papers over the years.
"""

from __future__ import annotations

from collections.abc import Iterator

from readerapp.sources.draft import Draft
from readerapp.sources.front_matter import split_front_matter
from readerapp.sources.hf_listing import read_listing
from readerapp.sources.hf_tokens import tokens
from readerapp.sources.numbered_links import resolved
from readerapp.sources.reading import Skip


def read(text: str) -> Iterator[Draft | Skip]:
    """The papers of a captured page."""
    meta, text = split_front_matter(text)
    lines = resolved(list(enumerate(text.split("\n"), 1)))
    if "Abstract" in text:
        from readerapp.sources.hf_page import is_page, read_page

        if is_page(text):
            yield from read_page(lines, meta)
            return
    yield from read_listing(tokens(lines), summaries="Trending Papers" in text)
