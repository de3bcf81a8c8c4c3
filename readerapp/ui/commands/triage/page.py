"""What the triage screen shows: a paper and why it is there, and at the end what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from textual.content import Content

from readerapp.actions.done import paper_count
from readerapp.actions.triage import Triage
from readerapp.actions.triage_file import TriageFile
from readerapp.domain.state import State
from readerapp.domain.values import dataclass
from readerapp.library import Shelf
from readerapp.ui.desk import Desk
from readerapp.ui.reasons import Reasons
from readerapp.ui.widgets.paper_view import PaperDetails


@dataclass(frozen=True, slots=True)
class Pile:
    """What a sitting goes through."""

    name: str
    keys: Sequence[str]
    is_open: Callable[[State, str], bool]
    """True for a paper that waits for a decision today."""
    file: TriageFile
    shelf: Shelf
    """The list that the papers are from."""
    new: frozenset[str]
    """The keys of papers that are new since the last visit."""
    verb: str = "Triage"


class TriagePage:
    """Makes the pages of one sitting."""

    def __init__(self, desk: Desk, pile: Pile) -> None:
        self._desk = desk
        self._reading = desk.reading
        self.pile = pile
        self._separator = f" {desk.glyphs.separator} "
        self._reasons = Reasons(pile.shelf, {}, self._look) if pile.shelf.has_whys else None
        self._last = 0
        """The index in the shelf of the paper asked for last."""
        self.found: Callable[[], None] = lambda: None
        """Called when reasons were found that pages lack."""

    def details(self, key: str) -> PaperDetails | None:
        """Return what to show of a paper; None if it is no longer in the library."""
        reading, shelf = self._reading, self.pile.shelf
        row = reading.library.row(key)
        if row is None:
            return None
        paper = reading.library.paper(row)
        return PaperDetails(
            paper,
            reading.state(paper.key),
            reading.place(paper.key),
            shelf,
            reading.clock(),
            related=not shelf.rows,
            why=Content(self._separator).join(self._why(key)),
        )

    def _why(self, key: str) -> Iterator[Content]:
        """Yield why a paper is there."""
        if key in self.pile.new:
            yield Content.styled(f"new since {self._desk.new_since.since}", "$accent")
        columns = self.pile.shelf.columns
        row = columns.row(key) if self._reasons and columns else None
        if self._reasons and row is not None:
            self._last = self.pile.shelf.index(row) or 0
            if sentence := self._reasons.sentence(row, self._reading, self._separator.strip()):
                yield sentence

    def _look(self) -> None:
        """Find in a thread why papers are there."""
        reasons = self._reasons

        def find() -> None:
            if reasons and (rows := reasons.missing(self._last)):
                work = partial(reasons.find, rows)
                self._desk.threads.ask(f"reasons {min(rows)}", work, lambda _: self.found())

        self._desk.call_later(find)

    def summary(self, triage: Triage, left: int) -> Content:
        """Return what was done, with the number of papers that are left."""
        done = triage.summary
        head = f"{paper_count(left)} left" if left else "That was the last one"
        return Content.assemble(
            (head, "bold"), "\n\n", done[:1].upper() + done[1:] if done else "Nothing decided."
        )
