"""One at a time: over the processes of one home, and over the threads of one store."""

import errno
import fcntl
import os
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from readerapp.disk.lock import lock_of, writing
from readerapp.domain.errors import Unwritable
from readerapp.domain.state import State
from readerapp.home import Home
from readerapp.state import Store
from readerapp.state.journal import Journal
from readerapp.state.storage import AtomicStorage
from tests.state.conftest import Opener
from tests.state.helpers import START, edit


def is_free(path: Path) -> bool:
    try:
        with lock_of(path, 0).held():
            return True
    except Unwritable:
        return False


@pytest.mark.parametrize("code", [0, errno.ENOTSUP])
def test_a_lock_is_held_to_the_end_of_its_block_and_no_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def flock(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    if code:  # then it is a file that is there or not
        monkeypatch.setattr(fcntl, "flock", flock)
    path = tmp_path / "state.json"
    with lock_of(path).held():
        assert not is_free(path)
        assert is_free(tmp_path / "papers.jsonl")
    assert is_free(path)
    with pytest.raises(ZeroDivisionError), lock_of(path).held():
        raise ZeroDivisionError
    assert is_free(path)
    with writing(path):
        assert not is_free(path)


def test_a_lock_is_waited_for_as_long_as_was_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readerapp.disk.lock.TIMEOUT_SECONDS", 0.02)
    with lock_of(tmp_path / "state.json").held():
        for lock, patience in (
            (lock_of(tmp_path / "state.json"), "0.02"),
            (lock_of(tmp_path / "state.json", 0.01), "0.01"),
        ):
            with pytest.raises(Unwritable, match=f"for {patience} s"), lock.held():
                pytest.fail("both hold it")


def test_the_journal_and_the_state_file_are_written_under_the_lock_only(
    home: Home, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    free: list[bool] = []
    append, save = Journal.append, AtomicStorage.save

    def appended(journal: Journal, rows: bytes, when: str) -> object:
        free.append(is_free(home.state))
        return append(journal, rows, when)

    def saved(storage: AtomicStorage) -> object:
        free.append(is_free(home.state))
        return save(storage)

    monkeypatch.setattr(Journal, "append", appended)
    monkeypatch.setattr(AtomicStorage, "save", saved)
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.close()
    assert free
    assert not any(free)


class Held:
    """A clock that stops whoever asks the second thread's first question of it, in the midst of a change."""

    def __init__(self) -> None:
        self.stops = False
        self.asked, self.goes_on = threading.Event(), threading.Event()

    def __call__(self) -> datetime:
        if self.stops:
            self.stops = False
            self.asked.set()
            assert self.goes_on.wait(60)
        return START


CALLS: list[Callable[[Store], object]] = [
    lambda store: edit(store, "arxiv:2", rating=1),
    lambda store: store.get("arxiv:1"),
    lambda store: store.snapshot(),
    lambda store: store.queue(),
    lambda store: store.place("arxiv:1"),
    lambda store: store.entries(),
    lambda store: store.undo(),
    lambda store: store.redo(),
    lambda store: store.rename({"arxiv:1": "arxiv:9"}),
    lambda store: store.poll(),
]


@pytest.mark.parametrize("call", CALLS)
def test_nothing_is_done_in_the_midst_of_a_change(home: Home, call: Callable[[Store], object]) -> None:
    clock = Held()
    store = Store.open(home, clock=clock)
    edit(store, "arxiv:1", rating=1)
    store.flush()
    clock.stops = True
    changing = threading.Thread(target=edit, args=(store, "arxiv:1"), kwargs={"rating": 3})
    calling = threading.Thread(target=call, args=(store,))
    try:
        changing.start()
        assert clock.asked.wait(60)
        calling.start()
        calling.join(0.1)  # it would be done long since
        assert calling.is_alive()
    finally:
        clock.goes_on.set()
        changing.join()
        calling.join()
        store.close()
    assert isinstance(store.get("arxiv:1"), State)
