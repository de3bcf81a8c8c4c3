"""Earlier states, and what doctor finds and mends: over all the files of a home."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readerapp.actions.backups import back_up, restore
from readerapp.actions.doctor import HealthReport, examine
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import ReaderError
from readerapp.domain.ids.keys import title_key
from readerapp.domain.paper import Paper
from readerapp.home import Home

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def clock() -> datetime:
    return NOW


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.find(tmp_path / "home")


@pytest.fixture
def lib(home: Home) -> Iterator[ReadingList]:
    with ReadingList.open(home, clock=clock) as lib:
        lib.library.add([Paper(key="arxiv:1", title="One"), Paper(key="arxiv:2", title="Two")])
        lib.queue("arxiv:2")
        lib.rate(3, "arxiv:1")
        lib.flush()
        yield lib


def said(report: HealthReport) -> str:
    return "\n".join(f"{finding.path.name} {finding.what}" for finding in report.left)


def test_a_state_is_kept_brought_back_and_undone(lib: ReadingList) -> None:
    assert back_up(lib).message.startswith("Backed up as ")
    assert back_up(lib).message.startswith("Nothing changed since the backup ")
    lib.rate(5, "arxiv:1", "arxiv:2")
    done = restore(lib, "newest")
    assert done.message.endswith(": 2 papers changed")
    assert (lib.state("arxiv:1").rating, lib.state("arxiv:2").rating) == (3, 0)
    lib.undo()
    assert lib.state("arxiv:1").rating == 5


def test_a_restore_of_what_is_so_already_says_so(lib: ReadingList) -> None:
    back_up(lib)
    assert "Nothing differs" in restore(lib, "newest").message


def test_without_a_backup_there_is_nothing_to_restore(home: Home) -> None:
    with ReadingList.open(home) as lib:
        assert "haven't changed anything yet" in back_up(lib).message
        with pytest.raises(ReaderError, match="no backup"):
            restore(lib, "newest")


def test_a_home_in_order_is_well(home: Home, lib: ReadingList) -> None:
    report = examine(home, clock=lib.clock)
    assert report.is_well
    assert not report.left
    assert report.summary == "2 papers in the library · 2 with state · 1 queued · 0 backups"
    assert not examine(home, clock=lib.clock, fix=True).done


def test_a_home_that_is_not_there_is_well_and_stays_away(home: Home) -> None:
    assert examine(home, clock=clock, fix=True).is_well
    assert not home.data.exists()


def test_lines_that_are_no_papers_move_into_a_file_of_their_own(home: Home, lib: ReadingList) -> None:
    before = home.library.read_bytes()
    home.library.write_bytes(b'{"no": "title"}\n' + before + b"\xff\n[]\n{cut")
    report = examine(home, clock=clock)
    assert "has 4 lines that aren't papers" in said(report)
    assert not report.is_well
    mended = examine(home, clock=clock, fix=True)
    assert mended.is_well
    assert home.library.read_bytes() == before
    (aside,) = home.data.glob("papers.damaged-*.jsonl")
    assert aside.read_bytes() == b'{"no": "title"}\n\xff\n[]\n{cut\n'
    assert aside.name in mended.done[0]


def test_a_cache_that_lies_is_removed(home: Home, lib: ReadingList) -> None:
    lib.library.add(Paper(key=f"arxiv:9{n}", title="long " * 400) for n in range(60))
    lib.close()
    cached = home.cache / "columns"
    held = cached.read_bytes()
    # Another library of the same size and time: nothing at a start would notice.
    lines = home.library.read_bytes().splitlines(keepends=True)
    stat = home.library.stat()
    home.library.write_bytes(b"".join([*lines[1:], lines[0]]))
    os.utime(home.library, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    cached.write_bytes(held)
    assert "columns" in said(examine(home, clock=clock))
    assert examine(home, clock=clock, fix=True).is_well


def test_state_under_a_former_key_gets_the_key_of_today(home: Home, lib: ReadingList) -> None:
    old = title_key("Three")
    lib.library.add([Paper(key=old, title="Three")])
    lib.rate(4, old)
    lib.close()
    with home.library.open("a") as file:
        file.write(json.dumps({"key": "arxiv:3", "title": "Three", "aliases": [old]}) + "\n")
    assert f"such as {old}" in said(examine(home, clock=clock))
    assert examine(home, clock=clock, fix=True).is_well
    with ReadingList.open(home) as lib:
        assert lib.state("arxiv:3").rating == 4


def test_papers_that_only_the_state_has_are_noted(home: Home, lib: ReadingList) -> None:
    lib.remove("arxiv:2")
    report = examine(home, clock=clock)
    assert report.is_well
    assert "arxiv:2" in said(report)
    home.library.unlink()
    report = examine(home, clock=clock)
    assert "papers.jsonl is gone, and 2 papers with state were in it" in said(report)
    assert not report.is_well


def test_damaged_doubled_and_foreign_files_are_mended(home: Home) -> None:
    home.data.mkdir()
    rows = {"1": {"key": "arxiv:1", "rating": 4}, "2": {"key": "arxiv:1", "note": "kept"}}
    home.state.write_text(json.dumps({"papers": rows}))
    home.library.write_text('{"key":"arxiv:1","title":"One"}\n')
    (home.data / "journal.jsonl").write_text("notes of mine\n")
    report = examine(home, clock=clock)
    assert {finding.path.name for finding in report.left} == {"state.json", "journal.jsonl"}
    mended = examine(home, clock=clock, fix=True)
    assert mended.is_well
    assert len(mended.done) == 2
    with ReadingList.open(home) as lib:
        assert (lib.state("arxiv:1").rating, lib.state("arxiv:1").note) == (4, "kept")
    home.state.write_bytes(b"{")
    assert "not whole JSON" in said(examine(home, clock=clock))
    assert examine(home, clock=clock, fix=True).is_well


@pytest.mark.parametrize(
    ("settings", "what"), [("colour = 1", "'colour'"), ('[keys]\nnope = "x"', "no command 'nope'")]
)
def test_settings_that_make_no_sense_are_found(home: Home, settings: str, what: str) -> None:
    home.data.mkdir()
    home.settings.write_text(settings)
    report = examine(home, clock=clock, fix=True)
    assert what in said(report)
    assert not report.is_well
