"""Merges two documents of one paper: field by field, the later change stands.

The join depends on the two documents only, and is commutative, associative and idempotent: merging in any
order, any number of times, ends with the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from readerapp.state import future_times, note, tags
from readerapp.state.document import DEFAULTS, Document, in_order, plain, stamp, stamps

DATED = ("title", "status", "queue", "rating", "later")
"""Fields whose later value stands. Note and tags have rules of their own."""

QUEUE = ("queue", "queued")
"""A place in the queue, and since when the paper is queued, if it was moved since: neither goes alone."""

_KNOWN = frozenset(
    (*DATED, *QUEUE, *note.FIELDS, *tags.FIELDS, future_times.FIELD, "key", "changed", "aliases")
)


def join(one: Document, other: Document) -> dict[str, Any]:
    """Return the merged document. `other` may be partial: only the fields it has count."""
    out = dict(one)
    changed = {field: time for field, time in stamps(one).items() if field not in _KNOWN or stamp(one, field)}
    _join_dated(out, changed, one, other)
    if any(name in other for name in note.FIELDS):
        _join_note(out, changed, one, other)
    if any(name in other for name in tags.FIELDS):
        wrong_times = future_times.ahead(other, "tags"), future_times.ahead(one, "tags")
        out.update(tags.join(one, other, wrong_times))
        sides = future_times.believed(one, "tags", other), future_times.believed(other, "tags", one)
        _put(changed, "tags", max(sides))
    if wrong := future_times.join(one, other):
        out[future_times.FIELD] = wrong
    if aliases := sorted({*aliases_of(one), *aliases_of(other)}):
        out["aliases"] = aliases
    for name in other.keys() - _KNOWN:
        out[name] = max(out[name], other[name], key=canonical) if name in out else other[name]
    out["changed"] = dict(sorted(changed.items()))
    return in_order(out)


def is_plainly_later(edit: Document, at: str, document: Document) -> bool:
    """Return True if `edit`, made at time `at`, is later than every field, and sets no note or tags."""
    if "changed" in edit or "note" in edit or "tags" in edit:
        return False
    return all(isinstance(time, str) and time < at for time in stamps(document).values())


def overwrite(document: Document, edit: Document, at: str) -> dict[str, Any]:
    """Return what `join` gives for an edit that is plainly later, ten times faster: for bulk changes."""
    times = {**stamps(document), **dict.fromkeys(edit.keys() & DATED, at)}
    out = {**document, **edit, "changed": dict(sorted(times.items()))}
    if "queue" in edit:
        _put(out, "queued", edit.get("queued"))
    return in_order(out)


def _join_dated(out: dict[str, Any], changed: dict[str, Any], one: Document, other: Document) -> None:
    for field in DATED:
        if field in other and _wins(other, one, field):
            out[field] = other[field]
            _put(changed, field, stamp(other, field))
            if field == "queue":
                _put(out, "queued", other.get("queued"))


def _join_note(out: dict[str, Any], changed: dict[str, Any], one: Document, other: Document) -> None:
    both = note.join(note.read(one), note.read(other))
    for name in note.FIELDS:
        out.pop(name, None)
    out.update(note.write(both))
    _put(changed, "note", both.time)


def _put(changed: dict[str, Any], field: str, time: Any) -> None:
    if time:
        changed[field] = time
    else:
        changed.pop(field, None)


def _wins(one: Document, other: Document, field: str) -> bool:
    """True if the value of `one` stands: by time, then any value over the default, then by value."""
    times = future_times.believed(one, field, other), future_times.believed(other, field, one)
    if times[0] != times[1]:
        return times[0] > times[1]
    default = plain(DEFAULTS[field])
    mine, theirs = one.get(field, default), other.get(field, default)
    if field == "queue" and mine == theirs:
        return canonical(other.get("queued", "")) > canonical(one.get("queued", ""))
    if default in (mine, theirs):
        return bool(theirs == default != mine)
    return canonical(mine) > canonical(theirs)


def canonical(value: Any) -> str:
    """Return `value` as text that is equal for equal values."""
    return json.dumps(value, sort_keys=True)


def differing_times(one: Document, other: Document) -> dict[str, Any]:
    """Return the fields of `other` whose times differ from those of `one`."""
    dated = (*DATED, "note", "tags")
    fields = {name for name in dated if name in other and stamp(other, name) != stamp(one, name)}
    names = fields.union(*(parts for parts in (QUEUE, note.FIELDS, tags.FIELDS) if parts[0] in fields))
    part = {name: other[name] for name in names if name in other}
    part["changed"] = {name: stamp(other, name) for name in sorted(fields)}
    return part


def aliases_of(document: Document) -> Iterable[str]:
    """Return the paper's former keys."""
    listed = document.get("aliases")
    return (alias for alias in listed if isinstance(alias, str)) if isinstance(listed, list) else ()


def aliases_in(documents: Iterable[tuple[str, Document]]) -> dict[str, str]:
    """Return former key -> key for all documents. If two claim one former key, the smaller key gets it."""
    found: dict[str, str] = {}
    for key, document in documents:
        for alias in aliases_of(document) if "aliases" in document else ():
            found[alias] = min(key, found.get(alias, key))
    return found


def resolve(key: str, aliases: Mapping[str, str]) -> str:
    """Return the current key of the paper that has, or had, `key`."""
    seen = {key}
    while (key_now := aliases.get(key)) is not None and key_now not in seen:
        seen.add(key_now)
        key = key_now
    return key


def join_all(one: Mapping[str, Document], other: Mapping[str, Document]) -> dict[str, Document]:
    """Return the papers of both sides, merged. A paper renamed on one side only is one paper."""
    aliases = aliases_in([*one.items(), *other.items()])
    out: dict[str, Document] = {}
    for key, document in [*one.items(), *other.items()]:
        now = resolve(key, aliases)
        moved = in_order(document) if now == key else renamed(document, now)
        out[now] = join(out[now], moved) if now in out else moved
    return out


def renamed(document: Document, key: str) -> dict[str, Any]:
    """Return the document under its new key, with the old one as an alias."""
    aliases = sorted({*aliases_of(document), str(document.get("key", key))} - {key})
    return in_order({**document, "key": key, "aliases": aliases})
