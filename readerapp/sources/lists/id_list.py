"""Plain lists of arXiv ids, DOIs or URLs of papers, one a line, with or without a title."""

from __future__ import annotations

from collections.abc import Iterator

from readerapp.sources.draft import Draft
from readerapp.sources.lists.free_text import names_paper_at_edge, read_lines
from readerapp.sources.results import Skip


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield a paper for each line that names one; without a title its id stands in."""
    yield from read_lines(source, listed=True)


def names_paper(line: str) -> bool:
    """Return True if a line is, or begins or ends with, an id or URL of a paper."""
    return "](" not in line and "</" not in line and "<br" not in line and names_paper_at_edge(line)
