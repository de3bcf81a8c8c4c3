"""Merging documents: whoever merges, in whatever order and however often, ends with the same bytes."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from readerapp.state import note, tags, times
from readerapp.state.document import DEFAULTS, Document, blank, plain, to_state
from readerapp.state.merge import is_plainly_later, join, join_all, overwrite
from tests.state.helpers import calm

FIELDS = ("title", "status", "queue", "tags", "rating", "later")
TIMES = [times.to_text(datetime(2026, 11, day, tzinfo=UTC)) for day in (1, 2, 3)]
VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(["", "One", "Two"]),
    "status": st.sampled_from(["unread", "read", "archived"]),
    "queue": st.sampled_from([None, 1.0, 2.0]),
    "tags": st.sampled_from([[], ["a"], ["b", "a"], ["A"], ["c", "B"]]),
    "rating": st.integers(0, 5),
    "later": st.sampled_from([None, "2026-12-01", "2026-12-24"]),
}
TEXTS = st.sampled_from(["", "x", "y", "x and y"])


@st.composite
def documents(draw: st.DrawFn, key: str = "arxiv:1") -> Document:
    """A document as some machine may have it, its note written a few times."""
    out: Document = blank(key)
    for time in draw(st.lists(st.sampled_from(TIMES), max_size=4)):
        field = draw(st.sampled_from([*FIELDS, "note"]))
        edit = {field: draw(TEXTS if field == "note" else VALUES[field]), "changed": {field: time}}
        if field == "queue" and edit["queue"] is not None and draw(st.booleans()):  # moved there
            edit["queued"] = draw(st.sampled_from(TIMES))
        if field == "note":
            edit |= note.rewrite(out, edit["note"], time)
        if field == "tags" and draw(st.booleans()):
            edit |= tags.rewrite(out, edit["tags"], time)
        elif field == "tags":  # by a script or an older version: the list and its time, and nothing more
            out = {**out, **edit, "changed": {**out["changed"], **edit["changed"]}}
        out = join(out, edit)
    if draw(st.booleans()):
        out = {**out, "colour": draw(st.sampled_from(["red", "blue"])), "aliases": ["title:old"]}
    return out


def written(document: Any) -> str:
    return json.dumps(document)


@calm
@given(documents(), documents())
def test_either_side_may_begin(one: Document, other: Document) -> None:
    assert written(join(one, other)) == written(join(other, one))


@calm
@given(documents(), documents(), documents())
def test_order_does_not_matter(one: Document, two: Document, three: Document) -> None:
    assert written(join(join(one, two), three)) == written(join(one, join(two, three)))


@calm
@given(documents(), documents())
def test_merging_again_changes_nothing(one: Document, other: Document) -> None:
    merged = join(one, other)
    assert written(join(merged, other)) == written(join(merged, merged)) == written(merged)


def test_notes_that_replace_each_other_in_a_circle_merge_once_and_for_all() -> None:
    first, second = TIMES[:2]
    names = [note.Version(time, "").id for time in (first, second)]
    one = {**blank("arxiv:1"), "changed": {"note": second}, "note_replaced": names[:1]}
    other = {**blank("arxiv:1"), "changed": {"note": first}, "note_replaced": names[1:]}
    merged = join(one, other)
    assert written(join(merged, other)) == written(join(merged, merged)) == written(merged)


@calm
@given(documents(), documents())
def test_no_note_is_lost_that_nobody_wrote_over(one: Document, other: Document) -> None:
    mine, theirs, both = note.read(one), note.read(other), note.read(join(one, other))
    for version in {*mine.versions, *theirs.versions}:
        if version.id not in mine.replaced | theirs.replaced:
            assert version in both.versions
            assert version.text.strip() in both.text


@calm
@given(documents(), st.dictionaries(st.sampled_from(FIELDS), st.none(), min_size=1), st.data())
def test_a_plainly_later_edit_is_what_joining_it_gives(
    document: Document, fields: dict[str, None], data: st.DataObject
) -> None:
    edit = {field: data.draw(VALUES[field]) for field in fields if field != "tags"}
    at = times.after(datetime(2026, 11, 4, tzinfo=UTC), max(document["changed"].values(), default=""))
    assert is_plainly_later(edit, at, document)
    joined = join(document, {**edit, "changed": dict.fromkeys(edit, at)})
    assert written(overwrite(document, edit, at)) == written(joined)


def test_an_edit_is_not_plainly_later_than_a_later_one_or_a_note() -> None:
    document = {**blank("arxiv:1"), "changed": {"status": TIMES[1]}}
    assert is_plainly_later({"rating": 3}, TIMES[2], document)
    assert not is_plainly_later({"rating": 3}, TIMES[1], document)
    assert not is_plainly_later({"rating": 3, "note": "x"}, TIMES[2], document)
    assert not is_plainly_later({"rating": 3, "tags": ["x"]}, TIMES[2], document)
    assert not is_plainly_later({"rating": 3, "changed": {"rating": TIMES[2]}}, TIMES[2], document)


def tagged(document: Document, names: list[str], time: str) -> dict[str, Any]:
    """The document once its tags are `names`."""
    return join(document, {**tags.rewrite(document, names, time), "changed": {"tags": time}})


def test_of_two_machines_that_each_change_a_tag_both_changes_stand() -> None:
    base = tagged(blank("arxiv:1"), ["later", "ml", "rl"], TIMES[0])
    one, other = tagged(base, ["later", "ml", "new", "rl"], TIMES[1]), tagged(base, ["later", "rl"], TIMES[2])
    assert join(one, other)["tags"] == join(other, one)["tags"] == ["later", "new", "rl"]
    assert join(one, other)["changed"]["tags"] == TIMES[2]


def test_the_later_of_adding_and_removing_a_tag_stands() -> None:
    base = tagged(blank("arxiv:1"), ["rl"], TIMES[0])
    gone, back = tagged(base, [], TIMES[1]), tagged(tagged(base, [], TIMES[1]), ["rl"], TIMES[2])
    assert join(base, gone)["tags"] == []
    assert join(gone, back)["tags"] == ["rl"]
    again = tagged(base, ["rl", "x"], TIMES[2])
    assert join(gone, again)["tags"] == ["x"], "rl was not touched when x was added"


def test_one_tag_spelt_in_two_ways_is_one_tag() -> None:
    one = tagged(blank("arxiv:1"), ["RL"], TIMES[0])
    assert join(one, tagged(blank("arxiv:1"), ["rl"], TIMES[1]))["tags"] == ["rl"]


@calm
@given(documents(), st.sampled_from([[], ["a"], ["a", "c"], ["B"]]))
def test_tags_are_what_they_were_changed_to(document: Document, names: list[str]) -> None:
    assert tagged(document, names, "2026-11-09T00:00:00.000000Z")["tags"] == names


def homes(*names: str) -> st.SearchStrategy[dict[str, Document]]:
    """The documents of one home. The paper of `arxiv:1` may have been `title:old` before."""

    def renamed(papers: dict[str, Document]) -> dict[str, Document]:
        return {key: {**paper, "key": key, "aliases": aliases(key)} for key, paper in papers.items()}

    def aliases(key: str) -> list[str]:
        return ["title:old"] if key == "arxiv:1" else []

    plain_papers = st.dictionaries(st.sampled_from(names), documents(), max_size=2)
    return plain_papers.map(renamed)


@calm
@given(homes("title:old", "arxiv:1"), homes("arxiv:1"), homes("title:old", "arxiv:2"))
def test_homes_merge_alike_in_any_order(
    one: dict[str, Document], two: dict[str, Document], three: dict[str, Document]
) -> None:
    here = join_all(join_all(one, two), three)
    there = join_all(join_all(three, one), two)
    assert {key: written(here[key]) for key in sorted(here)} == {
        key: written(there[key]) for key in sorted(there)
    }


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
ODD = st.fixed_dictionaries(
    {"key": st.just("arxiv:1")},
    optional=dict.fromkeys(
        (*DEFAULTS, "changed", "aliases", "note_replaced", "note_versions", "tag_changes"), JSON
    ),
)


@calm
@given(ODD, ODD)
def test_a_document_of_any_shape_can_be_read_and_merged(one: Document, other: Document) -> None:
    state = to_state("arxiv:1", one)
    for name in DEFAULTS:
        value = getattr(state, name)
        assert isinstance(plain(value), type(plain(DEFAULTS[name]))) or name == "queue"
    state.note.encode()
    merged = join(join(blank("arxiv:1"), one), other)
    assert to_state("arxiv:1", merged)
    assert json.loads(json.dumps(merged)).keys() == merged.keys()


def test_two_notes_are_marked_with_when_they_were_written() -> None:
    base = blank("arxiv:1")
    one, other = (
        {**base, **note.rewrite(base, text, time), "changed": {"note": time}}
        for text, time in (("first", TIMES[0]), ("second", TIMES[1]))
    )
    assert join(one, other)["note"] == "first\n\n**⇄ Also written 2026-11-02 00:00 UTC:**\n\nsecond"


def test_of_many_texts_written_over_those_that_stood_longest_are_remembered() -> None:
    start = datetime(2026, 11, 1, 9, tzinfo=UTC)
    days = [start + timedelta(days=day) for day in range(5)]
    saves = [days[-1] + timedelta(seconds=5 * number) for number in range(1, 40)]
    versions = [note.Version(times.to_text(when), "text") for when in (*days, *saves)]
    fields = note.write(note.Note((), frozenset(version.id for version in versions)))
    assert len(fields["note_replaced"]) < 30
    assert {version.id for version in versions[:4]} <= set(fields["note_replaced"])


def test_what_one_side_has_under_an_old_key_is_of_the_paper_that_the_other_renamed() -> None:
    old = {**blank("title:aa"), "rating": 4, "changed": {"rating": TIMES[0]}}
    new = {**blank("arxiv:1"), "status": "read", "aliases": ["title:aa"], "changed": {"status": TIMES[1]}}
    sides = {"title:aa": old}, {"arxiv:1": new}
    for joined in (join_all(*sides), join_all(*sides[::-1])):
        assert list(joined) == ["arxiv:1"]
        assert (joined["arxiv:1"]["rating"], joined["arxiv:1"]["status"]) == (4, "read")
        assert joined["arxiv:1"]["aliases"] == ["title:aa"]


def test_a_place_in_the_queue_brings_with_it_since_when_the_paper_is_queued() -> None:
    early, late = TIMES[0], max(TIMES)
    queued = join(blank("a"), {"queue": 1.0, "changed": {"queue": early}})
    moved = join(queued, {"queue": 2.0, "queued": early, "changed": {"queue": late}})
    assert moved["queued"] == early
    assert join(queued, moved) == join(moved, queued) == moved
    assert overwrite(queued, {"queue": 2.0, "queued": early}, late) == moved
    left = overwrite(moved, {"queue": None}, "2027-01-01T00:00:00.000000Z")
    assert "queued" not in left
    assert join(moved, left) == join(left, moved) == left
