"""What a query was perhaps meant to say."""

from __future__ import annotations

from collections.abc import Iterable

from readerapp.domain.query import Query, Word
from readerapp.library.evaluate import TextSearch
from readerapp.library.matching import misspelt

_MOST = 8
"""So many words are looked at: each unknown one is compared with many words of the library."""


def suggestion(query: Query, titles: Iterable[str], text: TextSearch) -> str | None:
    """The query with each word that no paper has replaced by the nearest one, first of all of `titles`, which
    answered it; None if there is nothing to replace.
    """
    near = list(dict.fromkeys(word for title in titles for word in title.split()))
    meant = query.text
    # from the end, so that places further ahead stay right
    for want in sorted(query.wanted[:_MOST], key=lambda want: -want.start):
        if not isinstance(want, Word) or text.knows(want):
            continue
        wrong = misspelt(want.word, near)
        better = min(wrong, key=wrong.__getitem__) if wrong else text.meant(want)
        typed = query.text[want.start : want.end]
        at = typed.lower().rfind(want.word)
        if better and at >= 0:
            start = want.start + at
            meant = meant[:start] + better + meant[start + len(want.word) :]
    return meant if meant != query.text else None
