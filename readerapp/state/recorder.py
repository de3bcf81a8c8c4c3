"""Changes of this run: each becomes a journal line, shows in memory at once, and goes to the writer."""

from __future__ import annotations

import sys

from readerapp.domain.errors import Unwritable
from readerapp.state.field_edits import FieldEdits
from readerapp.state.history import LazyHistory
from readerapp.state.journal_line import JournalLine
from readerapp.state.papers import Papers, apply
from readerapp.state.replica import Replica
from readerapp.state.run import Run
from readerapp.state.writer import Writer


class StateRecorder:
    """Records the changes of a run. Call its methods with the replica's mutex held."""

    def __init__(self, run: Run, replica: Replica, writer: Writer, past: LazyHistory) -> None:
        self.run = run
        self.replica = replica
        self.past = past
        self._writer = writer
        self._made = 0

    @property
    def papers(self) -> Papers:
        """The papers as they are now."""
        return self.replica.papers

    def line(self, change: FieldEdits | None = None, /, **said: str) -> JournalLine:
        """Return the journal line of a change, of none if it changes no field; signed as the run is."""
        change = change or FieldEdits({}, {}, self.run.now())
        self._made += 1
        by, made = self.run.id, {"at": change.at, "edits": change.edits, "before": change.before}
        signed = {"signed": self.run.signed, **said}
        return JournalLine(id=f"{by}.{self._made}", by=by, **made, **signed)  # type: ignore[arg-type]

    def record(self, line: JournalLine) -> None:
        """Apply the change in memory and hand it to the writer. Raises `Unwritable` if nothing may be."""
        self.check_writable()
        apply(line, self.papers)
        self.past.remember(line)
        self._writer.add(line)
        sys.audit("readerapp.step", line.id, line.action, len(line.edits))  # for `--log`

    def check_writable(self) -> None:
        """Raise `Unwritable` if nothing can be changed."""
        if self.replica.read_only or self._writer.closed:
            raise Unwritable(self.replica.read_only or "The state is closed: nothing can be changed.")
