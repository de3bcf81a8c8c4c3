"""One copy of the state for readers and the writer: the file gets what the journal has, and no more."""

import json
import threading
from typing import Any

import pytest
import tinydb

from readerapp.disk.files import signature
from readerapp.home import Home
from readerapp.state.journal_line import JournalLine
from readerapp.state.loader import load
from readerapp.state.papers import apply
from readerapp.state.run import Run
from readerapp.state.saver import Saver
from readerapp.state.storage import AtomicStorage
from tests.state.conftest import Opener
from tests.state.helpers import Ticking, edit, on_disk


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """While it is set, a save ends in a full disk, after all was encoded."""
    save, full = AtomicStorage.save, threading.Event()

    def saved(storage: AtomicStorage) -> object:
        if full.is_set():
            raise OSError(28, "No space left on device", str(b"".join(storage.encoded())[:20]))
        return save(storage)

    monkeypatch.setattr(AtomicStorage, "save", saved)
    return full


def stock_update(home: Home, **fields: Any) -> None:
    """What a script with plain TinyDB does: it knows nothing of times."""
    with tinydb.TinyDB(home.state) as db:
        db.table("papers").update(fields, tinydb.where("key") == "arxiv:1")


def test_a_change_made_during_a_save_is_in_the_journal_before_it_is_in_the_file(
    home: Home, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened()
    take_in, save = Saver._take_in, AtomicStorage.save
    changes: list[str] = []
    ahead: list[str] = []

    def taken_in(disk: Saver) -> None:
        if not changes:
            changes.append("arxiv:2")
            edit(store, "arxiv:2", rating=2)
        take_in(disk)

    def saved(storage: AtomicStorage) -> object:
        journal = home.journal.read_text()
        rows = (storage.read() or {})["papers"]
        ahead.extend(row["key"] for row in rows.values() if f'"{row["key"]}"' not in journal)
        return save(storage)

    monkeypatch.setattr(Saver, "_take_in", taken_in)
    monkeypatch.setattr(AtomicStorage, "save", saved)
    edit(store, "arxiv:1", rating=1)
    store.flush()
    assert set(on_disk(home)) == {"arxiv:1", "arxiv:2"}
    assert not ahead


class Program:
    """A store without its thread: it saves when told."""

    def __init__(self, home: Home, clock: Ticking) -> None:
        self._session = Run.begin(home, clock)
        self._replica = load(self._session)
        self._disk = Saver(self._session, self._replica, told=pytest.fail)
        self.save = self._disk.save

    def change(self, **fields: object) -> None:
        now = self._session.now()
        line = JournalLine(id=now, by=self._session.id, at=now, edits={"arxiv:1": fields})
        apply(line, self._replica.papers)
        self._disk.commit([line])

    def get(self, name: str) -> object:
        return self._replica.papers.documents["arxiv:1"].get(name)


def test_a_save_that_failed_does_not_count_as_what_the_file_holds(
    home: Home, clock: Ticking, full: threading.Event
) -> None:
    home.data.mkdir(parents=True)
    home.state.write_text(json.dumps({"papers": {"1": {"key": "arxiv:1", "rating": 1}}}))
    program = Program(home, clock)
    program.change(rating=5)
    full.set()
    with pytest.raises(OSError, match="No space left"):
        program.save()
    stock_update(home, status="read")
    full.clear()
    program.save()
    for name, value in {"rating": 5, "status": "read"}.items():
        assert program.get(name) == on_disk(home)["arxiv:1"][name] == value


def test_what_another_program_wrote_is_taken_in_once_though_the_save_after_it_fails(
    home: Home, clock: Ticking, full: threading.Event
) -> None:
    program = Program(home, clock)
    program.change(rating=1)
    program.save()
    stock_update(home, rating=2)
    full.set()
    with pytest.raises(OSError, match="No space left"):
        program.save()
    assert program.get("rating") == 2
    program.change(rating=3)
    with pytest.raises(OSError, match="No space left"):
        program.save()
    stock_update(home, status="read")  # in the file that has the other rating still
    full.clear()
    program.save()
    for name, value in {"rating": 3, "status": "read"}.items():
        assert program.get(name) == on_disk(home)["arxiv:1"][name] == value


def test_an_older_file_of_another_program_does_not_take_a_change_off_the_disk(
    home: Home, opened: Opener
) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.flush()
    older = home.state.read_bytes()
    edit(store, "arxiv:1", rating=2)
    edit(store, "arxiv:2", rating=2)
    store.flush()
    home.state.write_bytes(older)  # as a folder-sharing program does
    store.poll()
    store.flush()
    assert {key: paper["rating"] for key, paper in on_disk(home).items()} == {"arxiv:1": 2, "arxiv:2": 2}


def test_a_step_of_the_library_alone_is_saved_like_any_other(home: Home, opened: Opener) -> None:
    store = opened()
    store.change("add", {}, "added 3 papers", adds="20261122.json")
    store.flush()
    assert on_disk(home) == {}
    assert b'"saved":' in home.journal.read_bytes()


def test_stores_that_both_find_the_file_behind_the_journal_save_it_once(home: Home, opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.close()
    home.state.unlink()
    stores = opened(), opened()
    seen = set()
    for each in stores * 4:
        each.poll()
        each.flush()
        seen.add(signature(home.state))
    assert on_disk(home)["arxiv:1"]["rating"] == 1
    assert len(seen) <= 2


def test_a_step_of_another_process_joins_a_log_that_was_read_already(opened: Opener) -> None:
    here, there = opened(), opened()
    assert here.entries() == []
    edit(there, "arxiv:1", rating=1)
    there.flush()
    here.poll()
    assert [entry.words for entry in here.entries()] == ["changed arxiv:1"]


def test_a_store_that_only_wrote_itself_does_not_read_its_journal_again(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.sync()
    monkeypatch.setattr("readerapp.state.journal.Journal.read", lambda _: pytest.fail("read again"))
    store._catch_up()
