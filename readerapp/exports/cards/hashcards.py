"""Cards from notes, as plain text for hashcards: https://github.com/eudoxia0/hashcards#format.

hashcards knows a card by its text, so the paper below the answer is named by what stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readerapp.domain.values import pattern
from readerapp.exports import Item
from readerapp.exports.cards.note_cards import cards_in
from readerapp.exports.facts import lasting_url
from readerapp.exports.lists.markdown import link

_TAG = pattern(r"^(?=[QAC]:)", re.MULTILINE)


def document(items: Iterable[Item]) -> Iterator[str]:
    """Yield each card with the paper it is from."""
    for item in items:
        for card in cards_in(item.state.note):
            source = link(item.paper, lasting_url(item.paper))
            yield f"Q: {_guarded(card.question)}\nA: {_guarded(card.answer)}\n\n— {source}\n\n"


def _guarded(text: str) -> str:
    """Return lines of which none starts a side of a card."""
    first, newline, rest = text.partition("\n")
    return first + newline + _TAG.sub(" ", rest)
