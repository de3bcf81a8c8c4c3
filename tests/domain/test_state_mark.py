"""The mark of the reader's state in exported files says what they don't show."""

import pytest

from readerapp.domain.carried_state import QueuePlace
from readerapp.domain.state import State
from readerapp.domain.state_mark import marked_facts, marked_state, queue_rank, state_mark

TIME = "2026-11-01T08:00:00.000+00:00"


def test_a_mark_has_the_rank_and_since_when_a_paper_is_queued() -> None:
    state = State(key="k", queue=1.5, queued=TIME, changed={"queue": TIME})
    facts = marked_facts(state_mark(state, {"published": None, "title": "a b=c"}))
    assert facts.keys() == {"title", "queue", "rank", "queued"}
    assert (facts["title"], queue_rank(facts, "3"), facts["queued"]) == ("a b=c", 1.5, TIME)
    fields, bases = marked_state({"status": "read"}, facts)
    assert fields == {"status": "read", "queued": TIME}
    assert bases == {"queue": facts["queue"]} and facts["queue"].startswith(f"{TIME}#")


@pytest.mark.parametrize(("place", "found"), [("12", 12), ("", None), ("put off", None), ("１", None)])
def test_without_a_rank_the_place_counts_if_it_is_a_number(place: str, found: int | None) -> None:
    rank = queue_rank({}, place)
    assert rank == found and (rank is None or isinstance(rank, QueuePlace))
