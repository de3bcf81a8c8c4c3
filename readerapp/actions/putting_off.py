"""Papers put off until a day, and brought back before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from readerapp.actions.done import Done
from readerapp.actions.queueing import unarchived
from readerapp.actions.workspace import Workspace
from readerapp.domain.dates.coming import named_day, parsed


def later(workspace: Workspace, until: date | str | None, keys: Sequence[str]) -> Done:
    """Put papers off until a day; see `ReadingList.later`."""
    if until is None:
        return _bring_back(workspace, keys)
    today = date.fromisoformat(workspace.today)
    day = parsed(str(until), today)
    edits = {key: {"later": day.isoformat(), **unarchived(workspace, key)} for key in keys}
    return workspace.change("later", f"put off {{}} until {named_day(day, today)}", edits)


def _bring_back(workspace: Workspace, keys: Sequence[str]) -> Done:
    away = [key for key in keys if workspace.store.later(key)]
    if keys and not away:
        return Done(f"Not put off: {workspace.named(keys)}", tuple(keys))
    return workspace.change("later", "brought back {}", {key: {"later": None} for key in away})
