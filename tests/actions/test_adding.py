"""Papers come in from any thread, may be stopped anywhere, and never twice."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readerapp.actions.intake import imports
from readerapp.actions.intake.imports import AddOptions
from readerapp.actions.intake.inputs import Data
from readerapp.actions.progress import Progress
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import Cancelled, Unwritable
from readerapp.domain.paper import Paper
from readerapp.domain.state import Status
from readerapp.library import Library
from readerapp.sources import Skip


def now() -> datetime:
    return datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def reading(home: Path) -> Iterator[ReadingList]:
    with ReadingList.open(home, clock=now) as found:
        yield found


def written(path: Path, count: int, **more: object) -> str:
    """A file of papers."""
    lines = (json.dumps({"title": f"Paper {n}", "key": f"arxiv:2401.{n:05}", **more}) for n in range(count))
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return str(path)


def papers(count: int) -> Iterator[Paper]:
    return (Paper(key=f"arxiv:2401.{n:05}", title=f"Paper {n}") for n in range(count))


def test_adding_again_says_same_and_appends_not_a_byte(
    reading: ReadingList, home: Path, tmp_path: Path
) -> None:
    source = written(tmp_path / "a.jsonl", 1200)
    assert reading.add([source]).summary == "read 1,200 · new 1,200 · updated 0 · same 0 · skipped 0"
    before = (home / "papers.jsonl").read_bytes()
    assert reading.add([source]).summary == "read 1,200 · new 0 · updated 0 · same 1,200 · skipped 0"
    assert reading.add([source, source]).read == 1200
    assert (home / "papers.jsonl").read_bytes() == before


def test_a_file_that_lies_elsewhere_now_is_no_other_source(reading: ReadingList, tmp_path: Path) -> None:
    source = Path(written(tmp_path / "a.jsonl", 3))
    reading.add([str(source)])
    (tmp_path / "elsewhere").mkdir()
    assert reading.add([str(source.rename(tmp_path / "elsewhere" / "a.jsonl"))]).same == 3
    assert {it.source for row in range(3) for it in reading.library.paper(row).sightings} == {"a.jsonl"}


def test_each_source_has_its_counts(reading: ReadingList, tmp_path: Path) -> None:
    one, two = written(tmp_path / "a.jsonl", 3), written(tmp_path / "b.jsonl", 5)
    (tmp_path / "b.jsonl").write_text(Path(two).read_text() + "{\n")
    report = reading.add([one, two, str(tmp_path / "none")])
    assert [(it.name, it.format, it.read, it.new, it.same, it.skipped) for it in report.sources] == [
        (one, "jsonl", 3, 3, 0, 0),
        (two, "jsonl", 5, 2, 3, 1),
    ]
    assert report.skips == 2


def test_what_a_repeat_far_away_says_more_is_kept_and_it_counts_once(
    reading: ReadingList, tmp_path: Path
) -> None:
    source = Path(written(tmp_path / "a.jsonl", 5000, abstract="words " * 60))
    again = {"title": "Paper 7", "key": "arxiv:2401.00007", "stars": 12}
    source.write_text(f"{source.read_text()}{json.dumps(again)}\n", "utf-8")
    report = reading.add([str(source)])
    assert report.summary == "read 5,000 · new 5,000 · updated 0 · same 0 · skipped 1"
    assert "once more" in report.skipped[0].why
    assert reading.paper("arxiv:2401.00007").stars == 12


@pytest.mark.parametrize("error", [KeyboardInterrupt, Cancelled])
def test_a_stop_keeps_what_was_read(
    reading: ReadingList, home: Path, tmp_path: Path, error: type[BaseException]
) -> None:
    def stop(progress: Progress) -> None:
        if progress.papers >= 1000:
            raise error

    source = written(tmp_path / "a.jsonl", 3000)
    report = reading.add([source], progress=stop)
    assert report.stopped and report.read == report.new == 1000
    assert len(reading.library) == 1000
    assert reading.add([source]).summary == "read 3,000 · new 2,000 · updated 0 · same 1,000 · skipped 0"
    assert len((home / "papers.jsonl").read_bytes().splitlines()) == 3000


def test_state_follows_the_papers_of_a_stopped_add(reading: ReadingList, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"title": "A Title That Is Long Enough"}\n')
    reading.add([str(tmp_path / "a.jsonl")])
    (key,) = [hit.paper.key for hit in reading.search()]
    reading.mark(Status.READ, key)
    known = '{"title": "A Title That Is Long Enough", "arxiv_id": "2401.99999"}\n'
    (tmp_path / "b.jsonl").write_text(known + Path(written(tmp_path / "c.jsonl", 600)).read_text())

    def stop(progress: Progress) -> None:
        if progress.papers >= 50:
            raise Cancelled

    assert reading.add([str(tmp_path / "b.jsonl")], progress=stop).stopped
    assert reading.state("arxiv:2401.99999").status is Status.READ


def test_state_follows_when_the_add_that_moved_it_was_killed(home: Path, tmp_path: Path) -> None:
    with ReadingList.open(home, clock=now) as reading:
        (tmp_path / "a.jsonl").write_text('{"title": "A Title That Is Long Enough"}\n')
        reading.add([str(tmp_path / "a.jsonl")])
        (key,) = [hit.paper.key for hit in reading.search()]
        reading.mark(Status.READ, key)
        (tmp_path / "a.jsonl").write_text(
            '{"title": "A Title That Is Long Enough", "arxiv_id": "2401.99999"}\n'
        )
        imports.add(reading, [str(tmp_path / "a.jsonl")])  # killed before it came to `follow`
    with ReadingList.open(home, clock=now) as reading:
        assert reading.add([str(tmp_path / "a.jsonl")]).same == 1
        assert reading.state("arxiv:2401.99999").status is Status.READ


def test_following_an_add_looks_at_no_state_of_other_papers(
    reading: ReadingList, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = imports.add(reading, [written(tmp_path / "a.jsonl", 3)])  # on another thread, in the app
    monkeypatch.setattr(Library, "current_keys", lambda *_: pytest.fail("on the interface's thread"))
    reading.follow(report)
    assert len(reading.library) == 3


def test_an_add_in_a_thread_shows_when_it_is_followed(reading: ReadingList, tmp_path: Path) -> None:
    """Meanwhile the owner's thread sees, searches and polls the library as it was."""
    reading.add([written(tmp_path / "a.jsonl", 600)])
    reached, go_on = threading.Event(), threading.Event()
    reports = []

    def halfway(progress: Progress) -> None:
        if progress.papers >= 1000:
            reached.set()
            go_on.wait(10)

    def work() -> None:
        reports.append(imports.add(reading, [written(tmp_path / "b.jsonl", 1500)], progress=halfway))

    thread = threading.Thread(target=work)
    thread.start()
    assert reached.wait(10)
    assert not reading.poll() and len(reading.library) == 600
    assert len(reading.search("paper 17")) >= 1 and reading.paper("arxiv:2401.00599").title == "Paper 599"
    reading.mark(Status.READ, "arxiv:2401.00003")
    go_on.set()
    thread.join()
    assert len(reading.library) == 600
    reading.follow(reports[0])
    assert len(reading.library) == 1500 and reading.paper("arxiv:2401.01499").title == "Paper 1499"
    assert (reports[0].new, reports[0].same) == (900, 600)


def test_seeds_that_are_marked_while_the_first_papers_come_in_are_kept(reading: ReadingList) -> None:
    seed = reading.search(limit=1)[0].paper
    reports = []

    def slowly() -> Iterator[Paper]:
        yield from papers(600)
        reading_marked.wait(10)
        yield Paper(key="arxiv:2402.00001", title="Last")

    reading_marked = threading.Event()
    thread = threading.Thread(target=lambda: reports.append(imports.import_papers(reading, slowly())))
    thread.start()
    while not reading.library._adding.locked():  # until the other thread has begun
        time.sleep(0.001)
    reading.mark(Status.READ, seed.key)
    assert reading.library.seeded and reading.paper(seed.key) == seed
    reading_marked.set()
    thread.join()
    reading.follow(reports[0])
    assert not reading.library.seeded and reports[0].new == 601
    assert reading.paper(seed.key).title == seed.title and reading.state(seed.key).status is Status.READ


def test_others_may_write_between_two_batches(reading: ReadingList, home: Path) -> None:
    def with_another() -> Iterator[Paper]:
        yield from papers(600)
        with ReadingList.open(home, clock=now) as other:
            other.library.add([Paper(key="arxiv:2402.00001", title="Theirs", abstract="All of it")])
        yield Paper(key="arxiv:2402.00001", title="Theirs", stars=3)
        yield from papers(700)

    report = imports.import_papers(reading, with_another())
    reading.follow(report)
    assert (report.new, report.updated, report.same) == (700, 1, 600)
    theirs = reading.paper("arxiv:2402.00001")
    assert theirs.abstract and theirs.stars == 3
    assert len(reading.library) == 701


def test_an_add_waits_for_its_source_without_holding_the_library(reading: ReadingList, home: Path) -> None:
    def waiting() -> Iterator[Paper]:
        yield from papers(500)
        with ReadingList.open(home, clock=now) as other:
            assert other.library.add(papers(501)).new >= 1
        yield from papers(502)

    assert imports.import_papers(reading, waiting()).read == 1002


def test_a_full_disk_is_told_and_what_came_before_is_there(reading: ReadingList, home: Path) -> None:
    reading.library.add(papers(500))

    def failing() -> Iterator[Paper]:
        yield from papers(1000)
        (home / "papers.jsonl").unlink()
        (home / "papers.jsonl").mkdir()
        yield from papers(2000)

    with pytest.raises(Unwritable):
        imports.import_papers(reading, failing())
    (home / "papers.jsonl").rmdir()


def test_data_at_hand_comes_in_under_its_name(reading: ReadingList) -> None:
    data = Data("pasted", b"2401.00001\n2401.00002\n")
    report = imports.add(reading, data, AddOptions(listed="2026-11-22"))
    reading.follow(report)
    paper = reading.paper("arxiv:2401.00001")
    assert report.new == 2 and paper.listed == "2026-11-22" and paper.sightings[0].source == "pasted"


def test_skips_are_told_up_to_a_bound_and_all_counted(reading: ReadingList) -> None:
    report = imports.import_papers(reading, (Skip(f"line {n}", "why") for n in range(5000)))
    assert report.skips == 5000 and len(report.skipped) == 1000


COMMAND = [sys.executable, "-m", "readerapp", "add", "-"]


def started(home: Path) -> subprocess.Popen[bytes]:
    env = {**os.environ, "READERAPP_HOME": str(home)}
    pipe = subprocess.PIPE
    return subprocess.Popen(COMMAND, stdin=pipe, stdout=pipe, stderr=pipe, env=env)


def fed(home: Path) -> subprocess.Popen[bytes]:
    """An add that has taken most of two thousand papers and waits for more."""
    program = started(home)
    assert program.stdin
    for n in range(2000):
        line = {"title": f"Paper {n}", "key": f"arxiv:2401.{n:05}", "abstract": "words " * 400}
        program.stdin.write(json.dumps(line).encode() + b"\n")
    program.stdin.flush()
    library = home / "papers.jsonl"
    for _ in range(2000):
        if library.exists() and library.stat().st_size > 1_000_000:
            break
        time.sleep(0.01)
    return program


@pytest.mark.slow
def test_ctrl_c_while_it_waits_keeps_what_was_read_and_ends_in_one_line(home: Path) -> None:
    program = fed(home)
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=20)
    assert program.returncode == 130
    assert out.startswith(b"read ") and err.count(b"\n") == 1 and b"stopped: kept the" in err
    with ReadingList.open(home, clock=now) as reading:
        assert len(reading.library) >= 500 and not reading.trouble


@pytest.mark.slow
def test_a_kill_leaves_a_library_that_can_be_read_and_added_to(home: Path, tmp_path: Path) -> None:
    program = fed(home)
    program.kill()
    program.communicate()
    with ReadingList.open(home, clock=now) as reading:
        assert len(reading.library) >= 500 and not reading.trouble
        reading.add([written(tmp_path / "a.jsonl", 2000)])
        assert len(reading.library) == 2000


@pytest.mark.slow
def test_two_adds_at_once_of_papers_that_both_know_lose_nothing_and_have_nothing_twice(home: Path) -> None:
    said: tuple[dict[str, object], ...] = ({"abstract": "From one."}, {"upvotes": 7})
    programs = [started(home) for _ in said]
    for first in range(0, 1500, 250):  # both are always at work
        for program, more, shift in zip(programs, said, (0, 750), strict=True):
            assert program.stdin
            for n in range(first + shift, first + shift + 250):
                line = {"title": f"Paper {n}", "key": f"arxiv:2401.{n:05}", **more}
                program.stdin.write(json.dumps(line).encode() + b"\n")
            program.stdin.flush()
    for program in programs:
        assert b"read 1,500" in program.communicate(timeout=30)[0]
    with ReadingList.open(home, clock=now) as reading:

        def there() -> tuple[set[str], int]:
            rows = reading.shelf("is:any").rows
            papers = {paper.key: paper for paper in map(reading.library.paper, rows)}
            assert len(papers) == len(rows)
            return set(papers), sum(paper.upvotes == 7 and bool(paper.abstract) for paper in papers.values())

        every = {f"arxiv:2401.{n:05}" for n in range(2250)}
        assert there() == (every, 750)
        reading.undo()
        assert len(there()[0]) < 2250 and not there()[1]
        reading.redo()
        assert there() == (every, 750)
