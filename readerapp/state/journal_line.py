"""One line of the journal: who changed what and when, described in words; and the step that it records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from readerapp.disk.files import Signature
from readerapp.domain.state import FIELDS
from readerapp.domain.values import NamedTuple, dataclass
from readerapp.state import times
from readerapp.state.document import Document, read

LibraryChange = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""What a step did to the library: `before` and `after`, each key -> record."""


_TEXTS = ("action", "words", "signed", "undoes", "redoes", "together", "continues", "adds", "open")
AGENT = "agent"
"""How the steps of an agent are signed; the reader's own aren't."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """A change as the journal has it. All values are plain JSON."""

    id: str
    by: str
    """Id of the run that made it."""
    at: str
    action: str = ""
    words: str = ""
    signed: str = ""
    """`AGENT` if an agent made it."""
    edits: Mapping[str, Document] = field(default_factory=dict)
    """Key -> changed fields, with `changed` if their times aren't `at`."""
    before: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    undoes: str = ""
    """Id of the line this one undoes."""
    redoes: str = ""
    """Id of the line this one redoes."""
    together: str = ""
    """Id of the first line undone or redone with that one, if they were the steps of an agent's session."""
    continues: str = ""
    """Id of an earlier line of the same run: both are one step, as saves of a note while it is written."""
    adds: str = ""
    """Name of the file that lists the papers added to the library, if there were any."""
    open: str = ""
    """Not empty while the add still goes on; a line that continues this one ends it."""
    renames: Mapping[str, str] = field(default_factory=dict)
    """Old key -> new key of renamed papers."""
    lines: LibraryChange = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """True if it changes nothing."""
        return not (self.edits or self.renames or self.lines or self.adds)

    def patch(self, edit: Document) -> Document:
        """Return one of `edits` with the times of its fields."""
        return edit if "changed" in edit else {**edit, "changed": dict.fromkeys(edit, self.at)}


Values = Mapping[str, Mapping[str, Any]]
"""Key -> field -> value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One step: one change that a person, a script or a merge made to any number of papers."""

    id: str
    when: datetime
    """UTC."""
    action: str
    words: str
    """Description of the step for the user."""
    keys: tuple[str, ...]
    """The papers it changed; empty if nothing had to change."""
    before: Values
    after: Values
    lines: LibraryChange = field(default_factory=dict)
    """What it did to the library, which the store doesn't undo."""
    adds: str = ""
    """Name of the file that lists the papers it added to the library, if any."""
    signed: str = ""
    """`agent` if an agent made it."""
    undone: bool = False
    kept: tuple[str, ...] = ()
    """Of several steps undone or redone together: papers with a later change, which they keep."""

    @property
    def marks(self) -> str:
        """What lists say of it behind its words, if anything: `(agent)`, `(undone)`, `(agent, undone)`."""
        marks = ", ".join(filter(None, (self.signed, "undone" if self.undone else "")))
        return f"({marks})" if marks else ""


LibraryReversal = Callable[[Entry], object]
"""Undoes or redoes what a step did to the library."""


def leave_library(_: Entry) -> None:
    """Leave the library as it is."""


class _Changed(Mapping[str, Mapping[str, Any]]):
    """Old or new values of a change, read on access: a bulk change has thousands."""

    def __init__(self, papers: Mapping[str, Document], fields: Values) -> None:
        self._papers = papers
        self._fields = fields

    def __getitem__(self, key: str) -> Mapping[str, Any]:
        paper = self._papers[key]
        return {name: read(name, paper.get(name)) for name in FIELDS if name in self._fields.get(key, {})}

    def __iter__(self) -> Iterator[str]:
        return iter(self._papers)

    def __len__(self) -> int:
        return len(self._papers)


def entry_of(line: JournalLine) -> Entry:
    """Return the step that a journal line records."""
    return Entry(
        id=line.id,
        when=times.from_text(line.at),
        action=line.action,
        words=line.words,
        keys=tuple(line.edits) or tuple(line.lines.get("before", ())),
        before=_Changed(line.before, line.before),
        after=_Changed(line.edits, line.before),
        lines=line.lines,
        adds=line.adds,
        signed=line.signed,
    )


class Saved(NamedTuple):
    """A mark in the journal: all before `upto` is in the state file with this signature."""

    signature: Signature
    upto: int


def head(run: str) -> bytes:
    """Return the bytes every line of a run begins with."""
    return b'{"by":"%s",' % run.encode()


def encode(line: JournalLine) -> bytes:
    """Return the line as bytes. Encoded paper by paper: one long call would block the other threads."""
    parts = [head(line.by).decode(), f'"id":{_dump(line.id)},"at":{_dump(line.at)}']
    for name in _TEXTS:
        if value := getattr(line, name):
            parts.append(f',"{name}":{_dump(value)}')
    for name in ("renames", "edits", "before", "lines"):
        if papers := getattr(line, name):
            rows = ",".join(f"{_dump(key)}:{_dump(paper)}" for key, paper in papers.items())
            parts.append(f',"{name}":{{{rows}}}')
    return "".join([*parts, "}\n"]).encode("ascii")


def encode_saved(by: str, saved: Saved) -> bytes:
    """Return the mark as bytes."""
    return head(by) + f'"saved":{_dump(saved.signature)},"upto":{saved.upto}}}\n'.encode()


def decode_head(text: bytes) -> JournalLine | Saved | None:
    """Return a line without its papers, of which a bulk change has thousands that are rarely needed."""
    # Texts of the user come before the papers, and JSON escapes the quotes in them.
    cuts = [cut for name in (b"renames", b"edits", b"lines") if (cut := text.find(b',"%s":{' % name)) > 0]
    return decode(text[: min(cuts)] + b"}" if cuts else text)


def changes_papers(text: bytes) -> bool:
    """Return True if a line changes papers, in the state or in the library."""
    return b',"edits":{' in text or b',"lines":{' in text or b',"adds":"' in text


def decode(text: bytes) -> JournalLine | Saved | None:
    """Return a line of the journal; None if it is broken or not ours."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict):
        return None
    if "saved" in record:
        return _saved(record)
    if not (isinstance(record.get("id"), str) and times.is_valid(record.get("at"))):
        return None
    texts = {name: _text(record, name) for name in ("id", "by", "at", *_TEXTS)}
    renames = {old: new for old, new in _table(record, "renames").items() if isinstance(new, str)}
    sides = _table(record, "lines")
    lines = {name: _papers(sides, name) for name in sides}
    edits, before = _papers(record, "edits"), _papers(record, "before")
    return JournalLine(**texts, edits=edits, before=before, renames=renames, lines=lines)


def _saved(record: dict[str, Any]) -> Saved | None:
    signature, upto = record["saved"], record.get("upto")
    if not isinstance(upto, int) or not isinstance(signature, list) or len(signature) != 3:
        return None
    return Saved((signature[0], signature[1], signature[2]), upto)


def _text(record: dict[str, Any], name: str) -> str:
    value = record.get(name, "")
    return value if isinstance(value, str) else ""


def _table(record: dict[str, Any], name: str) -> dict[str, Any]:
    value = record.get(name)
    return value if isinstance(value, dict) else {}


def _papers(record: dict[str, Any], name: str) -> dict[str, dict[str, Any]]:
    return {key: paper for key, paper in _table(record, name).items() if isinstance(paper, dict)}


def _dump(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))
