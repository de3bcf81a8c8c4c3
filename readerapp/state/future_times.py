"""Times of a clock that was far ahead, as another machine sends them: the change counts, the time doesn't.

Believed, such a time would win over every later change for years. What comes with one is taken as changed
when it came in, and `ahead` (field -> time) remembers the time it had: the same change is not new again, and
where both meet, the one that has it as `ahead` is the later. Notes keep theirs: no text of them wins by time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from readerapp.state import tags, times
from readerapp.state.document import Document, stamp, stamps

AHEAD = timedelta(days=1)
"""Clocks of machines that work differ by less."""
FIELD = "ahead"


def ahead(document: Document, field: str) -> str:
    """The time from the future that the value of `field` came with; empty where it had none."""
    found = document.get(FIELD)
    time = found.get(field) if isinstance(found, Mapping) else None
    return time if isinstance(time, str) and times.known(time) else ""


def join(one: Document, other: Document) -> dict[str, str]:
    """The times that either side knows to be wrong."""
    sides = [side[FIELD] for side in (one, other) if isinstance(side.get(FIELD), Mapping)]
    names = sorted({name for side in sides for name in side if isinstance(name, str)})
    both = {name: max(ahead(one, name), ahead(other, name)) for name in names}
    return {name: time for name, time in both.items() if time}


def believed(document: Document, field: str, other: Document) -> str:
    """The time of `field`, or none where `other` knows that time to be wrong and has a later change."""
    time = stamp(document, field)
    return "" if time and time == ahead(other, field) else time


def brought_back(document: Document, ours: Document, now: datetime) -> Document:
    """`document` of another machine with no time from the future; `ours` is what we have of that paper."""
    limit = times.written(now + AHEAD)
    late = [name for name in stamps(document) if name != "note" and stamp(document, name) > limit]
    entries = {name for name, (time, _) in tags.read(document).items() if time > limit}
    if not late and not entries:
        return document
    out, changed = dict(document), dict(stamps(document))
    wrong = join(document, ours)
    for name in late:
        if stamp(document, name) > ahead(ours, name):
            changed[name] = times.after(now, stamp(ours, name))
            wrong[name] = stamp(document, name)
        else:  # the change that we took in already
            out.pop(name, None)
            changed[name] = stamp(ours, name)
    if entries:
        out |= _tags(document, ours, now, entries)
    return {**out, "changed": changed, FIELD: wrong}


def _tags(document: Document, ours: Document, now: datetime, entries: set[str]) -> dict[str, Any]:
    theirs, mine, known = tags.read(document), tags.read(ours), ahead(ours, "tags")
    for name in entries:
        if theirs[name][0] > known:
            theirs[name] = times.after(now, mine.get(name, ("", ""))[0]), theirs[name][1]
        else:
            theirs[name] = mine.get(name, ("", ""))
    return tags.written(theirs, tags.listed(document))
