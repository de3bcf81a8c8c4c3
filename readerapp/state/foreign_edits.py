"""Edits to our documents from another state file, or from what another program wrote into ours."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from readerapp.domain.errors import ReaderError
from readerapp.domain.state import FIELDS
from readerapp.state import future_times, note, state_file, tags, times
from readerapp.state.document import DEFAULTS, Document, blank, plain, stamp, stamps
from readerapp.state.document import read as of_field
from readerapp.state.journal_line import JournalLine
from readerapp.state.merge import DATED, QUEUE, aliases_in, resolve
from readerapp.state.papers import Papers, absorb, apply
from readerapp.state.run import Run
from readerapp.state.state_file import StateFile

Edits = dict[str, dict[str, Any]]
Theirs = Callable[[Papers, datetime], Mapping[str, Document]]
"""Returns another side's documents, for ours and the present time."""


def difference(old: Document, new: Document) -> dict[str, Any]:
    """Return the fields of `new` whose value or time differs from `old`, with their times."""
    now, then = stamps(new), stamps(old)
    part = {
        name: value
        for name, value in new.items()
        if name != "changed" and (old.get(name) != value or now.get(name) != then.get(name))
    }
    for parts in (QUEUE, note.FIELDS, tags.FIELDS):  # meaningless without each other
        if not part.keys().isdisjoint(parts):
            part |= {name: new[name] for name in parts if name in new}
    part["changed"] = {name: time for name, time in now.items() if name in part}
    return part


def by_hand(document: Document, base: Document, now: datetime) -> Document:
    """Return `document`, formerly `base`, with the time `now` for fields edited without a new time."""
    out, changed = dict(document), dict(stamps(document))
    for name in (*DATED, "note", "tags"):
        value, before = (paper.get(name, plain(DEFAULTS[name])) for paper in (document, base))
        if value == before or stamp(document, name) not in ("", stamp(base, name)):
            continue
        if _is_merged(document, name) or _is_none(name, value):
            continue
        changed[name] = times.after(now, stamp(base, name))
        if name == "note":
            for part in note.FIELDS:
                out.pop(part, None)
            out.update(note.rewrite(base, value if isinstance(value, str) else "", changed[name]))
        elif name == "tags":
            out.update(tags.rewrite(base, tags.listed(document), changed[name]))
    return {**out, "changed": changed}


def _is_merged(document: Document, name: str) -> bool:
    """True if the value is the result of a merge, which keeps the time of the newer side."""
    return (name == "note" and len(note.read(document).versions) > 1) or (
        name == "tags" and tags.are_recorded(document)
    )


def _is_none(name: str, value: Any) -> bool:
    """True for a value the field can't have. A note or tags of a wrong type count as cleared."""
    return name in ("status", "queue", "rating", "later") and plain(of_field(name, value)) != value


class _Trial:
    """A trial copy of papers, for changes that don't touch the originals."""

    def __init__(self, there: Callable[[str], Document | None], aliases: dict[str, str]) -> None:
        self._there = there
        self.aliases = aliases
        self.changed: dict[str, Document | None] = {}

    def of_key(self, key: str) -> Document | None:
        return self.changed[key] if key in self.changed else self._there(key)

    def put(self, document: Document) -> None:
        self.changed[document["key"]] = document

    def drop(self, key: str) -> None:
        self.changed[key] = None


def merged(
    theirs: Mapping[str, Document], ours: Mapping[str, Document], aliases: Mapping[str, str], now: datetime
) -> tuple[Edits, dict[str, str]]:
    """Return the edits that merge `theirs` into `ours`, and the renames to make first."""
    theirs = {
        key: future_times.without_future(document, ours.get(resolve(key, aliases), {}), now)
        for key, document in theirs.items()
    }
    found = aliases_in(theirs.items())
    renames = {old: new for old, new in found.items() if old not in aliases and old in ours}
    before = _Trial(ours.get, dict(aliases))
    apply(JournalLine(id="", by="", at="", renames=renames), before)
    after = _Trial(before.of_key, {**found, **before.aliases})
    absorb(theirs, after)
    changed = ((key, document) for key, document in after.changed.items() if document is not None)
    edits = {key: difference(before.of_key(key) or blank(key), document) for key, document in changed}
    return {key: edit for key, edit in edits.items() if len(edit) > 1}, renames


def join(theirs: Mapping[str, Document], ours: Papers, now: datetime, head: JournalLine) -> JournalLine:
    """Return `head` with the edits and renames that merge `theirs` into `ours`."""
    edits, renames = merged(theirs, ours.documents, ours.aliases, now)
    return line_of(edits, renames, ours.documents, head)


def author(run: Run) -> str:
    """Return the author of lines that `run` writes for others: unlike its own, it reads them."""
    return f"{run.id}+"


def head(run: Run, now: datetime) -> JournalLine:
    """Return the line for edits of another program in the state file, without the edits."""
    words = "took in {papers} changed by another program"
    name = f"{author(run)}.{os.urandom(4).hex()}"
    return JournalLine(id=name, by=author(run), at=times.to_text(now), action="merge", words=words)


def line_of(
    edits: Edits, renames: Mapping[str, str], ours: Mapping[str, Document], head: JournalLine
) -> JournalLine:
    """Return `head` with `edits` of `ours` and `renames`, and how many papers for `{papers}` in its words."""
    before = {key: before_of(ours.get(key, {}), edit) for key, edit in edits.items()}
    words = head.words.replace("{papers}", count(edits))
    return replace(head, words=words, edits=edits, before=before, renames=renames)


def before_of(document: Document, edit: Mapping[str, Any]) -> dict[str, Any]:
    """Return the old values of the fields that `edit` changes."""
    return {name: document.get(name, plain(DEFAULTS[name])) for name in FIELDS if name in edit}


def count(papers: Collection[object]) -> str:
    """Return "1 paper", "2,000 papers"."""
    return "1 paper" if len(papers) == 1 else f"{len(papers):,} papers"


def read(path: Path) -> StateFile:
    """Read another state file. Raises `ReaderError` if it isn't one that can be merged."""
    try:
        found = state_file.read(path)
    except OSError as error:
        raise ReaderError(f"{path}: {error.strerror}.") from None
    if found.signature is None:
        raise ReaderError(f"{path}: there is no such file.")
    if found.newer:
        raise ReaderError(
            f"{path} was written by a newer readerapp (schema {found.schema}): update this one."
        )
    return found


def as_in(theirs: Mapping[str, Document], ours: Papers) -> dict[str, dict[str, Any]]:
    """Return every field of every paper of either side as `theirs` has it."""
    wanted: dict[str, dict[str, Any]] = {}
    for key in [*ours.documents, *theirs]:
        there = theirs.get(key, {})
        values = {name: plain(of_field(name, there.get(name))) for name in FIELDS}
        now = resolve(key, ours.aliases)
        if now not in wanted or key in theirs:
            wanted[now] = values
    return wanted
