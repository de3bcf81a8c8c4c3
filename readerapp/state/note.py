"""Notes that two machines may edit at once: both texts stay until someone who saw both writes a new one.

A version of a note is a time and a text. A document lists the versions that its note replaced
(`note_replaced`) and, if there are several, those that stand (`note_versions`). A join keeps every version
that neither side replaced. It is commutative, associative and idempotent (a multi-value register: Shapiro
et al., "Conflict-free Replicated Data Types", 2011).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from readerapp.domain.values import NamedTuple
from readerapp.state import times
from readerapp.state.document import Document, stamp

FIELDS = ("note", "note_versions", "note_replaced")
"""The fields of a document that hold its note."""
# Forgetting a replaced version can at worst bring its text back, marked; it never loses one.
_MAX_REPLACED = 24


class Version(NamedTuple):
    """A text of a note, and when it was written."""

    time: str
    text: str

    @property
    def id(self) -> str:
        """Identifies this version of the note; ids sort by time."""
        import hashlib  # slow to load; few starts compare versions

        digest = hashlib.blake2b(self.text.encode("utf-8", "surrogatepass"), digest_size=4)
        return f"{self.time}#{digest.hexdigest()}"


class Note(NamedTuple):
    """The versions that stand, mostly one, and the ids of those they replaced."""

    versions: tuple[Version, ...]
    replaced: frozenset[str]

    @property
    def text(self) -> str:
        """The text; of several versions all texts, each marked with its time."""
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
        """Time of the newest version; empty if there is none."""
        return max((version.time for version in self.versions), default="")


def _mark(version: Version) -> str:
    when = times.from_text(version.time)
    return f"**⇄ Also written {when:%Y-%m-%d %H:%M} UTC:**" if version.time else "**⇄ Also written:**"


def read(document: Document) -> Note:
    """Return the note of a document."""
    text, time = document.get("note"), stamp(document, "note")
    listed = document.get("note_replaced")
    replaced = frozenset(_texts(listed)) if listed else frozenset()
    kept = Note(tuple(sorted(set(_versions(document.get("note_versions"))))), replaced)
    if len(kept.versions) > 1 and kept.text == text:
        return kept
    # With one version only, or with a text that was written by hand over several, the text is the note.
    replaced |= {version.id for version in kept.versions}
    if not isinstance(text, str) or not (text or time):
        return Note((), replaced)
    return Note((Version(time, text),), replaced)


def texts(document: Document) -> list[str]:
    """Return the texts that stand, mostly one."""
    return [version.text for version in read(document).versions]


def own(document: Document) -> str:
    """Return the text last written, without any others that stand beside it."""
    time = stamp(document, "note")
    beside = [version.text for version in _versions(document.get("note_versions")) if version.time == time]
    text = document.get("note")
    return beside[0] if beside else text if isinstance(text, str) else ""


def write(note: Note) -> dict[str, Any]:
    """Return the fields of a document that hold `note`."""
    fields: dict[str, Any] = {"note": note.text}
    if note.replaced:
        fields["note_replaced"] = _remembered(note.replaced)
    if len(note.versions) > 1:
        fields["note_versions"] = [[version.time, version.text] for version in note.versions]
    return fields


def _remembered(replaced: Iterable[str]) -> list[str]:
    """The ids in order; of too many, those that stood longest and may have reached other machines."""
    ids = sorted(replaced)
    excess = len(ids) - _MAX_REPLACED
    if excess <= 0:
        return ids
    written = [times.from_text(each.partition("#")[0]) for each in ids]
    stood = sorted((after - before, place) for place, (before, after) in enumerate(pairwise(written)))
    brief = {place for _, place in stood[:excess]}
    return [each for place, each in enumerate(ids) if place not in brief]


def rewrite(document: Document, text: str, time: str, seen: str | None = None) -> dict[str, Any]:
    """Return the note's fields once `text` is written at `time` by someone who saw the note of `document`.

    If they saw the text `seen` instead, any other text of the document stays beside the new one.
    """
    old = read(document)
    knew_all = seen is None or seen == old.text
    over = {version for version in old.versions if knew_all or version.text == seen}
    standing = sorted({Version(time, text), *old.versions} - over)
    return write(Note(tuple(standing), old.replaced | {version.id for version in over}))


def join(one: Note, other: Note) -> Note:
    """Return the note merged from both sides."""
    replaced = one.replaced | other.replaced
    versions = sorted({*one.versions, *other.versions})
    standing = [version for version in versions if version.id not in replaced]
    # Only in forged files do versions replace each other in a circle: then the newest stands.
    return Note(tuple(standing or versions[-1:]), replaced)


def _texts(listed: Any) -> Iterable[str]:
    return (item for item in listed if isinstance(item, str)) if isinstance(listed, list) else ()


def _versions(listed: Any) -> Iterable[Version]:
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, list) and len(item) == 2 and isinstance(item[1], str):
            yield Version(item[0] if times.is_valid(item[0]) else "", item[1])
