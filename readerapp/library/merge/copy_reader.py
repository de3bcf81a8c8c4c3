"""A copy of the library's file as what it says of each key: the later lines over the earlier, with times."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from readerapp.domain.dates.timestamps import NEVER, timestamp
from readerapp.domain.paper import Paper
from readerapp.domain.record import from_record
from readerapp.domain.works.identity import aliases
from readerapp.library.file import lines
from readerapp.library.file.provenance import last_arrival

_LOOKED_AT = 50
_TICK = timedelta(microseconds=1)
_ONCE = "0001-01-01T00:00:00.000000+00:00"
_WHOLE = ".000000+00:00"


@dataclass(frozen=True, slots=True)
class KeyHistory:
    """What a file says of one key."""

    paper: Paper | None = None
    removed: str = NEVER
    """When it was last taken out."""

    @property
    def is_there(self) -> bool:
        """Whether it is in the library."""
        return self.paper is not None and last_arrival(self.paper) >= self.removed


@dataclass(frozen=True, slots=True)
class Copy:
    """What a file says, key by key, and its lines that are no papers."""

    known: dict[str, KeyHistory] = field(default_factory=dict)
    others: set[bytes] = field(default_factory=set)


def read(path: Path) -> Copy:
    """What the file at `path` says; nothing where there is none. Raises `OSError`."""
    reader = _Reader()
    try:
        with path.open("rb") as file:
            bad = [line for line in lines.read(file, 0, 1) if not reader.take(line.record)]
            for line in bad:
                file.seek(line.offset)
                reader.copy.others.add(file.read(line.end - line.offset).rstrip(b"\r\n"))
    except FileNotFoundError:
        pass
    return reader.copy


def is_ours(path: Path) -> bool:
    """Whether a file has papers as the library writes them; looks at its first lines."""
    try:
        with path.open("rb") as file:
            records = [line.record or {} for line in islice(lines.read(file, 0, 1), _LOOKED_AT)]
    except OSError:
        return False
    return any(str(record.get("key")).startswith(("arxiv:", "doi:", "title:")) for record in records)


class FormerKeys(dict[str, str]):
    """Former key -> key."""

    def now(self, key: str) -> str:
        """The key that `key` stands for; of keys that stand for each other, the smallest."""
        passed = [key]
        while (after := self.get(passed[-1])) is not None:
            if after in passed:
                return min(passed[passed.index(after) :])
            passed.append(after)
        return passed[-1]


class _Reader:
    """Takes in lines as the library does."""

    def __init__(self) -> None:
        self.copy = Copy()
        self._names = FormerKeys()
        self._came: Counter[str] = Counter()
        self._dated: dict[str, tuple[str, str]] = {}

    def take(self, record: Mapping[str, Any] | None) -> bool:
        """Takes in what one line says; whether it says anything."""
        if record is None:
            return False
        key = record.get("key")
        if record.get("removed") and isinstance(key, str):
            self._remove(self._names.now(key), timestamp(str(record["removed"])) or _ONCE)
            return True
        try:
            paper = from_record(record)
        except ValueError:
            return False
        self._put(self._date(ordered(paper)))
        return True

    def _remove(self, key: str, when: str) -> None:
        before = self.copy.known.get(key, KeyHistory())
        if before.paper is not None:  # within the second in which it came in, it is out all the same
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
        if last_arrival(paper) < removed:  # it stands after the line that takes it out: it came in again
            paper = replace(paper, added=_after(removed))
        known[paper.key] = KeyHistory(paper, removed)

    def _date(self, paper: Paper) -> Paper:
        """The paper with the microseconds that tell those of one `add`, which has whole seconds, apart: so
        that they stay in their order wherever they are merged."""
        when = timestamp(paper.added)
        if not when.endswith(_WHOLE):
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
    """The paper with the fields of its objects in one order."""
    if len(paper.original) < 2 and not paper.extra:
        return paper
    extra = json.loads(json.dumps(dict(paper.extra), sort_keys=True))
    return replace(paper, original=dict(sorted(paper.original.items())), extra=extra)


def _after(when: str) -> str:
    return (datetime.fromisoformat(when) + _TICK).isoformat(timespec="microseconds") if when else NEVER
