"""Saved e-mails (`.eml`) and mailboxes. Each message is read in the format of its text.

Format: https://www.rfc-editor.org/rfc/rfc5322.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_string, policy
from email.message import EmailMessage

from readerapp.domain.paper import Paper
from readerapp.sources.draft import Draft
from readerapp.sources.formats import read_as
from readerapp.sources.recognition import recognise
from readerapp.sources.results import Skip

_NEXT = re.compile(r"(?m)^(?=From \S+ .*\d{4}$)")
_TYPED = re.compile(r"^(?:content-|mime-)|\r", re.MULTILINE | re.IGNORECASE)
_KINDS = ("html", "plain")


def read(source: str) -> Iterator[Draft | Paper | Skip]:
    """Yield the papers of each message, from the part that gives the most."""
    for mail in filter(str.strip, _NEXT.split(source)):
        found = [_within(text) for text in _texts(mail)]
        yield from max(found, key=_worth, default=[Skip("", "a mail without text")])


def _texts(mail: str) -> Iterator[str]:
    """Yield the HTML and plain text of a message."""
    head, _, body = mail.partition("\n\n")
    if not _TYPED.search(head):
        yield from (body,) if body.strip() else ()
        return
    message = message_from_string(mail, policy=policy.default)
    yield from (text for kind in _KINDS if (text := _text(message, kind)))


def _text(message: EmailMessage, kind: str) -> str:
    """Return the decoded part of this kind; empty if there is none."""
    try:
        part = message.get_body((kind,))
        return str(part.get_content()) if part is not None else ""
    except (LookupError, ValueError, AttributeError, TypeError):
        return ""


def _within(text: str) -> list[Draft | Paper | Skip]:
    """Return what the format recognised in a text finds."""
    format = recognise(text)
    if format is None or format == "email":
        return [Skip("", "no papers found in this mail; unknown format")]
    return list(read_as(format, text))


def _worth(found: list[Draft | Paper | Skip]) -> int:
    return sum(not isinstance(one, Skip) for one in found)
