"""State files of other machines, and copies that file-sharing programs leave."""

from pathlib import Path
from typing import Any

import pytest

from readerapp.domain.errors import ReaderError
from readerapp.home import Home
from readerapp.state import rewrite
from tests.state.conftest import Opener
from tests.state.helpers import Ticking, edit, on_disk, values


@pytest.fixture
def away(tmp_path: Path) -> Home:
    return Home.find(tmp_path / "away")


def test_merging_both_ways_gives_the_same_bytes(home: Home, away: Home, opened: Opener) -> None:
    here, there = opened(), opened(away)
    for store in (here, there):
        edit(store, "arxiv:3", note="the same", rating=5, status="read")
    edit(here, "arxiv:1", note="here", rating=3, queue=1.0)
    edit(there, "arxiv:1", note="there", tags=("rl",))
    edit(there, "arxiv:2", status="read")
    here.flush()
    there.flush()
    entry = here.merge(away.state)
    assert entry.words == "merged 3 papers from state.json"
    here.flush()
    there.merge(home.state)
    there.flush()
    assert home.state.read_bytes() == away.state.read_bytes()
    state = here.get("arxiv:1")
    assert (state.rating, state.tags, here.get("arxiv:2").status) == (3, ("rl",), "read")
    assert "here" in state.note
    assert "there" in state.note


def test_merging_again_changes_nothing(home: Home, away: Home, opened: Opener) -> None:
    here, there = opened(), opened(away)
    edit(here, "arxiv:1", note="here")
    edit(there, "arxiv:1", note="there")
    there.flush()
    here.merge(away.state)
    here.flush()
    before = home.state.read_bytes()
    assert here.merge(away.state).keys == ()
    here.close()
    assert home.state.read_bytes() == before


def test_tags_of_two_machines_become_one_list(home: Home, away: Home, opened: Opener) -> None:
    here, there = opened(), opened(away)
    edit(here, "arxiv:1", tags=("later", "rl"))
    here.flush()
    there.merge(home.state)
    edit(here, "arxiv:1", tags=("here", "later", "rl"))
    edit(there, "arxiv:1", tags=("rl", "there"))
    for store in (here, there):
        store.flush()
    here.merge(away.state)
    here.flush()
    there.merge(home.state)
    there.flush()
    assert here.get("arxiv:1").tags == there.get("arxiv:1").tags == ("here", "rl", "there")
    assert home.state.read_bytes() == away.state.read_bytes()


def test_a_time_in_the_future_is_that_of_its_own_field_alone(
    home: Home, opened: Opener, clock: Ticking
) -> None:
    store = opened()
    clock.turn(days=900)
    edit(store, "arxiv:1", rating=1)
    clock.turn(days=-900)
    keys = [f"arxiv:{number}" for number in range(1, 9)]
    store.change("test", {key: {"rating": 2, "status": "read"} for key in keys}, "changed 8")
    assert store.get("arxiv:1").changed["rating"] > "2029"
    assert {store.get(key).changed["rating"][:4] for key in keys[1:]} == {"2026"}
    assert {store.get(key).changed["status"][:4] for key in keys} == {"2026"}
    store.close()
    store = opened()
    assert {store.get(key).rating for key in keys} == {2}
    store.undo()
    assert [store.get(key).rating for key in keys] == [1] + 7 * [0]


def test_a_change_from_a_clock_far_ahead_counts_and_its_time_does_not(
    home: Home, away: Home, opened: Opener, clock: Ticking
) -> None:
    here = opened()
    edit(here, "arxiv:1", rating=1, tags=("rl",))
    clock.turn(days=900)
    there = opened(away)
    edit(there, "arxiv:1", rating=2, status="read", tags=("theirs",))
    there.flush()
    clock.turn(days=-900)
    here.merge(away.state)
    state = here.get("arxiv:1")
    assert (state.rating, state.status, state.tags) == (2, "read", ("rl", "theirs"))
    assert max(state.changed.values()) < "2027"
    here.flush()
    before = home.state.read_bytes()
    assert here.merge(away.state).keys == ()
    here.flush()
    assert home.state.read_bytes() == before
    edit(here, "arxiv:1", rating=5, tags=("rl",))
    assert here.merge(away.state).keys == ()
    assert (here.get("arxiv:1").rating, here.get("arxiv:1").tags) == (5, ("rl",))
    here.flush()
    there.merge(home.state)
    there.flush()
    assert there.get("arxiv:1").rating == 5
    assert home.state.read_bytes() == away.state.read_bytes()


@pytest.mark.parametrize("change", [{"rating": 2}, {"status": "read"}, {"tags": ("theirs",)}])
def test_also_a_single_change_from_a_clock_far_ahead_counts_and_a_later_one_wins_over_it(
    away: Home, opened: Opener, clock: Ticking, change: dict[str, Any]
) -> None:
    here, there = opened(), opened(away)
    clock.turn(days=900)
    edit(there, "arxiv:1", **change)
    there.flush()
    clock.turn(days=-900)
    here.merge(away.state)
    before = here.get("arxiv:1")
    ((name, value),) = change.items()
    assert getattr(before, name) == value
    assert max(before.changed.values()) < "2027"
    edit(here, "arxiv:1", **{name: {"rating": 5, "status": "reading", "tags": ()}[name]})
    here.flush()
    after = here.get("arxiv:1")
    assert here.merge(away.state).keys == ()
    assert here.get("arxiv:1") == after != before


def test_a_merge_is_one_step_that_can_be_undone(away: Home, opened: Opener) -> None:
    here, there = opened(), opened(away)
    edit(here, "arxiv:1", rating=1)
    edit(there, "arxiv:1", rating=2)
    edit(there, "arxiv:2", rating=2)
    there.flush()
    merged = here.merge(away.state)
    assert here.get("arxiv:2").rating == 2
    undone = here.undo(merged.id)
    assert undone is not None
    assert undone.action == "merge"
    assert (here.get("arxiv:1").rating, here.get("arxiv:2").rating) == (1, 0)


def test_a_paper_renamed_on_one_machine_is_one_paper(away: Home, opened: Opener) -> None:
    here, there = opened(), opened(away)
    edit(here, "title:aa", note="by title")
    edit(there, "title:aa", rating=4)
    there.rename({"title:aa": "arxiv:1"})
    there.flush()
    here.merge(away.state)
    assert list(here.states) == ["arxiv:1"]
    assert values(here.get("title:aa")) == ("unread", None, "by title", [], 4)
    here.close()
    assert values(opened().get("title:aa")) == ("unread", None, "by title", [], 4)


def test_a_paper_renamed_here_takes_what_another_machine_has_under_the_old_key(
    away: Home, opened: Opener
) -> None:
    here, there = opened(), opened(away)
    edit(here, "title:aa", note="by title")
    here.rename({"title:aa": "arxiv:1"})
    edit(there, "title:aa", rating=4)
    there.flush()
    here.merge(away.state)
    assert list(here.states) == ["arxiv:1"]
    assert here.get("arxiv:1").rating == 4


@pytest.mark.parametrize(
    "name",
    [
        "state.sync-conflict-20261122-073020-ABCDEFG.json",
        "state (Ada's conflicted copy 2026-11-22).json",
        "state (conflicted copy 2026-11-22 073020).json",
        "state_conflict-20261122-073020.json",
        "state-ADASLAPTOP.json",
    ],
)
def test_a_conflict_copy_is_noticed_taken_in_and_put_away(
    home: Home, away: Home, opened: Opener, name: str
) -> None:
    there = opened(away)
    edit(there, "arxiv:1", rating=4)
    there.flush()
    here = opened()
    edit(here, "arxiv:2", rating=1)
    here.close()
    copy = home.data / name
    copy.write_bytes(away.state.read_bytes())
    here = opened()
    assert here.conflicts() == [copy]
    assert str(copy) in here.trouble[0]
    here.merge(copy)
    assert here.get("arxiv:1").rating == 4
    assert here.conflicts() == []
    assert (home.backups / name).exists()
    assert opened().trouble == ()


def test_own_files_are_no_conflict_copies(home: Home, opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.close()
    home.state.write_bytes(b"{")
    opened().close()
    assert opened().conflicts() == []


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "is empty"), (b"{", "not whole JSON"), (b"[]", "not a TinyDB file"), (None, "no such file")],
)
def test_what_holds_no_state_is_refused_in_one_line(
    home: Home, opened: Opener, tmp_path: Path, content: bytes | None, said: str
) -> None:
    other = tmp_path / "other.json"
    if content is not None:
        other.write_bytes(content)
    store = opened()
    edit(store, "arxiv:1", rating=1)
    with pytest.raises(ReaderError, match=said):
        store.merge(other)
    store.flush()
    assert list(on_disk(home)) == ["arxiv:1"]


def test_files_merge_to_the_same_bytes_in_any_order(
    home: Home, away: Home, opened: Opener, tmp_path: Path
) -> None:
    for at, rating in ((home, 1), (away, 2)):
        store = opened(at)
        edit(store, "arxiv:1", note=f"note {rating}", rating=rating)
        edit(store, f"arxiv:{rating + 1}", queue=float(rating))
        store.close()
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    rewrite.merge(home.state, away.state, one)
    rewrite.merge(away.state, home.state, other)
    assert one.read_bytes() == other.read_bytes()
    rewrite.merge(one, home.state, one)
    assert one.read_bytes() == other.read_bytes()
    here = opened()
    here.merge(away.state)
    here.close()
    assert home.state.read_bytes() == one.read_bytes()


def test_a_merge_of_what_is_no_state_leaves_the_file(home: Home, opened: Opener, tmp_path: Path) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.close()
    before = home.state.read_bytes()
    (tmp_path / "other").write_text("<<<<<<< HEAD")
    with pytest.raises(ReaderError, match="not whole JSON"):
        rewrite.merge(home.state, tmp_path / "other", home.state)
    assert home.state.read_bytes() == before


def test_a_note_saved_over_and_over_still_replaces_what_another_machine_has(
    home: Home, away: Home, opened: Opener, clock: Ticking
) -> None:
    here, there = opened(), opened(away)
    edit(here, "arxiv:1", note="yesterday")
    here.flush()
    there.merge(home.state)
    clock.turn(days=1)
    for count in range(100):
        edit(here, "arxiv:1", note=f"today {count}")
        clock.turn(seconds=5)
    here.flush()
    there.merge(home.state)
    assert there.get("arxiv:1").note == "today 99"
    there.flush()
    here.merge(away.state)
    assert here.get("arxiv:1").note == "today 99"
    assert len(on_disk(home)["arxiv:1"]["note_replaced"]) < 30


def test_a_file_that_git_merged_is_taken_in_with_both_notes(home: Home, away: Home, opened: Opener) -> None:
    """Its note has the time of the newer, which is the one that is known here."""
    there = opened(away)
    edit(there, "arxiv:1", note="there")
    there.close()
    here = opened()
    edit(here, "arxiv:1", note="here")
    here.flush()
    rewrite.merge(home.state, away.state, home.state)
    merged = home.state.read_bytes()
    here.poll()
    here.flush()
    here.poll()
    assert {"here", "there"} <= set(here.get("arxiv:1").note.split())
    assert home.state.read_bytes() == merged


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"version": 4, "resources": []}',
        b'{"papers": {"1": {"title": "x"}}}',
        b"\x89PNG",
    ],
)
def test_a_file_of_another_program_is_no_conflict_copy(home: Home, opened: Opener, content: bytes) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.close()
    (home.data / "state (1).json").write_bytes(content)
    store = opened()
    assert store.conflicts() == []
    assert store.trouble == ()
