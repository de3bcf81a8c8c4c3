"""OPML: lists of feeds, which hold no papers.

Format: http://opml.org/spec2.opml.
"""

from __future__ import annotations

from collections.abc import Iterator

from readerapp.sources.results import Skip


def read(source: str) -> Iterator[Skip]:
    """Yield a skip that says what the file is."""
    feeds = source.lower().count("xmlurl=")
    yield Skip("", f"a list of {feeds} feeds: it names sources of papers, not papers")
