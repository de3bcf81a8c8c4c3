"""One line of the journal: a change of state, by whom, when, in words, from what, to what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from readerapp.disk.files import Signature
from readerapp.state import times
from readerapp.state.document import Document


def _none() -> Mapping[str, Any]:
    return MappingProxyType({})


Lines = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""What a step did to the library, for whoever turns it: `before` and `after`, each key -> its record."""


_TEXTS = ("action", "words", "undoes", "redoes", "continues", "adds", "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """A change as the journal has it. All its values are plain JSON."""

    id: str
    by: str
    """Id of the run that made it."""
    at: str
    action: str = ""
    words: str = ""
    edits: Mapping[str, Document] = field(default_factory=_none)
    """Key -> the fields that changed; with `changed` where their times are not `at`."""
    before: Mapping[str, Mapping[str, Any]] = field(default_factory=_none)
    undoes: str = ""
    """Id of the line that this one takes back."""
    redoes: str = ""
    """Id of the line that this one brings back."""
    continues: str = ""
    """Id of an earlier line of the same run: both are one step, as saves of a note while it is written."""
    adds: str = ""
    """Name of the file that says which papers came into the library, where they did."""
    open: str = ""
    """Not empty: papers are still coming in with it; a line that continues it says when all have come."""
    renames: Mapping[str, str] = field(default_factory=_none)
    """Old key -> the key that the paper has from now on."""
    lines: Lines = field(default_factory=_none)

    @property
    def is_empty(self) -> bool:
        """True if it changes nothing."""
        return not (self.edits or self.renames or self.lines or self.adds)

    def patch(self, edit: Document) -> Document:
        """One of `edits` with the times of its fields."""
        return edit if "changed" in edit else {**edit, "changed": dict.fromkeys(edit, self.at)}


class Saved(NamedTuple):
    """A mark in the journal: all before `upto` is in the state file that has this signature."""

    signature: Signature
    upto: int


def head(run: str) -> bytes:
    """Return how every line of a run begins."""
    return b'{"by":"%s",' % run.encode()


def encode(line: JournalLine) -> bytes:
    """The line as it is written. Paper by paper: one long call would hold up the other threads."""
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
    """The mark as it is written."""
    return head(by) + f'"saved":{_dump(saved.signature)},"upto":{saved.upto}}}\n'.encode()


def decode_head(text: bytes) -> JournalLine | Saved | None:
    """What a line says without its papers: a bulk change has thousands, and mostly nobody asks."""
    # What a person wrote is before them, in JSON, where no quote stands by itself.
    cuts = [cut for name in (b"renames", b"edits", b"lines") if (cut := text.find(b',"%s":{' % name)) > 0]
    return decode(text[: min(cuts)] + b"}" if cuts else text)


def changes_papers(text: bytes) -> bool:
    """Whether a line has papers that it changes: what the reader did with them, or what is known of them."""
    return b',"edits":{' in text or b',"lines":{' in text or b',"adds":"' in text


def decode(text: bytes) -> JournalLine | Saved | None:
    """What a line says; None for one that is broken or not ours."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict):
        return None
    if "saved" in record:
        return _saved(record)
    if not (isinstance(record.get("id"), str) and times.known(record.get("at"))):
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
