"""Whether two papers without a common id are one work, by titles, authors, years and abstracts."""

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
_PART_MARK = re.compile(
    r"\d+|x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3}|[b-z]|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|errat(?:um|a)|corrigend(?:um|a)|corrections?|addend(?:um|a)|retraction|comments?|reply|response"
)
_MIN_LETTERS = 12
"""Letters a title needs to identify a work; many works share shorter ones."""
_MIN_TITLE_RATIO = 88
_SAME_ABSTRACT_RATIO, _OTHER_ABSTRACT_RATIO = 92, 50
_MAX_COMPARED_LETTERS = 1500
_MAX_YEARS_APART = 4


class Verdict(StrEnum):
    """Relation of two papers."""

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"


def verdict(one: Paper, other: Paper) -> Verdict:
    """Return whether two papers are one work; `SAME` only if nothing contradicts it.

    Two arXiv ids are two works, and so are titles that differ in a number: GPT-3 and GPT-4, Part I and II.
    """
    if _are_told_apart(one, other):
        return Verdict.DIFFERENT
    if (title := loose_title(one.title)) == loose_title(other.title):
        sure = _ids_may_agree(one, other) and (len(title) >= _MIN_LETTERS or _share_authors(one, other))
        return Verdict.SAME if sure and _years_between(one, other) <= _MAX_YEARS_APART else Verdict.UNSURE
    if not titles_are_close(one.title, other.title) or _years_between(one, other) > _MAX_YEARS_APART:
        return Verdict.DIFFERENT
    return _by_abstract(one, other)


def _are_told_apart(one: Paper, other: Paper) -> bool:
    """Return True if ids, authors, the reader, or their places in one journal make them two works."""
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
    """Judge papers with close titles: one abstract is one work, two abstracts are two."""
    length = min(len(one.abstract), len(other.abstract), _MAX_COMPARED_LETTERS)
    alike = fuzz.ratio(fold(one.abstract[:length]), fold(other.abstract[:length])) if length else 0
    if alike >= _SAME_ABSTRACT_RATIO and _share_authors(one, other) and _ids_may_agree(one, other):
        return Verdict.SAME
    return Verdict.UNSURE if alike >= _OTHER_ABSTRACT_RATIO or not length else Verdict.DIFFERENT


def _ids_may_agree(one: Paper, other: Paper) -> bool:
    """Return True if no two ids contradict: one key is more specific, or neither is an id."""
    return key_rank(one.key) != key_rank(other.key) or not key_rank(one.key)


def _share_authors(one: Paper, other: Paper) -> bool:
    return bool(one.authors and other.authors) and authors_may_match(one.authors, other.authors)


def _years_between(one: Paper, other: Paper) -> int:
    dates = (paper.published or "" for paper in (one, other))
    years = [int(date[:4]) for date in dates if date[:4].isdecimal()]
    return max(years) - min(years) if len(years) > 1 else 0


def titles_are_close(one: str, other: str) -> bool:
    """Return True if two titles may be one: misspelt, cut, without subtitle; never if numbers differ."""
    first, second = _words(one), _words(other)
    if len("".join(first)) > len("".join(second)):
        one, other, first, second = other, one, second, first
    if _is_start(one, first, other, second):
        return True
    if fuzz.ratio("".join(first), "".join(second), score_cutoff=_MIN_TITLE_RATIO) and _marks(first) == _marks(
        second
    ):
        return len(first) != len(second) or all(map(_is_misspelt, first, second))
    return False


def _words(title: str) -> list[str]:
    return _WORDS.findall(fold(_CUT.sub("", title).replace("&", " and ")))


def _marks(words: list[str]) -> list[str]:
    """Return what distinguishes parts of a work: numbers, single letters, words such as erratum."""
    return [word for word in words if _PART_MARK.fullmatch(word)]


def _is_misspelt(word: str, other: str) -> bool:
    """Return True if two words may be one; "supervised" and "unsupervised" may not."""
    if word == other:
        return True
    short, long = sorted((word, other), key=len)
    if len(long) - len(short) > 1 and long.endswith(short):
        return False
    return OSA.distance(word, other) <= max(1, len(long) // 4)


def _is_start(short: str, first: list[str], long: str, second: list[str]) -> bool:
    """Return True if one title is the other truncated, or without its subtitle."""
    count = len(first)
    if len("".join(first)) < _MIN_LETTERS or count >= len(second) + bool(_CUT.search(short)):
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
