"""A captured page as a row of tokens: texts, headings, and the small marks around papers.

Captures differ in notation (plain text, a text browser's dump with numbered links, Markdown, addresses on
lines of their own) and agree in what follows what. Here the notation is taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from readerapp.sources.dates import is_month, parse_date
from readerapp.sources.hf_furniture import is_furniture
from readerapp.sources.wrapping import Wrapping


class Kind(Enum):
    """What a token is."""

    TEXT = auto()
    HEADING = auto()
    NUMBER = auto()
    """A count alone: votes or comments, by where it stands."""
    VOTES = auto()
    """A count that can only be votes (`[-] 19`); `-` is none yet."""
    AUTHORS = auto()
    """`8 authors`."""
    DOT = auto()
    DATE = auto()
    SUBMITTED = auto()
    """`Submitted by someone`; the text is the name, if it stands on the same line."""
    URL = auto()
    STARS = auto()
    """A link to a repository with its stars."""


class Token(NamedTuple):
    """One piece of a page."""

    kind: Kind
    text: str
    line: int
    level: int = 0
    urls: tuple[str, ...] = ()


_COUNT = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?[kKmM]?"
_NUMBER = re.compile(rf"{_COUNT}|-")
_VOTES = re.compile(rf"\[[-x ]?\]\s*({_COUNT}|-)|▲\s*({_COUNT})|({_COUNT})\s*▲|[Uu]pvotes?:?\s*({_COUNT}|-)")
_AUTHORS = re.compile(rf"·?\s*({_COUNT}) authors?", re.IGNORECASE)
_SUBMITTED = re.compile(r"Submitted by:?\s*(.*)", re.IGNORECASE)
_DOTS = frozenset("·•∙‧|")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_BULLET = re.compile(r"^[*•‣▪+-]\s+(?=\S)")
_LINK = re.compile(
    r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(https?://[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?[^()\n]*\)"
)
_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_LINK_END = re.compile(r"\]?\(\s*<?(https?://[^\s()<>]*)>?\)$")
_NUMBERED = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\[\d+\]")
_NOTATION = re.compile(r"\]\[\d+\]|\[\s*|\]\s*|\[[ x]*\]|\[(?=[\w-]*\d)[\w-]{4,12}\]|```\w*")
_ALT = re.compile(r"^\[[\w -]{3,30}\]\s+(?=\S)")
_ADDRESS = re.compile(r"<?(https?://[^\s<>]+)>?")
_STARS = re.compile(rf"(?:LINK:\s*)?GitHub\s*(?:[·•⭐★]\s*)?({_COUNT})", re.IGNORECASE)
_DATE_AND_COUNT = re.compile(rf"(.{{3,20}}?)\s+(?:\[\d+\])?\[?\s*({_COUNT})\s*\]?")
_VOTED = re.compile(rf"(.+\S)\s+\(({_COUNT})\s*▲\)")
_TODAY = re.compile(r".*selection of papers for today \((.+?)\).*", re.IGNORECASE)
_ENTITY = (("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&nbsp;", " "))
_MARKED = frozenset("*•‣▪-+[]#`|·▲<(") | {"!"}


def tokens(lines: Sequence[tuple[int, str]]) -> list[Token]:
    """The tokens of numbered lines, page furniture left out."""
    texts = [line for _, line in lines]
    return list(_dates_joined(_tokens(lines, Wrapping.of(texts))))


def count(text: str) -> int | None:
    """The number a page shows: `1,234`, `11.3k`; None for `-`."""
    text = text.replace(",", "").strip().lower()
    scale = {"k": 1_000, "m": 1_000_000}.get(text[-1:], 1)
    try:
        return round(float(text.rstrip("km")) * scale)
    except ValueError:
        return None


def _tokens(lines: Iterable[tuple[int, str]], wrapping: Wrapping) -> Iterator[Token]:
    block: list[Token] = []
    for number, raw in lines:
        line = raw.strip()
        above = block[-1] if block else None
        if line and above and above.kind is Kind.HEADING and raw[0] == " ":
            block[-1] = _longer(above, line)  # a wrapped heading goes on indented
            continue
        token = _token(number, line) if line else None
        if line and above and above.kind is Kind.TEXT and _goes_on(above.text, line, token, wrapping):
            token = _more_text(number, line)
        if token is None or token.kind is not Kind.TEXT or (above and above.kind is not Kind.TEXT):
            yield from _paragraphs(block, wrapping)
            block = [] if token is None else [token]
        else:
            block.append(token)
    yield from _paragraphs(block, wrapping)


def _more_text(number: int, line: str) -> Token:
    text, urls = unlinked(line, bullet=False)
    return Token(Kind.TEXT, text, number, urls=urls)


def _goes_on(above: str, line: str, token: Token | None, wrapping: Wrapping) -> bool:
    """Whether a line that looks like a mark or a button is the end of the text above it."""
    if token is not None and token.kind is Kind.URL:
        return not any("/papers" in url or "/login" in url for url in token.urls)
    return wrapping.joins(above, line)


def _longer(token: Token, line: str) -> Token:
    text, urls = unlinked(line)
    return token._replace(text=f"{token.text} {text}", urls=token.urls + urls)


def _token(number: int, line: str) -> Token | None:
    """What a line is; None if it carries nothing."""
    if line[0] not in _MARKED and line[-1] not in ")]" and "](" not in line and "&" not in line:
        return _plain(number, line)
    level = 0
    if heading := _HEADING.fullmatch(line):
        level, line = len(heading[1]), heading[2]
    if stars := _stars(number, line):
        return stars
    line, urls = unlinked(line)
    if line:
        return _plain(number, line, level, urls)
    return Token(Kind.URL, "", number, urls=urls) if urls else None


def _plain(number: int, line: str, level: int = 0, urls: tuple[str, ...] = ()) -> Token | None:
    if len(line) <= 60 and (mark := _mark(number, line, urls)):
        return mark
    if is_furniture(line):
        return None
    if "papers for today" in line and (today := _TODAY.fullmatch(line)):
        return Token(Kind.DATE, today[1], number)
    if level:
        return Token(Kind.HEADING, line, number, level, urls)
    if line.startswith("http") and (address := _ADDRESS.fullmatch(line)):
        return Token(Kind.URL, "", number, urls=(address[1],))
    return Token(Kind.TEXT, line, number, urls=urls)


def _mark(number: int, line: str, urls: tuple[str, ...]) -> Token | None:
    """The token of a short line that is one of the marks around a paper."""
    if line in _DOTS:
        return Token(Kind.DOT, line, number)
    if _NUMBER.fullmatch(line):
        return Token(Kind.VOTES if line == "-" else Kind.NUMBER, line, number, urls=urls)
    if authors := _AUTHORS.fullmatch(line):
        return Token(Kind.AUTHORS, authors[1], number, urls=urls)
    if votes := _VOTES.fullmatch(line):
        return Token(Kind.VOTES, next(filter(None, votes.groups())), number)
    if parse_date(line) or is_month(line):
        return Token(Kind.DATE, line, number, urls=urls)
    if submitted := _SUBMITTED.fullmatch(line):
        return Token(Kind.SUBMITTED, _ALT.sub("", submitted[1]), number)
    return _dated(number, line)


def _dated(number: int, line: str) -> Token | None:
    """A date with a dot before it, or the count of comments behind it."""
    bare = line.removeprefix("·").lstrip()
    if bare != line and parse_date(bare):
        return Token(Kind.DATE, f"· {bare}", number)
    match = _DATE_AND_COUNT.fullmatch(bare)
    return Token(Kind.DATE, f"{match[1]}\n{match[2]}", number) if match and parse_date(match[1]) else None


def unlinked(line: str, *, bullet: bool = True) -> tuple[str, tuple[str, ...]]:
    """A line without the notation of links, bullets and entities, and the addresses it links to."""
    urls: list[str] = []
    if "![" in line:
        line = _PICTURE.sub("", line)
    if "](" in line:
        urls += (match[2] for match in _LINK.finditer(line))
        line = _LINK.sub(r"\1", line)
        if end := _LINK_END.search(line):
            urls.append(end[1])
            line = line[: end.start()]
    if "][" in line:
        line = _ALT.sub("", _NUMBERED.sub(r"\1", line))
    line = _BULLET.sub("", line.strip()) if bullet else line
    if _NOTATION.fullmatch(line):
        return "", tuple(urls)
    if "&" in line:
        for entity, char in _ENTITY:
            line = line.replace(entity, char)
    return line, tuple(urls)


def _stars(number: int, line: str) -> Token | None:
    match = _LINK.fullmatch(line)
    if match and (found := _STARS.fullmatch(match[1].strip())):
        return Token(Kind.STARS, found[1], number, urls=(match[2],))
    return None


def _paragraphs(block: list[Token], wrapping: Wrapping) -> Iterator[Token]:
    """The paragraphs of consecutive lines: one if they are wrapped, else one a line."""
    if len(block) < 2:
        yield from block
        return
    start = 0
    for end in [*wrapping.breaks([token.text for token in block]), len(block)]:
        part = block[start:end]
        urls = tuple(url for token in part for url in token.urls)
        yield part[0]._replace(text=" ".join(token.text for token in part), urls=urls)
        start = end


def _dates_joined(found: Iterable[Token]) -> Iterator[Token]:
    """A month and a day on lines of their own made one date."""
    month: Token | None = None
    for token in (piece for whole in found for piece in _pieces(whole)):
        if month is not None and token.kind is Kind.NUMBER and parse_date(f"{month.text} {token.text}"):
            yield month._replace(text=f"{month.text} {token.text}")
            month = None
        elif token.kind is Kind.DATE and is_month(token.text):
            month = token
        else:
            month = None
            yield token


def _pieces(token: Token) -> Iterator[Token]:
    """A line that says two things, taken apart: a date and a count, a title and its votes."""
    if token.kind is Kind.DATE and token.text.startswith("· "):
        yield Token(Kind.DOT, "·", token.line)
        yield token._replace(text=token.text[2:])
    elif token.kind is Kind.DATE and "\n" in token.text:
        date, _, comments = token.text.partition("\n")
        yield token._replace(text=date)
        yield Token(Kind.NUMBER, comments, token.line)
    elif token.kind is Kind.TEXT and "▲" in token.text and (voted := _VOTED.fullmatch(token.text)):
        yield Token(Kind.VOTES, voted[2], token.line)
        yield token._replace(text=voted[1])
    else:
        yield token
