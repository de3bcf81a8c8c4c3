"""Words in the reader's notes and tags."""

from __future__ import annotations

from collections.abc import Iterable

from readerapp.domain.query.tree import Phrase, Word
from readerapp.domain.words import words
from readerapp.library.search.marks import Marks
from readerapp.library.search.spelling import words_meant


def rows_with_words(marks: Marks, want: Word | Phrase, *, near: bool = False) -> set[int]:
    """Return the rows whose note or tags have a word (or prefix, or misspelling if `near`) or phrase."""
    kinds = [kind for kind in ("note", "tag") if want.field in (None, kind)]
    if isinstance(want, Phrase):
        return {row for kind in kinds for row in _with_phrase(marks, kind, want)}
    found: set[int] = set()
    for kind in kinds:
        begun = [word for word in marks.words[kind] if word.startswith(want.word)]
        others = words_meant(want.word, marks.words[kind]) if near else ()
        for word in (*begun, *others):
            found |= marks.words[kind][word]
    return found


def _with_phrase(marks: Marks, kind: str, phrase: Phrase) -> Iterable[int]:
    begins = marks.words[kind]
    rows = (
        [row for word, some in begins.items() if word.startswith(phrase.words[0]) for row in some]
        if phrase.open and len(phrase.words) == 1
        else begins.get(phrase.words[0], ())
    )
    for row in rows:
        texts = [marks.notes.get(row, ())] if kind == "note" else [words(tag) for tag in marks.tags[row]]
        if any(holds(text, phrase) for text in texts):
            yield row


def holds(text: Iterable[str], phrase: Phrase) -> bool:
    """Return True if these words contain the phrase."""
    # words contain no spaces, so the phrase can be sought in the joined text
    run = " " + " ".join(text) + " "
    return f" {' '.join(phrase.words)}{'' if phrase.open else ' '}" in run
