"""Files damaged, emptied, foreign, newer or gone: nothing is overwritten, nothing lost, all is said."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tinydb
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.domain.errors import ReaderError, Unwritable
from readerapp.home import Home
from readerapp.state import Store, rewrite
from readerapp.state.backup import backups
from tests.state.conftest import Opener
from tests.state.helpers import Ticking, calm, edit, on_disk, values


def used(home: Home, opened: Opener, papers: int = 3) -> None:
    """A home with two runs behind it: a state file, a backup, a journal."""
    for run in range(2):
        store = opened()
        for number in range(papers):
            edit(store, f"arxiv:{number}", note=f"note {number}", rating=run + 1)
        store.close()


def aside(home: Home, why: str) -> Path:
    (found,) = home.data.glob(f"state.{why}-*.json")
    return found


DAMAGE: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "cut": ("damaged", lambda data: data[: len(data) * 2 // 3]),
    "extra data": ("damaged", lambda data: data + b'tail"}}'),
    "not JSON": ("damaged", lambda data: b"<<<<<<< HEAD\n" + data),
    "NULs": ("emptied", lambda data: b"\0" * len(data)),
    "binary": ("damaged", lambda data: bytes(range(256)) * 4),
    "empty": ("emptied", lambda data: b""),
    "null": ("emptied", lambda data: b"null"),
    "a list": ("foreign", lambda data: b"[1, 2]"),
    "another database": ("foreign", lambda data: b'{"_default": {"1": {"a": 1}}}'),
    "a table that is none": ("foreign", lambda data: b'{"papers": [1]}'),
    "a row of meta that is none": (
        "foreign",
        lambda data: json.dumps({**json.loads(data), "meta": {"1": []}}).encode(),
    ),
    "a row that is no document": (
        "foreign",
        lambda data: json.dumps(
            {**(found := json.loads(data)), "papers": {**found["papers"], "1": 3}}
        ).encode(),
    ),
    "a version that is none": (
        "foreign",
        lambda data: json.dumps({**json.loads(data), "meta": {"1": {"schema": "2"}}}).encode(),
    ),
    "deep": ("damaged", lambda data: b'{"papers": ' + b"[" * 100_000),
}


@pytest.mark.parametrize("journal", ["with", "without"])
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_file_that_cannot_be_used_is_set_aside_and_the_state_brought_back(
    home: Home, opened: Opener, damage: str, journal: str
) -> None:
    why, harm = DAMAGE[damage]
    used(home, opened)
    harmed = harm(home.state.read_bytes())
    home.state.write_bytes(harmed)
    if journal == "without":
        (home.data / "journal.jsonl").unlink()
    store = opened()
    (told,) = store.trouble
    assert str(home.state) in told
    assert aside(home, why).name in told
    assert "backup of 2026-11-22" in told
    assert aside(home, why).read_bytes() == harmed
    ratings = {store.get(f"arxiv:{number}").rating for number in range(3)}
    assert ratings == {2} if journal == "with" else ratings <= {1, 2}
    assert [store.get(f"arxiv:{number}").note for number in range(3)] == ["note 0", "note 1", "note 2"]
    edit(store, "arxiv:9", rating=5)
    store.close()
    assert set(on_disk(home)) == {"arxiv:0", "arxiv:1", "arxiv:2", "arxiv:9"}
    assert opened().trouble == ()


def test_whole_papers_of_a_cut_file_are_kept_without_any_backup(home: Home, opened: Opener) -> None:
    store = opened()
    for number in range(50):
        edit(store, f"arxiv:{number}", rating=3)
    store.close()
    data = home.state.read_bytes()
    shutil.rmtree(home.data)
    home.data.mkdir()
    home.state.write_bytes(data[: len(data) // 2])
    store = opened()
    assert 20 <= len(store.states) <= 25
    assert f"{len(store.states)} whole papers" in store.trouble[0]


def test_a_file_that_is_gone_is_brought_back(home: Home, opened: Opener) -> None:
    used(home, opened)
    home.state.unlink()
    store = opened()
    assert "was gone" in store.trouble[0]
    assert store.get("arxiv:1").rating == 2


def test_an_empty_file_in_a_new_home_is_a_new_home(home: Home, opened: Opener) -> None:
    home.data.mkdir()
    home.state.touch()
    store = opened()
    assert store.trouble == ()
    edit(store, "arxiv:1", rating=1)
    store.close()
    assert list(on_disk(home)) == ["arxiv:1"]


def test_a_backup_that_is_damaged_too_is_passed_over(home: Home, opened: Opener, clock: Ticking) -> None:
    used(home, opened)
    used(home, opened)
    newest, *_, oldest = backups(home.backups, clock())
    newest.path.write_bytes(b"{")
    home.state.write_bytes(b"{")
    (home.data / "journal.jsonl").unlink()
    assert len(opened().states) == 3
    assert oldest.path.exists()


def test_a_newer_file_is_shown_and_never_written(home: Home, opened: Opener) -> None:
    used(home, opened)
    tables = json.loads(home.state.read_text())
    tables["meta"]["1"]["schema"] = 99
    home.state.write_text(json.dumps(tables))
    before = home.state.read_bytes()
    store = opened()
    assert "newer readerapp (schema 99)" in store.trouble[0]
    assert store.get("arxiv:1").rating == 2
    with pytest.raises(Unwritable, match="newer readerapp"):
        edit(store, "arxiv:1", rating=5)
    with pytest.raises(Unwritable, match="newer readerapp"):
        store.undo()
    store.flush()
    store.close()
    assert home.state.read_bytes() == before


def test_a_file_that_becomes_newer_while_open_is_not_overwritten(home: Home, opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.flush()
    tables = json.loads(home.state.read_text())
    tables["meta"]["1"]["schema"] = 99
    home.state.write_text(json.dumps(tables))
    before = home.state.read_bytes()
    edit(store, "arxiv:1", rating=5)
    with pytest.raises(Unwritable, match="newer readerapp"):
        store.flush()
    assert home.state.read_bytes() == before


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_file_damaged_while_open_is_set_aside_and_written_anew(
    home: Home, opened: Opener, damage: str
) -> None:
    why, harm = DAMAGE[damage]
    store = opened()
    told: list[str] = []
    store.on_failure = told.append
    edit(store, "arxiv:1", rating=1)
    store.flush()
    home.state.write_bytes(harm(home.state.read_bytes()))
    store.poll()
    edit(store, "arxiv:2", rating=2)
    store.flush()
    assert set(on_disk(home)) == {"arxiv:1", "arxiv:2"}
    assert aside(home, why).name in told[0]


def test_a_file_deleted_while_open_is_written_again(home: Home, opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.flush()
    home.state.unlink()
    store.poll()
    store.flush()
    assert on_disk(home)["arxiv:1"]["rating"] == 1


def test_a_journal_deleted_while_open_is_begun_anew(home: Home, opened: Opener) -> None:
    store, other = opened(), opened()
    edit(store, "arxiv:1", rating=1)
    store.flush()
    other.poll()
    (home.data / "journal.jsonl").unlink()
    edit(store, "arxiv:2", rating=2)
    store.flush()
    assert other.poll()
    assert other.states == store.states == opened().states


def test_a_journal_that_is_none_is_set_aside(home: Home, opened: Opener) -> None:
    used(home, opened)
    (home.data / "journal.jsonl").write_bytes(b"\x00\x01 nothing of ours")
    store = opened()
    assert store.get("arxiv:1").rating == 2
    assert store.undo() is None
    edit(store, "arxiv:1", rating=4)
    store.close()
    assert len(list(home.data.glob("journal.damaged-*.jsonl"))) == 1
    assert opened().get("arxiv:1").rating == 4


def test_broken_lines_of_a_journal_are_passed_over(home: Home, opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.close()
    journal = home.data / "journal.jsonl"
    with journal.open("ab") as file:
        file.write(b'{"by":"x","id":"1","at":"never"}\n[]\n{"saved":1,"upto":{}}\n\xff\xfe\n{"half')
    store = opened()
    edit(store, "arxiv:1", rating=2)
    store.close()
    store = opened()
    assert store.get("arxiv:1").rating == 2
    store.undo()
    store.undo()
    assert store.get("arxiv:1").rating == 0


ODD_FIELDS: dict[str, list[Any]] = {
    "title": [None, 3, ["a"], "\x1b[2J\ud800"],
    "status": [None, "finished", 1, {}],
    "queue": ["1", True, float("nan"), float("inf"), 10**400, [1]],
    "note": [None, 7, ["x"], {"a": 1}],
    "tags": ["rl", None, [1, None, "ok"], {"a": 1}],
    "rating": [9, -1, 2.5, "5", True, None],
    "changed": [None, [], {"rating": 5, "note": "yesterday", "status": "9999-12-31T23:59:59.999999Z"}],
    "aliases": ["x", [1], {"a": 1}],
    "note_versions": [3, [["a"], [1, 2, 3], ["x", "y"]]],
    "note_replaced": [3, [1, None]],
}


@pytest.mark.parametrize(("field", "value"), [(name, odd) for name in ODD_FIELDS for odd in ODD_FIELDS[name]])
def test_a_value_of_a_wrong_type_counts_as_none_and_can_be_changed(
    home: Home, opened: Opener, field: str, value: Any
) -> None:
    home.data.mkdir()
    paper = {"key": "arxiv:1", "title": "T", "status": "read", "rating": 3, "note": "n", field: value}
    home.state.write_text(json.dumps({"papers": {"1": paper, "7": {"key": "arxiv:2", "rating": 2}}}))
    store = opened()
    assert store.trouble == ()
    assert store.get("arxiv:2").rating == 2
    assert store.get("arxiv:1").status in ("read", "unread")
    edit(store, "arxiv:1", rating=4, tags=("rl",), status="reading", queue=1.0)
    edit(store, "arxiv:1", note="new")
    store.close()
    assert values(on_disk(home)["arxiv:1"]) == ("reading", 1.0, "new", ["rl"], 4)
    strict = json.loads(home.state.read_text(), parse_constant=lambda name: pytest.fail(name))
    assert strict["meta"]["1"]["schema"] == 1


def test_what_is_not_ours_in_the_file_stays(home: Home, opened: Opener) -> None:
    home.data.mkdir()
    with tinydb.TinyDB(home.state) as db:
        db.table("papers").insert({"key": "arxiv:1", "rating": 3, "colour": "red"})
        db.table("papers").insert({"no": "key"})
        db.table("mine").insert({"a": 1})
    store = opened()
    edit(store, "arxiv:1", note="x")
    edit(store, "arxiv:2", note="y")
    store.close()
    with tinydb.TinyDB(home.state) as db:
        assert db.table("mine").all() == [{"a": 1}]
        assert {"no": "key"} in db.table("papers").all()
        (paper,) = db.table("papers").search(tinydb.where("key") == "arxiv:1")
        assert (paper["rating"], paper["colour"], paper["note"]) == (3, "red", "x")


def test_two_documents_of_one_paper_become_one(home: Home, opened: Opener) -> None:
    home.data.mkdir()
    papers = {"1": {"key": "arxiv:1", "rating": 3}, "2": {"key": "arxiv:1", "tags": ["rl"]}}
    home.state.write_text(json.dumps({"papers": papers}))
    store = opened()
    assert (store.get("arxiv:1").rating, store.get("arxiv:1").tags) == (3, ("rl",))
    edit(store, "arxiv:1", status="read")
    store.close()
    assert len(on_disk(home)) == 1


@pytest.mark.parametrize("opened_first", [True, False])
def test_a_meta_that_is_none_stops_no_later_change(home: Home, opened: Opener, *, opened_first: bool) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.flush()
    if not opened_first:
        store.close()
    home.state.write_text('{"papers": {}, "meta": {"1": []}}')
    store = store if opened_first else opened()
    for rating in (2, 3):
        edit(store, "arxiv:2", rating=rating)
        store.flush()
    store.close()
    assert aside(home, "foreign")
    assert {key: paper["rating"] for key, paper in on_disk(home).items()} == {"arxiv:1": 1, "arxiv:2": 3}


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
ROWS = st.dictionaries(
    st.sampled_from(["1", "2", "x", ""]),
    ANY | st.fixed_dictionaries({"key": st.just("arxiv:1")}, optional=dict.fromkeys(ODD_FIELDS, ANY)),
    max_size=3,
)
TABLES = st.fixed_dictionaries({}, optional={"papers": ROWS, "meta": ANY | ROWS, "mine": ANY | ROWS})


@settings(calm, max_examples=40)
@given(ANY | TABLES, st.booleans())
def test_a_file_of_any_shape_stops_no_change(tables: Any, opened_first: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home.find(folder)
        first = Store.open(home, clock=Ticking())
        if opened_first:
            edit(first, "arxiv:0", rating=1)
            first.flush()
        home.state.write_text(json.dumps(tables))
        store = first if opened_first else Store.open(home, clock=Ticking())
        edit(store, "arxiv:2", rating=2, tags=("rl",), note="mine")
        edit(store, "arxiv:1", status="read", tags=("rl",), note="mine")
        store.poll()
        store.flush()
        assert store.undo() is not None
        assert store.undo() is not None
        assert store.redo() is not None
        assert store.redo() is not None
        store.close()
        assert values(on_disk(home)["arxiv:2"]) == ("unread", None, "mine", ["rl"], 2)
        assert on_disk(home)["arxiv:1"]["status"] == "read"


@pytest.mark.parametrize(("field", "value"), [(name, odd) for name in ODD_FIELDS for odd in ODD_FIELDS[name]])
def test_a_value_of_a_wrong_type_stops_no_undo(home: Home, opened: Opener, field: str, value: Any) -> None:
    store = opened()
    edit(store, "arxiv:1", status="reading", note="n", tags=("rl",), rating=3, queue=1.0)
    store.flush()
    rows = json.loads(home.state.read_text())
    (row,) = rows["papers"].values()
    row[field] = value
    home.state.write_text(json.dumps(rows))
    store.poll()
    store.flush()
    store.poll()
    edit(store, "arxiv:1", status="read", note="new", tags=("ml",), rating=5, queue=2.0)
    edit(store, "arxiv:2", rating=1)
    assert store.undo() is not None
    assert store.undo() is not None
    assert values(store.get("arxiv:1")) != ("read", 2.0, "new", ["ml"], 5)
    assert store.redo() is not None
    assert values(store.get("arxiv:1")) == ("read", 2.0, "new", ["ml"], 5)
    store.close()


def test_an_edit_by_plain_tinydb_while_open_is_taken_in(home: Home, opened: Opener, clock: Ticking) -> None:
    store, other = opened(), opened()
    store.change("test", {"arxiv:1": {"rating": 1, "note": "old"}, "arxiv:2": {"rating": 1}}, "rated")
    store.flush()
    with tinydb.TinyDB(home.state) as db:
        db.table("papers").update({"rating": 5, "note": "by script"}, tinydb.where("key") == "arxiv:1")
        db.table("papers").insert({"key": "arxiv:3", "status": "read"})
        db.table("papers").insert({"no": "key"})
        db.table("mine").insert({"a": 1})
    edit(store, "arxiv:2", rating=2)
    store.flush()
    assert store.poll()
    other.poll()
    for seen in (store, other, opened()):
        assert (seen.get("arxiv:1").rating, seen.get("arxiv:1").note) == (5, "by script")
        assert seen.get("arxiv:2").rating == 2
        assert seen.get("arxiv:3").status == "read"
    assert store.entries()[0].words == "took in 2 papers changed by another program"
    with tinydb.TinyDB(home.state) as db:
        assert db.table("mine").all() == [{"a": 1}]
        assert {"no": "key"} in db.table("papers").all()
        found = {paper["key"]: values(paper) for paper in db.table("papers").all() if "key" in paper}
    assert found == {key: values(state) for key, state in store.states.items()}


def test_an_edit_by_hand_is_noticed_without_any_change(home: Home, opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.flush()
    home.state.write_text(home.state.read_text().replace('"rating":1', '"rating":4'))
    store.poll()
    store.flush()
    assert store.poll()
    assert store.get("arxiv:1").rating == 4


def test_an_edit_by_hand_while_closed_stands(home: Home, opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1, note="mine")
    store.close()
    text = home.state.read_text().replace('"rating":1', '"rating":4').replace('"mine"', '"by hand"')
    home.state.write_text(text)
    store = opened()
    assert (store.get("arxiv:1").rating, store.get("arxiv:1").note) == (4, "by hand")
    edit(store, "arxiv:1", rating=2)
    store.close()
    assert (opened().get("arxiv:1").rating, opened().get("arxiv:1").note) == (2, "by hand")


def test_an_edit_by_hand_while_closed_is_as_late_as_the_file_and_wins_over_what_was_earlier(
    home: Home, opened: Opener, tmp_path: Path, clock: Ticking
) -> None:
    """By a merge, too, and another program that runs hears of it."""
    away = Home.find(tmp_path / "away")
    here, there = opened(), opened(away)
    edit(here, "arxiv:1", rating=1, status="reading", tags=("rl",), note="first")
    here.close()
    there.merge(home.state)
    edit(there, "arxiv:1", rating=2, status="archived", tags=("rl", "theirs"), note="theirs")
    there.close()
    clock.turn(hours=1)
    with tinydb.TinyDB(home.state) as db:
        new = {"rating": 5, "status": "read", "tags": ["rl", "by hand"], "note": "by hand"}
        db.table("papers").update(new, tinydb.where("key") == "arxiv:1")
        db.table("papers").insert({"key": "arxiv:2", "rating": 4})
    os.utime(home.state, (clock.now.timestamp(), clock.now.timestamp()))
    runs_already = opened()
    here = opened()
    here.merge(away.state)
    state = here.get("arxiv:1")
    assert (state.rating, state.status, state.tags) == (5, "read", ("by hand", "rl", "theirs"))
    assert "theirs" in state.note
    assert "by hand" in state.note
    assert here.get("arxiv:2").rating == 4
    assert state.changed["rating"] == here.get("arxiv:2").changed["rating"]
    here.close()
    runs_already.poll()
    for store in (runs_already, opened()):
        assert store.get("arxiv:1").rating == 5
        assert store.get("arxiv:2").rating == 4


def test_what_is_known_of_a_file_put_there_by_another_machine_is_no_edit_by_hand(
    home: Home, opened: Opener, tmp_path: Path
) -> None:
    away = Home.find(tmp_path / "away")
    here, there = opened(), opened(away)
    edit(there, "arxiv:1", tags=("theirs",), note="theirs")
    edit(here, "arxiv:1", tags=("ours",), note="ours", rating=1)
    here.close()
    there.close()
    rewrite.merge(home.state, away.state, home.state)
    merged = home.state.read_bytes()
    store = opened()
    edit(store, "arxiv:2", rating=1)
    store.close()
    assert on_disk(home)["arxiv:1"] == next(
        paper for paper in json.loads(merged)["papers"].values() if paper["key"] == "arxiv:1"
    )


def test_an_older_copy_put_back_loses_nothing(home: Home, opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.close()
    older = home.state.read_bytes()
    store = opened()
    edit(store, "arxiv:1", rating=2)
    edit(store, "arxiv:2", note="later")
    store.close()
    home.state.write_bytes(older)
    store = opened()
    assert (store.get("arxiv:1").rating, store.get("arxiv:2").note) == (2, "later")


def test_a_file_that_cannot_be_read_is_not_overwritten(home: Home, opened: Opener) -> None:
    home.state.mkdir(parents=True)
    store = opened()
    assert "nothing is saved" in store.trouble[0]
    with pytest.raises(ReaderError, match="nothing is saved"):
        edit(store, "arxiv:1", rating=1)
    store.close()
