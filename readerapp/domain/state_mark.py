"""What an exported file says of the reader's state besides what it shows: `name=value name=value`.

Lists in Markdown and notes in a vault have such a mark. Without it, `add` couldn't tell what was edited.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from readerapp.domain.carried_state import CarriedState, QueuePlace, bases
from readerapp.domain.state import FIELDS, State

_MAX_PLACE_DIGITS = 9


def state_mark(state: State, before: Mapping[str, object], after: Mapping[str, object] = {}) -> str:
    """Return the mark of a state, between further facts of the format; those that are None are left out."""
    facts = {**before, **bases(state)}
    if state.is_queued:
        facts |= {"rank": state.queue, "queued": state.queued or None}
    facts |= after
    return " ".join(
        f"{name}={quote(str(value), safe=':#')}" for name, value in facts.items() if value is not None
    )


def marked_facts(mark: str) -> dict[str, str]:
    """Return what a mark says, by name."""
    facts = (fact.partition("=") for fact in mark.split())
    return {name: unquote(value) for name, _, value in facts}


def marked_state(fields: Mapping[str, Any], facts: Mapping[str, str]) -> CarriedState:
    """Return the state of a file that shows these fields and says these facts in its mark."""
    times = {name: facts[name] for name in FIELDS if name in facts}
    return CarriedState({**fields, "queued": facts.get("queued")}, times)


def queue_rank(facts: Mapping[str, str], place: str) -> float | QueuePlace | None:
    """Return what orders the queue: the rank in the mark, else the place that the file shows, if any."""
    try:
        return float(facts.get("rank", ""))
    except ValueError:
        is_place = place.isascii() and place.isdigit()
        return QueuePlace(place[:_MAX_PLACE_DIGITS]) if is_place else None
