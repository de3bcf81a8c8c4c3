"""Pages whose purpose is the BibTeX they show, such as https://dblp.org's."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from readerapp.sources.bibliographies import bibtex
from readerapp.sources.draft import Draft
from readerapp.sources.html_text import is_too_deep
from readerapp.sources.reading import Skip


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the entries of the page; line numbers are those of the text shown."""
    if is_too_deep(source):
        yield Skip("", "nested too deeply to be read")
        return
    shown = (node.text() for node in LexborHTMLParser(source).css("pre, textarea"))
    yield from bibtex.read("\n\n".join(text for text in shown if text.lstrip().startswith("@")))
