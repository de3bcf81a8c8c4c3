"""Words and phrases as tantivy queries.

Every clause has a fixed score, so that the sum says where and how each word was found; ranking starts
from it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from readerapp.domain.query.tree import And, Node, Not, Or, Phrase, Word
from readerapp.domain.words import MAX_INITIALS
from readerapp.library.search.documents import initial_parts
from readerapp.library.search.marks import Marks
from readerapp.library.search.reader_text import rows_with_words
from readerapp.library.search.spelling import MIN_PREFIX_LETTERS, max_edits

if TYPE_CHECKING:
    from tantivy import Query, Schema

# by place: title above authors (and tags) above abstract above the rest
_PLACES = {"title": 1.0, "authors": 0.8, "abstract": 0.5, "rest": 0.4}
_INNER_PLACE = 0.9
"""Of the later parts of compound words in titles."""
_READER_TEXT_SCORE = 0.8
_NAMES = ("title", "inner", "authors")
_FIELDS = {"title": "title", "author": "authors", "abstract": "abstract"}
# by match: as typed above prefix above initials above misspelt
_WHOLE, _PREFIX, _INITIALS, _MISSPELT = 1.0, 0.9, 0.8, 0.44
_ADJACENT_SCORE = 0.12
_FEW_WORDS = 3
"""Words up to which most are all but one; of more, all but two."""


class Fuzziness(IntEnum):
    """How far a matching word may be from the one typed."""

    TYPED = 0
    INITIALS = 1
    SLIP = 2
    """Also with one slip in titles and names, or in the field searched."""
    NEAR_TITLES = 3
    """Also misspelt there as far as `max_edits` allows, which costs several times as much."""
    NEAR = 4
    """Also misspelt anywhere."""


FuzzinessOf = Callable[[Word], Fuzziness]
"""Return the fuzziness for a word."""


def uniform(fuzziness: Fuzziness) -> FuzzinessOf:
    """Return the same fuzziness for every word."""
    return lambda _: fuzziness


class QueryBuilder:
    """Builds queries for one schema and one state of the reader's marks."""

    def __init__(self, schema: Schema, marks: Marks) -> None:
        from tantivy import Occur, Query

        self._query = Query
        self._occur = Occur
        self._schema = schema
        self._marks = marks

    def node(self, node: Node, fuzziness: FuzzinessOf) -> Query:
        """Return the query for words and phrases in any combination."""
        match node:
            case And(parts):
                return self._all(parts, fuzziness)
            case Or(parts):
                return self._any([self.node(part, fuzziness) for part in parts])
            case Not():
                return self._all((node,), fuzziness)
            case Word():
                return self.word(node, fuzziness(node))
            case Phrase():
                return self._phrase(node)
        raise TypeError(f"{node} is not made of words")

    def narrowed(self, asked: Query, rows: Sequence[int]) -> Query:
        """Return the query for hits among these rows."""
        return self._query.boolean_query(
            [(self._occur.Must, asked), (self._occur.Must, self._scored(self._rows(rows), 0.0))]
        )

    def without(self, asked: Query, rows: Sequence[int]) -> Query:
        """Return the query for hits outside these rows."""
        return self._query.boolean_query([(self._occur.Must, asked), (self._occur.MustNot, self._rows(rows))])

    def either(self, one: Query, other: Query) -> Query:
        """Return the query for the hits of both."""
        return self._any([one, other])

    def in_title(self, words: Sequence[Word]) -> Query:
        """Return the query for titles with all words; it scores as `node` does, as do those below."""
        must = [(self._occur.Must, self._prefix("title", want.word)) for want in words]
        return self._titled(words, must, _PREFIX * len(words))

    def in_title_but(self, word: Word, words: Sequence[Word], is_frequent: bool) -> Query:
        """Return the query for titles with all words but one, which is in the abstract."""
        others = [want for want in words if want != word]
        clauses = [(self._occur.Must, self._prefix("title", want.word)) for want in others]
        clauses.append((self._occur.MustNot, self._prefix("title", word.word)))
        clauses.append((self._occur.Must, self._in_abstract(word, is_frequent)))
        return self._titled(others, clauses, _PREFIX * (len(others) + _PLACES["abstract"]))

    def mostly_in_title(self, words: Sequence[Word], frequent: Collection[Word]) -> Query:
        """Return the query for titles with most words, the others being anywhere."""
        should = [(self._occur.Should, self._prefix("title", want.word)) for want in words]
        least = max(1, len(words) - (1 if len(words) <= _FEW_WORDS else 2))
        most = self._query.boolean_query(should, minimum_number_should_match=least)
        # to leave out papers without a word is to look only at those with the others
        nowhere = [(self._occur.MustNot, self._nowhere(want, want in frequent)) for want in words]
        found = [(self._occur.Must, most), *nowhere]
        every = _PREFIX * _PLACES["abstract"]
        more = [self._scored(one, _PREFIX * _PLACES["title"] - every) for _, one in should]
        return self._titled(words, found, every * len(words), more)

    def with_rarest(self, rarest: Word, words: Sequence[Word], frequent: Collection[Word]) -> Query:
        """Return the query for all words, looked for where the rarest is."""
        others = [want for want in words if want != rarest]
        found = [(self._occur.Must, self.word(rarest, Fuzziness.INITIALS))]
        found += [(self._occur.MustNot, self._nowhere(want, want in frequent)) for want in others]
        place = _PLACES["title"]
        ways = [
            self._scored(self._prefix("title", want.word), (_PREFIX - _PLACES["abstract"]) * place)
            for want in others
        ]
        ways += [self._scored(self._term("title", want.word), (_WHOLE - _PREFIX) * place) for want in others]
        should = [(self._occur.Should, way) for way in (*ways, *self._adjacent_words(tuple(words)))]
        return self._query.boolean_query([*found, *should])

    def _titled(
        self,
        words: Sequence[Word],
        clauses: list[tuple[Any, Query]],
        score: float,
        more: Sequence[Query] = (),
    ) -> Query:
        """Return the query for papers that fit clauses, which score more for whole and adjacent words.

        A clause for each way to score is several times as quick as the best of them.
        """
        found = self._scored(self._query.boolean_query(clauses), score)
        beyond = (_WHOLE - _PREFIX) * _PLACES["title"]
        whole = [self._scored(self._term("title", want.word), beyond) for want in words]
        ways = (*more, *whole, *self._adjacent_words(tuple(words)))
        should = [(self._occur.Should, way) for way in ways]
        return self._query.boolean_query([(self._occur.Must, found), *should])

    def _in_abstract(self, want: Word, is_frequent: bool) -> Query:
        # a word is looked up in some papers only, words that begin alike are gathered from all
        return (self._term if is_frequent else self._prefix)("abstract", want.word)

    def _nowhere(self, want: Word, is_frequent: bool) -> Query:
        """Return the query for papers without a word as typed, or initials."""
        ways = [self._prefix(field, want.word) for field in (*_PLACES, "inner") if field != "abstract"]
        ways.append(self._in_abstract(want, is_frequent))
        if 2 <= len(want.word) <= MAX_INITIALS:
            ways.append(self._run(want.word))
        if rows := rows_with_words(self._marks, want):
            ways.append(self._rows(rows))
        without = [(self._occur.MustNot, way) for way in ways]
        return self._query.boolean_query([(self._occur.Must, self._query.all_query()), *without])

    def _rows(self, rows: Iterable[int]) -> Query:
        return self._query.term_set_query(self._schema, "row", list(rows))

    def at_least(self, wanted: Iterable[Word | Phrase], least: int) -> Query:
        """Return the query for at least this many of these, misspelt or not."""
        some = [(self._occur.Should, self.node(want, uniform(Fuzziness.NEAR_TITLES))) for want in wanted]
        return self._query.boolean_query(some, minimum_number_should_match=least)

    def _all(self, parts: tuple[Node, ...], fuzziness: FuzzinessOf) -> Query:
        must, must_not, should = self._occur.Must, self._occur.MustNot, self._occur.Should
        clauses = []
        for part in parts:
            if isinstance(part, Not):
                clauses.append((must_not, self.node(part.part, uniform(Fuzziness.TYPED))))
            else:
                clauses.append((must, self.node(part, fuzziness)))
        if all(isinstance(part, Not) for part in parts):
            clauses.append((must, self._query.all_query()))
        clauses += [(should, pair) for pair in self._adjacent_words(parts)]
        return self._query.boolean_query(clauses)

    def _adjacent_words(self, parts: tuple[Node, ...]) -> Iterable[Query]:
        """Yield clauses that raise titles with two words of the query together and in order."""
        for one, two in pairwise(parts):
            if isinstance(one, Word) and isinstance(two, Word) and one.field == two.field is None:
                pair = self._query.phrase_query(self._schema, "title", [one.word, two.word])
                yield self._query.const_score_query(pair, _ADJACENT_SCORE)

    def word(self, want: Word, fuzziness: Fuzziness) -> Query:
        """Return the query for one word: the best of all places and ways it may be found."""
        ways: list[Query] = []
        for field in self._places(want):
            ways += self._in(field, _PLACES[field], want, fuzziness)
        if want.field in (None, "title"):
            ways += self._in("inner", _INNER_PLACE, want, fuzziness)
        if fuzziness > Fuzziness.TYPED and want.field in (None, "title"):
            ways += self._as_initials(want.word)
        return self._any([*ways, *self._in_reader_text(want, fuzziness >= Fuzziness.SLIP)])

    def _in(self, field: str, place: float, want: Word, fuzziness: Fuzziness) -> Iterable[Query]:
        word = want.word
        yield self._scored(self._term(field, word), _WHOLE * place)
        yield self._scored(self._prefix(field, word), _PREFIX * place)
        letters = max_edits(word) if fuzziness >= Fuzziness.SLIP else 0
        letters = min(letters, 1) if fuzziness is Fuzziness.SLIP else letters
        if letters and (fuzziness is Fuzziness.NEAR or want.field or field in _NAMES):
            prefix = len(word) >= MIN_PREFIX_LETTERS
            near = self._query.fuzzy_term_query(self._schema, field, word, letters, True, prefix)
            yield self._scored(near, _MISSPELT * place)

    def _as_initials(self, letters: str) -> Iterable[Query]:
        """Yield the query for a run of first letters, in titles only: in running text most mean nothing."""
        if not 2 <= len(letters) <= MAX_INITIALS:
            return
        yield self._scored(self._run(letters), _INITIALS * _PLACES["title"])

    def _run(self, letters: str) -> Query:
        parts: list[str | tuple[int, str]] = [*initial_parts(letters)]
        if len(parts) > 2:
            return self._query.phrase_query(self._schema, "initials", parts[:-1])
        return self._prefix("initials", letters)

    def _phrase(self, want: Phrase) -> Query:
        ways = []
        words: list[str | tuple[int, str]] = list(want.words)
        for field in self._places(want):
            place = _PLACES[field]
            if len(words) > 1:
                make = self._query.phrase_prefix_query if want.open else self._query.phrase_query
                ways.append(self._scored(make(self._schema, field, words), len(words) * place))
            elif want.open:
                ways.append(self._scored(self._prefix(field, want.words[0]), _PREFIX * place))
            else:
                ways.append(self._scored(self._term(field, want.words[0]), _WHOLE * place))
        return self._any([*ways, *self._in_reader_text(want, False)])

    def _in_reader_text(self, want: Word | Phrase, near: bool) -> Iterable[Query]:
        """Notes and tags are not in the index: list their rows."""
        if rows := rows_with_words(self._marks, want, near=near):
            yield self._scored(self._rows(rows), _READER_TEXT_SCORE)

    @staticmethod
    def _places(want: Word | Phrase) -> Iterable[str]:
        if want.field is None:
            return _PLACES
        field = _FIELDS.get(want.field)
        return [field] if field else []

    def _term(self, field: str, word: str) -> Query:
        return self._query.term_query(self._schema, field, word)

    def _prefix(self, field: str, word: str) -> Query:
        # zero edits; the equivalent regular expression takes 1 ms to compile
        return self._query.fuzzy_term_query(self._schema, field, word, 0, True, True)

    def _scored(self, query: Query, score: float) -> Query:
        return self._query.const_score_query(query, score)

    def _any(self, ways: list[Query]) -> Query:
        return self._query.disjunction_max_query(ways) if ways else self._query.empty_query()
