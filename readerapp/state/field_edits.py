"""The fields that a change by the user sets in documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from readerapp.domain.errors import ReaderError
from readerapp.domain.values import NamedTuple
from readerapp.state import note, tags, times
from readerapp.state.document import DEFAULTS, Document, accept, plain, queued_at, read, stamp
from readerapp.state.journal_line import JournalLine
from readerapp.state.merge import resolve
from readerapp.state.papers import Papers

Wanted = Mapping[str, Mapping[str, Any]]
"""Key -> field -> value, as JSON has it."""


class FieldEdits(NamedTuple):
    """The fields that a change really changes, their old values, and its time."""

    edits: Mapping[str, Document]
    before: Wanted
    at: str


def validated(papers: Papers, edits: Mapping[str, Mapping[str, object]]) -> Wanted:
    """Return `edits` under the papers' current keys, with values as JSON has them. Raises `ReaderError`."""
    wanted: dict[str, dict[str, Any]] = {}
    for key, fields in edits.items():
        values = {name: plain(accept(name, value)) for name, value in fields.items()}
        wanted.setdefault(resolve(key, papers.aliases), {}).update(values)
    return wanted


def notes_of(papers: Papers, keys: Iterable[str]) -> dict[str, str]:
    """Return the notes of `keys` as they are now."""
    return {
        key: read("note", (papers.of_key(resolve(key, papers.aliases)) or {}).get("note")) for key in keys
    }


def compose(
    papers: Papers,
    wanted: Wanted,
    now: datetime,
    *,
    titles: Mapping[str, str] = {},
    seen: Mapping[str, str] = {},
    anew: bool = False,
) -> FieldEdits:
    """Return the edits that make the fields `wanted`, without those that are so already.

    Each is later than the field's last change. `seen` are the notes (by key) that the writer of a new note
    saw: any other text the note has by now stays beside the new one. A paper
    with another place in the queue stays queued since when it was, unless it is queued `anew`.
    """
    edits: dict[str, dict[str, Any]] = {}
    before: dict[str, dict[str, Any]] = {}
    at = times.to_text(now)
    for key, fields in wanted.items():
        document = papers.of_key(key) or {}
        old = {name: document.get(name, plain(DEFAULTS[name])) for name in fields}
        edit = {name: value for name, value in fields.items() if value != old[name]}
        if edit:
            before[key] = {name: old[name] for name in edit}
            if (title := titles.get(key)) and title != document.get("title"):
                edit["title"] = title
            moved = edit.get("queue") is not None and document.get("queue") is not None and not anew
            since = {"queued": queued_at(document)} if moved else {}
            edits[key] = since | _dated(document, edit, now, at, seen.get(key))
    return FieldEdits(edits, before, at)


def _dated(
    document: Document, edit: dict[str, Any], now: datetime, at: str, seen: str | None
) -> dict[str, Any]:
    """The edit, with the fields that change with it. Each gets a time later than its last change."""
    before = {name: stamp(document, name) for name in edit}
    changed = {name: at if at > time else times.after(now, time) for name, time in before.items()}
    if "note" in edit:
        edit |= note.rewrite(document, edit["note"], changed["note"], seen)
    if "tags" in edit:
        edit |= tags.rewrite(document, edit["tags"], changed["tags"])
    return edit if {*changed.values()} == {at} else {**edit, "changed": changed}


def reversal(
    papers: Papers, step: JournalLine, *, back: bool, kept: set[str] | None = None
) -> tuple[Wanted, dict[str, str]]:
    """Return the values that undo (`back`) or redo `step`, and the notes they replace (by key).

    If a note has several texts, only the step's own is replaced. A field that was changed again since stays
    as it is, and its paper's key goes into `kept`; without that, raises `ReaderError` naming the paper.
    """
    wanted: dict[str, dict[str, Any]] = {}
    seen: dict[str, str] = {}
    for key, fields in step.before.items():
        now, then = (_after(step, key), fields) if back else (fields, _after(step, key))
        current = resolve(key, papers.aliases)
        there = papers.of_key(current) or {}
        wanted[current] = {name: plain(read(name, then.get(name))) for name in fields}
        for name in fields:
            if name == "note" and read("note", now.get("note")) in (beside := note.texts(there)):
                if len(beside) > 1:
                    seen[current] = read("note", now.get("note"))
            elif name == "tags" and (left := tags.reversal(*_lists(there, now, then))) is not None:
                wanted[current]["tags"] = left
            elif read(name, there.get(name)) != read(name, now.get(name)):
                if kept is None:
                    raise ReaderError(f"{there.get('title') or current} was changed again since")
                kept.add(current)
                del wanted[current][name]
    return wanted, seen


def _lists(*documents: Mapping[str, Any]) -> Iterator[list[str]]:
    return (list(read("tags", document.get("tags"))) for document in documents)


def _after(step: JournalLine, key: str) -> Mapping[str, Any]:
    """The fields as `step` set them; of a note only the text it wrote, if there are several."""
    edit = step.patch(step.edits[key]) if key in step.edits else {}
    return {**edit, "note": note.own(edit)} if "note" in edit else edit
