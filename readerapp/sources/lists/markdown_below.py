"""What a Markdown digest says of a paper below the heading that names it: people, votes, links, abstract."""

from __future__ import annotations

import re

from readerapp.domain.names import split_names
from readerapp.sources.draft import Draft
from readerapp.sources.lists.markdown_rows import Row
from readerapp.sources.prose import is_prose

_LABEL = r"[\s>*_#-]*(?:[^\w\s*_]+\s*)?[*_]*"
_AUTHORS = re.compile(rf"{_LABEL}authors?\s*[*_]*\s*[:：]\s*[*_]*\s*(.+)", re.IGNORECASE | re.DOTALL)
_ABSTRACT = re.compile(
    rf"{_LABEL}(?:abstract|summary|tl;?dr)\s*[*_]*\s*[:：]\s*[*_]*\s*(.+)", re.IGNORECASE | re.DOTALL
)
_VOTES = re.compile(
    r"(?:👍|▲|⬆️?|upvotes?\W{0,6})\s*(\d{1,6})\b|\b(\d{1,6}) (?:upvotes|votes|likes)\b", re.IGNORECASE
)
_QUOTE = re.compile(r"^\s*>\s?", re.MULTILINE)
_OTHERS = re.compile(r",?\s*\bet\.? ?al\b\.?|\s*\(\+?\d+ more\)|,?\s*\band \d+ others\b", re.IGNORECASE)
_SHORT, _LONG = 60, 200


def take_in(draft: Draft, row: Row) -> bool:
    """Add what a row below the heading says of its paper; False if it says nothing of it."""
    text = _QUOTE.sub("", row.text)
    taken = False
    if (people := _AUTHORS.match(text)) and not draft.authors:
        draft.authors = people_of(people[1].partition("\n")[0])
        taken = True
    if (votes := _VOTES.search(text)) and draft.upvotes is None and len(text) < _LONG:
        draft.upvotes = int(votes[1] or votes[2])
        taken = True
    quoted = row.text.lstrip().startswith(">")
    if not taken and (abstract := _abstract(text, _SHORT if quoted else _LONG)):
        draft.abstract = f"{draft.abstract}\n\n{abstract}".strip()
        taken = True
    if row.links and (taken or len(text) < _LONG):
        draft.urls = (*draft.urls, *(link.url for link in row.links))
        taken = True
    return taken


def people_of(text: str) -> list[str]:
    """The names of a line that may end with how many more there are."""
    return split_names(_OTHERS.sub("", text).strip(" *_|"))


def _abstract(text: str, least: int) -> str:
    labelled = _ABSTRACT.match(text)
    if labelled:
        return labelled[1].strip(" *_")
    return text.strip() if len(text) >= least and is_prose(text) else ""
