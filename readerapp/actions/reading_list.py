"""The reading list: what a person can do with the papers of one home."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from readerapp.actions import papers, queries, queueing, tagging, undoing
from readerapp.actions.done import Done, named, sentence
from readerapp.actions.hit import Hit
from readerapp.actions.seeds import read_seeds
from readerapp.domain.errors import ReaderError
from readerapp.domain.paper import Paper
from readerapp.domain.state import State, Status
from readerapp.home import Home, shipped
from readerapp.library import Library, Shelf
from readerapp.state import Store
from readerapp.state.document import read_note

if TYPE_CHECKING:
    from readerapp.actions.intake.imports import AddReport, Progress
    from readerapp.actions.intake.inputs import Given
    from readerapp.domain.query.completion import Vocabulary


def utc_now() -> datetime:
    """The time now, with its zone."""
    return datetime.now(UTC)


class ReadingList:
    """One reader's papers and what the reader did with them.

    Every change is one undo step, shows at once and is on disk within 100 ms; `flush` waits for that.
    """

    def __init__(self, home: Home, library: Library, store: Store, clock: Callable[[], datetime]) -> None:
        self.home = home
        self.library = library
        self.store = store
        self.clock = clock

    @classmethod
    def open(
        cls,
        home: Home | Path | str | None = None,
        *,
        clock: Callable[[], datetime] = utc_now,
        progress: Callable[[float], None] | None = None,
    ) -> Self:
        """The reading list at `home`; None is the reader's own. `progress`: of reading a file new to us."""
        place = home if isinstance(home, Home) else Home.find(home)
        seeds = partial(read_seeds, shipped("seeds"), place.cache)
        library = Library.open(place, seeds=seeds, clock=clock, progress=progress)
        return cls(place, library, Store.open(place, clock=clock), clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def trouble(self) -> tuple[str, ...]:
        """One sentence for each thing that is wrong with the reader's files."""
        found = [*self.library.trouble, *self.store.trouble]
        if self.home.drafts.is_dir():
            from readerapp.actions.desktop.drafts import trouble

            found += trouble(self.home.drafts, lambda key: self.state(key).note)
        return tuple(found)

    # Looking

    def paper(self, key: str) -> Paper:
        """The paper with this key or former key.

        Raises:
            NoSuchPaper: the library has none.
        """
        return self.library.stored_paper(self._row(key))

    def _row(self, key: str) -> int:
        row = self.library.row(key)
        return row if row is not None else self._row(self.library.find(key))

    def _title(self, key: str) -> str:
        return self.library.title(self._row(key))

    def find(self, text: str) -> str:
        """The key that `text` means: a key, its unambiguous start, an arXiv id or URL.

        Raises `NoSuchPaper` where it means none, `AmbiguousKey` where it means several.
        """
        return self.library.find(text)

    def state(self, key: str) -> State:
        """What the reader did with the paper that has this key or had it before."""
        row = self.library.row(key)
        return self.store.get(key if row is None else self.library.key(row))

    def queued(self) -> Sequence[str]:
        """The keys of the queue, the next to read first."""
        return self.store.queue()

    def place(self, key: str) -> int | None:
        """A paper's place in the queue, 1 is next; None if it isn't queued."""
        return self.store.place(key)

    def vocabulary(self) -> Vocabulary:
        """What a query can be completed with: tags and sources."""
        return self.library.vocabulary(self.store.states)

    def shelf(
        self,
        query: str = "",
        *,
        sort: str | None = None,
        reverse: bool = False,
        exact: bool = False,
        whole: bool = True,
        progress: Callable[[float], None] | None = None,
    ) -> Shelf:
        """The papers that answer a query, in order; what of it makes no sense is in `Shelf.problems`.

        For any thread. `exact` takes no word for misspelt. Waits for the index and tells `progress` the
        part done; with `whole` false it doesn't, and `Shelf.whole` is false where the answer lacks something.
        """
        return queries.shelf(self, queries.Ask(query, sort, reverse, exact, whole), progress)

    def search(
        self, query: str = "", *, limit: int | None = None, sort: str | None = None, reverse: bool = False
    ) -> list[Hit]:
        """The first `limit` papers that answer a query (the language of the search box), best first.

        Raises:
            BadQuery: a part of the query makes no sense; `shelf` leaves it out and says so.
        """
        return queries.search(self, queries.Ask(query, sort, reverse), limit)

    # Changing

    def mark(self, status: Status | str, *keys: str) -> Done:
        """Give papers a status. Read and archived papers leave the queue in the same step."""
        status = Status(status)
        edit: dict[str, object] = {"status": status}
        if status in queueing.LEAVING:
            edit["queue"] = None
        return self.change("mark", f"marked {{}} {status}", dict.fromkeys(keys, edit))

    def toggle(self, status: Status, *keys: str) -> Done:
        """Give papers a status; papers that all have it already are unread again."""
        has_it = all(self.state(key).status is status for key in keys)
        return self.mark(Status.UNREAD if has_it else status, *keys)

    def queue(self, *keys: str) -> Done:
        """Put papers at the end of the queue, in this order; archived ones are unread again."""
        return queueing.queue(self, keys)

    def unqueue(self, *keys: str) -> Done:
        """Remove papers from the queue."""
        return queueing.unqueue(self, keys)

    def toggle_queued(self, *keys: str) -> Done:
        """Queue papers, or take them out if all of them are in."""
        every = all(self.state(key).is_queued for key in keys)
        return self.unqueue(*keys) if every else self.queue(*keys)

    def move(self, key: str, place: int) -> Done:
        """Move a paper to a place of the queue, 1 is next; a paper outside is queued there."""
        return queueing.move(self, self.library.key(self._row(key)), place)

    def shift(self, key: str, by: int) -> Done:
        """Move a queued paper `by` places towards the end of the queue; negative is towards its head."""
        return queueing.shift(self, self.library.key(self._row(key)), by)

    def note(self, key: str, text: str, *, began: str | None = None, continues: str = "") -> Done:
        """Replace a paper's note (Markdown); an empty text removes it.

        `began` is the note that an editor began with: what others wrote meanwhile is then kept beside.
        `continues` is the `Done.step` that this is one step with, for a note saved while it is written.
        """
        text = read_note(text)
        if text == self.state(key).note:
            return Done(f"Note unchanged: {self.named([key])}", (key,))
        words = "wrote a note on {}" if text.strip() else "removed the note on {}"
        edits = {key: {"note": text if text.strip() else ""}}
        seen = {} if began is None else {key: read_note(began) if began.strip() else ""}
        return self.change("note", words, edits, seen=seen, continues=continues)

    def tag(self, keys: Sequence[str], add: Iterable[str] = (), remove: Iterable[str] = ()) -> Done:
        """Add tags to papers and remove others. A tag that differs only in case is the same tag."""
        return tagging.tag(self, keys, tuple(add), tuple(remove))

    def rate(self, rating: int, *keys: str) -> Done:
        """Rate papers 1 to 5; 0 clears the rating.

        Raises:
            ReaderError: the rating is none of 0 to 5.
        """
        if not 0 <= rating <= 5:
            raise ReaderError(f"A rating is 0 to 5, not {rating}")
        words = f"rated {{}} {rating} of 5" if rating else "cleared the rating of {}"
        return self.change("rate", words, {key: {"rating": rating} for key in keys})

    def undo(self, step: str = "") -> Done:
        """Take back the last step, not counting merges; or the one of the log that `step` names."""
        return undoing.undo(self, step)

    def redo(self, step: str = "") -> Done:
        """Make the step again that was taken back last, or the one that `step` names."""
        return undoing.redo(self, step)

    def change(
        self,
        action: str,
        words: str,
        edits: Mapping[str, Mapping[str, object]],
        about: Sequence[str] | None = None,
        seen: Mapping[str, str] = {},
        continues: str = "",
    ) -> Done:
        """Set fields of papers as one step; `words` says it of the papers that it is `about`."""
        keys = tuple(about or edits)
        if not keys:
            return Done("No paper here")
        now = {key: self.library.key(self._row(key)) for key in edits}  # the key it has, of a former one
        edits = {now[key]: fields for key, fields in edits.items()}
        seen = {now[key]: text for key, text in seen.items()}
        titles = {key: self._title(key) for key in edits}
        self.library.keep_seeds()
        said = words.format(named([titles.get(key) or self._title(key) for key in keys]))
        entry = self.store.change(action, edits, said, titles=titles, seen=seen, continues=continues)
        return Done(sentence(said), keys, undoable=True, step=entry.id if entry.keys else "")

    def named(self, keys: Sequence[str]) -> str:
        """The papers as a sentence names them."""
        return named([self._title(key) for key in keys])

    # Papers in and out

    def remove(self, *keys: str) -> Done:
        """Take papers out of the library; their state is kept."""
        return papers.remove(self, keys)

    def same(self, one: str, other: str) -> Done:
        """Make two papers one: the better key stays, the other works on, state follows."""
        return papers.same(self, one, other)

    def different(self, one: str, other: str) -> Done:
        """Remember that two papers are two, however alike they look."""
        return papers.different(self, one, other)

    def add(
        self,
        sources: Given | Iterable[Given],
        *,
        format: str | None = None,
        listed: str | None = None,
        dry_run: bool = False,
        private: bool = False,
        progress: Callable[[Progress], None] | None = None,
    ) -> AddReport:
        """Bring in papers from files, folders, patterns, addresses and `-` (standard input)."""
        from readerapp.actions.intake import imports

        report = imports.add(self, sources, imports.How(format, listed, dry_run, private), progress=progress)
        self.follow(report)
        return report

    def follow(self, report: AddReport) -> None:
        """Show what `imports.bring` brought in, on whatever thread, and let state follow; on the owner's."""
        from readerapp.actions.intake.imports import follow

        follow(self, report)

    def poll(self) -> bool:
        """Take in what other programs changed on disk; whether anything did."""
        return any([self.library.poll(), self.store.poll()])

    def flush(self) -> None:
        """Return when every change is on disk.

        Raises:
            Unwritable: it can't be written.
        """
        self.store.flush()

    def close(self) -> None:
        """Write what isn't written yet and let go of the files."""
        self.store.close()
        self.library.close()
