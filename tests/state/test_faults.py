"""Disks that fail, fill up or refuse, and locks that hang: the old state or the new, and one clear line."""

import errno
import fcntl
import os
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from readerapp.disk import lock
from readerapp.domain.errors import Unwritable
from readerapp.home import Home
from readerapp.state.journal_line import JournalLine
from readerapp.state.loader import load
from readerapp.state.papers import apply
from readerapp.state.run import Run
from readerapp.state.saver import Saver
from tests.state.conftest import Opener
from tests.state.faults import Calls, Fault, Killed, dies_at, fails_from, fails_once, short_writes
from tests.state.helpers import Ticking, edit, on_disk

OLD, NEW = 1, 2
MOST_CALLS = 60


def prepared(home: Home, clock: Ticking, opened: Opener) -> tuple[Saver, JournalLine]:
    """A home in which a paper's rating is `OLD`, and a change of it to `NEW` that isn't written yet."""
    store = opened()
    edit(store, "arxiv:1", rating=OLD)
    store.close()
    session = Run.begin(home, clock)
    loaded = load(session)
    line = JournalLine(
        id=f"{session.id}.1",
        by=session.id,
        at=session.now(),
        edits={"arxiv:1": {"rating": NEW}},
        before={"arxiv:1": {"rating": OLD}},
    )
    apply(line, loaded.papers)
    return Saver(session, loaded, told=lambda _: None), line


def save(disk: Saver, line: JournalLine) -> None:
    disk.commit([line])
    disk.save()


@pytest.mark.parametrize("half", [False, True])
def test_a_crash_at_any_system_call_leaves_the_old_state_or_the_new(
    tmp_path: Path, clock: Ticking, opened: Opener, monkeypatch: pytest.MonkeyPatch, half: bool
) -> None:
    for at in range(1, MOST_CALLS):
        home = Home.find(tmp_path / str(at))
        disk, line = prepared(home, clock, lambda: opened(home))  # noqa: B023
        with Calls(monkeypatch, dies_at(at, half=half)).watched() as calls, suppress(Killed):
            save(disk, line)
        del disk  # and with it its lock, as the system lets a dead process's lock go
        assert on_disk(home)["arxiv:1"]["rating"] in (OLD, NEW)
        store = opened(home)
        assert store.trouble == ()
        assert store.get("arxiv:1").rating in (OLD, NEW)
        edit(store, "arxiv:2", rating=5)
        store.close()
        assert on_disk(home)["arxiv:1"]["rating"] == store.get("arxiv:1").rating
        if at > len(calls.made):
            break
    else:
        pytest.fail("there are more system calls than this test tries")


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_any_system_call_may_fail_once(
    tmp_path: Path, clock: Ticking, opened: Opener, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    for at in range(1, MOST_CALLS):
        home = Home.find(tmp_path / str(at))
        disk, line = prepared(home, clock, lambda: opened(home))  # noqa: B023
        with Calls(monkeypatch, fails_once(at, code)).watched() as calls:
            try:
                save(disk, line)
            except OSError:
                assert on_disk(home)["arxiv:1"]["rating"] in (OLD, NEW)
        save(disk, line)
        assert on_disk(home)["arxiv:1"]["rating"] == NEW
        assert not list(home.data.glob(".*.new"))
        assert not opened(home).trouble
        if at > len(calls.made):
            break
    else:
        pytest.fail("there are more system calls than this test tries")


def test_short_writes_are_written_on(
    home: Home, clock: Ticking, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, line = prepared(home, clock, opened)
    with Calls(monkeypatch, short_writes()).watched():
        save(disk, line)
    assert on_disk(home)["arxiv:1"]["rating"] == NEW


@contextmanager
def faulty(monkeypatch: pytest.MonkeyPatch, fault: Fault) -> Iterator[None]:
    """The fault, in the threads that write only."""

    def only_writers(number: int, name: str, real: object, args: tuple[object, ...]) -> object:
        assert callable(real)
        if threading.current_thread().name != "state writer":
            return real()
        return fault(number, name, real, args)

    with Calls(monkeypatch, only_writers).watched():
        yield


def test_a_full_disk_is_told_once_and_the_changes_are_written_when_there_is_room(
    home: Home, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=OLD)
    store.flush()
    told: list[str] = []
    store.on_failure = told.append
    with faulty(monkeypatch, fails_from(0)):
        edit(store, "arxiv:1", rating=NEW)
        with pytest.raises(Unwritable, match="No space left"):
            store.flush()
        edit(store, "arxiv:2", rating=NEW)
        with pytest.raises(Unwritable, match="No space left"):
            store.flush()
        assert on_disk(home)["arxiv:1"]["rating"] == OLD
        assert store.get("arxiv:1").rating == NEW
    assert len(told) == 1
    assert "Nothing is lost" in told[0]
    store.flush()
    assert {key: paper["rating"] for key, paper in on_disk(home).items()} == {"arxiv:1": NEW, "arxiv:2": NEW}


@pytest.mark.parametrize("room", [0, 1, 100, 400, 700, 1000, 1500])
def test_a_file_that_may_not_grow_keeps_the_old_state(home: Home, opened: Opener, room: int) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=OLD, note="x" * 200)
    store.flush()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        edit(store, "arxiv:1", rating=NEW, note="y" * 5000)
        with pytest.raises(Unwritable, match="too large"):
            store.flush()
        again = opened()
        assert not again.trouble
        assert again.get("arxiv:1").rating == OLD
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    store.flush()
    assert on_disk(home)["arxiv:1"]["note"] == "y" * 5000


def test_who_is_told_may_wait_for_the_one_who_waits_for_the_writer(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readerapp.state.store._TOLD_WITHIN_SECONDS", 0.01)
    store, over = opened(), threading.Event()

    def tell(sentence: str) -> None:
        assert over.wait(60), sentence

    store.on_failure = tell
    with faulty(monkeypatch, fails_from(0)):
        edit(store, "arxiv:1", rating=NEW)
        with pytest.raises(Unwritable, match="No space left"):
            store.flush()
    over.set()


def test_no_room_for_a_backup_is_told_and_does_not_hold_up_a_change(
    home: Home, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened()
    edit(first, "arxiv:1", rating=OLD)
    first.close()
    home.backups.write_text("a file where the folder should be")
    store = opened()
    told: list[str] = []
    store.on_failure = told.append
    edit(store, "arxiv:1", rating=NEW)
    store.flush()
    assert on_disk(home)["arxiv:1"]["rating"] == NEW
    assert [sentence for sentence in told if "No backup was made" in sentence] == told != []


def test_a_home_that_cannot_be_made_is_one_clear_line(tmp_path: Path, opened: Opener) -> None:
    home = Home.find(tmp_path / "file" / "home")
    (tmp_path / "file").write_text("")  # which another program put there meanwhile
    store = opened(home)
    assert [line for line in store.trouble if "Not a directory" in line] == list(store.trouble) != []
    with pytest.raises(Unwritable, match="Not a directory"):
        edit(store, "arxiv:1", rating=NEW)
    assert store.get("arxiv:1").rating == 0


def test_a_lock_held_by_a_hanging_program_is_told_and_waited_for(
    home: Home, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "TIMEOUT_SECONDS", 0.05)
    store = opened()
    home.data.mkdir(parents=True)
    hanging = os.open(home.data / "state.json.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(hanging, fcntl.LOCK_EX)
    edit(store, "arxiv:1", rating=NEW)
    with pytest.raises(Unwritable, match="held by another program"):
        store.flush()
    os.close(hanging)  # as the system does when it ends
    store.flush()
    assert on_disk(home)["arxiv:1"]["rating"] == NEW


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.ENOTSUP, errno.ENOLCK])
def test_a_file_system_without_locks_will_do(
    home: Home, opened: Opener, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def flock(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", flock)
    here, there = opened(), opened()
    edit(here, "arxiv:1", rating=NEW)
    edit(there, "arxiv:2", rating=NEW)
    here.flush()
    there.flush()
    assert set(on_disk(home)) == {"arxiv:1", "arxiv:2"}
