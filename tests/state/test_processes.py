"""Several programs with one home: every change of each is there in the end."""

import subprocess
import sys
from pathlib import Path

import pytest

from readerapp.domain.errors import ReaderError
from readerapp.domain.state import Status
from readerapp.home import Home
from readerapp.state import Store
from tests.state.conftest import Opener
from tests.state.helpers import Ticking, edit, on_disk, values

ROOT = Path(__file__).resolve().parents[2]


def start(home: Home, name: str, count: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.state.script", str(home.data), name, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


def settle(*stores: Store) -> None:
    """Each writes what it has, one after the other, and looks at what the others wrote."""
    for store in stores:
        store.flush()
    for store in stores:
        store.poll()


@pytest.mark.parametrize(
    ("names", "count"),
    [
        ("ab", 30),
        pytest.param("ab", 500, marks=pytest.mark.soak),
        pytest.param("abcd", 250, marks=pytest.mark.soak),
    ],
)
def test_every_change_of_every_process_survives(home: Home, opened: Opener, names: str, count: int) -> None:
    watching = opened()
    programs = [start(home, name, count) for name in names]
    assert [program.wait(timeout=300) for program in programs if program.communicate()] == [0] * len(names)
    found = on_disk(home)
    expected = {f"{name}:{number}" for name in names for number in range(count)}
    assert set(found) == expected | {"shared"}
    assert all(found[key]["note"] == key.replace(":", " ") for key in expected)
    assert watching.poll()
    assert watching.states == opened().states
    assert {key: values(state) for key, state in watching.states.items()} == {
        key: values(paper) for key, paper in found.items()
    }
    if count < 100:  # of more the journal keeps only the newest
        assert len(watching.entries(limit=10_000)) == len(names) * count


def test_a_change_of_another_process_shows_at_the_next_poll(opened: Opener) -> None:
    here, there = opened(), opened()
    edit(there, "arxiv:1", rating=3)
    there.flush()
    version = here.version
    assert here.poll()
    assert here.version > version
    assert here.get("arxiv:1").rating == 3
    assert not here.poll()


def test_own_changes_are_no_news(opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=3)
    store.flush()
    assert not store.poll()


def test_changes_of_different_fields_both_stand(opened: Opener) -> None:
    here, there = opened(), opened()
    edit(here, "arxiv:1", rating=3)
    edit(there, "arxiv:1", status="read")
    settle(here, there)
    assert here.get("arxiv:1") == there.get("arxiv:1")
    assert (here.get("arxiv:1").rating, here.get("arxiv:1").status) == (3, Status.READ)


def test_of_two_changes_of_one_field_the_later_stands_and_the_journal_has_both(opened: Opener) -> None:
    here, there = opened(), opened()
    edit(here, "arxiv:1", rating=3)
    edit(there, "arxiv:1", rating=5)
    settle(there, here)
    assert here.get("arxiv:1").rating == there.get("arxiv:1").rating == 5
    assert {entry.after["arxiv:1"]["rating"] for entry in here.entries()} == {3, 5}


def test_two_edits_of_one_note_keep_both_texts(opened: Opener) -> None:
    here, there = opened(), opened()
    edit(here, "arxiv:1", note="common")
    here.flush()
    there.poll()
    edit(here, "arxiv:1", note="common, seen here")
    edit(there, "arxiv:1", note="common, seen there")
    settle(here, there)
    note = here.get("arxiv:1").note
    assert note == there.get("arxiv:1").note
    assert "common, seen here" in note
    assert "common, seen there" in note
    assert "Also written" in note


def test_a_note_that_changed_while_it_was_edited_keeps_both_texts(opened: Opener) -> None:
    here, there = opened(), opened()
    edit(here, "arxiv:1", note="common")
    here.flush()
    edit(there, "arxiv:1", note="common, seen there")
    there.flush()
    assert here.poll()
    for text, began_with in (("common, se", "common"), ("common, seen here", "common, se")):
        here.change("note", {"arxiv:1": {"note": text}}, "wrote a note", seen={"arxiv:1": began_with})
    texts = here.get("arxiv:1").note.split("\n\n")
    assert texts[0] == "common, seen there"
    assert texts[2] == "common, seen here"
    assert len(texts) == 3


def test_a_note_written_over_both_texts_is_one_note_again(opened: Opener, home: Home) -> None:
    here, there = opened(), opened()
    edit(here, "arxiv:1", note="here")
    edit(there, "arxiv:1", note="there")
    settle(here, there)
    here.poll()
    edit(here, "arxiv:1", note="here and there")
    here.flush()
    there.poll()
    assert there.get("arxiv:1").note == "here and there"
    assert "note_versions" not in on_disk(home)["arxiv:1"]


def test_papers_queued_by_two_processes_are_all_queued_once(opened: Opener) -> None:
    here, there = opened(), opened()
    store_ranks = {"a": 1.0, "b": 2.0, "c": 3.0}
    here.change("queue", {key: {"queue": rank} for key, rank in store_ranks.items()}, "queued 3")
    here.flush()
    there.poll()
    edit(here, "c", queue=0.0)
    edit(there, "d", queue=4.0)
    edit(there, "a", queue=2.5)
    settle(here, there)
    assert here.queue() == there.queue() == ("c", "b", "a", "d")


def test_undo_after_another_process_changed_the_same_says_so(opened: Opener) -> None:
    here, there = opened(), opened()
    edit(here, "arxiv:2", rating=1)
    edit(here, "arxiv:1", rating=3)
    here.flush()
    there.poll()
    edit(there, "arxiv:1", rating=5)
    there.flush()
    with pytest.raises(ReaderError, match=r"changed arxiv:1.*was changed again since"):
        here.undo()
    assert here.get("arxiv:1").rating == 5
    earlier = here.undo()
    assert earlier is not None
    assert earlier.keys == ("arxiv:2",)


def test_undo_takes_back_ones_own_last_step(opened: Opener) -> None:
    here, there = opened(), opened()
    edit(here, "arxiv:1", rating=3)
    here.flush()
    edit(there, "arxiv:2", rating=4)
    there.flush()
    undone = here.undo()
    assert undone is not None
    assert undone.keys == ("arxiv:1",)
    assert here.get("arxiv:2").rating == 4


def test_undo_and_redo_go_on_after_a_restart(opened: Opener) -> None:
    first = opened()
    edit(first, "arxiv:1", note="one")
    edit(first, "arxiv:2", rating=2)
    first.undo()
    first.close()
    second = opened()
    assert [entry.undone for entry in second.entries()] == [True, False]
    assert second.redo() is not None
    assert second.get("arxiv:2").rating == 2
    second.undo()
    second.close()
    third = opened()
    assert third.undo() is not None
    assert third.get("arxiv:1").note == ""
    third.close()
    fourth = opened()
    assert fourth.undo() is None
    assert fourth.redo() is not None
    assert fourth.get("arxiv:1").note == "one"


def test_a_rename_in_one_process_holds_in_the_other(opened: Opener) -> None:
    here, there = opened(), opened()
    edit(here, "title:aa", note="mine")
    here.flush()
    there.poll()
    here.rename({"title:aa": "arxiv:1"})
    edit(there, "title:aa", rating=4)
    settle(here, there)
    assert here.get("title:aa") == there.get("title:aa")
    assert (here.get("arxiv:1").note, here.get("arxiv:1").rating) == ("mine", 4)


def test_a_clock_that_jumps_back_lets_the_later_written_value_stand(opened: Opener, clock: Ticking) -> None:
    here, there = opened(), opened()
    edit(here, "arxiv:1", rating=1)
    here.flush()
    clock.turn(days=-1)
    edit(there, "arxiv:1", rating=2)
    there.flush()
    here.poll()
    assert here.get("arxiv:1").rating == there.get("arxiv:1").rating == 2


def test_a_process_that_slept_through_a_trimmed_journal_catches_up(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleepy, busy = opened(), opened()
    edit(sleepy, "arxiv:0", rating=1)
    sleepy.flush()
    monkeypatch.setattr("readerapp.state.journal.MAX_BYTES", 4000)
    for number in range(60):
        edit(busy, f"arxiv:{number}", rating=1 + number % 5)
        busy.flush()
    sleepy.poll()
    sleepy.flush()
    sleepy.poll()
    assert sleepy.states == busy.states
