"""Homes of several machines merged: the same bytes in any order, and nothing lost."""

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from readerapp.actions.machines.merging import MergeReport, conflict_copies, merge
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import ReaderError
from readerapp.domain.ids.keys import title_key
from readerapp.domain.paper import Paper
from readerapp.home import Home

Filled = Callable[[str], Home]


def fill(home: Home, name: str) -> None:
    """A home with a paper of its own and one that all share, both marked."""
    with ReadingList.open(home) as lib:
        shared = Paper(key="arxiv:0", title="Shared", authors=("Ada", name))
        lib.library.add([Paper(key=f"arxiv:{name}", title=f"Of {name}"), shared])
        lib.queue(f"arxiv:{name}", "arxiv:0")
        lib.note("arxiv:0", f"what {name} thinks")
        lib.tag(["arxiv:0"], add=[name])


@pytest.fixture
def homes(tmp_path: Path) -> list[Home]:
    found = [Home.find(tmp_path / name) for name in "abc"]
    for home in found:
        fill(home, home.data.name)
    return found


def merged(home: Home, files: list[Path]) -> MergeReport:
    with ReadingList.open(home) as lib:
        return merge(lib, files)


def data(home: Home) -> tuple[bytes, bytes]:
    return home.state.read_bytes(), home.library.read_bytes()


def test_homes_merge_to_the_same_bytes_in_any_order_and_again(homes: list[Home], tmp_path: Path) -> None:
    results = set()
    for number, order in enumerate(itertools.permutations(homes)):
        into = Home.find(tmp_path / f"into{number}")
        shutil.copytree(order[0].data, into.data)
        merged(into, [home.data for home in order[1:]])
        results.add(data(into))
    assert len(results) == 1
    again = merged(into, [home.data for home in homes])
    assert (again.state, again.new, again.updated, again.removed) == (0, 0, 0, 0)
    assert {data(into)} == results
    with ReadingList.open(into) as lib:
        assert set(lib.queued()) == {"arxiv:a", "arxiv:b", "arxiv:c", "arxiv:0"}
        assert all(f"what {name} thinks" in lib.state("arxiv:0").note for name in "abc")
        assert len(lib.library) == 4


def test_a_merge_of_state_is_one_step_that_undo_takes_back(homes: list[Home]) -> None:
    with ReadingList.open(homes[0]) as lib:
        report = merge(lib, [homes[1].data])
        assert report.summary == "merged 2 files · state 2 · new 1 · updated 1 · removed 0"
        assert "what b thinks" in lib.state("arxiv:0").note
        (merged, *_) = [entry for entry in lib.store.entries() if entry.action == "merge"]
        lib.undo(merged.id)
        assert lib.state("arxiv:0").note == "what a thinks"


def test_state_follows_a_paper_that_another_machine_knows_better(tmp_path: Path) -> None:
    here, there = Home.find(tmp_path / "here"), Home.find(tmp_path / "there")
    key = title_key("One Title")
    with ReadingList.open(here) as lib:
        lib.library.add([Paper(key=key, title="One Title")])
        lib.note(key, "by title")
    with ReadingList.open(there) as lib:
        lib.library.add([Paper(key="arxiv:1", title="One Title")])
        lib.rate(4, "arxiv:1")
    for one, other in ((here, there), (there, here)):
        merged(one, [other.data])
        with ReadingList.open(one) as lib:
            assert len(lib.library) == 1
            assert (lib.state("arxiv:1").note, lib.state("arxiv:1").rating) == ("by title", 4)
    assert data(here) == data(there)


def test_conflict_copies_of_both_files_are_found_taken_in_and_put_away(homes: list[Home]) -> None:
    here, there = homes[0], homes[1]
    shutil.copy(there.state, here.data / "state.sync-conflict-20261122-073020-ABCDEFG.json")
    shutil.copy(there.library, here.data / "papers (Ada's conflicted copy 2026-11-22).jsonl")
    with ReadingList.open(here) as lib:
        found = conflict_copies(lib)
        assert len(found) == 2
        assert merge(lib, found).new == 1
        assert conflict_copies(lib) == []
        assert all((here.backups / path.name).exists() for path in found)


def test_a_seeded_home_becomes_what_is_merged(homes: list[Home], tmp_path: Path) -> None:
    fresh = Home.find(tmp_path / "fresh")
    with ReadingList.open(fresh) as lib:
        assert merge(lib, [homes[0].library]).new == 2
        assert len(lib.library) == 2


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\x89PNG", b'{"a": 1}', None])
def test_what_is_neither_is_refused_before_anything_changes(
    homes: list[Home], tmp_path: Path, content: bytes | None
) -> None:
    other = tmp_path / "other"
    if content is not None:
        other.write_bytes(content)
    before = data(homes[0])
    with ReadingList.open(homes[0]) as lib, pytest.raises(ReaderError, match="other"):
        merge(lib, [homes[1].data, other])
    assert data(homes[0]) == before
