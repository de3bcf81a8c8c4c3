"""A page that shows BibTeX and little else, as DBLP's do."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from readerapp.sources.bibliographies import bibtex
from readerapp.sources.draft import Draft
from readerapp.sources.html_text import is_too_deep
from readerapp.sources.reading import Skip


def read(source: str) -> Iterator[Draft | Skip]:
    """The entries of the page; their places are those in what it shows."""
    if is_too_deep(source):
        yield Skip("", "nested too deeply to be read")
        return
    shown = (node.text() for node in LexborHTMLParser(source).css("pre, textarea"))
    yield from bibtex.read("\n\n".join(text for text in shown if text.lstrip().startswith("@")))
