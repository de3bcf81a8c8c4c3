"""The reading list: what a person can do with the papers of one home."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from readerapp.actions import notes, queueing, tagging, undoing
from readerapp.actions.done import Done
from readerapp.actions.workspace import Workspace
from readerapp.domain.errors import ReaderError
from readerapp.domain.state import Status

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from readerapp.actions import queries
    from readerapp.actions.intake.inputs import Source
    from readerapp.actions.intake.report import AddReport
    from readerapp.actions.progress import Progress


def _texts(some: str | Iterable[str]) -> tuple[str, ...]:
    return (some,) if isinstance(some, str) else tuple(some)


def _status(name: str) -> Status:
    try:
        return Status(name)
    except ValueError:
        raise ReaderError(f"{name!r} is no status; those are {', '.join(Status)}") from None


class ReadingList(Workspace):
    """One reader's papers and what the reader did with them.

    Where a method that changes papers asks for a key, anything does that means one paper, as for `find`: its
    key, the start of that, an arXiv id, a DOI or an address; where it means none or several, nothing is
    changed. Every change is one undo step, shows at once and is on disk in 100 ms; `flush` waits for that.
    """

    @property
    def trouble(self) -> tuple[str, ...]:
        """One sentence for each thing that is wrong with the reader's files."""
        found = [*self.library.trouble, *self.store.trouble]
        if self.home.drafts.is_dir():
            from readerapp.actions.desktop.drafts import trouble

            found += trouble(self.home.drafts, lambda key: self.state(key).note)
        return tuple(found)

    def search(
        self,
        query: str = "",
        *,
        limit: int | None = None,
        sort: str | None = None,
        reverse: bool = False,
        progress: Callable[[float], None] | None = None,
    ) -> list[queries.Hit]:
        """Return the first `limit` papers that match a query (the language of the search box), best first.

        Below those that match come related ones, which plain words describe: `Hit.part` says which.

        `progress` is called with the part done, 0 to 1, while many new papers are indexed.

        Raises:
            BadQuery: a part of the query makes no sense; `shelf` ignores and reports it instead.
        """
        from readerapp.actions import queries  # the app and the command line take shelves

        shelf = self.shelf(query, sort=sort, reverse=reverse, progress=progress)
        return queries.hits(self, shelf, limit)

    def similar(self, *keys: str, where: str = "", limit: int | None = 10) -> list[queries.Hit]:
        """Return the papers nearest to what these have in common, without these, nearest first.

        Args:
            keys: as `find` takes them; also `queue` and `tag:NAME` for all queued, or with such a tag.
            where: a query that the papers must match: `is:unread has:repo`.
            limit: how many at most; None is as many as are ranked.

        Raises:
            NoSuchPaper, AmbiguousKey: a key doesn't mean one paper.
            BadQuery: a part of `where` makes no sense.
        """
        from readerapp.actions import queries

        return queries.hits(self, queries.similar(self, keys, where), limit)

    # Changing

    def mark(self, status: Status | str, *keys: str) -> Done:
        """Give papers a status. Read and archived papers leave the queue in the same step.

        Raises:
            ReaderError: there is no such status.
        """
        status, found = _status(status), self._current(keys)
        edit: dict[str, object] = {"status": status}
        if status not in queueing.LEAVING:
            return self.change("mark", f"marked {{}} {status}", dict.fromkeys(found, edit))
        edit["queue"] = None
        finished = any(map(self.place, found))
        done = self.change("mark", f"marked {{}} {status}", dict.fromkeys(found, edit))
        return queueing.with_next(self, done, f"Marked {status}") if finished else done

    def toggle(self, status: Status, *keys: str) -> Done:
        """Give papers a status, or make them unread if all of them have it."""
        has_it = all(self.state(key).status is status for key in self._current(keys))
        return self.mark(Status.UNREAD if has_it else status, *keys)

    def queue(self, *keys: str) -> Done:
        """Put papers at the end of the queue, in this order. Archived papers become unread."""
        return queueing.queue(self, self._current(keys))

    def requeue(self, key: str) -> Done:
        """Put a paper at the end of the queue, where it begins to wait anew, also if it is queued."""
        return queueing.requeue(self, self.current_key(key))

    def unqueue(self, *keys: str) -> Done:
        """Remove papers from the queue."""
        return queueing.unqueue(self, self._current(keys))

    def toggle_queued(self, *keys: str) -> Done:
        """Queue papers, or remove them from the queue if all of them are in it."""
        every = all(self.state(key).is_queued for key in self._current(keys))
        return self.unqueue(*keys) if every else self.queue(*keys)

    def move(self, keys: str | Sequence[str], place: int) -> Done:
        """Move a paper to a place in the queue, 1 being next; a paper outside is queued there.

        Several keep their order and stand side by side from that place on. A place behind the end is the end.
        """
        return queueing.move(self, self._current(keys), place)

    def shift(self, keys: str | Sequence[str], by: int) -> Done:
        """Move queued papers `by` places towards the end of the queue; negative is towards its head."""
        return queueing.shift(self, self._current(keys), by)

    def _current(self, keys: str | Iterable[str]) -> list[str]:
        """Return the present keys of papers, each once; raises as `find`."""
        return list(dict.fromkeys(map(self.current_key, [keys] if isinstance(keys, str) else keys)))

    def order_queue(self, *keys: str) -> Done:
        """Put the queue into a good order: surveys and what many papers are near to first, then short steps.

        Papers being read keep their places; with `keys`, only those change places, among themselves.
        """
        return queueing.order(self, self._current(keys))

    def later(self, until: date | str | None, *keys: str) -> Done:
        """Put papers off until a day: no view and no search that doesn't ask for them has them until then.

        Args:
            until: a day to come, also as text: `friday`, `24 Dec`, `3 weeks`, `2026-12-24`. None brings the
                papers back now. Queued papers keep their places, archived ones become unread.

        Raises:
            ReaderError: it is no day after today.
        """
        from readerapp.actions import putting_off  # few days begin with that

        return putting_off.later(self, until, self._current(keys))

    def note(self, key: str, text: str, *, began: str | None = None, continues: str = "") -> Done:
        """Replace a paper's note (Markdown); an empty text removes it.

        Args:
            began: the note that an editor started from; if it was changed meanwhile, both texts are kept.
            continues: the `Done.step` that this becomes part of, for a note saved while it is written.
        """
        return notes.write(self, self.current_key(key), text, began=began, continues=continues)

    def append_note(
        self, keys: str | Sequence[str], text: str, *, instead_of: str = "", continues: str = ""
    ) -> Done:
        """Add a paragraph to the notes of papers.

        Args:
            instead_of: the paragraph that it replaces at the end of a note.
            continues: as for `note`.
        """
        return notes.append(self, self._current(keys), text, instead_of=instead_of, continues=continues)

    def tag(
        self, keys: str | Sequence[str], add: str | Iterable[str] = (), remove: str | Iterable[str] = ()
    ) -> Done:
        """Add tags to papers and remove others. A tag that differs only in case is the same tag."""
        return tagging.tag(self, self._current(keys), _texts(add), _texts(remove))

    def rename_tag(self, old: str, new: str) -> Done:
        """Rename a tag in all papers; if there is a tag of the new name, the two are joined.

        Raises:
            ReaderError: no paper has the tag, or the new name is empty or has a comma.
        """
        return tagging.rename(self, old, new)

    def remove_tag(self, name: str) -> Done:
        """Remove a tag from all papers; raises as `rename_tag`."""
        return tagging.remove(self, name)

    def rate(self, rating: int, *keys: str) -> Done:
        """Rate papers 1 to 5; 0 clears the rating.

        Raises:
            ReaderError: the rating isn't 0 to 5.
        """
        if not 0 <= rating <= 5:
            raise ReaderError(f"A rating is 0 to 5, not {rating}")
        words = f"rated {{}} {rating} of 5" if rating else "cleared the rating of {}"
        return self.change("rate", words, {key: {"rating": rating} for key in self._current(keys)})

    def undo(self, step: str = "") -> Done:
        """Undo the last step that is neither a merge nor an agent's, or the step of the log `step` names."""
        return undoing.undo(self, step)

    def undo_agent(self) -> Done:
        """Undo all that agents did in their last session, whose steps have less than four hours between them.

        Papers that were changed since keep that change. `redo` brings the agent's changes back.
        """
        return undoing.undo_agent(self)

    def redo(self, step: str = "") -> Done:
        """Redo what was undone last, or the step that `step` names."""
        return undoing.redo(self, step)

    # Papers in and out

    def remove(self, *keys: str) -> Done:
        """Remove papers from the library; their state is kept."""
        from readerapp.actions import papers  # no day begins with that

        return papers.remove(self, keys)

    def same(self, one: str, other: str) -> Done:
        """Merge two papers into one. The better key stays, the other keeps working, and state follows."""
        from readerapp.actions import papers  # no day begins with that

        return papers.same(self, one, other)

    def different(self, one: str, other: str) -> Done:
        """Remember that two papers are not duplicates, however alike they look."""
        from readerapp.actions import papers  # no day begins with that

        return papers.different(self, one, other)

    def add(
        self,
        sources: Source | Iterable[Source],
        *,
        format: str | None = None,
        listed: str | None = None,
        dry_run: bool = False,
        private: bool = False,
        progress: Callable[[Progress], None] | None = None,
    ) -> AddReport:
        """Add papers from files, folders, patterns, addresses and `-` (standard input).

        Args:
            format: the format of all of them; None recognises each by its content.
            listed: the listing date of papers whose source has none: `2026-11-21`.
            dry_run: only report what would be added.
            private: allow addresses within the reader's own network.
            progress: called now and then; may raise `Cancelled` to stop. What was read is kept.
        """
        from readerapp.actions.intake import imports

        report = imports.add(
            self, sources, imports.AddOptions(format, listed, dry_run, private), progress=progress
        )
        self.follow(report)
        return report

    def export(self, path: Path | str, query: str = "", *, sort: str | None = None) -> Done:
        """Write the papers matching a query to a file, which is replaced whole or left as it was.

        Args:
            path: its end says the format: `.bib`, `.md`, `.jsonl`, … (`readerapp.exports.SUFFIXES`).

        Raises:
            BadQuery: a part of the query makes no sense.
            ReaderError: the path says no format, or can't be written.
        """
        from readerapp.actions import exporting, queries  # neither the app nor the command line calls this

        shelf = self.shelf(query, sort=sort)
        queries.refuse(shelf)
        papers = [self.library.paper(row, shelf) for row in (() if shelf.partial else shelf.rows)]
        return exporting.export(self, papers, path, replaces=True)

    def follow(self, report: AddReport) -> None:
        """Show an import that ran on another thread, and move state to new keys. On the owner's thread."""
        from readerapp.actions.intake.imports import follow

        follow(self, report)
