"""Read a copy of the library's file into what it says of each key, with times."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import field, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from readerapp.domain.dates.timestamps import NEVER, timestamp
from readerapp.domain.paper import Paper
from readerapp.domain.sightings import last_arrival
from readerapp.domain.values import dataclass
from readerapp.domain.works.identity import aliases
from readerapp.library.file import lines
from readerapp.library.file.lines import FileLine

_MAX_SAMPLED_LINES = 50
_TICK = timedelta(microseconds=1)
_EARLIEST = "0001-01-01T00:00:00.000000+00:00"
_WHOLE_SECOND = ".000000+00:00"


@dataclass(frozen=True, slots=True)
class KeyHistory:
    """The paper of a key and its last removal."""

    paper: Paper | None = None
    removed: str = NEVER
    """Time it was last removed."""

    @property
    def is_there(self) -> bool:
        """True if the paper is in the library."""
        return self.paper is not None and last_arrival(self.paper) >= self.removed


@dataclass(frozen=True, slots=True)
class Copy:
    """What a file says of each key, and its lines that are no papers."""

    known: dict[str, KeyHistory] = field(default_factory=dict)
    others: set[bytes] = field(default_factory=set)


def read(path: Path) -> Copy:
    """Return what a file says; nothing if there is none. Raises `OSError`."""
    reader = _Reader()
    try:
        with path.open("rb") as file:
            bad = [line for line in lines.read(file, 0, 1) if not reader.take(line)]
            for line in bad:
                file.seek(line.offset)
                reader.copy.others.add(file.read(line.end - line.offset).rstrip(b"\r\n"))
    except FileNotFoundError:
        pass
    return reader.copy


def is_ours(path: Path) -> bool:
    """Return True if a file's first lines are papers as the library writes them."""
    try:
        with path.open("rb") as file:
            records = [line.record or {} for line in islice(lines.read(file, 0, 1), _MAX_SAMPLED_LINES)]
    except OSError:
        return False
    return any(str(record.get("key")).startswith(("arxiv:", "doi:", "title:")) for record in records)


class FormerKeys(dict[str, str]):
    """Former key to current key."""

    def now(self, key: str) -> str:
        """Return the current key for `key`; among keys that stand for each other, the smallest."""
        passed = [key]
        while (after := self.get(passed[-1])) is not None:
            if after in passed:
                return min(passed[passed.index(after) :])
            passed.append(after)
        return passed[-1]


class _Reader:
    """Interprets lines as the library does."""

    def __init__(self) -> None:
        self.copy = Copy()
        self._names = FormerKeys()
        self._came: Counter[str] = Counter()
        self._dated: dict[str, tuple[str, str]] = {}

    def take(self, line: FileLine) -> bool:
        """Take in one line; return True if it is a paper or a removal."""
        if line.record and (removed := line.removed_key) is not None:
            self._remove(self._names.now(removed), timestamp(str(line.record["removed"])) or _EARLIEST)
            return True
        try:
            paper = line.paper()
        except ValueError:
            return False
        self._put(self._date(ordered(paper)))
        return True

    def _remove(self, key: str, when: str) -> None:
        before = self.copy.known.get(key, KeyHistory())
        if before.paper is not None:  # a removal within the second of its arrival counts
            when = max(when, _after(last_arrival(before.paper)))
        self.copy.known[key] = KeyHistory(before.paper, max(when, before.removed))

    def _put(self, paper: Paper) -> None:
        known, former = self.copy.known, aliases(paper)
        removed = known.get(paper.key, KeyHistory()).removed
        for key in former:
            self._names[key] = paper.key
            if key != paper.key:
                removed = max(removed, known.pop(key, KeyHistory()).removed)
        self._names.pop(paper.key, None)
        if last_arrival(paper) < removed:  # it follows the line that removes it: it was added again
            paper = replace(paper, added=_after(removed))
        known[paper.key] = KeyHistory(paper, removed)

    def _date(self, paper: Paper) -> Paper:
        """Return the paper with microseconds added to its time, unique among papers of one import.

        Imports are timed in whole seconds; the microseconds keep their order wherever they are merged.
        """
        when = timestamp(paper.added)
        if not when.endswith(_WHOLE_SECOND):
            return paper
        dated = ("", "")
        for key in (paper.key, *aliases(paper)):
            if dated[0] != when:
                dated = self._dated.get(key, dated)
        if dated[0] != when:
            self._came[when] += 1
            later = datetime.fromisoformat(when) + self._came[when] * _TICK
            dated = when, later.isoformat(timespec="microseconds")
        self._dated[paper.key] = dated
        return replace(paper, added=dated[1])


def ordered(paper: Paper) -> Paper:
    """Return the paper with the keys of its objects sorted."""
    if len(paper.original) < 2 and not paper.extra:
        return paper
    extra = json.loads(json.dumps(dict(paper.extra), sort_keys=True))
    return replace(paper, original=dict(sorted(paper.original.items())), extra=extra)


def _after(when: str) -> str:
    return (datetime.fromisoformat(when) + _TICK).isoformat(timespec="microseconds") if when else NEVER
