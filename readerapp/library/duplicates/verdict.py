"""Whether two papers without an id in common are one, told by titles, authors, years and abstracts."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import islice

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from readerapp.domain.paper import Paper
from readerapp.domain.text import fold
from readerapp.domain.works.evidence import authors_may_match, differ_in_place
from readerapp.domain.works.identity import aliases, declared_different, is_placeholder, key_rank, loose_title

_ARXIV = key_rank("arxiv:")
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
_BREAK = re.compile(r"[:;.?!(\u2013\u2014|]|\s-\s")
_MARK = re.compile(
    r"\d+|x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3}|[b-z]|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|errat(?:um|a)|corrigend(?:um|a)|corrections?|addend(?:um|a)|retraction|comments?|reply|response"
)
_LEAST = 12
"""Letters that a title needs to be told by: below it many works share one."""
_CLOSE = 88
_ALIKE, _OTHER = 92, 50
_COMPARED = 1500
_YEARS = 4


class Verdict(StrEnum):
    """What two papers are to each other."""

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"


def verdict(one: Paper, other: Paper) -> Verdict:
    """Whether two papers are one work; `SAME` only where nothing speaks against it.

    Two arXiv ids are two works, and so are titles that differ in a number: GPT-3 and GPT-4, Part I and II.
    """
    if _are_told_apart(one, other):
        return Verdict.DIFFERENT
    if (title := loose_title(one.title)) == loose_title(other.title):
        sure = _knows_more(one, other) and (len(title) >= _LEAST or _share_authors(one, other))
        return Verdict.SAME if sure and _years_between(one, other) <= _YEARS else Verdict.UNSURE
    if not titles_are_close(one.title, other.title) or _years_between(one, other) > _YEARS:
        return Verdict.DIFFERENT
    return _by_abstract(one, other)


def _are_told_apart(one: Paper, other: Paper) -> bool:
    """Whether ids, authors, a person, or their places in one journal say that they are two."""
    if (
        key_rank(one.key) == key_rank(other.key) == _ARXIV
        or is_placeholder(one.title)
        or is_placeholder(other.title)
    ):
        return True
    ours, theirs = {one.key, *aliases(one)}, {other.key, *aliases(other)}
    if not ours.isdisjoint(declared_different(other)) or not theirs.isdisjoint(declared_different(one)):
        return True
    return not authors_may_match(one.authors, other.authors) or differ_in_place(one, other)


def _by_abstract(one: Paper, other: Paper) -> Verdict:
    """For titles that are close: one abstract in two spellings is one work, two abstracts are two."""
    length = min(len(one.abstract), len(other.abstract), _COMPARED)
    alike = fuzz.ratio(fold(one.abstract[:length]), fold(other.abstract[:length])) if length else 0
    if alike >= _ALIKE and _share_authors(one, other) and _knows_more(one, other):
        return Verdict.SAME
    return Verdict.UNSURE if alike >= _OTHER or not length else Verdict.DIFFERENT


def _knows_more(one: Paper, other: Paper) -> bool:
    """Whether no two ids speak against it: one has a better key than the other, or none has one."""
    return key_rank(one.key) != key_rank(other.key) or not key_rank(one.key)


def _share_authors(one: Paper, other: Paper) -> bool:
    return bool(one.authors and other.authors) and authors_may_match(one.authors, other.authors)


def _years_between(one: Paper, other: Paper) -> int:
    dates = (paper.published or "" for paper in (one, other))
    years = [int(date[:4]) for date in dates if date[:4].isdecimal()]
    return max(years) - min(years) if len(years) > 1 else 0


def titles_are_close(one: str, other: str) -> bool:
    """Whether two titles may be one: misspelt, cut short, without a subtitle; never with other numbers."""
    first, second = _words(one), _words(other)
    if len("".join(first)) > len("".join(second)):
        one, other, first, second = other, one, second, first
    if _is_start(one, first, other, second):
        return True
    if fuzz.ratio("".join(first), "".join(second), score_cutoff=_CLOSE) and _marks(first) == _marks(second):
        return len(first) != len(second) or all(map(_is_misspelt, first, second))
    return False


def _words(title: str) -> list[str]:
    return _WORDS.findall(fold(_CUT.sub("", title).replace("&", " and ")))


def _marks(words: list[str]) -> list[str]:
    """What tells the parts of a work apart: numbers, single letters, words for what came after it."""
    return [word for word in words if _MARK.fullmatch(word)]


def _is_misspelt(word: str, other: str) -> bool:
    """Whether two words are one: no supervised learning is unsupervised."""
    if word == other:
        return True
    short, long = sorted((word, other), key=len)
    if len(long) - len(short) > 1 and long.endswith(short):
        return False
    return OSA.distance(word, other) <= max(1, len(long) // 4)


def _is_start(short: str, first: list[str], long: str, second: list[str]) -> bool:
    """Whether one title is the other cut short, or without what comes after a colon or a dash."""
    count = len(first)
    if len("".join(first)) < _LEAST or count >= len(second) + bool(_CUT.search(short)):
        return False
    if not all(map(_is_misspelt, first[:-1], second)) or _marks(second[count : count + 1]):
        return False
    if _CUT.search(short):
        return second[count - 1].startswith(first[-1])
    ends = islice((len(_words(long[: found.start()])) for found in _BREAK.finditer(long)), 8)
    return (
        _is_misspelt(first[-1], second[count - 1])
        and count in ends
        and _marks(first) == _marks(second[:count])
    )
