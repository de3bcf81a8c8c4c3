"""HTML pages that list papers, read as the Markdown they would be.

Format: https://html.spec.whatwg.org.
"""

from __future__ import annotations

from collections.abc import Iterator

from readerapp.sources.draft import Draft
from readerapp.sources.html_text import to_markdown
from readerapp.sources.lists.html_blocks import with_link_texts
from readerapp.sources.lists.markdown_list import read as read_markdown
from readerapp.sources.results import Skip


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the papers of list items, table rows and paragraphs."""
    yield from read_markdown(to_markdown(with_link_texts(source)))
