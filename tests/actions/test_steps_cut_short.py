"""Every add is one undo step, wherever it is killed, stopped, or fails."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from readerapp.actions.intake import undo_records
from readerapp.actions.reading_list import ReadingList
from readerapp.disk import files
from readerapp.domain.errors import Unwritable
from readerapp.library.ingest.append import BatchWriter
from readerapp.state.saver import Saver
from tests.actions.killed_add import POINTS, at
from tests.state.helpers import Ticking

ROOT = Path(__file__).resolve().parents[2]
COUNT = 1200
"""Papers of the add: three batches."""


def key(number: int) -> str:
    return f"arxiv:2401.{number:05d}"


def there(lib: ReadingList) -> set[str]:
    return {lib.library.key(row) for row in lib.shelf("is:any").rows}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a paper, which its reader has marked."""
    with ReadingList.open(tmp_path / "home", clock=Ticking()) as lib:
        lib.add([source(tmp_path / "one.jsonl", 0)])
        lib.mark("read", key(0))
    return tmp_path / "home"


def source(path: Path, *numbers: int, **said: Any) -> str:
    rows = [{"title": f"Paper number {n}", "arxiv_id": f"2401.{n:05d}", **said} for n in numbers]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


@pytest.fixture
def many(tmp_path: Path) -> str:
    """More papers, and more of the one that is there."""
    return source(tmp_path / "many.jsonl", *range(COUNT), upvotes=7)


def is_one_step(lib: ReadingList, came: set[str]) -> None:
    """Undo takes what came and leaves the mark, redo brings it, and the next undo but one takes the mark."""
    lib.undo()
    assert there(lib) == {key(0)}
    assert lib.paper(key(0)).upvotes is None
    assert lib.state(key(0)).status == "read"
    lib.redo()
    assert there(lib) == came
    lib.undo()
    assert "marked" in lib.undo().message
    assert (there(lib), lib.state(key(0)).status) == ({key(0)}, "unread")


@pytest.mark.parametrize("point", POINTS)
def test_an_add_that_is_killed_is_one_step(home: Path, many: str, point: str) -> None:
    command = [sys.executable, "-m", "tests.actions.killed_add", str(home), many, point]
    killed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert killed.returncode == -9, killed.stderr
    with ReadingList.open(home, clock=Ticking()) as lib:
        came = there(lib)
        assert len(came) == dict(zip(POINTS, (1, 1, 500, 1000, COUNT, COUNT), strict=True))[point]
        if point.startswith("before the step is"):  # and there is no step, nor a paper
            assert "marked" in lib.undo().message
        else:
            is_one_step(lib, came)


@pytest.mark.parametrize("point", POINTS)
def test_an_add_again_with_some_news_that_is_killed_is_one_step(tmp_path: Path, point: str) -> None:
    home, known = tmp_path / "home", range(COUNT)
    with ReadingList.open(home, clock=Ticking()) as lib:
        lib.add([source(tmp_path / "many.jsonl", *known)])
    before = (home / "papers.jsonl").read_bytes()
    more = Path(source(tmp_path / "more.jsonl", *known[700:], upvotes=7)).read_text()
    (tmp_path / "many.jsonl").write_text(
        Path(source(tmp_path / "same.jsonl", *known[:700])).read_text() + more
    )
    command = [
        sys.executable,
        "-m",
        "tests.actions.killed_add",
        str(home),
        str(tmp_path / "many.jsonl"),
        point,
    ]
    killed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert killed.returncode == -9, killed.stderr
    written = (home / "papers.jsonl").read_bytes()
    assert written.startswith(before)  # a known paper that says nothing new is not written
    with ReadingList.open(home, clock=Ticking()) as lib:

        def news() -> int:
            return sum(lib.paper(key(number)).upvotes == 7 for number in known)

        came = dict(zip(POINTS, (0, 0, 300, 300, 500, 500), strict=True))[point]
        assert news() == came == written.count(b"\n") - COUNT
        if not point.startswith("before the step is"):
            lib.undo()
            assert news() == 0 and len(there(lib)) == COUNT
            lib.redo()
            assert news() == came  # not what was recorded and never written


@pytest.mark.parametrize("fault", [KeyboardInterrupt, Unwritable, ValueError])
@pytest.mark.parametrize(
    "point", [name for name in POINTS if name.startswith(("before the second", "after"))]
)
def test_an_add_that_fails_half_way_is_one_step(
    home: Path, many: str, point: str, fault: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    whose, name, call, after = POINTS[point]

    def fail() -> None:
        raise fault("full")

    with ReadingList.open(home, clock=Ticking()) as lib:
        with monkeypatch.context() as patch, pytest.raises(fault):
            patch.setattr(whose, name, at(call, getattr(whose, name), fail, after=after))
            lib.add([many])
        lib.poll()
        came = there(lib)
        assert 1 < len(came) < COUNT
        is_one_step(lib, came)


@pytest.mark.parametrize("after", [False, True])
def test_an_undo_that_fails_half_way_is_undone_and_redone_whole(
    home: Path, many: str, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    def fail() -> None:
        raise Unwritable("full")

    with ReadingList.open(home, clock=Ticking()) as lib:
        lib.add([many])
        came = there(lib)
        with monkeypatch.context() as patch, pytest.raises(Unwritable):
            patch.setattr(undo_records, "_write", at(1, undo_records._write, fail, after=after))
            lib.undo()
        is_one_step(lib, came)
        lib.redo()
        lib.redo()
        assert there(lib) == came
        assert lib.paper(key(0)).upvotes == 7


def full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("whose", "name"), [(Saver, "commit"), (files, "make_folder"), (BatchWriter, "_append")]
)
def test_an_add_that_fails_before_its_first_paper_is_no_step(
    home: Path, many: str, whose: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ReadingList.open(home, clock=Ticking()) as lib:
        with monkeypatch.context() as patch, pytest.raises(Unwritable, match="No space"):
            patch.setattr(whose, name, full)
            lib.add([many])
        lib.poll()
        assert there(lib) == {key(0)}
        assert "marked" in lib.undo().message
        lib.redo()
        lib.add([many])
        is_one_step(lib, there(lib))


def test_undo_while_papers_come_in_takes_the_step_before(
    home: Path, many: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ReadingList.open(home, clock=Ticking()) as lib:
        said: list[str] = []

        def undo() -> None:
            said.append(lib.undo().message)

        ready = at(2, undo_records.Recorder.ready, undo, after=True)
        monkeypatch.setattr(undo_records.Recorder, "ready", ready)
        lib.add([many])
        assert "marked" in said[0]
        assert lib.undo().message.startswith("Undid: added 1,199 papers")
        assert there(lib) == {key(0)}


def test_a_running_list_undoes_the_add_that_another_program_made_and_only_once(home: Path, many: str) -> None:
    with ReadingList.open(home, clock=Ticking()) as lib, ReadingList.open(home, clock=Ticking()) as other:
        lib.store.entries()
        other.add([many])
        other.flush()
        lib.poll()
        assert lib.undo().message.startswith("Undid: added")
        lib.flush()
        other.poll()
        assert "marked" in other.undo().message


def test_the_papers_of_an_add_wait_for_its_step(
    home: Path, many: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    with ReadingList.open(home, clock=Ticking()) as lib:

        def look() -> None:
            seen.extend((home / "journal.jsonl").read_text().splitlines()[-1:])

        monkeypatch.setattr(BatchWriter, "_append", at(1, BatchWriter._append, look, after=False))
        lib.add([many])
    assert '"adds"' in seen[0]
