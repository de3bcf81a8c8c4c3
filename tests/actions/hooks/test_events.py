"""What a change did to papers, as hooks hear of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readerapp.actions.hooks.events import events_of
from readerapp.actions.intake.undo_records import new_keys
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.state import Status
from readerapp.settings import HookSettings
from readerapp.state.journal_line import JournalLine

A, B, C = KEYS = [f"arxiv:2401.0000{n}" for n in (1, 2, 3)]
Heard = Callable[[], list[tuple[str, list[str]]]]


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[ReadingList]:
    lines = (json.dumps({"key": key, "title": f"Paper {key}"}) + "\n" for key in KEYS)
    (tmp_path / "papers.jsonl").write_text("".join(lines), "utf-8")
    with ReadingList.open(tmp_path, clock=lambda: datetime(2026, 11, 20, tzinfo=UTC)) as lib:
        yield lib


@pytest.fixture
def heard(lib: ReadingList) -> Heard:
    """Returns the events since the last call, those of an import with the keys in its record."""
    lines: list[JournalLine] = []
    lib.store.on_change = lines.append

    def events() -> list[tuple[str, list[str]]]:
        found = [each for line in lines for each in events_of(line).items()]
        lines.clear()
        return [
            (event, new_keys(lib.home.arrivals, keys[0]) if event == "added" else keys)
            for event, keys in found
        ]

    return events


def test_marking_archiving_rating_and_writing_are_events(lib: ReadingList, heard: Heard) -> None:
    lib.mark(Status.READ, A, B)
    assert heard() == [("read", [A, B])]
    lib.mark(Status.ARCHIVED, A)
    assert heard() == [("archived", [A])]
    lib.rate(4, A)
    lib.note(B, "a thought")
    lib.tag([A, C], add=["rl"])
    lib.queue(C)
    assert heard() == [("rated", [A]), ("noted", [B]), ("tagged", [A, C]), ("queued", [C])]


def test_what_takes_something_back_is_no_event(lib: ReadingList, heard: Heard) -> None:
    lib.mark(Status.READ, A)
    lib.rate(4, A)
    lib.note(A, "a thought")
    lib.tag([A], add=["rl"])
    lib.queue(B)
    heard()
    lib.mark(Status.UNREAD, A)
    lib.rate(0, A)
    lib.note(A, "")
    lib.tag([A], remove=["rl"])
    lib.unqueue(B)
    lib.mark(Status.READING, A)
    assert heard() == []


def test_only_papers_that_change_count(lib: ReadingList, heard: Heard) -> None:
    lib.mark(Status.READ, A)
    lib.queue(B, C)
    heard()
    lib.mark(Status.READ, A)
    lib.move(C, 1)
    lib.shift(C, 1)
    lib.later("tomorrow", B)
    assert list(lib.store.queue()) == [B, C]
    assert heard() == []
    lib.mark(Status.READ, A, C)
    assert heard() == [("read", [C])]
    lib.move(A, 1)
    assert heard() == [("queued", [A])]


def test_undo_redo_and_moved_marks_are_no_events(lib: ReadingList, heard: Heard) -> None:
    lib.mark(Status.READ, A)
    lib.note(B, "a thought")
    heard()
    lib.undo()
    lib.undo()
    lib.redo()
    lib.redo()
    lib.same(A, B)  # one of them gets the other's note or status
    lib.remove(C)
    assert heard() == []


def test_what_another_process_did_or_a_copy_has_is_no_event(
    lib: ReadingList, heard: Heard, tmp_path: Path
) -> None:
    with ReadingList.open(tmp_path) as other:
        other.mark(Status.READ, A)
    assert lib.poll()
    copy = tmp_path / "copy.json"
    copy.write_bytes((tmp_path / "state.json").read_bytes().replace(b'"read"', b'"archived"'))
    lib.store.merge(copy)
    assert heard() == []


def test_an_import_is_one_event_of_its_new_papers(lib: ReadingList, heard: Heard, tmp_path: Path) -> None:
    source = tmp_path / "more.jsonl"
    papers = [{"key": A, "title": f"Paper {A}", "upvotes": 3}, {"title": "New One"}, {"title": "New Two"}]
    source.write_text("".join(json.dumps(paper) + "\n" for paper in papers), "utf-8")
    lib.add(str(source))
    ((event, keys),) = heard()
    assert event == "added"
    assert [lib.paper(key).title for key in keys] == ["New One", "New Two"]
    lib.add(str(source))
    assert heard() == []


def test_the_settings_name_each_event() -> None:
    names = {each.name for each in fields(HookSettings)} - {"seconds"}
    assert names == {"read", "queued", "noted", "added", "archived", "rated", "tagged"}
