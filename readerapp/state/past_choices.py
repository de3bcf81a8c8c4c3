"""What the steps that stand say about papers: when each was chosen last, and whether it was read.

The times in the state can't tell: an undo gives a field its old value, but a new time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from readerapp.domain.state import Status
from readerapp.domain.values import NamedTuple
from readerapp.state.history import Standing, joined
from readerapp.state.journal_line import JournalLine, decode

_READ = (Status.READING, Status.READ)


class PastChoice(NamedTuple):
    """What the reader did with a paper."""

    place: int
    """The place of the last step that chose it among all steps, from the first on."""
    was_read: bool
    """True if it is read or being read, or was when it was archived."""


class PastChoices:
    """Past choices, by key; what a step says is kept from call to call."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, int], Mapping[str, bool | None]] = {}

    def of(self, steps: Iterable[Standing]) -> dict[str, PastChoice]:
        """Return what steps say about each paper, under its key of that time."""
        found: dict[str, PastChoice] = {}
        kept = {}
        for place, step in enumerate(steps):
            version = step.id, len(step.lines)
            said = self._said.get(version)
            kept[version] = said = _said(step.lines) if said is None else said
            for key, is_read in said.items():
                was_read = key in found and found[key].was_read
                found[key] = PastChoice(place, was_read if is_read is None else is_read)
        self._said = kept
        return found


def _said(lines: Sequence[JournalLine | bytes]) -> dict[str, bool | None]:
    """Return the papers that a step chose, or chose against: read, unread, or either (None)."""
    parts = [line if isinstance(line, JournalLine) else decode(line) for line in lines]
    step = joined([part for part in parts if isinstance(part, JournalLine)])
    both = ((key, edit, step.before.get(key, {})) for key, edit in step.edits.items())
    return {key: _is_read(edit, before) for key, edit, before in both if _is_choice(edit, before)}


def _is_choice(edit: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Return True unless only the place in the queue changed, or a tag."""
    queued = edit.get("queue") is not None and before.get("queue") is None
    return queued or any(name in edit for name in ("status", "rating", "note"))


def _is_read(edit: Mapping[str, Any], before: Mapping[str, Any]) -> bool | None:
    status = edit.get("status")
    if status in _READ or (status == Status.ARCHIVED and before.get("status") in _READ):
        return True
    return False if status == Status.UNREAD else None
