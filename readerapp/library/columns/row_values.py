"""From the outline of a paper to its row: the values that the library's columns keep of it."""

from __future__ import annotations

from readerapp.domain.dates import moments
from readerapp.domain.paper import KINDS
from readerapp.domain.works.identity import (
    current_spelling,
    former_keys,
    implied_by,
    is_placeholder,
    new_title_keys,
)
from readerapp.library.columns.outline import Outline
from readerapp.library.columns.table import MISSING, RowValues

ABSTRACT = len(KINDS)
"""Bit number of the abstract, after those of the links' kinds."""
_BITS = {kind: 1 << bit for bit, kind in enumerate(KINDS)}


_MAX_LISTING_DELAY = 360 * moments.DAY_SECONDS
"""Seconds to look ahead: a listing without its year is the first after publication, give or take days."""


def row_values(paper: Outline, known: int = 0) -> RowValues:
    """Return the values of a paper.

    Args:
        known: a moment at which the paper was there, if it doesn't say when it was added.
    """
    key, links = paper.key, paper.links
    added = moments.moment(paper.added)
    near, published = added or known, moments.moment(paper.published, known)
    listed = moments.moment(paper.listed, near or (published and published + _MAX_LISTING_DELAY))
    dated = listed or published
    former, today = former_keys(paper.extra), current_spelling(key)
    titles = () if is_placeholder(paper.title) else new_title_keys(paper.title)
    means = implied_by(titles, [url for kind, url in links if kind == "doi"], paper.extra)
    if today and today not in former:
        # Another paper may have this very key; the two stay apart until one of them is added again.
        means = (today, *means)
    flags = 1 << ABSTRACT if paper.has_abstract else 0
    for kind, _ in links:
        flags |= _BITS[kind]
    return RowValues(
        key,
        former,
        means,
        flags,
        (
            listed or MISSING,
            published or MISSING,
            added or MISSING,
            MISSING if paper.upvotes is None else paper.upvotes,
            MISSING if paper.stars is None else paper.stars,
            dated - dated % moments.DAY_SECONDS or MISSING,
        ),
        key.replace("\n", " "),
        paper.title,
        paper.authors,
        " ".join([f"{kind}|{url}" for kind, url in links]).lower(),
        paper.sources,
    )
