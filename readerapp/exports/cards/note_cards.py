"""Cards in notes: a line `Q: …` and the line `A: …` below it.

An answer goes on until a blank line or the next question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readerapp.domain.text import clean
from readerapp.domain.values import NamedTuple, pattern

_LINE = pattern(r"\s*(?:[-*+]\s+)?([QA]):\s*(.*)", re.DOTALL)


class FlashCard(NamedTuple):
    """A question of a note and its answer, each of one line or more."""

    question: str
    answer: str


def cards_in(note: str) -> Iterator[FlashCard]:
    """Yield the cards of a note, in order. A question without an answer is none."""
    question, answer = list[str](), list[str]()
    for line in [*clean(note).split("\n"), "Q:"]:
        tag, text = found.groups() if (found := _LINE.fullmatch(line)) else ("", line.rstrip())
        if tag == "Q" or (not text and any(answer)):
            if any(question) and any(answer):
                yield FlashCard(_joined(question), _joined(answer))
            question, answer = [text], []
        elif answer:
            answer.append(line.rstrip() if tag else text)
        elif tag and any(question):
            answer = [text]
        elif question:
            question.append(text)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip()
