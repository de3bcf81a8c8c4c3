"""What the tests of this room share."""

from datetime import UTC, datetime, timedelta
from typing import Any

import tinydb
from hypothesis import HealthCheck, settings

from readerapp.domain.state import State
from readerapp.home import Home
from readerapp.state import Store

calm = settings(suppress_health_check=[HealthCheck.too_slow])
"""Examples take the time they take: other tests run beside them."""
START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Ticking:
    """A clock that goes on by a millisecond each time it is read."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def turn(self, **by: float) -> None:
        """Moves the hands: `days=-1`."""
        self.now += timedelta(**by)


def edit(store: Store, key: str, **fields: object) -> None:
    """One change of one paper."""
    store.change("test", {key: fields}, f"changed {key}")


def on_disk(home: Home) -> dict[str, dict[str, Any]]:
    """The documents as plain TinyDB finds them, by key."""
    with tinydb.TinyDB(home.state, access_mode="r") as db:
        return {document["key"]: dict(document) for document in db.table("papers").all() if "key" in document}


def values(states: State | dict[str, Any]) -> tuple[object, ...]:
    """What a state or a document says, without its times."""
    if isinstance(states, State):
        return states.status.value, states.queue, states.note, list(states.tags), states.rating
    return tuple(states[name] for name in ("status", "queue", "note", "tags", "rating"))
