"""What the library keeps of each paper in columns: enough to filter, order and look up without reading it."""

from __future__ import annotations

from readerapp.domain import query_dates as dates
from readerapp.domain.identity import aliases, implied
from readerapp.domain.paper import KINDS, Paper
from readerapp.domain.query_words import words
from readerapp.library.columns import MISSING, Facts

ABSTRACT = len(KINDS)
"""The bit after those of the links' kinds."""
_BITS = {kind: 1 << bit for bit, kind in enumerate(KINDS)}


def facts(paper: Paper) -> Facts:
    """The entries of a paper."""
    near = dates.moment(paper.added) or dates.moment(paper.published)
    return Facts(
        key=paper.key,
        aliases=aliases(paper),
        implied=implied(paper),
        flags=_flags(paper),
        numbers=(
            dates.moment(paper.listed, near) or MISSING,
            dates.moment(paper.published, near) or MISSING,
            dates.moment(paper.added) or MISSING,
            MISSING if paper.upvotes is None else paper.upvotes,
            MISSING if paper.stars is None else paper.stars,
        ),
        texts=(
            _encoded(paper.key.replace("\n", " ")),
            _spaced(paper.title),
            _spaced(" ".join(paper.authors)),
            _encoded(" ".join(f"{kind}|{url}" for kind, url in paper.links).lower()),
        ),
        sources=tuple(dict.fromkeys(sighting.source for sighting in paper.sightings)),
    )


def _flags(paper: Paper) -> int:
    bits = 1 << ABSTRACT if paper.abstract else 0
    for kind, _ in paper.links:
        bits |= _BITS[kind]
    return bits


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _spaced(text: str) -> bytes:
    """The folded words, each after a space: so that ` grap` finds the starts of words."""
    found = words(text)
    return f" {' '.join(found)}".encode() if found else b""
