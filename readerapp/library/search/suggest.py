"""What a query was perhaps meant to say."""

from __future__ import annotations

from collections.abc import Collection

from readerapp.domain.query.tree import Query, Word
from readerapp.library.search.evaluation import TextSearch

_MOST = 8
"""So many words are looked at: each unknown one is compared with many words of the library."""


def suggestion(query: Query, likely: Collection[str], text: TextSearch) -> str | None:
    """The query with the nearest word for each that hardly any paper has; None if there is nothing to do."""
    meant = query.text
    # from the end, so that places further ahead stay right
    for want in sorted(query.wanted[:_MOST], key=lambda want: -want.start):
        if not isinstance(want, Word) or not (better := text.meant(want, likely)):
            continue
        typed = query.text[want.start : want.end]
        at = typed.lower().rfind(want.word)
        if at >= 0:
            start = want.start + at
            meant = meant[:start] + better + meant[start + len(want.word) :]
    return meant if meant != query.text else None
