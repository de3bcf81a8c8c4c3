"""Papers found by half a memory of them, with the extra `meaning`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from readerapp.library import Library
from readerapp.library.meaning import word_vectors


def found_with_meaning(
    library: Library, memories: Iterable[tuple[str, str]], now: datetime
) -> tuple[float, float] | None:
    """Return the shares found among the first ten and the first fifty; None without the extra.

    `memories` are keys, each with what is remembered of its paper.
    """
    if not word_vectors.installed():
        return None
    library.learn_meanings()
    places = [_place(library, key, text, now) for key, text in memories]
    first_ten, first_fifty = (sum(place < end for place in places) / len(places) for end in (10, 50))
    return first_ten, first_fifty


def _place(library: Library, key: str, text: str, now: datetime) -> int:
    """Return a paper's place among those shown, a large number if it is not among the first fifty."""
    shelf = library.search(text, dict, now=now)
    return next((at for at, row in enumerate(shelf.shown[:50]) if library.key(row) == key), 1 << 30)
