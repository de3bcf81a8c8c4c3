"""Splits any text into entries: broken lines joined, senders of chat messages dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from readerapp.domain.ids.mentions import mentions
from readerapp.domain.ids.spellings import plain
from readerapp.sources.citation import parse_citation

_NUMBERED = re.compile(r"\s*\[\w{1,12}\]\s")
# Sender and time in exported chats: `[02.07.24, 10:11] Ann: `, `10:11 <ann> `.
_SAID = re.compile(
    r"\[?(?:\d[\d./-]{5,9}(?:,?\s|T))?\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?\]?\s?(?:[-–—]\s)?"
    r"(?:<[^<>\n]{1,40}>|[^:<>/\n]{1,40}:)\s+(?=\S)"
)
# An id or URL that continues on the next line.
_BROKEN = re.compile(r"(?:(?:\b10\.\d{4,9}|://)[^\s]{0,300}/|\barxiv:\s?\d{4}\.)$", re.IGNORECASE)
_DRAWER = re.compile(r"\s*:[A-Z_]{2,20}:\s*")
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d[a-z]?(?!\d)")
_MAX_ENTRY_CHARS = 4000
_MAX_LINES = 8


def _whole(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines; a paragraph that is one reference becomes one line, followed by blank ones."""
    for is_blank, group in groupby(lines, key=lambda line: not line.strip()):
        paragraph = list(group)
        if is_blank or not 1 < len(paragraph) <= _MAX_LINES or not _is_reference(paragraph):
            yield from paragraph
            continue
        text = ""
        for line in paragraph:
            text += ("" if not text or _BROKEN.search(text[-400:]) else " ") + line.strip()
        yield text
        yield from [""] * (len(paragraph) - 1)


def _is_reference(paragraph: Sequence[str]) -> bool:
    """Return True if lines are one reference in a citation style, with at most one id at its end."""
    text = " ".join(line.strip() for line in paragraph)
    if len(text) > _MAX_ENTRY_CHARS or not _DATED.search(text) or _named(paragraph[0]):
        return False
    cited = parse_citation(text)
    return cited is not None and bool(cited.year and cited.authors) and len(_named(text)) == 1


def _named(text: str) -> set[str]:
    return {mention.key for mention in mentions(plain(text))}


def entries(source: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the number of each line, its text, and whether a blank line is before it.

    If several lines begin with `[1]`, each comes with the lines that continue it.
    """
    lines = source.split("\n")
    numbered = sum(1 for line in lines if _NUMBERED.match(line)) > 1
    blank, pending, began = True, "", 0
    for number, line in enumerate(_whole(lines) if not numbered else lines, 1):
        if _DRAWER.fullmatch(line):
            continue
        goes_on = numbered and pending and line.strip() and not _NUMBERED.match(line)
        if goes_on and len(pending) < _MAX_ENTRY_CHARS and _NUMBERED.match(pending):
            pending += ("" if _BROKEN.search(pending[-400:]) else " ") + line.strip()
            continue
        if pending:
            yield began, pending, blank
            blank = False
        blank = blank or not line.strip()
        said = _SAID.match(line)
        pending, began = (line[said.end() :] if said else line).strip(), number
    if pending:
        yield began, pending, blank
