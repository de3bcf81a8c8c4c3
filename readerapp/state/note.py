"""A note that two sides may edit at once: each keeps its text until someone writes one that has seen both.

A version of a note is its time and its text. A document lists the versions its note was written over
(`note_replaced`), and, only where several stand beside each other, those (`note_versions`). Joining two
documents keeps every version that neither was written over. That join is commutative, associative and
idempotent (a multi-value register: Shapiro et al., "Conflict-free Replicated Data Types", 2011).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from readerapp.state import times
from readerapp.state.document import Document, stamp

FIELDS = ("note", "note_versions", "note_replaced")
"""The fields of a document that hold its note."""
# Forgetting an old version can at worst bring its text back, marked; it can never lose one.
_REMEMBERED = 24


class Version(NamedTuple):
    """One text of a note, and when it was written."""

    time: str
    text: str

    @property
    def id(self) -> str:
        """Names this version among all of its note: time first, so that they sort by it."""
        digest = hashlib.blake2b(self.text.encode("utf-8", "surrogatepass"), digest_size=4)
        return f"{self.time}#{digest.hexdigest()}"


class Note(NamedTuple):
    """The versions that stand beside each other (mostly one), and the ids of those written over."""

    versions: tuple[Version, ...]
    replaced: frozenset[str]

    @property
    def text(self) -> str:
        """The one text; of several, each one, marked with when it was written."""
        texts: dict[str, Version] = {}
        for version in self.versions:
            if version.text.strip():
                texts.setdefault(version.text, version)
        if len(texts) < 2:
            return next(iter(texts), "")
        first, *others = texts.values()
        return "\n\n".join([first.text, *(f"{_mark(other)}\n\n{other.text}" for other in others)])

    @property
    def time(self) -> str:
        """When the newest version was written; empty if none ever was."""
        return max((version.time for version in self.versions), default="")


def _mark(version: Version) -> str:
    when = times.moment(version.time)
    return f"**⇄ Also written {when:%Y-%m-%d %H:%M} UTC:**" if version.time else "**⇄ Also written:**"


def read(document: Document) -> Note:
    """The note of a document."""
    text, time = document.get("note"), stamp(document, "note")
    listed = document.get("note_replaced")
    replaced = frozenset(_texts(listed)) if listed else frozenset()
    kept = Note(tuple(sorted(set(_versions(document.get("note_versions"))))), replaced)
    if len(kept.versions) > 1 and kept.text == text:
        return kept
    # Without several versions, or with a text that someone wrote by hand over them, the text is the note.
    replaced |= {version.id for version in kept.versions}
    if not isinstance(text, str) or not (text or time):
        return Note((), replaced)
    return Note((Version(time, text),), replaced)


def texts(document: Document) -> list[str]:
    """The texts that stand beside each other; mostly one."""
    return [version.text for version in read(document).versions]


def own(document: Document) -> str:
    """The text that whoever changed the note last wrote, without those that stand beside it."""
    time = stamp(document, "note")
    beside = [version.text for version in _versions(document.get("note_versions")) if version.time == time]
    text = document.get("note")
    return beside[0] if beside else text if isinstance(text, str) else ""


def write(note: Note) -> dict[str, Any]:
    """The fields of a document that hold `note`."""
    fields: dict[str, Any] = {"note": note.text}
    if note.replaced:
        fields["note_replaced"] = _remembered(note.replaced)
    if len(note.versions) > 1:
        fields["note_versions"] = [[version.time, version.text] for version in note.versions]
    return fields


def _remembered(replaced: Iterable[str]) -> list[str]:
    """The ids in order, and of too many those that stood longest: an editor saves every few seconds what
    nobody else ever sees, while what stood for a day is on other machines too."""
    ids = sorted(replaced)
    excess = len(ids) - _REMEMBERED
    if excess <= 0:
        return ids
    written = [times.moment(each.partition("#")[0]) for each in ids]
    stood = sorted((after - before, place) for place, (before, after) in enumerate(pairwise(written)))
    brief = {place for _, place in stood[:excess]}
    return [each for place, each in enumerate(ids) if place not in brief]


def rewrite(document: Document, text: str, time: str, seen: str | None = None) -> dict[str, Any]:
    """The note's fields once it is `text`, written at `time` by someone who saw what `document` has.

    With `seen`, by someone who saw that instead: what else the document has then stays beside it.
    """
    old = read(document)
    knew_all = seen is None or seen == old.text
    over = {version for version in old.versions if knew_all or version.text == seen}
    standing = sorted({Version(time, text), *old.versions} - over)
    return write(Note(tuple(standing), old.replaced | {version.id for version in over}))


def join(one: Note, other: Note) -> Note:
    """The note that knows both sides."""
    replaced = one.replaced | other.replaced
    versions = sorted({*one.versions, *other.versions})
    standing = [version for version in versions if version.id not in replaced]
    # Only made-up files replace each other in a circle: the newest then stands.
    return Note(tuple(standing or versions[-1:]), replaced)


def _texts(listed: Any) -> Iterable[str]:
    return (item for item in listed if isinstance(item, str)) if isinstance(listed, list) else ()


def _versions(listed: Any) -> Iterable[Version]:
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, list) and len(item) == 2 and isinstance(item[1], str):
            yield Version(item[0] if times.known(item[0]) else "", item[1])
