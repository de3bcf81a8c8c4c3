"""Cards from notes, as a text file that Anki imports: https://docs.ankiweb.net/importing/text-files.html.

Choose a note type with two fields, as Basic. A card is the same as long as its paper and its question are, so
that a later import changes the answers of cards that Anki has already.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from readerapp.exports import Item
from readerapp.exports.cards.note_cards import cards_in
from readerapp.exports.facts import lasting_url

_HEAD = """\
#separator:tab
#html:false
#guid column:1
#tags column:4
#columns:GUID\tFront\tBack\tTags
"""


def document(items: Iterable[Item]) -> Iterator[str]:
    """Yield a line for each card: identity, question, answer with the paper it is from, the paper's tags."""
    head, seen = _HEAD, set[str]()
    for item in items:
        paper = item.paper
        source = "\n".join(filter(None, (paper.title, lasting_url(paper))))
        tags = " ".join("_".join(tag.split()) for tag in item.state.tags)
        for card in cards_in(item.state.note):
            id = _identity(paper.key, card.question)
            if id not in seen:  # the same question once more
                seen.add(id)
                fields = (card.question, f"{card.answer}\n\n{source}", tags)
                yield head + "\t".join((id, *map(_quoted, fields))) + "\n"
                head = ""


def _identity(key: str, question: str) -> str:
    return hashlib.sha256(f"{key}\n{' '.join(question.split())}".encode("utf-8", "replace")).hexdigest()[:20]


def _quoted(field: str) -> str:
    return '"' + field.replace('"', '""') + '"'
