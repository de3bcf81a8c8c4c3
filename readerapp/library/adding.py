"""Papers on their way into the library: which are new, and what each adds to one that is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from readerapp.domain.identity import aliases, implied, is_same
from readerapp.domain.merging import merge
from readerapp.domain.paper import Paper
from readerapp.library.added import Added
from readerapp.library.columns import hashed

_Where = TypeVar("_Where")
Told = Callable[[Paper | None, Paper], None]
"""Told of each paper what was known of it before, and what is known now."""


class Intake:
    """Takes papers in batches and says what has to be written of each batch."""

    def __init__(
        self,
        known: Callable[[str], Paper | None],
        read: Callable[[int], Paper | None],
        now: str,
        told: Told | None = None,
    ) -> None:
        self.added = Added()
        self._known = known
        self._read = read
        self._now = now
        self._told = told
        self._put: dict[int, int | Paper] = {}
        self._batch: dict[int, Paper] = {}

    def take(self, papers: Iterable[Paper]) -> list[Paper]:
        """The papers that have to be written for this batch, each once."""
        self._batch = {}
        changed: dict[str, Paper] = {}
        for paper in papers:
            before = self._find(paper)
            after = merge(before, paper) if before else replace(paper, added=paper.added or self._now)
            self._count(before, after)
            if self._told:
                self._told(before, after)
            if before and before.key != after.key:
                self.added.aliases[before.key] = after.key
                changed.pop(before.key, None)
            if after != before:
                changed[after.key] = after
                self._remember(after, self._batch, after)
        return list(changed.values())

    def _count(self, before: Paper | None, after: Paper) -> None:
        if before is None:
            self.added.new += 1
        elif before == after:
            self.added.same += 1
        else:
            self.added.updated += 1

    def put(self, papers: Iterable[Paper], places: Iterable[int | Paper]) -> None:
        """Say where the papers of the batch were put, so that later batches find them: at an offset, or, for
        a dry run, nowhere but in memory.
        """
        for paper, place in zip(papers, places, strict=True):
            self._remember(paper, self._put, place)

    @staticmethod
    def _remember(paper: Paper, where: dict[int, _Where], value: _Where) -> None:
        for key in (paper.key, *aliases(paper)):
            where[hashed(key)] = value
        for key in implied(paper):
            where.setdefault(hashed(key), value)

    def _find(self, paper: Paper) -> Paper | None:
        """The paper as known so far: from this batch, from an earlier one, or from the library."""
        for key in dict.fromkeys((paper.key, *aliases(paper), *implied(paper))):
            name = hashed(key)
            found: Paper | int | None = self._batch.get(name) or self._put.get(name)
            if isinstance(found, int):
                found = self._read(found)
            found = found or self._known(key)
            if found is not None and is_same(found, paper):
                return found
        return None
