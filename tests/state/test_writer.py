"""The thread that writes: the journal at once, the state file soon, and again after a failure."""

import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from readerapp.domain.errors import Unwritable
from readerapp.state.journal_line import JournalLine
from readerapp.state.writer import Writer


def line(name: str) -> JournalLine:
    return JournalLine(id=name, by="test", at="2026-11-22T09:00:00.000000Z")


class Recorder:
    """Notes what it is asked to write; each write waits until it may."""

    def __init__(self) -> None:
        self.may = threading.Event()
        self.may.set()
        self.began = threading.Event()
        self.done: list[str] = []
        self.fails: Exception | None = None

    def commit(self, lines: list[JournalLine]) -> None:
        self._write(" ".join(each.id for each in lines))

    def save(self) -> None:
        self._write("saved")

    def _write(self, what: str) -> None:
        self.began.set()
        assert self.may.wait(10)
        if self.fails is not None:
            raise self.fails
        self.done.append(what)


@pytest.fixture
def target() -> Recorder:
    return Recorder()


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def writer(target: Recorder, told: list[str]) -> Iterator[Writer]:
    writer = Writer(lambda: target, told.append)
    yield writer
    target.may.set()
    target.fails = None
    writer.close()


def test_the_journal_comes_first_and_the_file_follows(writer: Writer, target: Recorder) -> None:
    writer.add(line("1"))
    writer.sync()
    assert target.done == ["1"]
    writer.flush()
    assert target.done == ["1", "saved"]
    assert not writer.busy


def test_what_is_handed_over_during_a_write_is_written_together(writer: Writer, target: Recorder) -> None:
    target.may.clear()
    writer.add(line("1"))
    assert target.began.wait(10)
    for name in "234":
        writer.add(line(name))
    assert writer.pending
    target.may.set()
    writer.sync()
    assert target.done == ["1", "2 3 4"]


def test_the_file_follows_by_itself(writer: Writer, target: Recorder) -> None:
    writer.add(line("1"))
    saved = threading.Event()
    target.save = saved.set  # type: ignore[method-assign]
    assert saved.wait(10)


def test_a_failed_write_is_told_once_kept_in_order_and_tried_again(
    writer: Writer, target: Recorder, told: list[str]
) -> None:
    target.fails = OSError(28, "No space left on device", "/home/ada/journal.jsonl")
    writer.add(line("1"))
    for _ in range(2):
        with pytest.raises(Unwritable, match=r"/home/ada/journal\.jsonl: No space left on device"):
            writer.sync()
    writer.add(line("2"))
    target.fails = None
    writer.flush()
    assert " ".join(target.done) == "1 2 saved"
    assert len(told) == 1


def test_closing_writes_what_is_left_and_may_be_done_again(writer: Writer, target: Recorder) -> None:
    writer.add(line("1"))
    writer.close()
    writer.close()
    assert target.done == ["1", "saved"]
    assert writer.closed


def test_without_a_change_there_is_no_thread_and_no_waiting(writer: Writer, target: Recorder) -> None:
    before = threading.active_count()
    writer.sync()
    writer.flush()
    writer.close()
    assert threading.active_count() == before
    assert target.done == []


@pytest.mark.parametrize("fault", [TypeError("a"), KeyError("b"), RecursionError("c"), UnicodeError("d")])
def test_a_fault_of_any_kind_is_told_once_kept_and_tried_again(
    writer: Writer, target: Recorder, told: list[str], fault: Exception
) -> None:
    target.fails = fault
    writer.add(line("1"))
    for _ in range(2):
        with pytest.raises(Unwritable, match=f"Not saved yet: .*{type(fault).__name__}"):
            writer.sync()
    assert writer.pending
    writer.add(line("2"))
    target.fails = None
    writer.flush()
    assert " ".join(target.done) == "1 2 saved"
    assert len(told) == 1


def test_a_target_that_cannot_be_made_is_no_reason_to_wait_for_ever() -> None:
    made: list[Recorder] = []

    def broken() -> Recorder:
        if not made:
            raise RuntimeError("a fault of ours")
        return made[0]

    writer = Writer(broken, lambda _: None)
    writer.add(line("1"))
    with pytest.raises(Unwritable, match=r"Not saved yet.*a fault of ours"):
        writer.sync()
    made.append(Recorder())
    writer.close()
    assert made[0].done == ["1", "saved"]


def test_the_file_follows_within_two_seconds_even_while_changes_go_on(
    writer: Writer, target: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr("readerapp.state.writer.time", SimpleNamespace(monotonic=lambda: now[0]))
    saved = threading.Event()
    monkeypatch.setattr(target, "save", saved.set)
    for tenths in range(1, 20):
        writer.add(line(str(tenths)))
        writer.sync()  # each change puts the save off by a little more than it takes until the next
        now[0] = tenths / 10
    assert not saved.is_set()
    now[0] = 2.0
    writer.add(line("last"))
    assert saved.wait(10)
