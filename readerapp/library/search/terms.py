"""Words of the library and how telling they are: the fewer papers have one, the more it says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from math import log, sqrt
from typing import TYPE_CHECKING

from readerapp.domain.words import words

if TYPE_CHECKING:
    from tantivy import Index, TextAnalyzer

Weights = Mapping[str, float]
"""Words with how much each counts, above 0."""
_FIELDS = ("title", "abstract")
_TITLE_TIMES = 2
"""Times that a word of a title counts, against one of the abstract."""
_TELLING = 0.6
"""Power of the inverse document frequency: with 1, two papers that share one rare name would be near."""
_MIN_STEM_LETTERS = 4
"""So many other words begin with a shorter stem that its forms are guessed."""
_ENDINGS = ("", "s", "es", "ed", "ing", "er", "ers")
_SUBSTITUTE = 0.7
"""What a substitute for a word counts."""
_MAX_KEPT = 4_000
"""Papers whose words are kept."""


class Terms:
    """How telling words are in an index. Safe to use from any thread; what it found is kept."""

    def __init__(self, index: Index, same: Terms | None = None) -> None:
        """Read an index; `same` is of the same words, read from it before."""
        self._searcher = index.searcher()
        self.size = int(self._searcher.num_docs)
        """Number of papers."""
        self._papers: dict[str, int] = same._papers if same else {}
        self._forms: dict[str, Mapping[str, int]] = same._forms if same else {}
        self._stemmed: dict[str, str] = same._stemmed if same else {}

    @cached_property
    def _telling(self) -> TextAnalyzer:
        from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

        return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.stopword("english")).build()

    @cached_property
    def _stems(self) -> TextAnalyzer:
        from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

        return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.stemmer("english")).build()

    def telling(self, some: Iterable[str]) -> list[str]:
        """Return the folded words that say something, in their order: no *the*, *of*, and no numbers."""
        found: list[str] = self._telling.analyze(" ".join(some))
        return [word for word in found if len(word) > 1 and not word.isdigit()]

    def papers(self, word: str) -> int:
        """Return the number of papers that have a word in title or abstract, or a little less."""
        if (known := self._papers.get(word)) is None:
            known = max([int(self._searcher.doc_freq(field, word)) for field in _FIELDS])
            self._papers[word] = known
        return known

    def weight(self, papers: int) -> float:
        """Return how telling a word is that so many papers have: its inverse document frequency in BM25.

        S. Robertson, H. Zaragoza: The Probabilistic Relevance Framework, 2009, section 3.4.
        """
        papers = min(papers, self.size)
        return log(1 + (self.size - papers + 0.5) / (papers + 0.5))

    def forms(self, word: str) -> Mapping[str, int]:
        """Return the library's words with the same stem, with the number of papers that have each.

        The stems are those of M. Porter's English stemmer (Snowball).
        """
        if (known := self._forms.get(word)) is None:
            known = self._forms[word] = self._found_forms(word)
        return known

    def _found_forms(self, word: str) -> Mapping[str, int]:
        stem = self.stem(word)
        begun = {word}
        if len(stem) < _MIN_STEM_LETTERS:
            begun |= {stem + double + ending for ending in _ENDINGS for double in ("", stem[-1:])}
        else:
            for field in _FIELDS:  # the last letter may be another: *happy*, *happier*
                begun |= {other for other, _ in self._searcher.terms_with_prefix(field, stem[:-1])}
        alike = sorted(other for other in begun if self.stem(other) == stem)
        return {other: papers for other in alike if (papers := self.papers(other))}

    def stem(self, word: str) -> str:
        """Return what a word has in common with its other forms."""
        if (known := self._stemmed.get(word)) is None:
            known = self._stemmed[word] = "".join(self._stems.analyze(word)) or word
        return known

    def meanings(self, word: str) -> list[tuple[Mapping[str, int], float]]:
        """Return the forms of a word, and those of each word that papers may have instead.

        Each with the number of papers that have it, and with how much it counts, at most 1.
        """
        others = self._substitutes.get(self.stem(word), ())
        found = [(self.forms(word), 1.0), *((self.forms(other), _SUBSTITUTE) for other in others)]
        return [(forms, share) for forms, share in found if forms]

    @cached_property
    def _substitutes(self) -> Mapping[str, Sequence[str]]:
        from readerapp.library.search.everyday_words import substitutes

        return substitutes(self.stem)


class Profiles:
    """What papers are about: their telling words."""

    def __init__(self, terms: Terms, texts: Callable[[int], tuple[str, str]]) -> None:
        """`texts` returns title and abstract of a row."""
        self.terms = terms
        self._texts = texts
        self._known: dict[int, Weights] = {}
        self._telling: dict[str, float] = {}
        self._shares: dict[str, float] = {}
        self.noticed: dict[str, int] = {}
        """The rows with a text, of those that were looked for: the same as long as this is."""

    def of(self, row: int) -> Weights:
        """Return the telling words of a paper, weighted by TF-IDF, of length 1."""
        if (known := self._known.get(row)) is None:
            if len(self._known) >= _MAX_KEPT:
                self._known.clear()
            known = self._known[row] = self._made(*self._texts(row))
        return known

    def _made(self, title: str, abstract: str) -> Weights:
        counts = Counter(words(abstract))
        for word in words(title):
            counts[word] += _TITLE_TIMES
        terms = self.terms
        telling = terms.telling(counts)
        return scaled({word: (1 + log(counts[word])) * self._weight(word) for word in telling})

    def _weight(self, word: str) -> float:
        if (known := self._telling.get(word)) is None:
            known = self._telling[word] = float(self.terms.weight(self.terms.papers(word)) ** _TELLING)
        return known

    def usual(self, some: Collection[str], rows: Iterable[int]) -> Weights:
        """Return what words weigh in a paper of the library on average; `rows` are typical for its papers."""
        its = [self.of(row) for row in rows]
        total = sum(self._weight(word) for weights in its for word in weights)
        scale = sum(sum(weights.values()) for weights in its) / total if total else 0.0
        size, shares = max(1, self.terms.size), self._shares
        for word in some:
            if word not in shares:
                shares[word] = self._weight(word) * self.terms.papers(word) / size
        return {word: scale * shares[word] for word in some}


def blended(profiles: Profiles, weighted: Iterable[tuple[int, float]]) -> Weights:
    """Return the words of rows, each with how much its own count: below 0 they count against."""
    total: defaultdict[str, float] = defaultdict(float)
    for row, share in weighted:
        for word, weight in profiles.of(row).items():
            total[word] += share * weight
    return total


def scaled(weights: Weights) -> dict[str, float]:
    """Return weights of length 1; none if there are none."""
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()} if length else {}


def closeness(one: Weights, other: Weights) -> float:
    """Return how alike two are: the cosine of their angle if both have length 1."""
    few, many = sorted((one, other), key=len)
    return sum(weight * many[word] for word, weight in few.items() if word in many)


def heaviest(weights: Weights, count: int) -> dict[str, float]:
    """Return the words that count most, heaviest first."""
    ordered = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return dict(ordered[:count])
