"""From a paper to its row: the values that the library's columns keep of it."""

from __future__ import annotations

from readerapp.domain.dates import moments
from readerapp.domain.paper import KINDS, Paper
from readerapp.domain.words import words
from readerapp.domain.works.identity import aliases, current_spelling, implied_keys
from readerapp.library.columns.table import MISSING, RowValues

ABSTRACT = len(KINDS)
"""Bit number of the abstract, after those of the links' kinds."""
_BITS = {kind: 1 << bit for bit, kind in enumerate(KINDS)}


_MAX_LISTING_DELAY = 360 * moments.DAY_SECONDS
"""Seconds to look ahead: a listing without its year is the first after publication, give or take days."""


def row_values(paper: Paper, known: int = 0) -> RowValues:
    """Return the values of a paper.

    Args:
        known: a moment at which the paper was there, if it doesn't say when it was added.
    """
    near, published = moments.moment(paper.added) or known, moments.moment(paper.published, known)
    listed = moments.moment(paper.listed, near or (published and published + _MAX_LISTING_DELAY))
    dated = listed or published
    former, means, today = aliases(paper), implied_keys(paper), current_spelling(paper.key)
    if today and today not in paper.extra.get("aliases", ()):
        # Another paper may have this very key; the two stay apart until one of them is added again.
        former, means = tuple(key for key in former if key != today), (today, *means)
    return RowValues(
        key=paper.key,
        aliases=former,
        implied=means,
        flags=_flags(paper),
        numbers=(
            listed or MISSING,
            published or MISSING,
            moments.moment(paper.added) or MISSING,
            MISSING if paper.upvotes is None else paper.upvotes,
            MISSING if paper.stars is None else paper.stars,
            dated - dated % moments.DAY_SECONDS or MISSING,
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
    """Return the folded words, each after a space, so that ` grap` finds the starts of words."""
    found = words(text)
    return f" {' '.join(found)}".encode() if found else b""
