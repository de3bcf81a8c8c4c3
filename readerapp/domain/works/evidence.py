"""Evidence for and against two papers being one work."""

from __future__ import annotations

from collections.abc import Sequence

from readerapp.domain.paper import PLACE, Paper
from readerapp.domain.text import fold, normalise_title
from readerapp.domain.values import pattern
from readerapp.domain.works.identity import (
    CERTAIN_RANKS,
    aliases,
    current_spelling,
    declared_different,
    dois,
    is_placeholder,
    key_rank,
    loose_title,
    titles_of,
)

_MAX_YEARS_APART = 2
"""Maximum years between two publications of one work."""
_PLACE = pattern(r"(?:[^\w]|(?:vol|volume|no|number|nr|issue|pp?|pages?)\b)*0*([^\W_]+)")
_DIGITS = {"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}
_ROMAN = pattern(r"m*(?:c[dm]|d?c{0,3})(?:x[lc]|l?x{0,3})(?:i[vx]|v?i{0,3})")
_BREAK = pattern(r"[:;.?!(\u2013\u2014]|\s-\s")
_MIN_LETTERS, _MIN_WORD_LENGTH, _MIN_SIMILARITY = 12, 5, 0.8
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
_NOWHERE = ("",) * len(PLACE)


def is_same_work(one: Paper, other: Paper) -> bool:
    """Return True if two papers that share a key, a DOI or a title are one work.

    One title with two arXiv ids or two DOIs is two works, as is one title with contradicting facts
    (`contradict`), and one DOI with two titles.
    """
    former, later = {one.key, *aliases(one)}, {other.key, *aliases(other)}
    if any(key_rank(key) in CERTAIN_RANKS for key in former & later):
        return True
    ours, theirs = (current_spelling(key) or key for key in (one.key, other.key))
    if (key_rank(ours) == key_rank(theirs) > 0 and ours != theirs) or _are_declared_different(one, other):
        return False
    if not dois(one).isdisjoint(dois(other)):
        return share_title(one, other) or _may_be_renamed_preprint(one, other)
    return not contradict(one, other) and not titles_of(one).isdisjoint(titles_of(other))


def share_id(one: Paper, other: Paper) -> bool:
    """Return True if two papers share more than a title: an id, another program's key, a DOI."""
    keys = {one.key, *aliases(one)} & {other.key, *aliases(other)}
    return any(key_rank(key) in CERTAIN_RANKS for key in keys) or not dois(one).isdisjoint(dois(other))


def contradict(one: Paper, other: Paper) -> bool:
    """Return True if two papers with one title are two works by their facts.

    That is: different authors, different DOIs, publication more than two years apart, or another volume,
    number or pages of one venue.
    """
    if not authors_may_match(one.authors, other.authors):
        return True
    ours, theirs = dois(one), dois(other)
    if ours and theirs and ours.isdisjoint(theirs):
        return True
    first, second = year(one), year(other)
    return bool(first and second and abs(int(first) - int(second)) > _MAX_YEARS_APART) or differ_in_place(
        one, other
    )


def year(paper: Paper) -> str:
    """Return the year a work appeared; "" if unknown."""
    found = (paper.published or "")[:4]
    return found if len(found) == 4 and found.isascii() and found.isdigit() else ""


def venue(paper: Paper) -> str:
    """Return the venue for comparison."""
    return normalise_title(paper.venue or "")


def place(paper: Paper) -> tuple[str, ...]:
    """Return volume, number and first page for comparison: `Vol. 05` is `5`, `XII` `12`, `101--9` `101`."""
    if not (paper.volume or paper.number or paper.pages):  # the common case
        return _NOWHERE
    found = (_PLACE.match((getattr(paper, name) or "").casefold()) for name in PLACE)
    return tuple(_number(match[1]) if match else "" for match in found)


def _number(text: str) -> str:
    """Return a Roman numeral of several letters as digits, other text unchanged."""
    if len(text) < 2 or not _ROMAN.fullmatch(text):
        return text
    values = [_DIGITS[letter] for letter in text]
    later = [*values[1:], 0]
    return str(sum(-value if value < after else value for value, after in zip(values, later, strict=True)))


def differ_in_place(one: Paper, other: Paper) -> bool:
    """Return True if two papers have different volumes, numbers or first pages of one venue."""
    ours, theirs = venue(one), venue(other)
    if not ours or not theirs:
        return False
    if ours == theirs:
        return any(
            known and also and known != also for known, also in zip(place(one), place(other), strict=True)
        )
    # Without authors, articles in two journals are two works: each journal has its editorials.
    unsigned = not one.authors or not other.authors
    return unsigned and any(place(one)) and any(place(other)) and ours not in theirs and theirs not in ours


def share_title(one: Paper, other: Paper) -> bool:
    """Return True if two papers with one DOI have one title: equal, misspelt, or without its subtitle."""
    if is_placeholder(one.title) or is_placeholder(other.title):
        return True
    if not titles_of(one).isdisjoint(titles_of(other)):
        return True
    short, long = sorted((one.title, other.title), key=len)
    if (least := loose_title(short)) and len(least) >= _MIN_LETTERS and loose_title(long).startswith(least):
        return any(loose_title(long[: found.start()]) == least for found in _BREAK.finditer(long))
    first, second = fold(short).split(), fold(long).split()
    return len(first) == len(second) and all(map(_is_misspelt, first, second))


def _is_misspelt(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < _MIN_WORD_LENGTH or not (one + other).isalpha():
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other).ratio() >= _MIN_SIMILARITY


def _may_be_renamed_preprint(one: Paper, other: Paper) -> bool:
    """Return True if they may be a preprint and its publication under another title."""
    ranks = {key_rank(one.key), key_rank(other.key)}
    authors = one.authors and other.authors and authors_may_match(one.authors, other.authors)
    return CERTAIN_RANKS[0] in ranks and len(ranks) > 1 and bool(authors)


def _are_declared_different(one: Paper, other: Paper) -> bool:
    return not {one.key, *aliases(one)}.isdisjoint(declared_different(other)) or not {
        other.key,
        *aliases(other),
    }.isdisjoint(declared_different(one))


def authors_may_match(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return True if two author lists may be of one work: one is empty, or they share a name."""
    if not one or not other:
        return True
    if one == other and family_names(one[:1]):  # enough to share one
        return True
    return not family_names(one).isdisjoint(family_names(other))


def family_names(authors: Sequence[str]) -> set[str]:
    """Return the folded family names, and each full name with its words sorted, for inverted order."""
    found = set()
    for author in authors:
        words = [word for word in fold(author.replace(",", " , ")).split() if word not in _SUFFIXES]
        at = words.index(",") if "," in words else len(words)
        if words[:at]:
            found.add(words[at - 1])
            found.add(" ".join(sorted(word for word in words if word != ",")))
    return found
