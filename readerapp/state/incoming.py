"""Documents to merge from the state that papers bring along when they are added.

Each field is one of these: as it was exported, and so a change of its own time, which `merge` compares with
ours; edited in the file since, which is a change made now, unless ours changed since, too; or without a
time, which counts only where the reader has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from readerapp.domain.carried_state import CarriedState, QueuePlace, digest
from readerapp.domain.errors import ReaderError
from readerapp.domain.state import FIELDS
from readerapp.domain.values import NamedTuple
from readerapp.state import note, tags, times
from readerapp.state.document import DEFAULTS, Document, accept, plain, read, read_time, stamp
from readerapp.state.merge import join, resolve
from readerapp.state.papers import Papers

_MAX_PLACE = 10**9
_OF_BOTH = ("note", "tags")
"""Fields of which both sides can be kept."""


class ArrivedState(NamedTuple):
    """The state that came with a paper."""

    key: str
    title: str
    carried: CarriedState


class UnusedField(NamedTuple):
    """A field of an arrival that wasn't used."""

    title: str
    why: str


class _Field(NamedTuple):
    """One field of an arrival, and ours."""

    name: str
    value: Any
    base: str
    """The time of its change; empty if unknown."""
    edited: bool
    """True if it was edited in the file since it was exported, as far as known."""
    ours: Document
    now: datetime

    @property
    def at(self) -> str:
        """The time of a change made now."""
        return times.after(self.now, max(stamp(self.ours, self.name), self.base))

    @property
    def there(self) -> Any:
        """Our value."""
        return plain(read(self.name, self.ours.get(self.name)))


def documents(
    arrivals: Iterable[ArrivedState], unused: list[UnusedField], papers: Papers, now: datetime
) -> dict[str, Document]:
    """Return the documents that bring the state of arrivals into `papers`, and add to `unused`."""
    last = max((papers[key].queue or 0.0 for key in papers.queue()), default=0.0)
    found: dict[str, Document] = {}
    for arrival in arrivals:
        key = resolve(arrival.key, papers.aliases)
        ours = papers.of_key(key) or {}
        document, why = _document(arrival, ours, now, last)
        unused += (UnusedField(arrival.title, reason) for reason in why)
        if document:
            document["key"] = key
            if not ours.get("title"):
                document["title"] = arrival.title
            found[key] = join(found[key], document) if key in found else document
    return found


def _document(
    arrival: ArrivedState, ours: Document, now: datetime, last: float
) -> tuple[dict[str, Any], list[str]]:
    fields, bases = arrival.carried
    out: dict[str, Any] = {}
    changed: dict[str, str] = {}
    why: list[str] = []
    for name in FIELDS:
        if name not in fields:
            continue
        given = fields[name]
        try:
            value = plain(accept(name, _ranked(given, last)))
        except ReaderError as error:
            why.append(f"came without its {name}: {str(error).removesuffix('.')}")
            continue
        base, mark = _base(bases.get(name))
        edited = mark != digest(value) if mark else base == stamp(ours, name)
        found = _taken(_Field(name, value, base, edited, ours, now))
        if found is None:
            here = plain(read(name, ours.get(name)))
            why.append(f"kept {name} {_said(here)} of yours, where {_said(value)} came; both changed")
            continue
        changed |= found.pop("changed", {})
        out |= found
    if "queue" in out and (queued := read_time(fields.get("queued"))):
        out["queued"] = queued
    return {**out, "changed": changed} if out else {}, why


def _ranked(value: Any, last: float) -> Any:
    """Return a place as a rank behind the last of the queue, any other value as it is."""
    return last + max(0, min(value, _MAX_PLACE)) if isinstance(value, QueuePlace) else value


def _base(text: Any) -> tuple[str, str]:
    """Return the time and the digest of a base."""
    time, _, mark = text.partition("#") if isinstance(text, str) else ("", "", "")
    return (time, mark) if times.is_valid(time) else ("", "")


def _said(value: Any) -> str:
    return "none" if value is None else str(value)


def _taken(field: _Field) -> dict[str, Any] | None:
    """Return the part of a document that brings a field in; None if it contradicts a later change of ours."""
    name, value, base, there = field.name, field.value, field.base, field.there
    if _is_there(field):
        later = base > stamp(field.ours, name) and name not in _OF_BOTH
        return _at(name, value, base) if later else {}
    if base and not field.edited:
        return _at(name, value, base)
    default = plain(DEFAULTS[name])
    if not base and value == default:
        return {}
    since = stamp(field.ours, name)
    if there == default and (not base or base >= since):
        return _now(field)
    follows = base and (base == since or (base > since and name not in _OF_BOTH))
    return _now(field) if follows else _both(field)


def _is_there(field: _Field) -> bool:
    if field.name == "note":
        return field.value.strip() in {field.there.strip(), *map(str.strip, note.texts(field.ours))}
    if field.name == "tags":
        return sorted(field.value) == sorted(field.there)
    return bool(field.value == field.there)


def _at(name: str, value: Any, time: str) -> dict[str, Any]:
    return {name: value, "changed": {name: time}}


def _now(field: _Field) -> dict[str, Any]:
    """Return a field as changed by someone who saw ours."""
    if field.name == "note":
        return {**note.rewrite(field.ours, field.value, field.at), "changed": {"note": field.at}}
    if field.name == "tags":
        return {**tags.rewrite(field.ours, field.value, field.at), "changed": {"tags": field.at}}
    return _at(field.name, field.value, field.at)


def _both(field: _Field) -> dict[str, Any] | None:
    """Return a field of which both sides are kept: both texts of a note, all tags. None for others."""
    if field.name == "note":
        return _at("note", field.value, field.at) if field.value.strip() else None
    if field.name == "tags":
        missing = {tag.casefold() for tag in field.value} - {tag.casefold() for tag in field.there}
        new = [tag for tag in field.value if tag.casefold() in missing]
        united = tags.rewrite(field.ours, [*field.there, *new], field.at)
        return {**united, "changed": {"tags": field.at}} if new else {}
    return None
