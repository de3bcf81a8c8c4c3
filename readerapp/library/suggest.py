"""What a query was perhaps meant to say."""

from __future__ import annotations

from collections.abc import Iterable

from readerapp.domain.query import Query, Word
from readerapp.library.evaluate import TextSearch
from readerapp.library.matching import errors


def suggestion(query: Query, titles: Iterable[str], text: TextSearch) -> str | None:
    """The query with each word that no paper has replaced by the nearest one, first of all of `titles`, which
    answered it; None if there is nothing to replace.
    """
    near = list(dict.fromkeys(word for title in titles for word in title.split()))
    meant = query.text
    # from the end, so that places further ahead stay right
    for want in sorted(query.wanted, key=lambda want: -want.start):
        if not isinstance(want, Word) or text.knows(want):
            continue
        better = _nearest(want.word, near) or text.meant(want)
        typed = query.text[want.start : want.end]
        at = typed.lower().rfind(want.word)
        if better and at >= 0:
            start = want.start + at
            meant = meant[:start] + better + meant[start + len(want.word) :]
    return meant if meant != query.text else None


def _nearest(word: str, others: Iterable[str]) -> str | None:
    wrong = [(found, other) for other in others if (found := errors(word, other))]
    return min(wrong, key=lambda pair: pair[0])[1] if wrong else None
