"""Steps of an agent are signed: the reader undoes their own, and the agent's all together."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.domain.errors import ReaderError
from readerapp.domain.state import Status
from readerapp.home import Home
from readerapp.state import Store
from tests.state.helpers import Ticking, calm, edit


class Pair:
    """A reader's store and an agent's, of one home, which see each other's changes."""

    def __init__(self, home: Home, clock: Ticking) -> None:
        self.home, self.clock = home, clock
        self.reader = Store.open(home, clock=clock)
        self.agent = Store.open(home, clock=clock, agent=True)
        self._number = count()

    def does(self, who: Store, key: str, **fields: object) -> str:
        """Change a paper, and let the other see it."""
        step = who.change("test", {key: fields}, f"step {next(self._number)}").id
        self.share()
        return step

    def share(self) -> None:
        for store in (self.reader, self.agent):
            store.flush()
        for store in (self.reader, self.agent):
            store.poll()


@pytest.fixture
def pair(home: Home, clock: Ticking) -> Iterator[Pair]:
    both = Pair(home, clock)
    yield both
    both.reader.close()
    both.agent.close()


def test_a_step_of_an_agent_is_signed_for_every_program_that_reads_the_journal(pair: Pair) -> None:
    pair.does(pair.reader, "arxiv:1", rating=1)
    pair.does(pair.agent, "arxiv:2", rating=2)
    for store in (pair.reader, pair.agent, Store.open(pair.home, clock=pair.clock)):
        assert [(entry.signed, entry.marks) for entry in store.entries()] == [("agent", "(agent)"), ("", "")]


def test_undo_of_the_reader_passes_over_the_agents_steps(pair: Pair) -> None:
    pair.does(pair.reader, "arxiv:1", rating=1)
    pair.does(pair.agent, "arxiv:2", rating=2)
    assert (pair.reader.undo() or pytest.fail()).words == "step 0"
    assert pair.reader.undo() is None
    assert (pair.reader.get("arxiv:1").rating, pair.reader.get("arxiv:2").rating) == (0, 2)


def test_undo_of_an_agent_passes_over_the_readers_steps_and_may_not_name_them(pair: Pair) -> None:
    pair.does(pair.agent, "arxiv:2", rating=2)
    step = pair.does(pair.reader, "arxiv:1", rating=1)
    with pytest.raises(ReaderError, match="Only the reader undoes"):
        pair.agent.undo(step)
    assert (pair.agent.undo() or pytest.fail()).words == "step 0"
    assert pair.agent.undo() is None
    assert pair.agent.get("arxiv:1").rating == 1


def test_an_agent_does_not_redo_what_the_reader_undid(pair: Pair) -> None:
    step = pair.does(pair.agent, "arxiv:1", rating=1)
    pair.reader.undo_agent()
    pair.share()
    assert pair.agent.redo() is None
    with pytest.raises(ReaderError, match="Only the reader redoes"):
        pair.agent.redo(step)
    assert pair.agent.get("arxiv:1").rating == 0


def test_an_agents_session_is_undone_in_one_and_redone_in_one(pair: Pair) -> None:
    pair.does(pair.reader, "arxiv:1", note="mine", rating=5)
    for key in ("arxiv:1", "arxiv:2", "arxiv:1"):
        pair.does(pair.agent, key, status=Status.READ)
        pair.does(pair.agent, key, status=Status.ARCHIVED, tags=("x",))
    undone = pair.reader.undo_agent() or pytest.fail()
    assert (undone.words, set(undone.keys)) == ("6 changes by the agent", {"arxiv:1", "arxiv:2"})
    one, two = pair.reader.get("arxiv:1"), pair.reader.get("arxiv:2")
    assert (one.status, one.tags, one.note, one.rating) == (Status.UNREAD, (), "mine", 5)
    assert two.is_blank
    assert [entry.undone for entry in pair.reader.entries()] == [True] * 6 + [False]
    pair.share()
    later = Store.open(pair.home, clock=pair.clock)
    redone = later.redo() or pytest.fail()
    assert redone.words == "6 changes by the agent"
    assert (later.get("arxiv:1").status, later.get("arxiv:2").tags) == (Status.ARCHIVED, ("x",))
    assert later.redo() is None
    later.close()
    pair.share()
    assert (pair.reader.undo_agent() or pytest.fail()).words == "6 changes by the agent"


def test_what_the_reader_changed_since_stays_and_is_reported(pair: Pair) -> None:
    pair.does(pair.agent, "arxiv:1", status=Status.READ, rating=3)
    pair.does(pair.agent, "arxiv:2", status=Status.READ)
    pair.does(pair.reader, "arxiv:1", rating=5)
    undone = pair.reader.undo_agent() or pytest.fail()
    assert undone.kept == ("arxiv:1",)
    paper = pair.reader.get("arxiv:1")
    assert (paper.status, paper.rating, pair.reader.get("arxiv:2").status) == ("unread", 5, "unread")
    assert (pair.reader.redo() or pytest.fail()).kept == ("arxiv:1",)
    paper = pair.reader.get("arxiv:1")
    assert (paper.status, paper.rating, pair.reader.get("arxiv:2").status) == ("read", 5, "read")


def test_a_change_of_the_readers_between_two_of_the_agents_comes_back(pair: Pair) -> None:
    pair.does(pair.agent, "arxiv:1", rating=1)
    pair.does(pair.reader, "arxiv:1", rating=4)
    pair.does(pair.agent, "arxiv:1", rating=2)
    pair.reader.undo_agent()
    assert pair.reader.get("arxiv:1").rating == 4


def test_a_session_ends_where_an_agent_paused_for_four_hours(pair: Pair) -> None:
    pair.does(pair.agent, "arxiv:1", rating=1)
    pair.clock.now += timedelta(hours=4)
    pair.does(pair.agent, "arxiv:2", rating=2)
    pair.clock.now += timedelta(hours=3, minutes=59)
    pair.does(pair.agent, "arxiv:3", rating=3)
    assert (pair.reader.undo_agent() or pytest.fail()).words == "2 changes by the agent"
    assert pair.reader.get("arxiv:1").rating == 1
    assert (pair.reader.undo_agent() or pytest.fail()).words == "1 change by the agent"
    assert pair.reader.undo_agent() is None


def test_one_step_of_an_agent_is_undone_by_its_name(pair: Pair) -> None:
    step = pair.does(pair.agent, "arxiv:1", rating=1)
    pair.does(pair.agent, "arxiv:2", rating=2)
    pair.reader.undo(step)
    assert (pair.reader.get("arxiv:1").rating, pair.reader.get("arxiv:2").rating) == (0, 2)


def test_the_other_changes_of_a_session_are_undone_if_one_cannot_be(pair: Pair) -> None:
    pair.does(pair.agent, "arxiv:1", rating=1)
    stuck = pair.does(pair.agent, "arxiv:2", rating=2)
    pair.does(pair.agent, "arxiv:3", rating=3)

    def fail(entry: object) -> None:
        if getattr(entry, "id", "") == stuck:
            raise ReaderError("its record is gone")

    with pytest.raises(ReaderError, match="Undid 2 changes by the agent, but: its record is gone"):
        pair.reader.undo_agent(first=fail)
    assert [pair.reader.get(f"arxiv:{number}").rating for number in (1, 2, 3)] == [0, 2, 0]
    edit(pair.reader, "arxiv:9", rating=1)
    assert (pair.reader.undo_agent() or pytest.fail()).words == "1 change by the agent"


@pytest.mark.slow
@settings(calm, max_examples=60, deadline=None)
@given(changes=st.lists(st.tuples(st.booleans(), st.sampled_from("ABC")), max_size=12))
def test_whatever_was_changed_in_turns_only_the_agents_last_changes_go(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[bool, str]]
) -> None:
    both = Pair(Home.find(tmp_path_factory.mktemp("turns") / "home"), Ticking())
    wanted: dict[str, float | None] = dict.fromkeys("ABC")
    for number, (by_agent, key) in enumerate(changes):
        both.does(both.agent if by_agent else both.reader, key, queue=float(number))
        if not by_agent:
            wanted[key] = float(number)
    before = {key: both.reader.get(key).queue for key in "ABC"}
    kept = {key for key in "ABC" if wanted[key] is not None and before[key] == wanted[key]}
    done = both.reader.undo_agent()
    assert (done is not None) == any(by_agent for by_agent, _ in changes)
    assert {key: both.reader.get(key).queue for key in "ABC"} == wanted
    assert done is None or {*done.kept} <= kept | {key for key in "ABC" if wanted[key] is not None}
    if done:
        assert both.reader.redo()
    assert {key: both.reader.get(key).queue for key in "ABC"} == before
    both.reader.close()
    both.agent.close()
