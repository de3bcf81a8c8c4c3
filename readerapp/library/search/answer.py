"""From a parsed query to a shelf."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from readerapp.domain.query.parser import parse
from readerapp.domain.query.tree import EVERYTHING, And, Node, Or, Query, Word
from readerapp.domain.values import dataclass
from readerapp.library.columns import row_sets
from readerapp.library.columns.table import DATED
from readerapp.library.search.by_content import NOT_ORDERED, Ordered, alike, for_you, path, split_likes
from readerapp.library.search.evaluation import MANY_WORDS, Hits, TextSearch, matching_rows, split_text
from readerapp.library.search.filters import Filters
from readerapp.library.search.ranking import rank_hits
from readerapp.library.search.related import RelatedPapers, described
from readerapp.library.search.shelf import NONE_RELATED, Backwards, LazyRows, Related, Shelf
from readerapp.library.search.sorting import FOR_YOU, PATH, RELEVANCE, sorted_rows

_MAX_RANKED = 200
"""Hits ranked word by word against the title; the rest stay in the text search's order."""
_MAX_MIXED = 100_000
"""Hits that are ranked among papers that match otherwise; more of them are in listing order."""
_MAX_HINTS = 10
"""Hits whose titles hint at the word meant by a misspelt one."""
_MAX_CORRECTED = 8
"""Words checked for a correction: each rare one is compared with many words of the library."""
_FEW_ROWS = 10
"""With fewer rows that match, related ones are offered."""
_MANY_ROWS = 1_000
"""With so many that match, nobody looks further."""

_BY_CONTENT = {FOR_YOU: for_you, PATH: path}


@dataclass(frozen=True, slots=True)
class QueryAnswer:
    """One parsed query against one library."""

    query: Query
    order: str
    reverse: bool
    now: datetime
    exact: bool
    filters: Filters
    text: TextSearch

    def shelf(self) -> Shelf:
        """Return the papers that match the query, corrected if its words are rare, or the nearest ones."""
        if ordered := self._by_content():
            return self._made(ordered.rows, self.order, None, ordered=ordered)
        if self.order == RELEVANCE and self.query.wanted:
            hits = self._best()
            corrected = self._corrected(hits.rows)
            hits = self._joined(hits, corrected)
            if hits.rows:
                return self._listed(hits, corrected)
        else:
            rows = self._matching()
            corrected = self._corrected(self._best().rows) if self.query.wanted else None
            rows |= corrected._matching() if corrected else 0
            if rows or not self.query.wanted:
                return self._made(self._sorted(rows), self.order, corrected)
        made = self._made(array("I"), self.order, corrected)
        return made if self.exact or made.related.rows else self._nearest(corrected)

    def _by_content(self) -> Ordered | None:
        """Return the answer to a query that compares what papers are about; None if it doesn't."""
        likes, rest = split_likes(self.query.node)
        in_order = _BY_CONTENT.get(self.order)
        if not likes:
            return self._turned(in_order(self._matching(), self.filters, self.text)) if in_order else None
        near = alike(likes, self._matching(rest), self.filters, self.text.ranker)
        if self.order == RELEVANCE:
            return self._turned(near)
        within = row_sets.of(near.rows, self.filters.size)
        if in_order and within:
            found = in_order(within, self.filters, self.text)
            return self._turned(found._replace(problems=near.problems))
        return near._replace(rows=self._sorted(within))

    def _turned(self, ordered: Ordered) -> Ordered:
        return ordered._replace(rows=Backwards(ordered.rows)) if self.reverse else ordered

    def _sorted(self, rows: int) -> array[int]:
        """Return a set of rows in the order asked for."""
        return sorted_rows(rows, self.order, self.reverse, self.filters.columns, self.filters.marks)

    def _matching(self, node: Node | None = None) -> int:
        return matching_rows(node or self.query.node, self.filters, self.text)

    def _corrected(self, found: Sequence[int]) -> QueryAnswer | None:
        """Return the answer to the query probably meant, if hardly any paper has some of its words."""
        titles = self.filters.columns.texts["titles"]
        likely = {word for row in found[:_MAX_HINTS] for word in titles[row].split()}
        typed = text = self.query.text
        # from the end, so that earlier positions stay valid
        for want in sorted(self.query.wanted[:_MAX_CORRECTED], key=lambda want: -want.start):
            if isinstance(want, Word) and (better := self.text.correction(want, likely)):
                at = typed[want.start : want.end].lower().rfind(want.word)
                if at >= 0:
                    start = want.start + at
                    text = text[:start] + better + text[start + len(want.word) :]
        if text == typed:
            return None
        corrected = replace(self, query=parse(text, self.now, self.query.also), text=self.text.exactly())
        # words that no paper has are as they should be, if no paper has those near them either
        is_description = len(self.query.wanted) >= MANY_WORDS
        return None if is_description and not corrected._best().rows else corrected

    def _joined(self, hits: Hits, corrected: QueryAnswer | None) -> Hits:
        """Add the corrected query's hits; those found both ways come first."""
        if self.exact or corrected is None or not (other := corrected._best()).rows:
            return hits
        mine, theirs = set(hits.rows), set(other.rows)
        both = [row for row in hits.rows if row in theirs]
        rest = [row for row in hits.rows if row not in theirs]
        more = [row for row in other.rows if row not in mine]
        every = array("I", [*both, *rest, *more])
        scores = array("d", range(len(every), 0, -1))
        return Hits(every, scores, rest=self.text.beyond(hits, other, every))

    def _made(
        self,
        rows: Sequence[int],
        order: str,
        corrected: QueryAnswer | None,
        scores: Sequence[float] = (),
        partial: bool = False,
        ordered: Ordered = NOT_ORDERED,
    ) -> Shelf:
        is_search = not partial and ordered is NOT_ORDERED
        return Shelf(
            query=self.query.text,
            order=order,
            reverse=self.reverse,
            rows=rows,
            total=self.filters.every.bit_count(),
            problems=self.query.problems + ordered.problems,
            suggestion=corrected.query.text if corrected else None,
            related=self._related(rows) if is_search else NONE_RELATED,
            why=ordered.why,
            remark=ordered.remark,
            watched=ordered.watched,
            partial=partial,
            terms=self.query.terms,
            wanted=self.query.wanted,
            scores=scores,
            columns=self.filters.columns,
        )

    def _related(self, rows: Sequence[int]) -> Related:
        """Return the other papers that the query describes, if it is a description, too."""
        found, ranker = described(self.query.node), self.text.ranker
        if not found or not ranker or self.exact:
            return NONE_RELATED
        many = _FEW_ROWS if len(found.words) < MANY_WORDS else _MANY_ROWS
        if many == _FEW_ROWS and len(rows[:many]) == many:
            return NONE_RELATED
        limited = self._matching(And(found.limits)) if found.limits else self.filters.every
        size = self.filters.size
        papers = RelatedPapers(ranker, found.words, lambda: limited & ~row_sets.of(rows[:many], size))
        # to count those that match may take a search
        return Related(lambda: () if len(rows[:many]) == many else papers.rows(), papers.spans)

    # By relevance

    def _best(self) -> Hits:
        """Return the best hits, ranked: no more than are soon looked at, if they can be told apart."""
        words, others = split_text(self.query.node)
        if not words:
            return self._mixed()
        limited = others or self.filters.hides
        within = matching_rows(And(others), self.filters, self.text) if limited else None
        return self._ranked(self.text.best(words[0], _MAX_RANKED, within))

    def _mixed(self) -> Hits:
        """Return hits for words that rank but don't filter, as in `graph OR is:queued`."""
        size, rows = self.filters.size, self._matching()
        hits = self._ranked(self.text.best(Or(self.query.wanted), min(size, _MAX_MIXED)).within(rows, size))
        rest = row_sets.listed(rows & ~row_sets.of(hits.rows, size), self.filters.columns.orders[DATED])
        scores = hits.scores + array("d", bytes(8 * len(rest)))
        return replace(hits, rows=hits.rows + rest, scores=scores)

    def _ranked(self, hits: Hits) -> Hits:
        columns, end = self.filters.columns, _MAX_RANKED
        head = replace(hits, rows=hits.rows[:end], scores=hits.scores[:end])
        head = rank_hits(head, self.query.wanted, columns.texts["titles"], columns.numbers[DATED])
        return replace(head, rows=head.rows + hits.rows[end:], scores=head.scores + hits.scores[end:])

    def _listed(self, hits: Hits, corrected: QueryAnswer | None, *, partial: bool = False) -> Shelf:
        rows: Sequence[int] = LazyRows(hits.rows, hits.rest) if hits.rest else hits.rows
        scores = hits.scores
        if self.reverse:
            # those at the end have none that are comparable
            rows, scores = Backwards(rows), array("d") if hits.rest else scores[::-1]
        return self._made(rows, RELEVANCE, corrected, scores, partial)

    def _nearest(self, corrected: QueryAnswer | None) -> Shelf:
        """Return the papers with most of the words, where none has all."""
        _, others = split_text(self.query.node)
        limits = (*others, EVERYTHING) if self.filters.hides else others
        most = min(self.filters.size, _MAX_MIXED) if limits else _MAX_RANKED
        hits = self.text.nearest(self.query.wanted, most)
        for limit in limits:
            hits = hits.within(matching_rows(limit, self.filters, self.text), self.filters.size)
        hits = replace(self._ranked(hits), rest=None)
        return self._listed(hits, corrected, partial=bool(hits.rows))
