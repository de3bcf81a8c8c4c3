"""A plain list of arXiv ids, DOIs or addresses of papers, one a line, a title beside it or none."""

from __future__ import annotations

from collections.abc import Iterator

from readerapp.sources.draft import Draft
from readerapp.sources.lists.free_text import named_at_edge, read_lines
from readerapp.sources.reading import Skip


def read(source: str) -> Iterator[Draft | Skip]:
    """A paper for each line that names one. Without a title beside it its id stands for it."""
    yield from read_lines(source, listed=True)


def names_paper(line: str) -> bool:
    """Whether a line is, or begins or ends with, an id or address of a paper."""
    return "](" not in line and "</" not in line and "<br" not in line and named_at_edge(line)
