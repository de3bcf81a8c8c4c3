"""What a person can do, through the API that the app, the command line and scripts share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tinydb import TinyDB

import readerapp
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import BadQuery, NoSuchPaper, ReaderError
from readerapp.domain.state import Status
from readerapp.domain.words import words


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[ReadingList]:
    with ReadingList.open(tmp_path, clock=lambda: datetime(2026, 11, 20, tzinfo=UTC)) as lib:
        yield lib


@pytest.fixture
def keys(lib: ReadingList) -> list[str]:
    return [hit.paper.key for hit in lib.search(limit=4)]


def test_an_empty_home_shows_the_seed_and_writes_nothing(lib: ReadingList, tmp_path: Path) -> None:
    assert len(lib.search()) == 88
    assert not (tmp_path / "papers.jsonl").exists()
    assert not (tmp_path / "state.json").exists()


def test_the_first_change_brings_the_seed_into_the_library(lib: ReadingList, tmp_path: Path) -> None:
    lib.queue(lib.search(limit=1)[0].paper.key)
    assert len((tmp_path / "papers.jsonl").read_text("utf-8").splitlines()) == 88
    assert len(lib.search()) == 88


def test_a_misspelt_search_gives_paper_score_and_spans(lib: ReadingList) -> None:
    [first, *_] = lib.search("curiculum lerning has:repo", limit=10)
    assert first.paper.title == "Cyclical Curriculum Learning"
    assert first.score > 0
    assert [first.paper.title[start:end] for start, end in first.spans["title"]] == ["Curriculum", "Learning"]


def test_a_search_gives_papers_that_match_then_those_that_it_describes(lib: ReadingList) -> None:
    query = "teach a model like a child, easy lessons first"
    found = lib.search(query)
    parts = [hit.part for hit in found]
    assert parts == sorted(parts) and "related" in parts
    assert lib.search(query, limit=3) == found[:3]
    first = next(hit for hit in found if hit.part == "related")
    assert first.spans["title"] or first.spans["abstract"]
    assert not any(hit.partial for hit in found)
    [exact] = lib.search('"cyclical curriculum"')
    assert (exact.part, exact.why) == ("exact", None)


def test_similar_papers_come_nearest_first_with_why(lib: ReadingList, keys: list[str]) -> None:
    found = lib.similar(keys[0], limit=5)
    assert len(found) == 5 and keys[0] not in {hit.paper.key for hit in found}
    for hit in found:
        assert hit.why and hit.why.like == keys[0]
        for text in (hit.paper, lib.paper(keys[0])):
            assert {*hit.why.words} <= {*words(f"{text.title} {text.abstract}")}
    assert all(hit.paper.links.repo for hit in lib.similar(keys[0], where="has:repo"))
    lib.queue(*keys[:2])
    both = lib.similar("queue")
    assert both and both == lib.similar(*keys[:2])
    with pytest.raises(NoSuchPaper):
        lib.similar("nonsense")
    with pytest.raises(BadQuery):
        lib.similar(keys[0], where="has:nonsense")


def test_state_is_open_to_plain_tinydb(lib: ReadingList, tmp_path: Path, keys: list[str]) -> None:
    lib.queue(*keys[:2])
    lib.note(keys[0], "compare")
    lib.flush()
    with TinyDB(tmp_path / "state.json") as plain:
        documents = plain.table("papers").all()
    found = {document["key"]: document for document in documents}
    assert found[keys[0]]["note"] == "compare"
    assert found[keys[0]]["queue"] < found[keys[1]]["queue"]
    assert found[keys[0]]["changed"].keys() >= {"queue", "note"}


def test_read_papers_leave_the_queue_and_can_be_queued_again(lib: ReadingList, keys: list[str]) -> None:
    lib.queue(*keys)
    lib.mark(Status.READ, keys[1])
    assert list(lib.queued()) == [keys[0], keys[2], keys[3]]
    lib.queue(keys[1])
    assert lib.place(keys[1]) == 4
    assert lib.state(keys[1]).status is Status.READ


@pytest.mark.parametrize("status", [Status.READ, Status.ARCHIVED])
def test_a_paper_put_away_leaves_the_queue_in_the_same_step(
    lib: ReadingList, keys: list[str], status: Status
) -> None:
    lib.queue(*keys)
    lib.mark(status, keys[1])
    assert list(lib.queued()) == [keys[0], *keys[2:]]
    lib.undo()
    assert list(lib.queued()) == keys
    assert lib.state(keys[1]).status is Status.UNREAD


@pytest.mark.parametrize(
    ("place", "order"), [(1, "2013"), (2, "0213"), (4, "0132"), (99, "0132"), (-5, "2013")]
)
def test_a_paper_moves_to_a_place_of_the_queue(
    lib: ReadingList, keys: list[str], place: int, order: str
) -> None:
    lib.queue(*keys)
    lib.move(keys[2], place)
    assert list(lib.queued()) == [keys[int(n)] for n in order]


def test_moves_never_run_out_of_room(lib: ReadingList, keys: list[str]) -> None:
    lib.queue(*keys)
    for _ in range(70):
        lib.move(keys[3], 2)
        lib.move(keys[2], 2)
    assert list(lib.queued()) == [keys[0], keys[2], keys[3], keys[1]]


def test_tags_that_differ_in_case_only_are_one(lib: ReadingList, keys: list[str]) -> None:
    lib.tag(keys[:1], ["AI", "rl"])
    assert "unchanged" in lib.tag(keys[:1], ["ai"]).message
    lib.tag(keys[:1], ["new"], ["RL"])
    assert lib.state(keys[0]).tags == ("AI", "new")


def test_a_bulk_change_is_one_undo_step(lib: ReadingList, keys: list[str]) -> None:
    lib.mark(Status.READ, *keys)
    assert lib.undo().keys
    assert {lib.state(key).status for key in keys} == {Status.UNREAD}
    lib.redo()
    assert {lib.state(key).status for key in keys} == {Status.READ}


def test_undo_says_what_it_took_back_and_when_there_is_nothing(lib: ReadingList, keys: list[str]) -> None:
    lib.queue(keys[0])
    assert lib.undo().message.startswith("Undid: queued")
    assert lib.undo().message == "Nothing to undo"


def test_a_rating_outside_0_to_5_is_refused_in_a_sentence(lib: ReadingList, keys: list[str]) -> None:
    with pytest.raises(ReaderError, match="0 to 5"):
        lib.rate(6, *keys)


def test_an_unknown_key_is_no_such_paper(lib: ReadingList) -> None:
    with pytest.raises(NoSuchPaper):
        lib.find("arxiv:0000.00000")
    with pytest.raises(NoSuchPaper):
        lib.mark("read", "arxiv:2405.15738")


def test_state_follows_a_paper_that_comes_again_with_its_arxiv_id(lib: ReadingList, tmp_path: Path) -> None:
    [hit] = lib.search("title:MKOR", limit=1)
    lib.note(hit.paper.key, "fast")
    capture = tmp_path / "capture.jsonl"
    capture.write_text(
        f'{{"title": "{hit.paper.title}", "links": {{"arxiv": ["https://arxiv.org/abs/2306.01685"]}}}}\n'
    )
    report = lib.add([str(capture)])
    assert (report.new, report.updated) == (0, 1)
    assert lib.state("arxiv:2306.01685").note == "fast"
    assert lib.paper(hit.paper.key).key == "arxiv:2306.01685"


def test_what_cannot_be_read_is_skipped_and_the_rest_goes_on(lib: ReadingList, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(256)) * 10)
    seed = next(Path("seeds").glob("*.txt"))
    report = lib.add([str(tmp_path / "missing.txt"), str(tmp_path / "a.txt"), str(seed)])
    assert report.read == 88
    assert len(report.skipped) == 2
    assert report.summary.startswith("read 88 · new 88 · updated 0 · same 0 · skipped 2")


def test_adding_twice_adds_nothing(lib: ReadingList) -> None:
    seed = str(next(Path("seeds").glob("*.txt")))
    lib.add([seed])
    assert lib.add([seed]).same == 88
    assert len(lib.search()) == 88


def test_a_dry_run_changes_nothing(lib: ReadingList, tmp_path: Path) -> None:
    assert lib.add([str(next(Path("seeds").glob("*.txt")))], dry_run=True).new == 88
    assert not (tmp_path / "papers.jsonl").exists()


def test_the_package_tells_how_far_a_new_library_is_read_and_indexed(tmp_path: Path) -> None:
    lines = "".join(f'{{"key": "doi:10.1/{n}", "title": "Kernel {n}"}}\n' for n in range(3000))
    (tmp_path / "papers.jsonl").write_text(lines)
    read: list[float] = []
    indexed: list[float] = []
    with readerapp.open(home=tmp_path, progress=read.append) as lib:
        assert lib.search("kernel 2999", limit=1, progress=indexed.append)
    for told in (read, indexed):
        assert told == sorted(told) and 0 < told[0] < told[-1] <= 1


def test_the_package_opens_a_home_by_itself(tmp_path: Path) -> None:
    with readerapp.open(home=tmp_path) as lib:
        assert lib.search("federated", limit=1)


KEY = "arxiv:2405.15738"


@pytest.fixture
def one(tmp_path: Path) -> Iterator[ReadingList]:
    (tmp_path / "papers.jsonl").write_text(f'{{"key": "{KEY}", "title": "Curriculum"}}\n', "utf-8")
    with ReadingList.open(tmp_path) as lib:
        yield lib


@pytest.mark.parametrize("name", ["2405.15738", "https://arxiv.org/abs/2405.15738v2", "arxiv:2405.157"])
def test_whatever_means_a_paper_names_it_and_its_tags_note_and_place_stay(
    one: ReadingList, name: str
) -> None:
    one.tag(KEY, add="old")
    one.note(KEY, "First.")
    one.queue(KEY)
    assert [one.tag(name, add=["new"]).keys, one.append_note(name, "Second.").keys] == [(KEY,), (KEY,)]
    assert one.queue(name).message.startswith("Already queued")
    state = one.state(name)
    assert (state.tags, state.note, state.is_queued) == (("new", "old"), "First.\n\nSecond.", True)
    assert one.unqueue(name).keys == (KEY,) and not one.state(KEY).is_queued


def test_a_status_that_is_none_is_refused_and_named(one: ReadingList) -> None:
    with pytest.raises(ReaderError, match="'raed' is no status; those are unread, reading, read, archived"):
        one.mark("raed", KEY)
