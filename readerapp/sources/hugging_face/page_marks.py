"""Classifies the lines of a captured page: texts, headings, and the small marks around papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto

from readerapp.domain.values import NamedTuple
from readerapp.sources.dates import is_month, parse_date
from readerapp.sources.hugging_face.furniture import is_furniture


class Kind(Enum):
    """Kind of a token."""

    TEXT = auto()
    HEADING = auto()
    NUMBER = auto()
    """A bare count: votes or comments, depending on its place."""
    VOTES = auto()
    """A count that can only be votes (`[-] 19`); `-` means none yet."""
    AUTHORS = auto()
    """`8 authors`."""
    DOT = auto()
    DATE = auto()
    SUBMITTED = auto()
    """`Submitted by someone`; the text is the name if it is on the same line."""
    URL = auto()
    STARS = auto()
    """`GitHub 11.3k`: stars of a repository, with its URL if captured."""
    UPVOTED = auto()
    """`Upvote 12`, or `Upvote` before the number: votes of the paper above."""
    ROW = auto()
    """Several marks on one line, separated by dots; always split up before use."""
    FURNITURE = auto()
    """A line of the page itself."""


class PageToken(NamedTuple):
    """A piece of a page."""

    kind: Kind
    text: str
    line: int
    level: int = 0
    urls: tuple[str, ...] = ()
    raw: str = ""
    """The whole line of a mark."""
    follows: bool = False
    """True if no blank line separates it from the text above."""


_COUNT = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?[kKmM]?"
_NUMBER = re.compile(rf"{_COUNT}|-")
_VOTES = re.compile(rf"\[[-x ]?\]\s*({_COUNT}|-)|▲\s*({_COUNT})|({_COUNT})\s*▲")
_TWO_COUNTS = re.compile(rf"({_COUNT})\s+({_COUNT})")
_UPVOTED = re.compile(rf"Upvotes?:?\s*({_COUNT}|-)?", re.IGNORECASE)
_PUBLISHED = re.compile(r"Published(?: on)?:?\s+(?=[A-Z0-9])", re.IGNORECASE)
_AUTHORS = re.compile(rf"·?\s*({_COUNT}) authors?", re.IGNORECASE)
_SUBMITTED = re.compile(r"Submitted by:?\s*(.*)", re.IGNORECASE)
_DOTS = frozenset("·∙‧|")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_BULLET = re.compile(r"^(?:[*•‣▪+-]\s+)+(?=\S)")
LINK = re.compile(
    r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(https?://[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?[^()\n]*\)"
)
_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_LINK_END = re.compile(r"\]?\(\s*<?(https?://[^\s()<>]*)>?\)$")
_NUMBERED = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\[\d+\]")
_NOTATION = re.compile(r"\]\[\d+\]|\[\s*|\]\s*|\[[ x]*\]|\[(?=[\w-]*\d)[\w-]{4,12}\]|```\w*")
_ALT = re.compile(r"^\[[\w -]{0,30}\]\s+(?=\S)")
ADDRESS = re.compile(r"<?(https?://[^\s<>]+)>?")
_STARS = re.compile(
    rf"(?:LINK:\s*)?GitHub\s*(?:[·•⭐★]\s*)?({_COUNT})(?: auto)?(?:\s*arXiv Page)?", re.IGNORECASE
)
_DATE_AND_COUNT = re.compile(rf"(.{{3,20}}?)\s+(?:\[\d+\])?\[?\s*({_COUNT})\s*\]?")
_VOTED = re.compile(rf"(.+\S)\s+\(({_COUNT})\s*▲\)")
_TODAY = re.compile(r".*selection of papers for today \((.+?)\).*", re.IGNORECASE)
_ENTITY = (("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&nbsp;", " "))
_MAX_ROW_CHARS = 150
_MARKED = frozenset("*•‣▪-+[]#`|·▲<(") | {"!"}


def count(text: str) -> int | None:
    """Return the number a page shows as `1,234` or `11.3k`; None for `-`."""
    text = text.replace(",", "").strip().lower()
    scale = {"k": 1_000, "m": 1_000_000}.get(text[-1:], 1)
    try:
        return round(float(text.rstrip("km")) * scale)
    except ValueError:
        return None


def token_of(number: int, line: str) -> PageToken | None:
    """Return the token of a line; None if it means nothing."""
    if line[0] not in _MARKED and line[-1] not in ")]" and "](" not in line and "&" not in line:
        return _plain(number, line)
    level = 0
    if heading := _HEADING.fullmatch(line):
        level, line = len(heading[1]), heading[2]
    line, urls = plain_line(line)
    if line:
        return _plain(number, line, level, urls)
    return PageToken(Kind.URL, "", number, urls=urls) if urls else None


def _plain(number: int, line: str, level: int = 0, urls: tuple[str, ...] = ()) -> PageToken | None:
    if len(line) <= 60 and (mark := _mark(number, line, urls)):
        return mark._replace(raw=line)
    if _is_row(number, line):
        return PageToken(Kind.ROW, line, number, urls=urls)
    if is_furniture(line):
        return PageToken(Kind.FURNITURE, line, number)
    if "papers for today" in line and (today := _TODAY.fullmatch(line)):
        return PageToken(Kind.DATE, today[1], number)
    if level:
        return PageToken(Kind.HEADING, line, number, level, urls)
    if line.startswith(("http", "<http")) and (address := ADDRESS.fullmatch(line)):
        return PageToken(Kind.URL, "", number, urls=(address[1],))
    return PageToken(Kind.TEXT, line, number, urls=urls)


def _mark(number: int, line: str, urls: tuple[str, ...]) -> PageToken | None:
    """Return the token of a short line that is a mark around a paper."""
    if line in _DOTS:
        return PageToken(Kind.DOT, line, number)
    if _NUMBER.fullmatch(line):
        return PageToken(Kind.VOTES if line == "-" else Kind.NUMBER, line, number, urls=urls)
    if authors := _AUTHORS.fullmatch(line):
        return PageToken(Kind.AUTHORS, authors[1], number, urls=urls)
    if votes := _VOTES.fullmatch(line):
        return PageToken(Kind.VOTES, next(filter(None, votes.groups())), number)
    if parse_date(line) or is_month(line):
        return PageToken(Kind.DATE, line, number, urls=urls)
    return _worded(number, line, urls) or _dated(number, line)


def _worded(number: int, line: str, urls: tuple[str, ...]) -> PageToken | None:
    """Return a mark that begins with its name."""
    if upvoted := _UPVOTED.fullmatch(line):
        return PageToken(Kind.UPVOTED, upvoted[1] or "", number)
    if stars := _STARS.fullmatch(line):
        return PageToken(Kind.STARS, stars[1], number, urls=urls)
    if (published := _PUBLISHED.match(line)) and (date := parse_date(line[published.end() :])):
        return PageToken(Kind.ROW, f"· {date}", number)
    if submitted := _SUBMITTED.fullmatch(line):
        return PageToken(Kind.SUBMITTED, _ALT.sub("", submitted[1]), number)
    return None


def _is_row(number: int, line: str) -> bool:
    if "·" not in line or len(line) > _MAX_ROW_CHARS:
        return False
    marks = (_mark(number, part.strip(), ()) for part in line.split("·") if part.strip())
    return any(mark and mark.kind in (Kind.DATE, Kind.AUTHORS, Kind.ROW) for mark in marks)


def _dated(number: int, line: str) -> PageToken | None:
    """Return a date followed by a count of comments, or two counts: stars and comments."""
    if counts := _TWO_COUNTS.fullmatch(line):
        return PageToken(Kind.NUMBER, f"{counts[1]}\n{counts[2]}", number)
    match = _DATE_AND_COUNT.fullmatch(line)
    return PageToken(Kind.DATE, f"{match[1]}\n{match[2]}", number) if match and parse_date(match[1]) else None


def plain_line(line: str, *, bullet: bool = True) -> tuple[str, tuple[str, ...]]:
    """Return a line without the notation of links, bullets and entities, and the URLs of its links."""
    urls: list[str] = []
    if "![" in line:
        line = _PICTURE.sub("", line)
    if "](" in line:
        urls += (match[2] for match in LINK.finditer(line))
        line = LINK.sub(r"\1", line)
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


def pieces(token: PageToken) -> Iterator[PageToken]:
    """Yield the tokens of a line that says two things: a date and a count, a title and its votes."""
    if token.kind is Kind.ROW or (token.kind is Kind.TEXT and _is_row(token.line, token.text)):
        yield from _row(token)
    elif token.kind in (Kind.DATE, Kind.NUMBER) and "\n" in token.text:
        first, _, comments = token.text.partition("\n")
        yield token._replace(text=first)
        yield PageToken(Kind.NUMBER, comments, token.line)
    elif token.kind is Kind.TEXT and "▲" in token.text and (voted := _VOTED.fullmatch(token.text)):
        yield PageToken(Kind.VOTES, voted[2], token.line)
        yield token._replace(text=voted[1])
    else:
        yield token


def _row(token: PageToken) -> Iterator[PageToken]:
    """Return the tokens of `The Yard · 3 authors · Oct 9`."""
    for index, part in enumerate(token.text.split("·")):
        if index:
            yield PageToken(Kind.DOT, "·", token.line)
        if part.strip() and (piece := _plain(token.line, part.strip(), urls=token.urls)):
            yield from pieces(piece)
