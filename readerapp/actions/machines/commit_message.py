"""Commit messages of sync, made from the words of the journal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from readerapp.domain.text import clean_line, shorten

_MAX_SUBJECT_CHARACTERS = 72
_MAX_LINES = 50
_PAST = """
added brought changed cleared fetched joined kept made marked merged moved ordered put queued rated removed
renamed restored tagged took updated wrote
""".split()
_IMPERATIVE = """
Add Bring Change Clear Fetch Join Keep Make Mark Merge Move Order Put Queue Rate Remove
Rename Restore Tag Take Update Write
""".split()
_VERBS = MappingProxyType(dict(zip(_PAST, _IMPERATIVE, strict=True)))
_UPDATED = re.compile(r" and updated (?=[\d,]+ papers?$)")


def commit_message(steps: Sequence[str]) -> str:
    """Return the message for steps in the words of the journal (`marked 2 papers read`), oldest first."""
    lines = [_imperative(clean_line(words)) for words in dict.fromkeys(steps)]
    if not lines:
        return "Keep local changes"
    if len(lines) == 1:
        return shorten(lines[0], _MAX_SUBJECT_CHARACTERS)
    more = f" (and {len(lines) - 1} more)"
    subject = shorten(lines[-1], _MAX_SUBJECT_CHARACTERS - len(more)) + more
    return "\n".join([subject, "", *(f"- {line}" for line in lines[-_MAX_LINES:])])


def _imperative(words: str) -> str:
    verb, space, rest = words.partition(" ")
    return _UPDATED.sub(" and update ", f"{_VERBS.get(verb, verb)}{space}{rest}")
