"""Text search with tantivy: an index that narrows any number of papers to the few that are ranked."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from readerapp.domain.query.tree import And, Node, Phrase, Word, wanted
from readerapp.domain.values import dataclass
from readerapp.library.columns import row_sets
from readerapp.library.search.evaluation import MANY_WORDS, Hits, Rest
from readerapp.library.search.filters import Filters
from readerapp.library.search.matches import Matches
from readerapp.library.search.tantivy_query import Fuzziness, FuzzinessOf, QueryBuilder, uniform
from readerapp.library.search.terms import Profiles, Weights
from readerapp.library.search.weighted_query import WeightedQuery

if TYPE_CHECKING:
    from tantivy import Query

    from readerapp.library.meaning.meanings import Senses
    from readerapp.library.search.open_index import OpenIndex

_RARE_PAPERS = 5
"""A word in at most this many papers may be a misspelling, which papers contain, too."""
_MIN_WORD_LETTERS = 5
"""Shorter words may be initials."""
_MIN_FREQUENCY_RATIO = 20
"""Times as many papers must have a correction as have the word itself."""
_ENOUGH_HITS = 5
"""With fewer hits for a rare word, misspellings are searched for, too."""
_MAX_MISSPELT = 8
"""Words of a query that may be misspelt; each costs a walk through all words of the library."""
_MANY_PAPERS = 100_000
"""Papers from which on what is found in titles is an answer by itself, if it fills a screen."""
_SCREENFUL = 10
_FEW_PAPERS = 500
"""Papers up to which each is asked for by itself, rather than looked for among all."""
_MIN_MOST = 2
"""Words of which most are not all but one."""
_RARE_PART = 10
"""A word is rare if at most this part of all papers has it."""
_FREQUENT_PAPERS = 100
"""A word is frequent if more than one in so many abstracts has it."""


def is_damage(error: BaseException) -> bool:
    """Return True if a search failed because of the index's files; tantivy panics on large ones."""
    return isinstance(error, OSError) or type(error).__name__ == "PanicException"


@dataclass(frozen=True, slots=True)
class _Attempt:
    fuzziness: FuzzinessOf
    misspelt: bool
    """True if any word may be misspelt."""
    enough: int
    """Hits that make further attempts unnecessary."""


def _for(words: Collection[Word], fuzziness: Fuzziness) -> FuzzinessOf:
    """Return the fuzziness of these words; no other may be misspelt."""
    return lambda word: fuzziness if word in words else Fuzziness.INITIALS


def _only_words(node: Node) -> Sequence[Word]:
    """Return the words that a node asks for wherever they are; none if it asks for anything else."""
    parts = node.parts if isinstance(node, And) else (node,)
    words = [part for part in parts if isinstance(part, Word) and part.field is None]
    return list(dict.fromkeys(words)) if len(words) == len(parts) else []


class Engine:
    """Text search over an index, including the reader's notes and tags."""

    def __init__(
        self,
        index: OpenIndex,
        profiles: Profiles,
        filters: Filters,
        *,
        senses: Callable[[], Senses | None] = lambda: None,
        exact: bool = False,
    ) -> None:
        self._senses = senses
        self._index = index
        self._searcher = index.searcher
        self._schema = index.schema
        self._dictionary = index.dictionary
        self.profiles = profiles
        self._exact = exact
        self._queries = QueryBuilder(index.schema, filters.marks)
        self._filters = filters
        self._counts: dict[tuple[Word, Fuzziness], int] = {}

    def rows(self, node: Node, *, as_typed: bool = False) -> int:
        """Return the set of rows matching a node of words and phrases; no misspellings if `as_typed`."""
        if as_typed:
            return self._matches(self._queries.node(node, uniform(Fuzziness.TYPED))).rows()
        for attempt in self._attempts(node):
            found = self._matches(self._queries.node(node, attempt.fuzziness)).rows()
            if found.bit_count() >= attempt.enough:
                break
        return found

    def _attempts(self, node: Node) -> Iterator[_Attempt]:
        """Yield ever looser matches, to be tried while hardly anything is found."""
        if self._exact:
            yield _Attempt(uniform(Fuzziness.INITIALS), False, 0)
            return
        words = [want for want in wanted(node) if isinstance(want, Word)][:_MAX_MISSPELT]
        rare = {word for word in words if self._count(word, Fuzziness.TYPED) <= _RARE_PAPERS}
        if len(rare) < len(set(words)):
            yield _Attempt(_for(rare, Fuzziness.SLIP), bool(rare), _ENOUGH_HITS if rare else 1)
            if len(words) >= MANY_WORDS:  # in a description, words that papers have are meant
                words = [*rare]
                if not words:
                    return
        for fuzziness in (Fuzziness.SLIP, Fuzziness.NEAR_TITLES, Fuzziness.NEAR):
            yield _Attempt(_for(words, fuzziness), True, 0 if fuzziness is Fuzziness.NEAR else 1)

    def _matches(self, query: Query, within: int | None = None) -> Matches:
        return Matches(self._searcher, self._queries, self._filters, query, within)

    def best(self, node: Node, limit: int, within: int | None = None) -> Hits:
        """Return the best hits, ranked by where and how each word was found; see `TextSearch.best`."""
        for attempt in self._attempts(node):
            query = self._queries.node(node, attempt.fuzziness)
            every = self._matches(query, within)
            first = None if attempt.misspelt else self._at_once(node, every, limit, within)
            found = replace(first or every.best(limit), misspelt=attempt.misspelt)
            if len(found.rows) >= min(attempt.enough, limit):
                break
            # hits outside the set show that nothing else was meant
            if (
                within is not None
                and len(self._matches(query).page(0, attempt.enough).rows) >= attempt.enough
            ):
                break
        return found

    def _at_once(self, node: Node, every: Matches, limit: int, within: int | None) -> Hits | None:
        """Return hits above all others that are found in little time, None if there are few.

        To look for words in all abstracts takes time, if there are very many.
        """
        if self._filters.size < _MANY_PAPERS:
            return None
        words = _only_words(node)
        if not words:
            return None
        found, enough = (
            self._matches(self._queries.in_title(words), within).best(limit),
            min(limit, _SCREENFUL),
        )
        slower = self._slower(words, bool(found.rows)) if len(found.rows) < enough else ()
        for query in slower:
            found = self._matches(query, within).best(limit).behind(found)
            if len(found.rows) >= enough:
                break
        return (
            replace(found, rest=every.rest(found.rows), source=every) if len(found.rows) >= enough else None
        )

    def _slower(self, words: Sequence[Word], are_in_titles: bool) -> Iterator[Query]:
        """Yield ever slower queries for papers with all of some words, most of them in the title."""
        if len(words) < 2:
            return
        frequent = {word for word in words if self._is_frequent(word.word)}
        if are_in_titles:
            least = min(words, key=lambda word: self._titles(word.word))
            yield self._queries.in_title_but(least, words, least in frequent)
        rarest = min(words, key=lambda word: self._papers(word.word))
        if self._papers(rarest.word) <= self._filters.size // _RARE_PART:
            yield self._queries.with_rarest(rarest, words, frequent)
        elif are_in_titles and len(words) > _MIN_MOST:
            yield self._queries.mostly_in_title(words, frequent)

    def _papers(self, word: str) -> int:
        """Return about how many papers have a word: those that begin so count in titles only."""
        count: int = self._searcher.doc_freq("abstract", word)
        return max(count, self._titles(word))

    def _is_frequent(self, word: str) -> bool:
        count: int = self._searcher.doc_freq("abstract", word)
        return count > self._filters.size // _FREQUENT_PAPERS

    def _titles(self, word: str) -> int:
        """Return about how many titles have a word that begins so."""
        return sum(papers for _, papers in self._searcher.terms_with_prefix("title", word))

    def beyond(self, first: Hits, second: Hits, rows: array[int]) -> Rest | None:
        """Return the hits of either beyond these rows, None if there are none."""
        if first.rest or second.rest:
            every: Matches = first.source.together(second.source)
            return every.rest(rows)
        return None

    def nearest(self, wanted: Sequence[Word | Phrase], limit: int) -> Hits:
        """Return the best rows that have not all of these, but as many as any row has."""
        wanted = wanted[:_MAX_MISSPELT]
        best, low, high = Hits(array("I"), array("d")), 1, len(wanted) - 1
        while low <= high:  # binary search: rows with more of them also have fewer
            middle = (low + high + 1) // 2
            found = self._matches(self._queries.at_least(wanted, middle)).best(limit)
            if found.rows:
                best, low = found, middle + 1
            else:
                high = middle - 1
        return replace(best, misspelt=True)

    def _count(self, word: Word, fuzziness: Fuzziness) -> int:
        """Return the number of papers with a word, or any number above `_RARE_PAPERS`."""
        if (word, fuzziness) not in self._counts:
            count = 0 if word.field else self._frequency(word.word)
            if count <= _RARE_PAPERS:
                result: Any = self._searcher.search(self._queries.word(word, fuzziness), limit=1)
                count = int(result.count)
            self._counts[word, fuzziness] = count
        return self._counts[word, fuzziness]

    def _frequency(self, word: str) -> int:
        """Return a number of papers that have at least this word or one it begins, without a search."""
        count: int = self._searcher.doc_freq("abstract", word)
        for field in ("title", "abstract"):
            if count <= _RARE_PAPERS:
                begun = self._searcher.terms_with_prefix(field, word)
                count = max(count, max((papers for _, papers in begun), default=0))
        return count

    def correction(self, word: Word, likely: Collection[str]) -> str | None:
        """Return the word probably meant by one that hardly any row has, preferring a `likely` one."""
        typed = self._count(word, Fuzziness.TYPED)
        if typed > _RARE_PAPERS or (
            not typed and len(word.word) < _MIN_WORD_LETTERS and self._count(word, Fuzziness.INITIALS)
        ):
            return None
        near = self._dictionary.nearest(word.word, likely)
        if not typed:
            return near[0] if near else self._dictionary.most_similar(word.word)
        # papers contain misspellings, too, but a rare name isn't one of a word nearly as rare
        surely = near and len(word.word) >= _MIN_WORD_LETTERS and near[1] >= _MIN_FREQUENCY_RATIO * typed
        return near[0] if near and surely else None

    def exactly(self) -> Engine:
        """Return the same search without misspellings."""
        return Engine(self._index, self.profiles, self._filters, senses=self._senses, exact=True)

    @property
    def ranker(self) -> Engine:
        """This: it ranks by what papers are about, too."""
        return self

    @property
    def senses(self) -> Senses | None:
        """What the papers mean; None if that isn't known."""
        return self._senses()

    def near(self, words: Iterable[str], more: Weights, limit: int, within: int) -> Hits:
        """Return the best rows of `within` with any of these words in any form, or of `more` as they are.

        At most `limit`.
        """
        build = WeightedQuery(self._schema, self.profiles.terms)
        query = build.any_of([*build.describing(words), *build.having(more)])
        size, depth = self._filters.size, 2 * limit
        if within.bit_count() <= _FEW_PAPERS:
            query, depth = build.among(query, row_sets.members(within, size)), within.bit_count() + 1
        keep = row_sets.flags(within, size)
        while True:
            result: Any = self._searcher.search(query, limit=depth, count=False)
            found: Any = self._searcher.fast_field_values("row", [address for _, address in result.hits])
            hits = [(row, score) for row, (score, _) in zip(found, result.hits, strict=True) if keep[row]]
            if len(hits) >= limit or len(found) < depth:
                break
            depth = min(8 * depth, max(depth + 1, size))
        hits = hits[:limit]
        rows, scores = array("I", [row for row, _ in hits]), array("d", [score for _, score in hits])
        return Hits(rows, scores)
