"""What was exported comes back with `add`, the reader's state included."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from readerapp.actions.exporting import export_folder
from readerapp.actions.intake import imports
from readerapp.actions.intake.inputs import Data
from readerapp.actions.machines.merging import merge
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.paper import Links, Paper, Sighting
from readerapp.domain.record import to_record
from readerapp.domain.state import Status
from readerapp.domain.values import replace
from tests.actions.coming_back import NOTES, Homes, held, papers, states

ONE, TWO, THREE = (Paper(key=f"arxiv:2405.0000{n}", title=f"Paper number {n}") for n in (1, 2, 3))
many = settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # each example takes a while
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.fixture
def homes() -> Iterator[Homes]:
    with Homes() as found:
        yield found


def add(reading: ReadingList, *records: Mapping[str, Any]) -> Any:
    """Add records as JSON Lines."""
    lines = "".join(json.dumps(record) + "\n" for record in records)
    return reading.add([Data("test", lines.encode())], format="jsonl")


def record(paper: Paper, **more: object) -> dict[str, object]:
    return {**to_record(paper), "status": "unread", **more}


@pytest.mark.parametrize("form", ["csv", "jsonl", "markdown", "obsidian"])
def test_an_export_that_comes_back_unchanged_tells_nothing_new(homes: Homes, form: str) -> None:
    mine = replace(ONE, authors=("Ada Lovelace",), links=Links(arxiv=("https://arxiv.org/abs/2405.00001",)))
    reader = homes.reader([mine], {ONE.key: {"status": Status.READ}})
    before = reader.paper(ONE.key)
    report = reader.add([homes.exported(reader, form)])
    assert (report.same, report.updated, report.new) == (1, 0, 0)
    assert reader.paper(ONE.key) == before


@pytest.mark.parametrize("form", ["csv", "jsonl", "markdown", "obsidian"])
def test_a_paper_that_is_new_to_a_library_has_the_export_it_is_from(homes: Homes, form: str) -> None:
    path, other = homes.exported(homes.reader([ONE]), form), homes.reader()
    other.add([path])
    assert len(other.paper(ONE.key).sightings) == 1


def moved(
    homes: Homes, known: list[Paper], marks: list[dict[str, Any]], form: str
) -> tuple[ReadingList, ReadingList, str]:
    """A reader, another who added what the first exported, with the same state, and the export."""
    reader = homes.reader(known, {paper.key: each for paper, each in zip(known, marks, strict=False)})
    path, other = homes.exported(reader, form), homes.reader()
    other.add([path])
    assert held(other) == held(reader)
    assert [*other.store.queue()] == [*reader.store.queue()]
    for paper in known:
        assert other.state(paper.key).queued_at == reader.state(paper.key).queued_at
    return reader, other, path


@pytest.mark.slow
@many
@given(papers(), st.lists(states, min_size=5, max_size=5))
def test_json_lines_come_back_whole(known: list[Paper], marks: list[dict[str, Any]]) -> None:
    with Homes() as homes:
        reader, other, _ = moved(homes, known, marks, "jsonl")
        for paper in known:
            assert other.paper(paper.key) == reader.paper(paper.key)


@pytest.mark.slow
@many
@given(papers(), st.lists(states, min_size=5, max_size=5))
def test_a_list_in_markdown_comes_back_with_people_links_and_state(
    known: list[Paper], marks: list[dict[str, Any]]
) -> None:
    with Homes() as homes:
        _, other, _ = moved(homes, known, marks, "markdown")
        for paper in known:
            found = other.paper(paper.key)
            assert (found.title, found.authors, found.venue) == (paper.title, paper.authors, paper.venue)
            assert (found.links, found.published) == (paper.links, paper.published)


@pytest.mark.slow
@many
@given(papers(), st.lists(states, min_size=5, max_size=5))
def test_a_vault_comes_back_with_facts_and_state(known: list[Paper], marks: list[dict[str, Any]]) -> None:
    with Homes() as homes:
        reader, other, path = moved(homes, known, marks, "obsidian")
        for paper in known:
            assert replace(other.paper(paper.key), sightings=(), added=None) == replace(
                reader.paper(paper.key), sightings=(), added=None
            )
        before = {each: each.read_bytes() for each in Path(path).iterdir()}
        export_folder(reader, map(reader.paper, sorted(paper.key for paper in known)), Path(path))
        assert {each: each.read_bytes() for each in Path(path).iterdir()} == before
        assert reader.add([path]).state == 0


@pytest.mark.parametrize("form", ["jsonl", "markdown", "obsidian"])
def test_notes_tags_and_people_of_every_kind_come_back(homes: Homes, form: str) -> None:
    tags = ("a b", "c++", "#d", "e·f", "&nbsp;", "[g]", "h/i", "🧪", "*j*", "k\\", '"l"', "no", "-m", "n: o")
    people = ("A, Jr.", "B (C)", "#D", "E · F", "\\", "G*_H", "[I](https://e.org)", "J: K", "- L", "M & N")
    known = [
        Paper(
            key=f"arxiv:2405.{number:05}",
            title=f'Title {number}: "a" [b](c) & *d* \\ · #e',
            authors=people,
            venue="V, (W)",
            published="2024-05-24",
            links=Links(arxiv=(f"https://arxiv.org/abs/2405.{number:05}",)),
            sightings=(Sighting(source="test"),),
        )
        for number, _ in enumerate(NOTES)
    ]
    marks = {paper.key: {"note": note, "tags": tags} for paper, note in zip(known, NOTES, strict=True)}
    reader, other = homes.reader(known, marks), homes.reader()
    other.add([homes.exported(reader, form)])
    assert held(other) == held(reader)
    for paper in known:
        found = other.paper(paper.key)
        assert (found.title, found.authors, found.venue) == (paper.title, people, paper.venue)
        assert (found.published, found.links) == (paper.published, paper.links)


def test_one_undo_takes_back_papers_and_state(homes: Homes) -> None:
    reader = homes.reader([ONE, TWO], {ONE.key: {"note": "mine", "queue": 1.0}})
    other = homes.reader([THREE])
    report = other.add([homes.exported(reader, "jsonl")])
    assert report.summary == "read 2 · new 2 · updated 0 · same 0 · skipped 0 · state 1"
    assert other.store.entries()[0].words == "added 2 papers, and the state of 1 paper"
    other.undo()
    assert len(other.library) == 1
    assert other.store.get(ONE.key).is_blank
    other.redo()
    assert other.state(ONE.key).note == "mine"


def test_undo_takes_back_both_if_the_app_was_killed_before_it_showed_them(homes: Homes) -> None:
    reader = homes.reader([ONE, TWO], {ONE.key: {"note": "mine"}})
    other = homes.reader([THREE])
    imports.add(other, [homes.exported(reader, "jsonl")])
    other.flush()
    with ReadingList.open(other.home, clock=homes.now) as after:
        assert after.state(ONE.key).note == "mine"
        after.undo()
        assert after.store.get(ONE.key).is_blank
        assert len(after.library) == 1


@pytest.mark.parametrize("form", ["jsonl", "markdown", "obsidian"])
def test_a_paper_that_is_put_off_keeps_its_place_in_the_queue(homes: Homes, form: str) -> None:
    marks: dict[str, dict[str, Any]] = {
        ONE.key: {"queue": 1.0},
        TWO.key: {"queue": 2.0, "later": "2027-01-01"},
        THREE.key: {"queue": 3.0},
    }
    reader, other = homes.reader([ONE, TWO, THREE], marks), homes.reader()
    other.add([homes.exported(reader, form)])
    assert [*other.queued()] == [ONE.key, THREE.key]
    assert [*other.store.queue()] == [ONE.key, TWO.key, THREE.key]


def test_state_alone_is_a_step_too(homes: Homes) -> None:
    reader = homes.reader([ONE], {ONE.key: {"note": "mine"}})
    other = homes.reader([ONE])
    other.add([homes.exported(reader, "jsonl")])
    assert other.state(ONE.key).note == "mine"
    other.undo()
    assert other.state(ONE.key).note == ""


def test_adding_an_export_again_changes_nothing(homes: Homes) -> None:
    marks = {ONE.key: {"note": "a", "tags": ("x",), "rating": 3, "queue": 2.0, "status": "reading"}}
    reader = homes.reader([ONE], marks)
    path = homes.exported(reader, "jsonl")
    assert reader.add([path]).state == 0
    reader.note(ONE.key, "b")
    reader.tag([ONE.key], ["y"], ["x"])
    reader.rate(0, ONE.key)
    reader.mark("read", ONE.key)
    before = held(reader)
    assert reader.add([path]).state == 0
    assert held(reader) == before


def test_the_later_of_two_readers_changes_stands_and_both_notes_and_all_tags_stay(homes: Homes) -> None:
    reader, other = homes.reader([ONE]), homes.reader([ONE])
    reader.rate(2, ONE.key)
    other.rate(5, ONE.key)
    other.mark("reading", ONE.key)
    reader.mark("read", ONE.key)
    for each, word in ((reader, "first"), (other, "second")):
        each.note(ONE.key, f"{word} text")
        each.tag([ONE.key], [word])
    other.add([homes.exported(reader, "jsonl")])
    state = other.state(ONE.key)
    assert (state.rating, state.status) == (5, Status.READ)
    assert "first text" in state.note
    assert "second text" in state.note
    assert {*state.tags} == {"first", "second"}


def test_a_record_edited_by_a_script_is_an_edit(homes: Homes) -> None:
    reader = homes.reader([ONE], {ONE.key: {"note": "a", "tags": ("x", "y"), "rating": 3}})
    (line,) = Path(homes.exported(reader, "jsonl")).read_text("utf-8").splitlines()
    add(reader, {**json.loads(line), "rating": 1, "tags": ["y"], "note": "b", "status": "read"})
    state = reader.state(ONE.key)
    assert (state.rating, state.tags, state.note, state.status) == (1, ("y",), "b", Status.READ)


def test_state_without_times_counts_only_where_the_reader_has_none(homes: Homes) -> None:
    reader = homes.reader([ONE, TWO], {ONE.key: {"note": "a", "tags": ("x",), "rating": 3, "status": "read"}})
    theirs = {"status": "reading", "note": "b", "tags": ["y"], "rating": 5}
    report = add(reader, record(ONE, **theirs), record(TWO, **theirs))
    one, two = reader.state(ONE.key), reader.state(TWO.key)
    assert (one.status, one.rating, one.tags) == (Status.READ, 3, ("x", "y"))
    assert "a" in one.note.split()
    assert "b" in one.note.split()
    assert (two.status, two.rating, two.note, two.tags) == (Status.READING, 5, "b", ("y",))
    assert [skip.why for skip in report.skipped] == [
        "kept status read of yours, where reading came; both changed",
        "kept rating 3 of yours, where 5 came; both changed",
    ]
    note = one.note
    assert add(reader, record(ONE, **theirs)).state == 0
    assert reader.state(ONE.key).note == note


def test_places_without_ranks_come_behind_the_queue_in_their_order(homes: Homes) -> None:
    reader = homes.reader([ONE, TWO, THREE])
    reader.queue(THREE.key)
    add(reader, record(ONE, queue=2), record(TWO, queue=1))
    assert [*reader.queued()] == [THREE.key, TWO.key, ONE.key]


@pytest.mark.parametrize("place", [10**400, -(10**400), -3, 0], ids=["huge", "less", "negative", "none"])
def test_a_place_that_no_queue_has_does_no_harm(homes: Homes, place: int) -> None:
    reader = homes.reader([ONE])
    add(reader, record(ONE, queue=place))
    assert [*reader.queued()] in ([ONE.key], [])


def test_papers_of_others_change_no_state(homes: Homes) -> None:
    reader = homes.reader([ONE])
    assert add(reader, {**to_record(ONE), "note": "Accepted", "rating": 4}).state == 0
    assert reader.state(ONE.key).is_blank


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("status", 5), ("status", "new"), ("queue", "2"), ("queue", [1]), ("note", ["x"]), ("tags", "x")),
        *(("tags", {"a": 1}), ("rating", True), ("rating", 9), ("rating", None), ("later", "friday")),
    ],
)
def test_a_field_of_a_wrong_type_is_said_and_the_paper_kept(homes: Homes, field: str, value: object) -> None:
    reader = homes.reader([TWO])
    report = add(
        reader, record(ONE, note="n", **{field: value}) if field != "note" else record(ONE, note=value)
    )
    assert report.new == 1
    (skip,) = report.skipped
    assert skip.why.startswith(f"came without its {field}: ")
    assert reader.state(ONE.key).note == ("" if field == "note" else "n")


_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["read", "#"]),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=3), each, max_size=3),
    max_leaves=4,
)
_names = st.sampled_from([*"status queue note tags rating later changed rank queued extra part".split()])


@pytest.mark.slow
@many
@given(st.lists(st.dictionaries(_names, _json), min_size=3, max_size=12))
def test_whatever_json_is_in_the_state_the_paper_is_kept(fields: list[dict[str, object]]) -> None:
    with Homes() as homes:
        reader = homes.reader([ONE], {ONE.key: {"note": "mine", "rating": 2}})
        found = [Paper(key=f"arxiv:2406.{number:05}", title=f"T {number}") for number, _ in enumerate(fields)]
        add(reader, *(record(paper, **each) for paper, each in zip(found, fields, strict=True)))
        add(reader, *(record(ONE, **each) for each in fields))
        assert len(reader.library) == len(fields) + 1
        assert "mine" in reader.state(ONE.key).note


@pytest.mark.parametrize("changed", [[], "x", {"note": 5}, {"note": "now"}, {"note": "2026-11-22#"}])
def test_times_of_a_wrong_type_are_no_times(homes: Homes, changed: object) -> None:
    reader = homes.reader([ONE], {ONE.key: {"note": "a"}})
    add(reader, record(ONE, note="b", changed=changed))
    assert {*reader.state(ONE.key).note.split()} >= {"a", "b"}


def test_state_in_an_export_is_no_fact_of_the_paper_where_it_is_merged(homes: Homes) -> None:
    reader = homes.reader([ONE], {ONE.key: {"note": "mine"}})
    other = homes.reader([TWO])
    merge(other, [Path(homes.exported(reader, "jsonl"))])
    assert other.paper(ONE.key).extra == {}
    assert other.state(ONE.key).is_blank


def test_fields_that_are_called_like_the_readers_come_back(homes: Homes) -> None:
    reader = homes.reader(
        [Paper(key=ONE.key, title=ONE.title, extra={"note": "Accepted", "rating": "6: weak"})]
    )
    reader.rate(4, ONE.key)
    other = homes.reader()
    other.add([homes.exported(reader, "jsonl")])
    assert other.paper(ONE.key).extra == {"note": "Accepted", "rating": "6: weak"}
    assert other.state(ONE.key).rating == 4


def test_a_dry_run_counts_state_and_changes_none(homes: Homes) -> None:
    reader = homes.reader([ONE], {ONE.key: {"note": "mine"}})
    other = homes.reader([ONE])
    assert other.add([homes.exported(reader, "jsonl")], dry_run=True).state == 1
    assert other.state(ONE.key).is_blank


def test_a_box_in_a_list_of_others_says_nothing(homes: Homes) -> None:
    reader = homes.reader()
    line = "- [x] [Paper number 1](https://arxiv.org/abs/2405.00001) *reading* ★★★☆☆ #tag <!-- read -->\n"
    report = reader.add([Data("list.md", ("# Papers\n\n" + 3 * line).encode())])
    assert (report.new, report.state) == (1, 0)
    assert reader.state(ONE.key).is_blank


def test_what_is_ticked_and_written_in_a_list_comes_back(homes: Homes) -> None:
    reader = homes.reader([ONE, TWO], {ONE.key: {"note": "old", "tags": ("a", "b"), "rating": 2}})
    path = Path(homes.exported(reader, "markdown"))
    text = path.read_text("utf-8").replace("- [ ]", "- [x]").replace("★★☆☆☆", "★★★★★").replace("#b", "#c")
    path.write_text(f"# My list\r\n\r\n{text}\r\n- a line of mine\r\n".replace("  old", "  new"), "utf-8")
    assert reader.add([str(path)]).state == 2
    one = reader.state(ONE.key)
    assert (one.status, one.rating, one.tags, one.note) == (Status.READ, 5, ("a", "c"), "new")
    assert reader.state(TWO.key).status is Status.READ
    assert reader.add([str(path)]).state == 0


def test_a_note_changed_in_a_list_and_here_keeps_both_texts(homes: Homes) -> None:
    reader = homes.reader([ONE], {ONE.key: {"note": "old", "rating": 2}})
    path = Path(homes.exported(reader, "markdown"))
    reader.note(ONE.key, "mine")
    reader.rate(3, ONE.key)
    path.write_text(path.read_text("utf-8").replace("  old", "  theirs").replace("★★☆", "★☆☆"), "utf-8")
    report = reader.add([str(path)])
    state = reader.state(ONE.key)
    assert {"mine", "theirs"} <= {*state.note.split()}
    assert "old" not in state.note
    assert state.rating == 3
    assert [skip.why for skip in report.skipped] == ["kept rating 3 of yours, where 1 came; both changed"]


def test_an_old_list_that_nobody_edited_changes_nothing(homes: Homes) -> None:
    reader = homes.reader([ONE], {ONE.key: {"note": "old", "rating": 2, "tags": ("a",), "queue": 1.0}})
    path = homes.exported(reader, "markdown")
    for number in range(40):
        reader.note(ONE.key, f"text {number}")
    reader.rate(0, ONE.key)
    reader.tag([ONE.key], [], ["a"])
    reader.mark("read", ONE.key)
    before = held(reader)
    report = reader.add([path])
    assert (report.state, report.skips) == (0, 0)
    assert held(reader) == before
