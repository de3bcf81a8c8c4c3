from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from readerapp.domain.errors import AmbiguousKey, NoSuchPaper, Unwritable
from readerapp.domain.paper import Links, Sighting
from readerapp.home import Home
from readerapp.library import Library
from tests.library.conftest import Ask, clock, paper, removed, titles


def reopened(home: Home) -> Library:
    return Library.open(home, clock=clock)


def test_seeds_are_shown_until_there_is_a_library(home: Home) -> None:
    library = Library.open(home, seeds=lambda: [paper("One"), paper("Two")], clock=clock)
    assert library.seeded and len(library) == 2
    assert library.paper(1).title == "Two"
    assert not home.library.exists()
    library.keep_seeds()
    assert not library.seeded and len(library) == 2 and len(reopened(home)) == 2


def test_a_first_add_starts_the_library_without_the_seeds(home: Home) -> None:
    library = Library.open(home, seeds=lambda: [paper("One")], clock=clock)
    assert library.add([paper("Mine")]).new == 1
    assert [library.paper(row).title for row in range(len(library))] == ["Mine"]


def test_what_was_added_is_there_after_a_restart(home: Home, library: Library) -> None:
    library.add([paper("Attention", "All you need", arxiv="1706.03762", upvotes=7)])
    again = reopened(home)
    found = again.paper(0)
    assert (found.title, found.abstract, found.upvotes) == ("Attention", "All you need", 7)
    assert found.added == "2026-10-12T08:30:00+00:00"


def test_the_same_paper_again_changes_nothing(home: Home, library: Library) -> None:
    seen = Sighting(source="a.txt", seen="2026-10-01T00:00:00+00:00", listed="Oct 9")
    library.add([paper("Attention", sightings=(seen,))])
    before = home.library.read_bytes()
    later = Sighting(source="a.txt", seen="2026-10-02T00:00:00+00:00", listed="Oct 9")
    added = library.add([paper("Attention", sightings=(later,))])
    assert (added.new, added.updated, added.unchanged) == (0, 0, 1)
    assert home.library.read_bytes() == before


def test_a_second_sighting_is_merged(library: Library) -> None:
    first = Links(arxiv=("https://arxiv.org/abs/1706.03762",))
    second = Links(repo=("https://github.com/a/b",))
    library.add([paper("Attention", "Short", key="arxiv:1706.03762", links=first)])
    added = library.add([paper("Attention", "Longer text", key="arxiv:1706.03762", links=second)])
    assert added.updated == 1 and len(library) == 1
    found = library.paper(0)
    assert found.abstract == "Longer text"
    assert found.links == Links(repo=second.repo, arxiv=first.arxiv)


def test_a_paper_known_by_title_takes_the_arxiv_id_that_arrives(home: Home, library: Library) -> None:
    known = paper("Curriculum Learning")
    library.add([known])
    added = library.add([paper("Curriculum  learning!", arxiv="2401.00001")])
    assert added.aliases == {known.key: "arxiv:2401.00001"} and len(library) == 1
    for shown in (library, reopened(home)):
        assert shown.row(known.key) == shown.row("arxiv:2401.00001") == 0


def test_a_sighting_by_title_joins_the_paper_with_an_id(library: Library) -> None:
    library.add([paper("Curriculum Learning", arxiv="2401.00001")])
    added = library.add([paper("Curriculum Learning", "Now with an abstract")])
    assert (added.new, added.updated, added.aliases) == (0, 1, {})
    assert library.paper(0).key == "arxiv:2401.00001"


def test_one_title_with_two_arxiv_ids_is_two_papers(library: Library) -> None:
    library.add([paper("Same", arxiv="2401.00001"), paper("Same", arxiv="2401.00002")])
    assert len(library) == 2


def test_a_changed_title_with_the_same_id_is_the_same_paper(library: Library) -> None:
    library.add([paper("Old name", arxiv="2401.00001"), paper("The new name", arxiv="2401.00001")])
    assert len(library) == 1 and library.paper(0).title == "The new name"


def test_a_dry_run_counts_and_writes_nothing(home: Home, library: Library) -> None:
    added = library.add([paper("One"), paper("One"), paper("Two")], dry_run=True)
    assert (added.new, added.unchanged) == (2, 1)
    assert not home.library.exists() and library.seeded


def test_progress_is_told_batch_by_batch(library: Library) -> None:
    told: list[int] = []
    library.add((paper(f"Paper {n}") for n in range(1200)), progress=told.append)
    assert told == [500, 1000, 1200]


def test_new_files_are_private(home: Home, library: Library) -> None:
    library.add([paper("One")])
    assert stat.S_IMODE(home.library.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.data.stat().st_mode) == 0o700


def test_an_existing_file_keeps_its_mode_and_a_link_stays_one(home: Home, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.jsonl"
    real.write_text('{"title": "There already"}\n')
    real.chmod(0o640)
    home.data.mkdir(parents=True)
    home.library.symlink_to(real)
    library = reopened(home)
    library.add([paper("One more")])
    assert home.library.is_symlink() and len(real.read_text().splitlines()) == 2
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_home_that_cannot_be_written_is_said(home: Home) -> None:
    home.data.parent.mkdir(parents=True, exist_ok=True)
    home.data.write_text("a file where the folder should be")
    with pytest.raises(Unwritable, match=r"papers\.jsonl can't be written"):
        reopened(home).add([paper("One")])


def test_lines_that_are_no_papers_are_left_out_and_named(home: Home) -> None:
    home.data.mkdir(parents=True)
    good = json.dumps({"title": "Good", "colour": "blue", "authors": "A. One and B. Two"})
    lines = [
        b"not json",
        b"[1]",
        b'{"key": "x"}',
        b'{"title": "\xff"}',
        good.encode(),
        b"",
        b'{"title": "cut',
    ]
    home.library.write_bytes(b"\n".join(lines))
    library = reopened(home)
    assert [library.paper(row).title for row in range(len(library))] == ["Good"]
    assert library.paper(0).authors == ("A. One", "B. Two")
    assert library.paper(0).extra == {"colour": "blue"}
    assert [said.split("papers.jsonl ")[1] for said in library.trouble] == [
        "line 1 is not JSON; left out",
        "line 2 is not an object; left out",
        "line 3 has no title; left out",
        "line 4 is not UTF-8; left out",
        "line 7 is cut short; left out",
    ]


def test_a_line_that_another_program_is_still_writing_is_read_when_whole(home: Home) -> None:
    home.data.mkdir(parents=True)
    home.library.write_bytes(b'{"title": "One"}\n{"title": "Tw')
    library = reopened(home)
    assert len(library) == 1 and library.trouble
    with home.library.open("ab") as file:
        file.write(b'o"}\n')
    assert library.poll() and len(library) == 2 and not library.trouble


def test_lines_after_one_without_its_newline_have_their_numbers(home: Home) -> None:
    home.data.mkdir(parents=True)
    home.library.write_bytes(b'{"title": "One"}\n{"title": "Two"}')
    library = reopened(home)
    with home.library.open("ab") as file:
        file.write(b'\n{"title": "Three"}\nnot json\n')
    assert library.poll() and len(library) == 3
    assert [said.split("papers.jsonl ")[1] for said in library.trouble] == ["line 4 is not JSON; left out"]
    assert library.trouble == reopened(home).trouble


def test_adding_after_a_cut_line_starts_a_new_one(home: Home) -> None:
    home.data.mkdir(parents=True)
    home.library.write_bytes(b'{"title": "One"}\n{"title": "Tw')
    library = reopened(home)
    library.add([paper("Three")])
    assert [library.paper(row).title for row in range(len(library))] == ["One", "Three"]


def test_a_later_line_with_the_same_key_replaces_the_earlier(home: Home, library: Library) -> None:
    library.add([paper("First", arxiv="2401.00001"), paper("Second")])
    with home.library.open("a") as file:
        file.write('{"key": "arxiv:2401.00001", "title": "First, changed"}\n')
    assert library.poll() and not library.poll()
    assert [library.paper(row).title for row in range(2)] == ["First, changed", "Second"]
    assert [reopened(home).paper(row).title for row in range(2)] == ["First, changed", "Second"]


def test_a_rewritten_library_is_read_anew(home: Home, library: Library) -> None:
    library.add([paper("First"), paper("Second")])
    home.library.write_text('{"title": "Quite another"}\n')
    assert library.poll() and len(library) == 1
    assert library.paper(0).title == "Quite another"


def test_a_library_that_was_deleted_shows_the_seeds_again(home: Home) -> None:
    library = Library.open(home, seeds=lambda: [paper("Seed")], clock=clock)
    library.add([paper("Mine"), paper("Yours")])
    home.library.unlink()
    assert library.poll() and library.seeded and library.paper(0).title == "Seed"


def test_a_removed_paper_is_gone_and_can_come_back(home: Home, library: Library, ask: Ask) -> None:
    library.add([paper("One"), paper("Two"), paper("Three")])
    library.write([removed(paper("Two").key)])
    assert len(library) == 2 and titles(library, ask("")) == ["One", "Three"]
    assert library.row(paper("Two").key) is None
    assert titles(library, ask("two")) == []
    assert len(reopened(home)) == 2
    library.add([paper("Two")])
    assert len(library) == 3 and library.paper(1).title == "Two"


def test_a_paper_is_found_by_key_id_address_or_start(library: Library) -> None:
    link = Links(repo=("https://github.com/a/Bee",))
    papers = [
        paper("One", arxiv="2401.00001"),
        paper("Two", arxiv="2401.00012"),
        paper("Three", key="doi:10.1000/abc", links=link),
    ]
    library.add(papers)
    for text in ("arxiv:2401.00001", "2401.00001v2", "https://arxiv.org/pdf/2401.00001.pdf", "2401.00001"):
        assert library.find(text) == "arxiv:2401.00001"
    assert library.find("doi:10.1000/a") == library.find("https://doi.org/10.1000/ABC") == "doi:10.1000/abc"
    assert library.find("https://github.com/a/bee/") == "doi:10.1000/abc"
    assert library.find("2401.0001") == "arxiv:2401.00012"
    with pytest.raises(AmbiguousKey, match=r"arxiv:2401\.00001, arxiv:2401\.00012"):
        library.find("arxiv:2401")
    for text in ("arxiv:9", "", "https://github.com/a", "\x00", "\ud800"):
        with pytest.raises(NoSuchPaper):
            library.find(text)


def test_with_the_cache_in_place_no_paper_is_read_at_the_start(home: Home, library: Library) -> None:
    library.add(paper(f"Paper {n}", "long " * 100) for n in range(300))
    size, times = home.library.stat().st_size, home.library.stat()
    home.library.write_bytes(b"x" * size)  # any look into it would find no paper
    os.utime(home.library, ns=(times.st_atime_ns, times.st_mtime_ns))
    again = reopened(home)
    assert len(again) == 300 and again.row(paper("Paper 7").key) == 7


@pytest.mark.parametrize("damage", [b"", b"readerapp columns\n", b"\x00" * 5000])
def test_a_damaged_cache_is_made_anew(home: Home, library: Library, damage: bytes) -> None:
    library.add(paper(f"Paper {n}", "long " * 100) for n in range(300))
    cached = home.cache / "columns"
    whole = cached.read_bytes()
    cached.write_bytes(damage or whole[: len(whole) // 2])
    again = reopened(home)
    assert len(again) == 300 and again.paper(299).title == "Paper 299"


def test_a_cache_that_cannot_be_written_is_done_without(home: Home) -> None:
    home.data.mkdir(parents=True)
    home.cache.write_text("a file where the folder should be")
    library = reopened(home)
    library.add(paper(f"Paper {n}", "long " * 100) for n in range(300))
    assert len(reopened(home)) == 300


def test_a_folder_in_the_librarys_place_is_said_once(home: Home) -> None:
    home.library.mkdir(parents=True)
    library = Library.open(home, seeds=lambda: [paper("Seed")], clock=clock)
    assert library.seeded and library.paper(0).title == "Seed"
    assert "can't be read" in library.trouble[0]
    assert not library.poll()


def test_an_empty_file_is_no_library_yet(home: Home) -> None:
    home.data.mkdir(parents=True)
    home.library.touch()
    library = Library.open(home, seeds=lambda: [paper("Seed")], clock=clock)
    assert library.seeded and len(library) == 1
    assert library.add([]).new == 0 and library.seeded
    library.add([paper("Mine")])
    assert [library.paper(row).title for row in range(len(library))] == ["Mine"]


def test_two_programs_add_without_losing_a_line(home: Home, library: Library) -> None:
    other = reopened(home)
    for number in range(20):
        (library, other)[number % 2].add([paper(f"Paper {number}")])
    assert other.poll() or library.poll()
    assert len(reopened(home)) == 20 and len(home.library.read_bytes().splitlines()) == 20


def test_a_full_disk_leaves_no_half_line(
    home: Home, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([paper("One")])
    before = home.library.read_bytes()
    write = os.write

    def full(descriptor: int, data: bytes) -> int:
        if len(data) > 10:
            return write(descriptor, bytes(data[:10]))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(Unwritable, match="No space left on device"):
        library.add([paper("Two")])
    monkeypatch.undo()
    assert home.library.read_bytes() == before
    library.add([paper("Three")])
    assert [library.paper(row).title for row in range(len(library))] == ["One", "Three"]


def test_a_paper_whose_line_another_program_spoilt_is_still_named(home: Home, library: Library) -> None:
    library.add([paper("Graph Attention", "All of it", arxiv="2401.00001")])
    home.library.write_bytes(b"#" * home.library.stat().st_size)
    shown = library.paper(0)
    assert (shown.key, shown.title, shown.abstract) == ("arxiv:2401.00001", "graph attention", "")
    library.poll()
    assert len(library) == 0 and library.trouble
