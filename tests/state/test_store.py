"""The store as the app uses it: changes show at once, are written soon, and can be taken back."""

import time
from pathlib import Path

import pytest

from readerapp.domain.errors import ReaderError, Unwritable
from readerapp.domain.state import State, Status
from readerapp.home import Home
from readerapp.state.history import MIN_STEPS
from tests.state.conftest import Opener
from tests.state.helpers import Ticking, edit, on_disk, values


def test_an_untouched_paper_has_the_default_state(opened: Opener) -> None:
    assert opened().get("arxiv:1") == State(key="arxiv:1")


def test_opening_writes_nothing(opened: Opener, home: Home) -> None:
    opened()
    assert not home.data.exists()


def test_a_change_shows_at_once_and_is_there_after_a_restart(opened: Opener) -> None:
    store = opened()
    changed = {"status": "read", "queue": 2.5, "note": "# Hm\n\tcode", "tags": ("rl", "vision"), "rating": 4}
    store.change("test", {"arxiv:1": changed}, "changed all", titles={"arxiv:1": "A title"})
    now = store.get("arxiv:1")
    assert (now.title, *values(now)) == ("A title", "read", 2.5, "# Hm\n\tcode", ["rl", "vision"], 4)
    store.close()
    assert opened().get("arxiv:1") == now


def test_plain_tinydb_opens_the_file(opened: Opener, home: Home) -> None:
    store = opened()
    store.change("test", {"arxiv:1": {"status": Status.READ}}, "read it", titles={"arxiv:1": "A title"})
    store.flush()
    found = on_disk(home)["arxiv:1"]
    assert found["title"] == "A title"
    assert values(found) == ("read", None, "", [], 0)
    assert set(found["changed"]) == {"title", "status"}


def test_a_change_is_in_the_journal_within_the_time_promised(opened: Opener, home: Home) -> None:
    store = opened()
    edit(store, "arxiv:0", rating=1)
    store.flush()

    def taken(key: str) -> float:
        edit(store, key, rating=5)
        before = time.monotonic()
        while key not in (home.data / "journal.jsonl").read_text():
            assert time.monotonic() - before < 5
        return time.monotonic() - before

    # At its best: how long it takes at its worst says how busy the machine is.
    assert any(taken(f"arxiv:{number}") < 0.1 for number in range(1, 20))


def test_the_version_grows_with_every_change(opened: Opener) -> None:
    store = opened()
    before = store.version
    edit(store, "arxiv:1", rating=1)
    assert store.version > before


def test_what_is_so_already_is_no_change(opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    again = store.change("rate", {"arxiv:1": {"rating": 1}}, "rated")
    assert again.keys == ()
    assert len(store.entries()) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "finished"),
        ("status", None),
        ("queue", float("nan")),
        ("queue", "first"),
        ("queue", True),
        ("note", 3),
        ("tags", "rl"),
        ("rating", 6),
        ("rating", True),
        ("colour", "red"),
    ],
)
def test_a_value_that_a_field_cannot_have_is_refused(opened: Opener, field: str, value: object) -> None:
    store = opened()
    with pytest.raises(ReaderError, match=field):
        edit(store, "arxiv:1", **{field: value})
    assert "arxiv:1" not in store.states


def test_text_is_made_safe_to_write(opened: Opener, home: Home) -> None:
    store = opened()
    edit(store, "arxiv:1", note="a\ud800b\x1b[2Jc", tags=("x\ny", "x y", ""))
    store.flush()
    assert store.get("arxiv:1").note == "abc"
    assert store.get("arxiv:1").tags == ("x y",)
    assert on_disk(home)["arxiv:1"]["note"] == "abc"


def test_the_queue_is_in_order_of_its_numbers_and_then_of_keys(opened: Opener) -> None:
    store = opened()
    ranks = {"c": 1.0, "b": 1.0, "a": 7.0, "d": -2.0}
    store.change("queue", {key: {"queue": rank} for key, rank in ranks.items()}, "queued 4 papers")
    assert store.queue() == ("d", "b", "c", "a")
    assert store.place("c") == 3
    edit(store, "d", queue=None)
    assert store.queue() == ("b", "c", "a")
    assert store.place("d") is None
    assert store.queue() is store.queue()


def test_undo_and_redo_walk_all_steps(opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", note="one")
    store.change("mark", {"arxiv:1": {"status": "read"}, "arxiv:2": {"status": "read"}}, "marked 2 read")
    undone = store.undo()
    assert undone is not None
    assert undone.words == "marked 2 read"
    assert undone.keys == ("arxiv:1", "arxiv:2")
    assert store.get("arxiv:2").status is Status.UNREAD
    assert store.undo() is not None
    assert store.get("arxiv:1").note == ""
    assert store.undo() is None
    assert store.redo() is not None
    assert store.get("arxiv:1").note == "one"
    assert store.redo() is not None
    assert store.get("arxiv:2").status is Status.READ
    assert store.redo() is None


def test_undo_of_a_note_that_a_script_emptied_in_its_own_way_brings_the_text_back(
    opened: Opener, home: Home
) -> None:
    store = opened()
    edit(store, "arxiv:1", note="mine")
    store.flush()
    home.state.write_text(home.state.read_text().replace('"note":"mine"', '"note":null'))
    store.poll()
    store.flush()
    store.poll()
    assert store.get("arxiv:1").note == ""
    edit(store, "arxiv:1", note="new")
    assert store.undo() is not None
    assert store.get("arxiv:1").note == ""


def test_a_step_names_the_one_it_continues_and_both_are_undone_as_one(opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", note="before")
    first = store.change("note", {"arxiv:1": {"note": "one"}}, "wrote")
    edit(store, "arxiv:2", rating=4)
    second = store.change("note", {"arxiv:1": {"note": "one two"}}, "wrote", continues=first.id)
    store.change("note", {"arxiv:1": {"note": "one two three"}}, "wrote", continues=second.id)
    assert [entry.words for entry in store.entries()] == ["wrote", "changed arxiv:2", "changed arxiv:1"]
    for steps in (store, opened()):
        steps.poll()
        assert steps.undo() is not None
        assert (steps.get("arxiv:1").note, steps.get("arxiv:2").rating) == ("before", 4)
        assert steps.redo() is not None
        assert steps.get("arxiv:1").note == "one two three"
        steps.sync()


def test_a_note_written_in_several_saves_is_undone_without_what_a_script_wrote_beside_it(
    opened: Opener,
) -> None:
    store, script = opened(), opened()
    edit(store, "arxiv:1", note="before")
    store.sync()
    script.poll()
    first = store.change("note", {"arxiv:1": {"note": "mine"}}, "wrote", seen={"arxiv:1": "before"})
    script.change("note", {"arxiv:1": {"note": "the script's", "rating": 3}}, "wrote by script")
    store.sync()
    script.sync()
    store.poll()
    store.change(
        "note", {"arxiv:1": {"note": "mine, longer"}}, "wrote", seen={"arxiv:1": "mine"}, continues=first.id
    )
    assert {"mine, longer", "the script's"} <= set(store.get("arxiv:1").note.split("\n"))
    assert store.undo() is not None
    state = store.get("arxiv:1")
    assert "the script's" in state.note
    assert "before" in state.note
    assert "mine" not in state.note
    assert state.rating == 3
    assert store.redo() is not None
    assert {"mine, longer", "the script's"} <= set(store.get("arxiv:1").note.split("\n"))


def test_what_continues_an_undone_step_or_another_sessions_is_a_step_of_its_own(opened: Opener) -> None:
    store, other = opened(), opened()
    first = store.change("note", {"arxiv:1": {"note": "one"}}, "wrote")
    store.undo()
    store.change("note", {"arxiv:1": {"note": "two"}}, "wrote again", continues=first.id)
    store.sync()
    other.poll()
    other.change("note", {"arxiv:1": {"note": "three"}}, "wrote there", continues=store.entries()[0].id)
    other.undo()
    assert other.get("arxiv:1").note == "two"
    assert [entry.words for entry in store.entries()][:1] == ["wrote again"]


def test_a_change_after_undo_ends_redo(opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.undo()
    edit(store, "arxiv:2", rating=1)
    assert store.redo() is None


def test_entries_say_what_was_done_newest_first(opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    edit(store, "arxiv:1", rating=2)
    store.undo()
    newest, oldest = store.entries()
    assert (newest.undone, oldest.undone) == (True, False)
    assert newest.before == {"arxiv:1": {"rating": 1}}
    assert newest.after == {"arxiv:1": {"rating": 2}}
    assert store.entries(limit=1) == [newest]


def test_state_follows_a_paper_to_its_new_key(opened: Opener) -> None:
    store = opened()
    edit(store, "title:aa", note="mine", queue=1.0)
    store.rename({"title:aa": "arxiv:1", "title:bb": "arxiv:2"})
    store.close()
    for seen in (store, opened()):
        assert seen.get("title:aa") == seen.get("arxiv:1")
        assert seen.get("arxiv:1").note == "mine"
        assert seen.queue() == ("arxiv:1",)
        assert list(seen.states) == ["arxiv:1"]


def test_an_old_key_still_takes_changes_and_undo(opened: Opener) -> None:
    store = opened()
    edit(store, "title:aa", rating=2)
    store.rename({"title:aa": "arxiv:1"})
    edit(store, "title:aa", rating=3)
    assert store.get("arxiv:1").rating == 3
    store.undo()
    store.undo()
    assert store.get("arxiv:1").rating == 0


def test_two_states_of_one_paper_become_one(opened: Opener) -> None:
    store = opened()
    edit(store, "title:aa", note="by title", status="read")
    edit(store, "arxiv:1", note="by id", tags=("rl",))
    store.rename({"title:aa": "arxiv:1"})
    state = store.get("arxiv:1")
    assert "by title" in state.note
    assert "by id" in state.note
    assert (state.status, state.tags) == (Status.READ, ("rl",))


def test_a_clock_that_jumps_back_does_not_lose_the_later_value(opened: Opener, clock: Ticking) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    clock.turn(days=-1)
    edit(store, "arxiv:1", rating=2)
    store.close()
    assert opened().get("arxiv:1").rating == 2


def test_files_are_the_owners_alone(opened: Opener, home: Home) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.flush()
    files = [path for path in home.data.rglob("*") if path.is_file()]
    assert {"state.json", "journal.jsonl"} <= {path.name for path in files}
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert home.data.stat().st_mode & 0o777 == 0o700


def test_a_link_stays_a_link_and_a_mode_stays_a_mode(opened: Opener, home: Home, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles" / "reading.json"
    real.parent.mkdir()
    real.write_text('{"papers": {}}')
    real.chmod(0o640)
    home.data.mkdir()
    home.state.symlink_to(real)
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.flush()
    assert home.state.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert on_disk(home)["arxiv:1"]["rating"] == 1
    assert [path.name for path in real.parent.iterdir()] == ["reading.json"]


def test_a_snapshot_stays_as_it_was(opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    edit(store, "title:aa", rating=1)
    before = store.snapshot()
    edit(store, "arxiv:1", rating=2)
    store.rename({"title:aa": "arxiv:2"})
    assert (before["arxiv:1"].rating, set(before)) == (1, {"arxiv:1", "title:aa"})
    assert store.snapshot() == store.states


def test_a_step_is_named_by_the_beginning_of_its_id_where_only_one_begins_so(opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    edit(store, "arxiv:2", rating=1)
    ids = [entry.id for entry in store.entries()]
    with pytest.raises(ReaderError, match="Several steps begin with"):
        store.undo(ids[0][:-1])
    with pytest.raises(ReaderError, match="No step is"):
        store.undo("none.1")
    undone = store.undo(ids[1])
    assert undone is not None and undone.keys == ("arxiv:1",)


def test_a_closed_store_takes_no_change(opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.close()
    store.close()
    with pytest.raises(Unwritable, match="closed"):
        edit(store, "arxiv:1", rating=2)
    assert store.get("arxiv:1").rating == 1


def test_many_bulk_changes_are_forgotten_from_the_oldest_on(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readerapp.state.history.MAX_PAPERS", 100)
    store = opened()
    for rating in (1, 2, 3, 4, 5) * 4:
        store.change("rate", {f"arxiv:{n}": {"rating": rating} for n in range(10)}, "rated 10")
        store.entries()
    assert len(store.entries()) == MIN_STEPS
    while store.undo():
        pass
    assert store.get("arxiv:1").rating == 3
    assert len(opened().entries()) <= 20


@pytest.mark.slow
def test_a_hundred_megabytes_of_notes_are_kept(opened: Opener, home: Home) -> None:
    store = opened()
    for number in range(100):
        edit(store, f"arxiv:{number}", note=f"{number} " + "words and more " * 70_000)
    edit(store, "arxiv:7", rating=5)
    store.close()
    assert home.state.stat().st_size > 100_000_000
    assert (home.data / "journal.jsonl").stat().st_size < 20_000_000
    store = opened()
    assert store.get("arxiv:99").note.startswith("99 words")
    assert store.undo() is not None
    assert store.get("arxiv:7").rating == 0


def test_states_that_another_thread_moves_can_be_walked(opened: Opener) -> None:
    store = opened()
    keys = [f"title:{number}" for number in range(3)]
    for walk in (store.states.items, store.states.values):
        store.change("test", {key: {"rating": 3} for key in keys}, "rated 3 papers")
        for _ in walk():
            store.rename({key: f"arxiv:{key[-1]}" for key in keys})
