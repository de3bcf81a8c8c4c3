"""Splits a captured page into tokens: texts, headings, and the small marks around papers.

Captures differ in notation (plain text, dumps with numbered links, Markdown, addresses on lines of their own)
but agree in what follows what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from readerapp.sources.dates import is_month, parse_date
from readerapp.sources.hugging_face.page_marks import LINK, Kind, PageToken, pieces, plain_line, token_of
from readerapp.sources.prose import ends_with_stop
from readerapp.sources.wrapping import Wrapping, join_lines

_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY_BEFORE = re.compile(r"\b[A-Z][a-z]{2,8} \d{1,2},$")
_MARKS = frozenset((Kind.DOT, Kind.AUTHORS))
_MAX_NAME_CHARS = 60
_LIST = frozenset((Kind.VOTES, Kind.AUTHORS, Kind.DOT))


def tokens(lines: Sequence[tuple[int, str]]) -> list[PageToken]:
    """Return the tokens of numbered lines, page furniture included."""
    texts = [LINK.sub(r"\1", line) if "](" in line else line for _, line in lines]
    return list(_without_bullets(list(_dates_joined(_tokens(lines, Wrapping.of(texts))))))


def _tokens(lines: Iterable[tuple[int, str]], wrapping: Wrapping) -> Iterator[PageToken]:
    block: list[PageToken] = []
    hanging: list[str] = []
    left = 0
    for number, raw in lines:
        line = raw.strip()
        above = block[-1] if block else None
        if line and above and _hangs(above, raw, left):
            hanging.append(line)
            continue
        if hanging:
            above = block[-1] = _longer(block[-1], hanging)
            hanging = []
        left = len(raw) - len(raw.lstrip())
        token = token_of(number, line) if line else None
        if line and above and not _begins(above, line) and _goes_on(above.text, line, token, wrapping):
            token = _more_text(number, line)
        if token is None or token.kind is not Kind.TEXT or (above and _begins(above, line)):
            yield from _block(block, token, wrapping)
            block = [] if token is None else [token]
        else:
            block.append(token)
    if hanging:
        block[-1] = _longer(block[-1], hanging)
    yield from _paragraphs(block, wrapping)


def _block(block: list[PageToken], below: PageToken | None, wrapping: Wrapping) -> Iterator[PageToken]:
    """Yield the paragraphs of lines. The line above a card's marks is its organisation, not its title."""
    last = block[-1] if len(block) > 1 and below is not None and below.kind in _MARKS else None
    if last is not None and len(last.text) <= _MAX_NAME_CHARS and not ends_with_stop(last.text):
        yield from _paragraphs(block[:-1], wrapping)
        yield last
    else:
        yield from _paragraphs(block, wrapping)


def _hangs(above: PageToken, raw: str, left: int) -> bool:
    """Return True if a line is the second of a wrapped title, which the page indents by two."""
    if above.kind is Kind.HEADING:
        return raw[0] == " "
    return above.kind is Kind.TEXT and not left and raw[:2] == "  " and raw[2:3].isalnum()


def _begins(above: PageToken, line: str) -> bool:
    """Return True if a line of text begins something new: above it is no text, or the line is a link."""
    return above.kind is not Kind.TEXT or (line[0] == "[" and LINK.fullmatch(line) is not None)


def _more_text(number: int, line: str) -> PageToken:
    text, urls = plain_line(line, bullet=False)
    return PageToken(Kind.TEXT, text, number, urls=urls)


def _goes_on(above: str, line: str, token: PageToken | None, wrapping: Wrapping) -> bool:
    """Return True if a line that looks like a mark or button is the end of the text above it."""
    if token is not None and token.kind is Kind.URL:
        return not any("/papers" in url or "/login" in url for url in token.urls)
    if not line[0].isalnum():
        return False
    if _YEAR.fullmatch(line) and _DAY_BEFORE.search(above):
        return True
    is_own = token is None or token.kind is Kind.FURNITURE
    return wrapping.joins(above, line) or (is_own and wrapping.fills(above, line))


def _longer(token: PageToken, lines: Iterable[str]) -> PageToken:
    texts, urls = [token.text], [*token.urls]
    for line in lines:
        text, found = plain_line(line)
        texts.append(text)
        urls += found
    return token._replace(text=join_lines(texts), urls=tuple(urls))


def _paragraphs(block: list[PageToken], wrapping: Wrapping) -> Iterator[PageToken]:
    """Yield the paragraphs of consecutive lines: one if they are wrapped, else one for each line."""
    if len(block) < 2:
        yield from block
        return
    start = 0
    for end in [*wrapping.breaks([token.text for token in block]), len(block)]:
        part = block[start:end]
        urls = tuple(url for token in part for url in token.urls)
        text = join_lines(token.text for token in part)
        yield part[0]._replace(text=text, urls=urls, follows=start > 0 and not wrapping.alone)
        start = end


def _dates_joined(found: Iterable[PageToken]) -> Iterator[PageToken]:
    """Join a month and a day on lines of their own into a date."""
    month: PageToken | None = None
    for token in (piece for whole in found for piece in pieces(whole)):
        if month is not None and token.kind is Kind.NUMBER and parse_date(f"{month.text} {token.text}"):
            yield month._replace(text=f"{month.text} {token.text}")
            month = None
        elif token.kind is Kind.DATE and is_month(token.text):
            month = token
        else:
            month = month if token.kind is Kind.FURNITURE else None
            yield token


def _without_bullets(found: Sequence[PageToken]) -> Iterator[PageToken]:
    """Drop the `-` of list items; above a title it means no votes yet."""
    for index, token in enumerate(found):
        if token.text != "-" or _kind_below(found, index) not in _LIST:
            yield token


def _kind_below(found: Sequence[PageToken], index: int) -> Kind | None:
    kinds = (found[below].kind for below in range(index + 1, len(found)))
    return next((kind for kind in kinds if kind is not Kind.FURNITURE), None)
