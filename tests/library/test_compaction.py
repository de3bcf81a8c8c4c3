"""The library's file loses the lines that later ones replaced, and nothing else."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import readerapp
from readerapp.disk import files
from readerapp.domain import record
from readerapp.domain.paper import Paper
from readerapp.domain.record import from_record
from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.file import compaction, health, reading
from readerapp.library.file.catalogue import Catalogue
from readerapp.library.file.compaction import compact
from readerapp.library.file.paper_file import PaperFile
from readerapp.library.merge import copy_reader
from tests.library.conftest import NOW, clock, paper, removed
from tests.state.faults import Calls, Killed, dies_at, fails_from, fails_once

KEYS = [f"arxiv:2401.{number:05}" for number in range(30)]
ADDED = "2026-01-01T00:00:00+00:00"
ROOT = Path(__file__).resolve().parents[2]


def line(key: str, votes: int, **more: Any) -> str:
    values = {"key": key, "title": f"Paper {key}", "abstract": "x" * 1500, "added": ADDED, "upvotes": votes}
    return json.dumps({**values, "own field": votes, **more}) + "\n"


def history(times: int = 12) -> list[str]:
    return [line(key, votes) for votes in range(times) for key in KEYS]


@pytest.fixture
def path(home: Home) -> Path:
    files.make_folder(home.library.parent)
    said = history()
    said[100:100] = ["no paper\r at all\n", '{"foreign": 1}\r\n', "\n", json.dumps(removed(KEYS[5])) + "\n"]
    home.library.write_text("".join([*said, json.dumps(removed(KEYS[7])) + "\n"]), newline="")
    return home.library


def opened(home: Home) -> Catalogue:
    catalogue = Catalogue(home.library, home.cache / "columns")
    catalogue.open()
    catalogue.keep()
    return catalogue


def compacted(home: Home) -> bool:
    """Whether the file became smaller."""
    before = home.library.stat().st_ino
    catalogue = opened(home)
    compact(catalogue)
    catalogue.papers.close()
    return home.library.stat().st_ino != before


def shown(home: Home, fresh: Path) -> dict[str, Any]:
    """What a reader who has no cache is shown, in its order."""
    library = Library.open(replace(home, cache=fresh), clock=clock)
    rows = library.search("", dict, now=NOW).rows
    return {library.key(row): library.paper(row) for row in rows}


def known(path: Path) -> dict[str, Any]:
    """What merging with other machines takes a file to say."""
    copy = copy_reader.read(path)
    return {key: (it.paper, it.removed, it.is_there) for key, it in copy.known.items()} | {"": copy.others}


# What stays


def test_lines_that_were_replaced_go_and_all_others_stay(home: Home, path: Path) -> None:
    assert compacted(home)
    there = path.read_bytes().split(b"\n")
    assert [json.loads(it) for it in there if KEYS[5].encode() in it] == [
        removed(KEYS[5]),
        json.loads(line(KEYS[5], 11)),
    ]
    assert [json.loads(it) for it in there if KEYS[7].encode() in it] == [
        json.loads(line(KEYS[7], 11)),
        removed(KEYS[7]),
    ]
    assert there[-3:] == [b"no paper\r at all", b'{"foreign": 1}\r', b""]
    assert len(there) == 30 + 4 + 1
    assert not compacted(home)


def test_a_smaller_file_says_what_the_larger_said(home: Home, path: Path, tmp_path: Path) -> None:
    before = shown(home, tmp_path / "1"), known(path)
    assert compacted(home)
    assert (shown(home, tmp_path / "2"), known(path)) == before
    assert list(shown(home, tmp_path / "3")) == list(before[0])
    assert not health.cache_is_wrong(home)


def test_lines_that_are_no_papers_are_told_with_their_new_numbers(home: Home, path: Path) -> None:
    catalogue = opened(home)
    compact(catalogue)
    catalogue.refresh()
    assert catalogue.state.trouble == health.bad_lines(home).said
    assert catalogue.state.trouble[0] == "papers.jsonl line 33 is not JSON; left out"


def test_a_link_and_a_mode_stay(home: Home, path: Path) -> None:
    real = path.with_name("elsewhere.jsonl")
    path.rename(real)
    real.chmod(0o640)
    path.symlink_to(real)
    assert compacted(home) or real.stat().st_size < 100_000
    assert path.is_symlink() and real.stat().st_mode & 0o777 == 0o640
    assert not files.unfinished(real)


def random_history(seed: int) -> Iterator[str]:
    """Papers that come, change, get better keys, become one, go and come back, among other lines."""
    chance = random.Random(seed)
    names = [f"doi:10.1/{number}" for number in range(8)] + [f"title:{number:016}" for number in range(4)]
    day = 0
    for _ in range(chance.randrange(5, 120)):
        key = chance.choice(names)
        day += chance.random() < 0.7
        when = f"2026-01-{1 + day // 24:02}T{day % 24:02}:00:00+00:00"
        what = chance.random()
        if what < 0.25:
            yield json.dumps({"key": key, "title": "Gone", "removed": when}) + "\n"
        elif what < 0.3:
            yield chance.choice(["\n", "words\n", '{"key": 1}\r\n', '{"key": "doi:10.1/1"}\n', "[1]\n"])
        else:
            others = chance.sample(names, chance.choice([0, 0, 0, 0, 1, 2]))
            seen = [{"source": "s", "seen": when}] if chance.random() < 0.5 else []
            former = {"aliases": [name for name in others if name != key]} if others else {}
            yield line(
                key, chance.randrange(99), added=chance.choice([ADDED, when]), sightings=seen, **former
            )


@pytest.mark.parametrize("seed", [*range(40), 90, 122])
def test_any_history_says_the_same_in_a_smaller_file(
    home: Home, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "_MIN_REPLACED_BYTES", 1)
    files.make_folder(home.library.parent)
    home.library.write_text("".join(random_history(seed)), newline="")
    before = shown(home, tmp_path / "1"), known(home.library)
    compacted(home)
    after = shown(home, tmp_path / "2"), known(home.library)
    assert list(after[0].items()) == list(before[0].items())
    assert after[1][""] == before[1][""]
    for key in before[0]:  # what the library has, other machines are not told to take out
        assert after[1][key][2] or not before[1][key][2]
    for key, what in after[1].items():  # nor is what it has not brought back
        assert not key or key in before[0] or not what[2] or before[1][key][2]
    assert not health.cache_is_wrong(home)


# What is left alone


def lines_without_added() -> list[str]:
    return [*history(), json.dumps({"key": "arxiv:2502.00001", "title": "By hand"}) + "\n"]


TWO_OF_ONE_NAME = [
    line("doi:10.1000/a", 1, aliases=["title:1"]),
    line("doi:10.1000/b", 1, aliases=["title:1"]),
    json.dumps(removed("title:1")) + "\n",
]


@pytest.mark.parametrize(
    "said",
    [
        lines_without_added(),
        [*history(), '{"key": "arxiv:2502.00001", "tit'],
        [*history(), line("arxiv:2502.00001", 1).strip()],
        [*history(), *TWO_OF_ONE_NAME],
        [*history(), "<<<<<<< ours\n", *history(1), "=======\n", *history(1), ">>>>>>> theirs\n"],
        history(2),
        [line(f"doi:10.1/{number}", 1) for number in range(1000)],
        ["no paper\n" * 40_000],
    ],
    ids=[
        "added unknown",
        "cut",
        "open end",
        "unclear removal",
        "conflict",
        "small",
        "nothing replaced",
        "no papers",
    ],
)
def test_a_file_is_left_alone(home: Home, said: list[str]) -> None:
    files.make_folder(home.library.parent)
    home.library.write_text("".join(said))
    assert not compacted(home)
    assert home.library.read_text() == "".join(said)


def test_a_file_that_was_read_in_vain_is_not_read_at_each_add(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []
    monkeypatch.setattr(compaction, "_rewritten", lambda *_: read.append(1))
    files.make_folder(home.library.parent)
    home.library.write_text("".join(history()))
    for number in range(20):
        Library.open(home, clock=clock).add([paper(f"Paper {number}")])
    assert len(read) == 1
    with home.library.open("a") as file:
        file.write("".join(history(8)))
    Library.open(home, clock=clock).add([paper("One more")])
    assert len(read) == 2


def test_an_add_that_is_only_tried_writes_nothing(home: Home, path: Path) -> None:
    before = path.read_bytes()
    Library.open(home, clock=clock).add([paper("New")], dry_run=True)
    assert path.read_bytes() == before


# Failures


def calls(home: Home) -> int:
    """How many system calls making the file smaller takes."""
    copy = Home.find(home.data.with_name("copy"))
    shutil.copytree(home.data, copy.data)
    catalogue = opened(copy)
    with pytest.MonkeyPatch.context() as patch, Calls(patch).watched() as made:
        compact(catalogue)
    shutil.rmtree(copy.data)
    return len(made.made)


@pytest.mark.parametrize("fails", [fails_once, fails_from])
def test_whatever_call_fails_the_file_is_the_old_or_the_new_one(
    home: Home, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: Callable[[int], Any]
) -> None:
    before, there = path.read_bytes(), shown(home, tmp_path / "0")
    for number in range(1, calls(home) + 1):
        path.write_bytes(before)
        (home.cache / "compaction").unlink(missing_ok=True)
        catalogue = opened(home)
        with Calls(monkeypatch, fails(number)).watched():
            compact(catalogue)
        catalogue.papers.close()
        assert path.read_bytes() == before or path.stat().st_size < 60_000
        assert shown(home, tmp_path / f"{number}") == there
        assert not files.unfinished(path)


@pytest.mark.parametrize("half", [False, True])
def test_whenever_it_is_killed_the_file_is_the_old_or_the_new_one(
    home: Home, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, half: bool
) -> None:
    before, there = path.read_bytes(), shown(home, tmp_path / "0")
    for number in range(1, calls(home) + 1):
        path.write_bytes(before)
        catalogue = opened(home)
        with Calls(monkeypatch, dies_at(number, half=half)).watched(), pytest.raises(Killed):
            compact(catalogue)
        assert shown(home, tmp_path / f"{number}") == there
    path.write_bytes(before)
    assert compacted(home) and not files.unfinished(path)  # what the killed ones left is swept


def test_what_is_appended_around_the_rename_is_kept(
    home: Home, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, replaced = line("arxiv:2501.00001", 1), files.replace

    def meanwhile(at: Path, chunks: Iterable[bytes], mode: int = 0o600, *, durable: bool = True) -> object:
        if at != path:
            return replaced(at, chunks, mode, durable=durable)
        with path.open("ab") as old:
            done = replaced(at, chunks)
            old.write(late.encode())
        return done

    monkeypatch.setattr(files, "replace", meanwhile)
    catalogue = opened(home)
    compact(catalogue)
    assert path.read_text().endswith(late) and path.stat().st_size < 60_000
    catalogue.refresh()
    assert catalogue.columns.row("arxiv:2501.00001") is not None and not catalogue.news


def append(path: Path) -> None:
    with path.open("a") as file:
        file.write(line("arxiv:2501.00001", 1))


def write_over(path: Path) -> None:
    path.write_text("".join(history(20)).replace("2401", "2402") + line("arxiv:2501.00001", 1))


def cut_and_write(path: Path) -> None:
    path.write_text(line("arxiv:2501.00001", 1))


def put_another(path: Path) -> None:
    path.unlink()
    cut_and_write(path)


@pytest.mark.parametrize("write", [append, write_over, cut_and_write, put_another])
def test_what_others_write_meanwhile_is_kept(
    home: Home, path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path], None]
) -> None:
    catalogue, hold = opened(home), PaperFile.hold
    written: list[bytes] = []

    def meanwhile(self: PaperFile) -> None:
        hold(self)
        write(path)
        written.append(path.read_bytes())

    monkeypatch.setattr(PaperFile, "hold", meanwhile)
    compact(catalogue)
    assert path.read_bytes() == written[0] or write is append
    assert path.read_text().endswith(line("arxiv:2501.00001", 1))
    assert catalogue.refresh() and catalogue.columns.row("arxiv:2501.00001") is not None
    assert bool(catalogue.news) == (write is not append)
    assert path.stat().st_size < 60_000 or write is not append


_ADDER = """
import sys
from datetime import UTC, datetime
from readerapp.domain.paper import Paper
from readerapp.domain.record import from_record
from readerapp.domain.paper import Paper
from readerapp.domain.record import from_record
from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.file import compaction
compaction._MIN_REPLACED_BYTES = 4000
me = sys.argv[2]
library = Library.open(Home.find(sys.argv[1]), clock=lambda: datetime.now(UTC))
for votes in range(40):
    keys = [f"doi:10.1000/{me}.{number}" for number in range(4)] + ["doi:10.1000/all"]
    library.add([Paper(key=key, title=f"Of {key}", abstract="x" * 400, upvotes=votes) for key in keys])
"""


@pytest.mark.slow
def test_programs_that_add_at_once_lose_nothing_while_the_file_is_made_smaller(home: Home) -> None:
    command = [sys.executable, "-c", _ADDER, str(home.data)]
    adders = [subprocess.Popen([*command, str(me)], cwd=ROOT) for me in range(3)]
    assert [adder.wait(120) for adder in adders] == [0, 0, 0]
    library = Library.open(home, clock=clock)
    assert len(library) == 13 and not library.trouble
    assert {library.paper(row).upvotes for row in library.search("", dict, now=NOW).rows} == {39}
    assert home.library.stat().st_size < 100_000  # of about 300,000 that were written
    assert not files.unfinished(home.library)


# Those who are at it


def test_rows_and_their_papers_stay_for_the_program_that_adds(home: Home, path: Path) -> None:
    library = Library.open(home, clock=clock)
    shelf, moves = library.search("", dict, now=NOW), library.row_version
    keys = [library.key(row) for row in shelf.rows]
    library.ingest([paper("Something new", added=ADDED)])
    assert path.stat().st_size < 60_000
    for _ in range(2):
        assert [library.paper(row, shelf).key for row in shelf.rows] == keys
        assert all(library.paper(row).upvotes == 11 for row in shelf.rows)
        library.poll()
    assert library.row_version == moves and len(library.search("", dict, now=NOW).rows) == len(shelf.rows) + 1
    assert not any("another program" in said for said in library.trouble)


def test_rows_stay_for_another_program(home: Home, path: Path) -> None:
    library = Library.open(home, clock=clock)
    shelf, moves = library.search("paper", dict, now=NOW), library.row_version
    Library.open(home, clock=clock).add([paper("Something new", added=ADDED)])
    for _ in range(2):
        assert [library.paper(row, shelf).key for row in shelf.rows] == [
            library.key(row) for row in shelf.rows
        ]
        assert [library.paper(row, shelf).upvotes for row in shelf.rows] == [11] * 29
        library.read_ahead()
        library.poll()
    assert library.row_version == moves
    assert not any("another program" in said for said in library.trouble)
    assert library.search("paper", dict, now=NOW).rows == shelf.rows
    assert library.search("something", dict, now=NOW).rows[0] == 30


def test_another_program_reads_no_paper_again(
    home: Home, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library.open(home, clock=clock)
    Library.open(home, clock=clock).add([paper("Something new", added=ADDED)])
    read: list[object] = []

    def counted(it: Mapping[str, Any]) -> Paper:
        read.append(it)
        return from_record(it)

    monkeypatch.setattr(record, "from_record", counted)
    library.read_ahead()
    assert library.poll() and len(library) == 30 and len(read) <= 1


def test_a_paper_that_comes_back_to_its_old_place_is_read_anew(home: Home) -> None:
    library = Library.open(home, clock=clock)
    sizes = []
    for votes in range(20):
        library.add([from_record(json.loads(line(key, votes))) for key in KEYS])
        assert library.paper(0).upvotes == votes == library.stored_paper(29).upvotes
        sizes.append(home.library.stat().st_size)
    assert sizes != sorted(sizes)


def test_a_row_can_be_read_while_the_file_is_replaced(
    home: Home, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, replaced = Library.open(home, clock=clock), files.replace
    read: list[int | None] = []

    def looking(*given: Any, **named: Any) -> object:
        done = replaced(*given, **named)
        if given[0] == path:
            monkeypatch.setattr(reading, "read_file", lambda *_: pytest.fail("the library is read again"))
            read.append(library.paper(20).upvotes)
        return done

    monkeypatch.setattr(files, "replace", looking)
    library.ingest([paper("Something new", added=ADDED)])
    assert read == [11]


def test_a_program_without_the_cache_is_not_told_of_another_program(home: Home, path: Path) -> None:
    apart = Library.open(replace(home, cache=home.data / "other"), clock=clock)
    Library.open(home, clock=clock).add([paper("Something new", added=ADDED)])
    moves = apart.row_version
    assert apart.poll() and len(apart) == 30 and apart.row_version == moves
    assert not any("another program" in said for said in apart.trouble)


def test_a_search_that_runs_on_is_of_the_papers_it_began_with(home: Home) -> None:
    library = Library.open(home, clock=clock)

    def some(words: str) -> list[Paper]:
        titles = ["Seventeenth" if n == 17 else f"Kernel {n}" for n in range(800)]
        return [paper(title, f"{words} " * 80, key=f"doi:10.1/{n}") for n, title in enumerate(titles)]

    library.add(some("early"))
    assert library.build_index()
    library.add(some("later on"))
    before = library.search("seventeenth", dict, now=NOW)
    library.ingest(some("after that"))
    meanwhile = library.search("seventeenth", dict, now=NOW)
    titles = [library.paper(row, before).title for row in before.rows]
    assert [library.paper(row, meanwhile).title for row in meanwhile.rows] == titles == ["Seventeenth"]
    library.poll()
    assert home.library.stat().st_size < 900_000
    after = library.search("seventeenth", dict, now=NOW)
    assert after.whole and [library.paper(row).title for row in after.rows] == titles
    assert len(library.search('"after that"', dict, now=NOW).rows) == 800


def test_what_it_takes_grows_with_the_papers_not_with_the_file(home: Home) -> None:
    def peak(abstract: int) -> int:
        home.library.write_text(
            "".join(line(key, votes, abstract="x" * abstract) for votes in range(60) for key in KEYS)
        )
        catalogue = opened(home)
        tracemalloc.start()
        compact(catalogue)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert home.library.stat().st_size < 50 * (abstract + 500)
        return used

    files.make_folder(home.library.parent)
    peak(1000)
    assert peak(10_000) < 3_000_000  # of 18 MB


# Undo


def page(folder: Path, votes: int) -> str:
    (folder / "page.jsonl").write_text("".join(line(key, votes) for key in KEYS))
    return str(folder / "page.jsonl")


def test_sixty_refreshes_of_a_page_leave_a_small_file_and_can_be_undone(tmp_path: Path) -> None:
    with readerapp.open(home=tmp_path) as lib:
        for votes in range(60):
            lib.add(page(tmp_path, votes))
        assert (tmp_path / "papers.jsonl").stat().st_size < 500_000
        assert lib.paper(KEYS[0]).upvotes == 59 and not lib.trouble
        lib.undo()
        assert lib.paper(KEYS[0]).upvotes == 58
        lib.redo()
        assert lib.paper(KEYS[0]).upvotes == 59


def test_steps_are_undone_and_redone_over_a_file_made_smaller(tmp_path: Path) -> None:
    with readerapp.open(home=tmp_path) as lib:
        lib.add(page(tmp_path, 0))
        lib.mark("read", KEYS[1])
        lib.remove(KEYS[3])
        for votes in range(1, 30):
            (tmp_path / "page.jsonl").write_text("".join(line(key, votes) for key in KEYS[4:]))
            lib.add(str(tmp_path / "page.jsonl"))
        assert (tmp_path / "papers.jsonl").stat().st_size < 500_000
        assert len(lib.search("")) == 29
        for _ in range(30):
            lib.undo()
        assert lib.paper(KEYS[3]).key == KEYS[3] and lib.paper(KEYS[4]).upvotes == 0
        for _ in range(30):
            lib.redo()
        assert len(lib.search("")) == 29 and lib.paper(KEYS[4]).upvotes == 29
        while "Undid" in lib.undo().message:
            pass
        assert lib.library.row(KEYS[4]) is None
