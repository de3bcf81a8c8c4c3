"""Cards from notes, as plain text for hashcards: https://github.com/eudoxia0/hashcards#format.

A card is a line `Q: …` of a note and the line `A: …` below it; an answer goes on until a blank line or the
next question. hashcards knows a card by its text, so the paper below the answer is named by what stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readerapp.domain.paper import Paper
from readerapp.domain.text import clean
from readerapp.domain.values import NamedTuple, pattern
from readerapp.exports import Item
from readerapp.exports.markdown import link

_LINE = pattern(r"\s*(?:[-*+]\s+)?([QA]):\s*(.*)", re.DOTALL)
_TAG = pattern(r"^(?=[QAC]:)", re.MULTILINE)
_ADDRESSES = (("arxiv:", "https://arxiv.org/abs/"), ("doi:", "https://doi.org/"))


class FlashCard(NamedTuple):
    """A question of a note and its answer, each of one line or more."""

    question: str
    answer: str


def document(items: Iterable[Item]) -> Iterator[str]:
    """Yield each card with the paper it is from."""
    for item in items:
        for card in cards_in(item.state.note):
            source = link(item.paper, address(item.paper))
            yield f"Q: {_guarded(card.question)}\nA: {_guarded(card.answer)}\n\n— {source}\n\n"


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


def _guarded(text: str) -> str:
    """Return lines of which none starts a side of a card."""
    first, newline, rest = text.partition("\n")
    return first + newline + _TAG.sub(" ", rest)


def address(paper: Paper) -> str | None:
    """Return the paper's page, by its id if it has one, as other links may be found later."""
    for scheme, start in _ADDRESSES:
        if paper.key.startswith(scheme):
            return start + paper.key.removeprefix(scheme)
    return paper.links.best[1] if paper.links.best else None
