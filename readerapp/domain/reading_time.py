"""How long a paper takes to read, as far as its number of pages tells."""

from __future__ import annotations

import re

from readerapp.domain.paper import Paper

MINUTES_A_PAGE = 3
USUAL_MINUTES = 30
"""Of a paper whose pages aren't known: about ten, as most conferences allow."""
_MAX_PAGES = 300
"""More are those of a book, or a mistake."""
_STEP = 5
_RANGE = re.compile(r"\s*(\d{1,9})\s*[-–—]+\s*(\d{1,9})(?!\d)")
_COUNT = re.compile(r"\b(\d{1,3})\s*(?:pages|pp\b)", re.IGNORECASE)


def page_count(paper: Paper) -> int | None:
    """Return the number of pages: from the range in its venue, else from a comment such as `12 pages`."""
    comment = paper.extra.get("comment")
    pages = paper.pages or ""
    if span := _RANGE.match(pages):
        count = _between(span[1], span[2])
    elif found := _COUNT.search(pages) or _COUNT.search(comment if isinstance(comment, str) else ""):
        count = int(found[1])
    else:
        return None
    return count if 0 < count <= _MAX_PAGES else None


def _between(first: str, last: str) -> int:
    """Return the number of pages of a range; its last number may be shortened, as in `117-28`."""
    whole = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    return int(whole) - int(first) + 1


def minutes_of(paper: Paper) -> int | None:
    """Return about how many minutes a paper takes, in steps of five; None if its pages aren't known."""
    pages = page_count(paper)
    return None if pages is None else max(_STEP, round(pages * MINUTES_A_PAGE / _STEP) * _STEP)


def about(minutes: float) -> str:
    """Return a time in words: `about 4 hours`, `about 40 minutes`, `under a minute`."""
    whole = round(minutes)
    if whole >= 120:
        return f"about {round(minutes / 60):,} hours"
    if whole > 1:
        return f"about {whole} minutes"
    return "about a minute" if whole else "under a minute"
