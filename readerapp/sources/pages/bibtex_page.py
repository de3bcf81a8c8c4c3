"""Pages whose purpose is the BibTeX they show, such as https://dblp.org's."""

from __future__ import annotations

from collections.abc import Iterator

from readerapp.sources.bibliographies import bibtex
from readerapp.sources.draft import Draft
from readerapp.sources.html_text import parse_html
from readerapp.sources.results import Skip


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the entries of the page; line numbers are those of the text shown."""
    shown = (node.text() for node in parse_html(source).css("pre, textarea"))
    yield from bibtex.read("\n\n".join(text for text in shown if text.lstrip().startswith("@")))
