"""Commit messages of sync, made from the words of the journal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from readerapp.domain.text import clean_line, shorten

_MAX_SUBJECT_CHARACTERS = 72
_MAX_LINES = 50
_IMPERATIVES = MappingProxyType(
    {
        "added": "Add",
        "changed": "Change",
        "cleared": "Clear",
        "fetched": "Fetch",
        "kept": "Keep",
        "made": "Make",
        "marked": "Mark",
        "merged": "Merge",
        "moved": "Move",
        "queued": "Queue",
        "rated": "Rate",
        "removed": "Remove",
        "restored": "Restore",
        "took": "Take",
        "updated": "Update",
        "wrote": "Write",
    }
)
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
    return _UPDATED.sub(" and update ", f"{_IMPERATIVES.get(verb, verb)}{space}{rest}")
