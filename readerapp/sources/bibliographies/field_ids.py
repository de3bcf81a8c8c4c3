"""arXiv ids and DOIs in the fields of bibliographies: id fields, journal names, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from readerapp.domain.ids.mentions import arxiv_in, doi_in
from readerapp.domain.ids.parsing import arxiv_id

# A note that begins with an id is about its own paper; one that mentions an id may be about another.
_LABELLED = re.compile(
    r"\W*(?:(?:\\?(?:url|href|path|nolinkurl|texttt)|also|available|published|preprint|e-?prints?"
    r"|at|as|on|in|under)\b\W*)*"
    r"(?:https?://)?(?:www\.|dx\.)?(?:arxiv|corr\b|doi|10\.48550)",
    re.IGNORECASE,
)


def arxiv_number(values: Iterable[str], notes: str = "") -> str | None:
    """Return the first arXiv id in the values, or the first that begins a line of the notes."""
    for value in values:
        if value and (found := arxiv_id(value) or arxiv_in(value)):
            return found
    return next((found for line in _labelled(notes) if (found := arxiv_in(line))), None)


def doi_number(notes: str) -> str | None:
    """Return the DOI that begins a line of the notes."""
    return next((found for line in _labelled(notes) if (found := doi_in(line))), None)


def _labelled(notes: str) -> Iterable[str]:
    return notes and (line for line in notes.split("\n") if _LABELLED.match(line))
