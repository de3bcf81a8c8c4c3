"""Papers on their way into the library: which are new, and what each adds to one that is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from readerapp.domain.ids.keys import title_key
from readerapp.domain.paper import Paper
from readerapp.domain.works.evidence import is_same_work
from readerapp.domain.works.identity import CERTAIN_RANKS, aliases, implied_keys, key_rank
from readerapp.domain.works.merging import merge
from readerapp.domain.works.shared_titles import MAX_SAME_TITLE, distinguishing_keys, matching_works
from readerapp.library.columns.table import key_hash
from readerapp.library.ingest.result import Added

OnPaper = Callable[[Paper | None, Paper], None]
"""Told of each paper what was known of it before, and what is known now."""


class Matcher:
    """Takes papers in batches and says what has to be written of each batch."""

    def __init__(
        self,
        known: Callable[[str], Iterable[Paper]],
        read: Callable[[int], Paper | None],
        now: str,
        told: OnPaper | None = None,
        *,
        keep: bool = False,
        had: Callable[[str, Paper], bool | None] = lambda _key, _paper: None,
    ) -> None:
        """`known` are the library's papers that a key means, `read` that at an offset of its file.

        `keep`: the papers come from a library, whose keys stay theirs. `had`: whether a key that a paper
        had which was taken out is this paper's; None where none had it.
        """
        self._keep = keep
        self._had = had
        self.added = Added()
        self._known = known
        self._read = read
        self._now = now
        self._told = told
        # What stands for a key or a former one -> the paper of this batch, or where an earlier one was put.
        self._batch: dict[int, Paper] = {}
        self._put: dict[int, int] = {}
        # What stands for any of its names -> the keys of the papers of this run that have it.
        self._meant: dict[int, tuple[str, ...]] = {}

    def take(self, papers: Iterable[Paper]) -> list[Paper]:
        """The papers that have to be written for this batch, each once."""
        self._batch = {}
        changed: dict[str, Paper] = {}
        for paper in papers:
            after, known, names = self._joined(paper)
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
        """Say at which offsets the papers of the batch were put, so that later batches find them."""
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

    # Which papers are one

    def _joined(self, paper: Paper) -> tuple[Paper, list[Paper], set[str]]:
        """What is known of a paper together with what it says, the known papers that this makes one, and all
        the names that it goes by.

        What they have in common may name further ones, and may join what was told apart before: it goes on
        until nothing does. So it makes no difference in which order the papers came.
        """
        after = replace(paper, added=None) if paper.added else paper
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
            key = self._free_key(after, others=bool(apart))
            after = replace(after, key=key, added=paper.added or self._now)
        return after, list(found.values()), every

    def _works(self, name: str, paper: Paper) -> list[Paper]:
        """The papers that have a name; where several have that of a title, also those that tell themselves
        apart as `paper` would be told."""
        works = list(islice(self._meant_by((name,)), MAX_SAME_TITLE))
        if len(works) > 1 and not key_rank(name):
            there = {known.key for known in works}
            told = self._meant_by(islice(distinguishing_keys(paper), 2))
            works += [known for known in told if known.key not in there]
        return sorted(works, key=lambda known: -key_rank(known.key))

    def _fitting(self, paper: Paper, known: Paper) -> Paper:
        """The paper with a key that it may leave to the known one as a former key."""
        if key_rank(paper.key) in CERTAIN_RANKS:
            return paper
        owner = self._owner(paper.key)
        if owner is None and (self._keep or key_rank(known.key) or paper.key != title_key(paper.title)):
            return paper
        return paper if owner and owner.key == known.key else replace(paper, key=known.key)

    def _free_key(self, paper: Paper, *, others: bool) -> str:
        """The key of a work that isn't known: its own, unless that is another's."""
        if key_rank(paper.key) in CERTAIN_RANKS or (key_rank(paper.key) and not self._owner(paper.key)):
            return paper.key
        plain = title_key(paper.title)
        given = [paper.key] if not key_rank(paper.key) and (self._keep or paper.key != plain) else []
        own = [plain] if self._keep or not others or self._had(plain, paper) else []
        keys = chain(given, own, distinguishing_keys(paper))
        return next(key for key in keys if not self._owner(key) and self._had(key, paper) is not False)

    def _owner(self, key: str) -> Paper | None:
        """The paper that has a key or had it."""
        return self._of_key(key, islice(self._known(key), 1))

    def _is_claimed(self, known: Paper, paper: Paper, found: Iterable[str]) -> bool:
        """Whether a paper that knows less than `paper` may as well be another one."""
        if key_rank(known.key) >= key_rank(paper.key) or _is_known_as(known, paper):
            return False
        ours = {paper.key, known.key, *found}
        others = (other for other in self._meant_by(implied_keys(known)) if other.key not in ours)
        return any(
            key_rank(other.key) > key_rank(known.key) and is_same_work(other, known) for other in others
        )

    def _meant_by(self, names: Iterable[str]) -> Iterator[Paper]:
        """The papers as known so far that have one of these names, each once."""
        given: set[str] = set()
        for name in names:
            known = tuple(islice(self._known(name), MAX_SAME_TITLE))
            keys = (*self._meant.get(key_hash(name), ()), *(paper.key for paper in known))
            for paper in (self._of_key(name, known), *(self._of_key(key, self._known(key)) for key in keys)):
                if paper and paper.key not in given:
                    given.add(paper.key)
                    yield paper

    def _of_key(self, key: str, known: Iterable[Paper]) -> Paper | None:
        """The paper that has a key or had it: from this batch, from an earlier one, or among the known."""
        name = key_hash(key)
        found: Paper | int | None = self._batch.get(name) or self._put.get(name)
        if isinstance(found, int):
            found = self._read(found)
        return found or next((it for it in known if key in (it.key, *aliases(it))), None)


def _names(paper: Paper, again: bool) -> tuple[str, ...]:
    """What names a paper: first what it has or had for a key, then what sources that know less go by."""
    return (*aliases(paper), *implied_keys(paper)) if again else (paper.key, *aliases(paper))


def _is_known_as(one: Paper, other: Paper) -> bool:
    return one.key in aliases(other) or other.key in aliases(one) or one.key == other.key
