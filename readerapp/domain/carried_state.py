"""The reader's state of a paper outside the state file: in JSON Lines, lists and notes that come back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from readerapp.domain.paper import Paper
from readerapp.domain.record import from_record, to_record
from readerapp.domain.state import EXPORTED, FIELDS, State
from readerapp.domain.values import NamedTuple, replace

_UNKNOWN: dict[str, Any] = {
    **dict.fromkeys(("published", "listed", "added", "upvotes", "stars")),
    **{"keywords": [], "sightings": []},
}
"""What `to_record` leaves out if it isn't known; scripts get every field on every line."""
_OF_ANSWERS = frozenset(("part", "why"))
"""What `list --json` says about its answer rather than the paper."""
_SHADOWED = "extra"
_FIELD = "carried"


class CarriedState(NamedTuple):
    """The reader's state of a paper as another file has it, not checked yet."""

    fields: Mapping[str, Any]
    """Values by name of `state.FIELDS`, and `queued`. The queue is a rank, or a `QueuePlace`."""
    bases: Mapping[str, Any]
    """The time of each field's last change when it was exported.

    It may end in `#` and the `digest` of the value then, which tells whether it was edited in the file since.
    """


class QueuePlace(int):
    """A place in a queue, counted from 1, where the rank that orders the queue isn't known."""


def digest(value: object) -> str:
    """Return eight hex digits that differ for different values of a field."""
    import hashlib  # slow to load; few commands need it

    text = json.dumps(value, sort_keys=True)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def bases(state: State) -> dict[str, str]:
    """Return the time and digest of each field that the reader changed, for `CarriedState.bases`."""
    plain = plain_fields(state)
    return {name: f"{state.changed[name]}#{digest(plain[name])}" for name in FIELDS if name in state.changed}


def plain_fields(state: State) -> dict[str, Any]:
    """Return the fields of a state as JSON has them."""
    values = {name: getattr(state, name) for name in FIELDS}
    return {**values, "status": state.status.value, "tags": list(state.tags)}


_BLANK = plain_fields(State(key=""))


def record_with_state(paper: Paper, state: State, place: int | None) -> dict[str, Any]:
    """Return the paper's own fields, then those of its state, with the place in the queue and their times."""
    known = to_record(paper)
    record: dict[str, Any] = {
        **known,
        **{name: value for name, value in _UNKNOWN.items() if name not in known},
        **plain_fields(state),
        "queue": place,
        "changed": {name: state.changed[name] for name in FIELDS if name in state.changed},
        "rank": state.queue,
        "queued": state.queued or None,
    }
    if shadowed := {name: value for name, value in paper.extra.items() if name in EXPORTED}:
        record[_SHADOWED] = shadowed
    return record


def from_record_with_state(record: Mapping[str, Any]) -> Paper:
    """Return the paper of a record, with the reader's state if it has any: it has a `status` then.

    Raises:
        ValueError: it has no title.
    """
    if "status" not in record:
        return from_record(record)
    own = {name: value for name, value in record.items() if name not in EXPORTED | _OF_ANSWERS}
    shadowed = own.get(_SHADOWED)
    if isinstance(shadowed, dict) and shadowed and shadowed.keys() <= EXPORTED:
        own = {**{name: value for name, value in own.items() if name != _SHADOWED}, **shadowed}
    fields = {name: record[name] for name in (*FIELDS, "queued") if name in record}
    if "queue" in fields:
        fields["queue"] = _rank(record)
    changed = record.get("changed")
    return with_state(from_record(own), CarriedState(fields, changed if isinstance(changed, dict) else {}))


def _rank(record: Mapping[str, Any]) -> Any:
    """Return what orders the queue. A paper that is put off has a rank, but no place."""
    place, rank = record["queue"], record.get("rank")
    if rank is not None and (place is not None or record.get("later") is not None):
        return rank
    return QueuePlace(place) if type(place) is int else place


def with_state(paper: Paper, carried: CarriedState) -> Paper:
    """Return a paper that brings the reader's state along, if it has any, for `without_state`."""
    if not carried.bases and all(carried.fields.get(name, none) == none for name, none in _BLANK.items()):
        return paper
    return replace(paper, extra={**paper.extra, _FIELD: carried})


def without_state(paper: Paper) -> tuple[Paper, CarriedState | None]:
    """Return the paper alone, and the state that came with it."""
    carried = paper.extra.get(_FIELD) if paper.extra else None
    if not isinstance(carried, CarriedState):
        return paper, None
    extra = {name: value for name, value in paper.extra.items() if name != _FIELD}
    return replace(paper, extra=extra), carried
