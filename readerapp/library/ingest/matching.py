"""Match incoming papers with the library: which are new, and what each adds to a known one."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from readerapp.domain.ids.keys import title_key
from readerapp.domain.paper import Paper
from readerapp.domain.record import from_record
from readerapp.domain.values import replace
from readerapp.domain.works.evidence import is_same_work
from readerapp.domain.works.identity import CERTAIN_RANKS, MAX_SAME_TITLE, aliases, implied_keys, key_rank
from readerapp.domain.works.merging import merge
from readerapp.domain.works.shared_titles import distinguishing_keys, matching_works
from readerapp.library.columns.table import key_hash
from readerapp.library.ingest.holdings import Holdings, repeats
from readerapp.library.ingest.result import Added

OnPaper = Callable[[Paper | None, Paper], None]
"""Called with each paper as it was known before, and as it is known now: the same if it adds nothing."""

_Joined = tuple[Paper, list[Paper], set[str]]
"""A paper as it is now, the known papers it was merged with, and all names it was looked for by."""


class Matcher:
    """Takes papers in batches and returns what has to be written of each."""

    def __init__(
        self,
        holdings: Holdings,
        read: Callable[[int], Paper | None],
        now: str,
        told: OnPaper | None = None,
        *,
        keep: bool = False,
    ) -> None:
        """Match against a library.

        Args:
            holdings: what it has.
            read: returns the paper that `put` recorded at an offset.
            keep: True if the papers come from a library and keep their keys.
        """
        self._keep = keep
        self.added = Added()
        self._holdings = holdings
        self._read = read
        self._now = now
        self._told = told
        # Hash of a key or alias to the paper of this batch, or to the offset of an earlier one.
        self._batch: dict[int, Paper] = {}
        self._put: dict[int, int] = {}
        # Hash of any name to the keys of the papers of this run that have it.
        self._meant: dict[int, tuple[str, ...]] = {}

    def take(self, papers: Iterable[Paper]) -> list[Paper]:
        """Return the papers to write for a batch, each once."""
        self._batch = {}
        changed: dict[str, Paper] = {}
        for paper in papers:
            after, known, names = self._simply_joined(paper) or self._joined(paper)
            self._count(known, after)
            if known == [after]:
                continue
            for before in known:
                changed.pop(before.key, None)
                self.added.rename(before.key, after.key)
            changed[after.key] = after
            self._remember(after, names)
        return list(changed.values())

    def _count(self, known: list[Paper], after: Paper) -> None:
        if not known:
            self.added.new += 1
        elif known == [after]:
            self.added.unchanged += 1
        else:
            self.added.updated += 1
        if self._told:
            self._told(known[0] if known else None, after)

    def put(self, papers: Iterable[Paper], places: Iterable[int]) -> None:
        """Record the offsets at which a batch's papers were written, for later batches."""
        for paper, place in zip(papers, places, strict=True):
            for key in (paper.key, *aliases(paper)):
                self._put[key_hash(key)] = place

    def _remember(self, paper: Paper, names: Iterable[str]) -> None:
        for key in (paper.key, *aliases(paper)):
            self._batch[key_hash(key)] = paper
        for key in names:
            meant = self._meant.get(name := key_hash(key), ())
            if paper.key != key and paper.key not in meant and len(meant) < MAX_SAME_TITLE:
                self._meant[name] = (*meant, paper.key)

    # Find a paper's work

    def _simply_joined(self, paper: Paper) -> _Joined | None:
        """Return the same as `_joined`, but only for a paper that is new or the one paper its names mean.

        Nearly all are, and take a fraction of the time.
        """
        names = {paper.key, *aliases(paper), *implied_keys(paper)}
        rows = self._rows(names)
        if rows is None or len(rows) > 1:
            return None
        if not rows:
            return self._keyed(paper, others=False, free=names), [], names
        record = self._holdings.record(rows[0])
        if record is None or record.get("key") != paper.key:
            return None
        if repeats(record, paper):
            return paper, [paper], names
        return self._updated(record, paper, rows)

    def _updated(self, record: Mapping[str, Any], paper: Paper, rows: Sequence[int]) -> _Joined | None:
        """Return a paper merged with that of a record, if no other paper has any of its names then."""
        try:
            known = from_record(record)
        except ValueError:
            return None
        paper = replace(paper, added=None) if paper.added else paper
        if known.key != paper.key or not is_same_work(known, paper):
            return None
        after = merge(known, paper)
        names = {paper.key, *aliases(paper), *aliases(after), *implied_keys(after)}
        return (after, [known], names) if self._rows(names) == rows else None

    def _rows(self, names: Iterable[str]) -> list[int] | None:
        """Return the rows that names mean; None if a paper of this run has one of the names."""
        hashes = [key_hash(name) for name in names]
        for held in (self._batch, self._put, self._meant):
            if not held.keys().isdisjoint(hashes):
                return None
        return self._holdings.rows(hashes)

    def _joined(self, paper: Paper) -> _Joined:
        """Return a paper merged with the known papers of its work, those papers, and all its names.

        A merged paper may have further names and join papers that were separate before. The search goes on
        until nothing changes, so the result doesn't depend on the order in which papers come.
        """
        after, given = replace(paper, added=None) if paper.added else paper, paper.added
        found: dict[str, Paper] = {}
        apart: dict[str, Paper] = {}
        asked: set[str] = set()
        every: set[str] = set()
        while names := [name for name in _names(after, bool(asked)) if name not in asked]:
            asked.update(names)
            every.update(names)
            before = len(found)
            for name in names:
                works = [known for known in self._works(name, after) if known.key not in found]
                for known in matching_works(after, works) if works else ():
                    if is_same_work(known, after) and not self._is_claimed(known, after, found):
                        found[known.key] = known
                        after = merge(known, self._fitting(after, known))
                apart |= {known.key: known for known in works}
            apart = {key: known for key, known in apart.items() if key not in found}
            if apart and len(found) > before:
                asked = set()
        self.added.possible_duplicates += any(is_same_work(known, after) for known in apart.values())
        if not found:
            after = self._keyed(replace(after, added=given) if given else after, others=bool(apart))
        return after, list(found.values()), every

    def _keyed(self, paper: Paper, *, others: bool, free: Container[str] = ()) -> Paper:
        """Return an unknown paper as it is written; keys in `free` are known to be nobody's."""
        return replace(paper, key=self._free_key(paper, others, free), added=paper.added or self._now)

    def _works(self, name: str, paper: Paper) -> list[Paper]:
        """Return the papers with a name; if several share a title, also those with `paper`'s own keys."""
        works = list(islice(self._meant_by((name,)), MAX_SAME_TITLE))
        if len(works) > 1 and not key_rank(name):
            there = {known.key for known in works}
            told = self._meant_by(islice(distinguishing_keys(paper), 2))
            works += [known for known in told if known.key not in there]
        return sorted(works, key=lambda known: -key_rank(known.key))

    def _fitting(self, paper: Paper, known: Paper) -> Paper:
        """Return the paper with a key that it may leave to the known one as an alias."""
        if key_rank(paper.key) in CERTAIN_RANKS:
            return paper
        owner = self._owner(paper.key)
        if owner is None and (self._keep or key_rank(known.key) or paper.key != title_key(paper.title)):
            return paper
        return paper if owner and owner.key == known.key else replace(paper, key=known.key)

    def _free_key(self, paper: Paper, others: bool, free: Container[str]) -> str:
        """Return the key of an unknown work: its own, unless that is another's."""

        def is_free(key: str) -> bool:
            return key in free or not self._owner(key)

        if key_rank(paper.key) in CERTAIN_RANKS or (key_rank(paper.key) and is_free(paper.key)):
            return paper.key
        plain = title_key(paper.title)
        given = [paper.key] if not key_rank(paper.key) and (self._keep or paper.key != plain) else []
        own = [plain] if self._keep or not others or self._holdings.had(plain, paper) else []
        keys = chain(given, own, distinguishing_keys(paper))
        return next(key for key in keys if is_free(key) and self._holdings.had(key, paper) is not False)

    def _owner(self, key: str) -> Paper | None:
        """Return the paper that has or had a key."""
        return self._of_key(key, islice(self._holdings.works(key), 1))

    def _is_claimed(self, known: Paper, paper: Paper, found: Iterable[str]) -> bool:
        """Return True if a less specific paper may equally be another work."""
        if key_rank(known.key) >= key_rank(paper.key) or _is_known_as(known, paper):
            return False
        ours = {paper.key, known.key, *found}
        others = (other for other in self._meant_by(implied_keys(known)) if other.key not in ours)
        return any(
            key_rank(other.key) > key_rank(known.key) and is_same_work(other, known) for other in others
        )

    def _meant_by(self, names: Iterable[str]) -> Iterator[Paper]:
        """Yield the papers known so far that have one of these names, each once."""
        given: set[str] = set()
        for name in names:
            known = tuple(islice(self._holdings.works(name), MAX_SAME_TITLE))
            keys = (*self._meant.get(key_hash(name), ()), *(paper.key for paper in known))
            for paper in (
                self._of_key(name, known),
                *(self._of_key(key, self._holdings.works(key)) for key in keys),
            ):
                if paper and paper.key not in given:
                    given.add(paper.key)
                    yield paper

    def _of_key(self, key: str, known: Iterable[Paper]) -> Paper | None:
        """Return the paper that has or had a key: from this batch, an earlier one, or `known`."""
        name = key_hash(key)
        found: Paper | int | None = self._batch.get(name) or self._put.get(name)
        if isinstance(found, int):
            found = self._read(found)
        return found or next((it for it in known if key in (it.key, *aliases(it))), None)


def _names(paper: Paper, again: bool) -> tuple[str, ...]:
    """Return a paper's names: first its keys, then those less informed sources use."""
    return (*aliases(paper), *implied_keys(paper)) if again else (paper.key, *aliases(paper))


def _is_known_as(one: Paper, other: Paper) -> bool:
    return one.key in aliases(other) or other.key in aliases(one) or one.key == other.key
