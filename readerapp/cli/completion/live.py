"""Values of the reader's own to complete with. Nothing here changes, mends or reports anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from readerapp.domain.text import most_frequent
from readerapp.domain.values import NamedTuple
from readerapp.home import FILES, Home

if TYPE_CHECKING:
    from readerapp.domain.paper import Paper
    from readerapp.domain.query.completion import Vocabulary
    from readerapp.library import Library

MAX_KEYS = 40
"""Keys and steps to choose from."""


class Answer(NamedTuple):
    """What a word can be completed to."""

    value: str
    help: str = ""


class LiveValues:
    """What is in a home, each part read when it is first asked for."""

    def __init__(self, home: Home) -> None:
        self._home = home

    @cached_property
    def _library(self) -> Library:
        from readerapp.library import Library

        return Library.open(self._home, seeds=self._seeds, clock=_utc_now, asks_once=True)

    def _seeds(self) -> Sequence[Paper]:
        from readerapp.actions.seeds import read_seeds
        from readerapp.home import shipped

        return read_seeds(shipped("seeds"), self._home.cache)

    @cached_property
    def _states(self) -> Mapping[str, Mapping[str, Any]]:
        from readerapp.state import state_file

        with suppress(OSError, state_file.Unreadable):
            return state_file.read(self._home.state).papers
        return {}

    def close(self) -> None:
        """Cache the columns of a library, so that the next answer is faster."""
        if "_library" in self.__dict__ and self._home.library.exists():
            self._library.close()

    def keys(self, typed: str) -> Iterator[Answer]:
        """Yield keys that begin with what is typed, each with its title; without their kind if that isn't.

        Where nothing is typed these are the queued papers, then those added last.
        """
        from readerapp.library.search.lookup import keys_beginning

        found = keys_beginning(typed, self._library.columns, MAX_KEYS)
        queue = [] if typed else self._queue()
        for key in dict.fromkeys((*queue[:MAX_KEYS], *found)):
            row = self._library.row(key)
            if row is not None:
                shown = key if key.startswith(typed) else key.partition(":")[2]
                yield Answer(shown, self._library.title(row))

    def _queue(self) -> list[str]:
        ranks = {key: rank for key, paper in self._states.items() if (rank := paper.get("queue")) is not None}
        return sorted(ranks, key=ranks.__getitem__)

    def tags(self, typed: str) -> Iterator[Answer]:
        """Yield tags, the most frequent first."""
        return (Answer(tag) for tag in self._tags if tag.startswith(typed))

    @cached_property
    def _tags(self) -> list[str]:
        return most_frequent(
            Counter(tag for paper in self._states.values() for tag in paper.get("tags") or ())
        )

    def queries(self, typed: str) -> Iterator[Answer]:
        """Yield what the last term of a query can be; where nothing is typed also the queries of views."""
        from readerapp.domain.query.completion import complete
        from readerapp.domain.query.tree import FIELDS

        if not typed:
            yield from (Answer(f"{field}:") for field in FIELDS)
            yield from self._views()
        last = typed.rpartition(" ")[2]
        if last.startswith("like:"):
            given = last.rpartition(",")[0] or "like:"
            begun = typed[: len(typed) - len(last)] + given + "," * ("," in last)
            some = self.keys(typed.removeprefix(begun))
            yield from (Answer(begun + key, title) for key, title in some)
        vocabulary, before = self._vocabulary(last), typed[:-1]
        queries = [it.applied(typed)[0] for it in complete(typed, len(typed), vocabulary)]
        # A shell goes by how a word begins: what only contains it is for want of anything better.
        fitting = [query for query in queries if query.replace('"', "").startswith(typed.replace('"', ""))]
        known = complete(before, len(before), vocabulary) if fitting else ()
        if any(it.kind != "field" and it.applied(before)[0] == typed for it in known):
            yield Answer(typed)  # or it would become the only one that begins with it
        yield from map(Answer, fitting or queries)

    def _vocabulary(self, term: str) -> Vocabulary:
        from readerapp.domain.query.completion import Vocabulary

        field = term.lstrip("-").partition(":")[0].lower()
        sources = self._library.vocabulary({}).sources if field == "from" else ()
        return Vocabulary(self._tags if field in ("tag", "like") else (), sources)

    def _views(self) -> Iterator[Answer]:
        from readerapp.actions.views.view import views_of
        from readerapp.settings import Settings

        for view in views_of(Settings.load(self._home.settings)):
            if view.query:
                yield Answer(view.query, f"the view {view.name}")

    def orders(self, typed: str) -> Iterator[Answer]:
        """Yield sort orders."""
        from readerapp.domain.query.tree import ORDERS

        return _beginning(ORDERS, typed)

    def steps(self, typed: str) -> Iterator[Answer]:
        """Yield the steps of the journal, newest first, each with what it did."""
        from readerapp.state.history import History
        from readerapp.state.journal import read_rows
        from readerapp.state.run import Run

        run = Run.begin(self._home, _utc_now)
        for entry in History(run, read_rows(self._home.journal)).entries(MAX_KEYS):
            if entry.id.startswith(typed):
                yield Answer(entry.id, entry.words)

    def backups(self, typed: str) -> Iterator[Answer]:
        """Yield the times of backups, newest first."""
        from readerapp.state.backup import backups

        times = (f"{backup.when:%Y-%m-%dT%H:%M:%S}" for backup in backups(self._home.backups, _utc_now()))
        return _beginning(("newest", *times), typed)

    def days(self, typed: str) -> Iterator[Answer]:
        """Yield days as a person writes them, in the past and ahead."""
        from readerapp.domain.query.values import DAYS

        return _beginning((*DAYS, "tomorrow", "7d", "1m"), typed)

    def days_to_come(self, typed: str) -> Iterator[Answer]:
        """Yield days to put papers off until."""
        from readerapp.domain.dates.days import WEEKDAYS

        return _beginning(("tomorrow", *(name.lower() for name in WEEKDAYS), "7d", "1m", "back"), typed)

    def settings(self, typed: str) -> Iterator[Answer]:
        """Yield the names of settings, each with its sentence, and of files, each with its path."""
        from readerapp.settings import SETTINGS

        answers = {it.name: it.help for it in SETTINGS}
        answers = {name: str(getattr(self._home, name)) for name in FILES} | answers
        return (Answer(name, help) for name, help in answers.items() if name.startswith(typed))


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _beginning(values: Iterable[str], typed: str) -> Iterator[Answer]:
    return (Answer(value) for value in values if value.startswith(typed))
