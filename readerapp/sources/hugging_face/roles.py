"""Tells titles from abstracts by order and shape, on pages without other marks.

On such a page titles and abstracts alternate; either may be missing, and lines of the page itself may stand
in between. Each labelling of the texts has a cost: how unlike its label a text is, and how odd the order is.
The cheapest labelling wins, so a title is known by the abstract below it, however it is spelt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from readerapp.domain.values import NamedTuple
from readerapp.sources.hugging_face.page_marks import Kind, PageToken
from readerapp.sources.prose import continues_above, ends_with_stop, is_long, is_prose, sentence_ends, width


class Role(Enum):
    """Part that a text plays in its paper."""

    TITLE = auto()
    ABSTRACT = auto()
    MORE = auto()
    """A further paragraph of the abstract."""


_Path = tuple[float, "_Step | None"]
_Step = tuple[int, Role, "_Step | None"]
_NEVER = 1000.0
_NO_ABSTRACT = 3.0
_NO_TITLE = 5.0
_NOT_A_MARK = 3.0
"""Cost of reading a line that looks like a mark or button as a title."""
_PARTED = 4.0
_NO_TITLES = frozenset((Kind.TEXT, Kind.DATE, Kind.URL))
_MIN_TEXTS = 8
_WORD = r"[^\W_][\w-]{3,}"
# Not compiled here, since the bundled capture needs neither.
_COHESIVE = (
    r"(?i)(?:However|Moreover|Furthermore|Finally|Additionally|In (?:addition|particular|summary|conclusion)"
    r"|Specifically|Concretely|To (?:this end|address (?:this|these))|Our|These|(?:The )?(?:code|source code"
    r"|data(?:set)?|models?|project page|demo)|Experiment(?:s|al results)|Extensive experiments"
    r"|(?:Empirical )?results|We (?:further|also|then|release|hope)|Keywords)\b"
)


def with_roles(found: Sequence[PageToken]) -> list[tuple[PageToken, Role | None]]:
    """Return the tokens of a page with the role of each text, without page furniture."""
    steps = _steps(found)
    roles = _plain(found, steps) or _cheapest(found, steps)
    named = (_as_text(token) if index in roles else token for index, token in enumerate(found))
    return [
        (token, roles.get(index)) for index, token in enumerate(named) if token.kind is not Kind.FURNITURE
    ]


def _as_text(token: PageToken) -> PageToken:
    return token if token.kind is Kind.TEXT else token._replace(kind=Kind.TEXT, text=token.raw or token.text)


def _steps(found: Sequence[PageToken]) -> list[int]:
    """Return the indices of tokens that may have a role: texts, without repeats, and lone marks."""
    kinds = Counter(token.kind for token in found)
    many = {kind for kind in kinds if kind is not Kind.FURNITURE and kinds[kind] * 4 > kinds[Kind.TEXT]}
    steps: list[int] = []
    last = ""
    for index, token in enumerate(found):
        if token.kind is Kind.TEXT and token.text != last:
            steps.append(index)
            last = token.text
        elif token.kind not in _NO_TITLES | many and _is_alone(found, index):
            steps.append(index)
    return steps


def _is_alone(found: Sequence[PageToken], index: int) -> bool:
    """Return True if a mark stands between a text or date above it and a long text below it."""
    if not 0 < index < len(found) - 1:
        return False
    above, below = found[index - 1], found[index + 1]
    return above.kind in (Kind.TEXT, Kind.DATE) and below.kind is Kind.TEXT and is_prose(below.text)


def _plain(found: Sequence[PageToken], steps: Sequence[int]) -> dict[int, Role]:
    """Return the roles if short and long texts strictly alternate; otherwise nothing."""
    texts = [found[index] for index in steps]
    titles, abstracts = texts[::2], texts[1::2]
    if any(token.follows for token in texts):
        return {}
    if len(titles) != len(abstracts) or not all(is_long(token.text) for token in abstracts):
        return {}
    if any(
        token.kind is not Kind.TEXT or continues_above(token.text) or is_prose(token.text) for token in titles
    ):
        return {}
    return {index: Role.ABSTRACT if place % 2 else Role.TITLE for place, index in enumerate(steps)}


def _cheapest(found: Sequence[PageToken], steps: Sequence[int]) -> dict[int, Role]:
    """Return the roles of the labelling that costs least."""
    page = _Page.of([found[index] for index in steps])
    paths: dict[Role | None, _Path] = {None: (0.0, None)}
    for place, index in enumerate(steps):
        before = steps[place - 1] if place else -1
        above = found[before].text if place else ""
        parted = any(token.kind is not Kind.TEXT for token in found[before + 1 : index])
        following: dict[Role | None, _Path] = {}
        if found[index].kind is not Kind.TEXT:
            following.update(paths)
        for role, cost in page.costs(found[index], above, parted=parted):
            last = min(paths, key=lambda last: paths[last][0] + _turn(last, role))
            total = paths[last][0] + _turn(last, role) + cost
            if role not in following or total < following[role][0]:
                following[role] = (total, (index, role, paths[last][1]))
        paths = following
    ends = {last: cost + _turn(last, Role.TITLE) for last, (cost, _) in paths.items()}
    return dict(_walked(paths[min(ends, key=ends.__getitem__)][1]))


class _Page(NamedTuple):
    """Properties of a whole page."""

    full: bool
    """True if hardly any paper lacks its abstract."""
    gapped: bool
    """True if blank lines separate the texts."""
    texts: Sequence[PageToken]
    known: Counter[str]
    """Number of texts that contain each word, counted on first use."""

    @classmethod
    def of(cls, texts: Sequence[PageToken]) -> _Page:
        full = sum(is_long(token.text) for token in texts) * 4 > len(texts)
        gapped = sum(token.follows for token in texts) * 4 < len(texts)
        return cls(full, gapped, texts, Counter())

    def costs(self, token: PageToken, above: str, *, parted: bool) -> Iterator[tuple[Role, float]]:
        """Yield the cost of each role a text can have."""
        text = token.text
        if token.kind is not Kind.TEXT:
            yield Role.TITLE, _NOT_A_MARK
            return
        follows = token.follows and self.gapped
        yield Role.TITLE, _unlike_title(text) + (_PARTED if follows else 0.0)
        yield Role.ABSTRACT, _unlike_abstract(text, full=self.full)
        more = 0.0 if follows else _unlike_more(text, above) + (_PARTED if parted else 0.0)
        if more >= _NO_TITLE and is_prose(text) and is_prose(above):
            more -= min(4.0, 25 * max(0.0, self.kinship(above, text) - 0.06))
        yield Role.MORE, more

    def kinship(self, above: str, text: str) -> float:
        """Return the share of rare words in common: about 0.05 for two papers, 0.15 for one."""
        if len(self.texts) < _MIN_TEXTS:
            return 0.0
        if not self.known:
            self.known.update(word for other in self.texts for word in _words(other.text))
        words, others = _words(text), _words(above)
        rarity = {word: 1 / (self.known[word] - (word in others)) for word in words}
        return sum(rarity[word] for word in words & others) / (sum(rarity.values()) or 1.0)


def _walked(step: _Step | None) -> Iterator[tuple[int, Role]]:
    while step is not None:
        index, role, step = step
        yield index, role


def _turn(last: Role | None, role: Role) -> float:
    """Return the cost of one role right below another; None is the start."""
    if role is Role.TITLE:
        return _NO_ABSTRACT if last is Role.TITLE else 0.0
    if role is Role.ABSTRACT:
        return 0.0 if last is Role.TITLE else _NO_TITLE
    return 0.0 if last in (Role.ABSTRACT, Role.MORE) else _NEVER


def _words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(_WORD, text)}


def _unlike_title(text: str) -> float:
    length = width(text)
    if length > 500:
        return 12.0
    cost = 0.0 if length <= 200 else 1.5 if length <= 300 else 5.0
    if ends_with_stop(text):
        cost += 1.5 if not is_prose(text) else 3.0 if length <= 100 else 7.0
    cost += (sentence_ends(text) > 1) + 4.0 * ("://" in text)
    return cost + (0.5 if text[0].islower() else 2.0 if text[0] in ",;)" else 0.0)


def _unlike_abstract(text: str, *, full: bool) -> float:
    if is_long(text):
        return 0.0
    if is_prose(text) or ends_with_stop(text):
        return 0.5 if is_prose(text) else 1.5
    return 3.0 if width(text) > 150 else 5.5 if full and not _is_headline(text) else 7.0


def _is_headline(text: str) -> bool:
    """Return True if most longer words after the first are capitalised, or there are none."""
    words = [word for word in text.split()[1:] if len(word) > 3 and word[0].isalpha()]
    return not words or sum(word[0].isupper() for word in words) * 2 > len(words)


def _unlike_more(text: str, above: str) -> float:
    short = not is_long(text)
    if above.endswith((":", ",")):
        return 0.5
    if continues_above(text):
        return 1.0 if ends_with_stop(text) or "://" in text or not short else 4.0
    if re.match(_COHESIVE, text):
        return 2.5 if short else 3.5
    return 6.5
