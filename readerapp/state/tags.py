"""Tags that two machines may edit at once: of each tag the later change stands.

`tags` lists the tags. `tag_changes` has the last change of every tag there ever was: folded name -> [time,
spelling] if it was added, [time, null] if it was removed. A join takes the later change of each tag (a
last-writer-wins set: Shapiro et al., "Conflict-free Replicated Data Types", 2011), so that no machine loses
one. A list without such times, from a script or an older version, is as old as its field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from readerapp.state import times
from readerapp.state.document import Document, stamp

FIELDS = ("tags", "tag_changes")
"""The fields of a document that hold its tags."""

Changes = dict[str, tuple[str, str]]
"""Folded name -> (time, spelling); the spelling is empty if the tag was removed."""


def listed(document: Document) -> list[str]:
    """Return the tags that a document lists."""
    tags = document.get("tags")
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list | tuple) else []


def read(document: Document) -> Changes:
    """Return the last change of each tag. If the list differs, it was edited by hand, and it stands."""
    whole = stamp(document, "tags")
    changes = _recorded(document.get("tag_changes"))
    there = {tag.casefold(): tag for tag in listed(document)}
    for name, tag in there.items():
        time, spelt = changes.get(name, ("", ""))
        if spelt != tag:
            changes[name] = max(time, whole), tag
    for name, (time, spelt) in changes.items():
        if spelt and name not in there:
            changes[name] = max(time, whole), ""
    return changes


def are_recorded(document: Document) -> bool:
    """Return True if the recorded changes give just the listed tags: no script changed the list."""
    recorded = _recorded(document.get("tag_changes"))
    return bool(recorded) and {spelt for _, spelt in recorded.values()} - {""} == set(listed(document))


def join(one: Document, other: Document, wrong: tuple[str, str] = ("", "")) -> dict[str, Any]:
    """Return the fields merged from both sides; `wrong` has a time for each side that doesn't count."""
    mine, theirs = (
        {name: ("" if time == void else time, spelt) for name, (time, spelt) in read(side).items()}
        for side, void in zip((one, other), wrong, strict=True)
    )
    both = {name: max(mine.get(name, ("", "")), theirs.get(name, ("", ""))) for name in {*mine, *theirs}}
    lists = listed(one), listed(other)
    if lists[0] == lists[1] and not any("tag_changes" in side for side in (one, other)):
        return {"tags": lists[0]}
    return fields_of(both, lists[0] if lists[0] == lists[1] else [])


def rewrite(document: Document, tags: Sequence[str], time: str) -> dict[str, Any]:
    """Return the fields once the tags are set to `tags` at `time`."""
    changes = read(document)
    wanted = {tag.casefold(): tag for tag in tags}
    for name in {*wanted, *changes}:
        if changes.get(name, ("", ""))[1] != wanted.get(name, ""):
            changes[name] = time, wanted.get(name, "")
    return fields_of(changes, tags)


def reversal(there: list[str], now: list[str], then: list[str]) -> list[str] | None:
    """Return the tags `there` with the change from `now` to `then` made; None if they were changed again."""
    if there == now:
        return then
    came, went = set(now) - set(then), set(then) - set(now)
    if not came <= set(there) or went & set(there):
        return None
    return sorted((set(there) - came) | went, key=lambda tag: (tag.casefold(), tag))


def fields_of(changes: Changes, order: Iterable[str]) -> dict[str, Any]:
    """Return the fields that hold `changes`; the tags are in the order of `order` if it has the same ones."""
    tags = sorted((spelt for _, spelt in changes.values() if spelt), key=lambda tag: (tag.casefold(), tag))
    wanted = list(order)
    entries = {name: [time, spelt or None] for name, (time, spelt) in sorted(changes.items())}
    return {"tags": wanted if sorted(wanted) == sorted(tags) else tags, "tag_changes": entries}


def _recorded(value: Any) -> Changes:
    entries = value.items() if isinstance(value, Mapping) else ()
    return {name: (entry[0], entry[1] or "") for name, entry in entries if _is_entry(name, entry)}


def _is_entry(name: Any, entry: Any) -> bool:
    if not isinstance(entry, list) or len(entry) != 2 or not (entry[0] == "" or times.is_valid(entry[0])):
        return False
    return entry[1] is None or (isinstance(entry[1], str) and entry[1].casefold() == name)
