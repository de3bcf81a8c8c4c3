"""Papers that are added once more are recognised without making a paper of what the library has of them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.domain.bibtex.citation_keys import ENTRY_FIELD, OTHER_KEYS
from readerapp.domain.ids.keys import key_for
from readerapp.domain.paper import Links, Paper, Sighting
from readerapp.domain.record import from_record, sightings_of_same, to_record
from readerapp.domain.works.merging import adds_nothing, merge
from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.file.paper_file import PaperFile
from readerapp.library.ingest import matching
from readerapp.library.ingest.matching import Matcher
from tests.domain.test_merging import PAPERS, SIGHTINGS
from tests.library.conftest import clock, paper

OTHERS = {
    "upvotes": True,
    "stars": 2.0,
    "venue": None,
    "extra": {"a": 1},
    "aliases": ["b:2", "a:1"],
    "note": 1,
    ENTRY_FIELD: {"type": "misc", "key": "x", "fields": {"b": "1", "a": "2"}},
    OTHER_KEYS: ["z", "y"],
}
"""What other programs may write into a line."""


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    record = to_record(draw(PAPERS))
    more = draw(st.lists(st.sampled_from(sorted(OTHERS)), max_size=2))
    record |= {name: OTHERS[name] for name in more}
    for name in draw(st.lists(st.sampled_from([*record]), max_size=1)):
        if name not in ("key", "title"):
            del record[name]
    return record


def told_again(record: dict[str, Any], draw: st.DrawFn) -> Paper:
    """The paper of a line, as a source may say it once more."""
    found = from_record(record)
    if draw(st.booleans()):
        found = replace(found, added=None, sightings=draw(st.lists(SIGHTINGS, max_size=2).map(tuple)))
    if draw(st.booleans()):
        return found
    return replace(found, upvotes=draw(st.sampled_from([None, 0, 1, 9])), extra={"note": 1.0})


@st.composite
def adds(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[list[Paper]]]:
    """Lines of a library, and batches that are added to it."""
    lines = draw(st.lists(records(), min_size=1, max_size=4))
    some = st.sampled_from(lines)
    batches = [
        [told_again(draw(some), draw) if draw(st.booleans()) else draw(PAPERS) for _ in range(size)]
        for size in draw(st.lists(st.integers(1, 3), min_size=1, max_size=2))
    ]
    return lines, batches


def outcome(
    lines: Sequence[dict[str, Any]], batches: Sequence[Sequence[Paper]], *, dry_run: bool
) -> tuple[object, ...]:
    """All that can be seen of adding these papers to a library of these lines."""
    seen = []
    with tempfile.TemporaryDirectory() as folder:
        home = Home.find(folder)
        home.library.parent.mkdir(parents=True, exist_ok=True)
        home.library.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        library = Library.open(home, clock=clock)

        def told(before: Paper | None, after: Paper) -> None:
            same = before == after
            seen.append((same, before and before.key, after.key, None if same else (before, after)))

        results = [library.ingest(batch, dry_run=dry_run, on_paper=told) for batch in batches]
        library.close()
        return results, seen, home.library.read_bytes()


def line(key: str, title: str, **more: object) -> dict[str, Any]:
    return {"key": key, "title": title, "abstract": "", "authors": [], "links": {}, **more}


def again(*lines: dict[str, Any]) -> list[list[Paper]]:
    return [[from_record(each) for each in lines]]


SEEN = {"source": "a", "seen": "2026-10-02T08:00:00+00:00"}
EARLIER = {"source": "a", "seen": "2026-10-01T08:00:00+00:00"}
BY_TITLE, BY_ID = line(key_for("One"), "One"), line("arxiv:2401.00001", "One")
BY_DOI = line("doi:10.1000/x", "One", links={"doi": ["https://doi.org/10.1000/x"]})
NAMELESS = line("doi:x", "doi:10.1/x")
CITED = line("a:1", "T", added="2026-10-01T08:00:00+00:00") | {OTHER_KEYS: ["z", "y"]}
CASES = {
    "seen at an earlier time": (
        [line("a:1", "T", sightings=[SEEN])],
        again(line("a:1", "T", sightings=[EARLIER])),
    ),
    "two lines of one work": ([BY_ID, BY_TITLE], again(BY_ID)),
    "two lines of one title": ([line("a:1", "One"), line("a:2", "One")], again(line("a:1", "One"))),
    "joined with another before": ([BY_TITLE], again(BY_ID, BY_TITLE)),
    "joined in an earlier batch": ([BY_TITLE, line("a:1", "Two")], [*again(BY_ID), *again(BY_TITLE)]),
    "a paper that isn't the work it is itself": ([NAMELESS], again(NAMELESS)),
    "a number that is none": ([line("a:1", "T", upvotes=True)], again(line("a:1", "T", upvotes=1))),
    "citation keys in another order": ([CITED], again(CITED)),
    "another paper has the known one's title": (
        [line("arxiv:2401.00001", "One longer"), line(key_for("One longer"), "One longer")],
        again(line("arxiv:2401.00001", "One", upvotes=1)),
    ),
    "two works of one key": (
        [line(key_for("One"), "One", authors=["Ada Byron"])],
        again(line(key_for("One"), "One", authors=["Alan Turing"])),
    ),
    "a former key": (
        [line("a:1", "One", aliases=["a:2"])],
        again(line("a:2", "One", upvotes=1), line("a:1", "One", upvotes=2)),
    ),
    "a line without a title": ([{"key": "a:1"}, line("a:2", "T")], again(line("a:1", "T"))),
    "removed": ([BY_ID, {**BY_ID, "removed": "2026-10-01T08:00:00+00:00"}], again(BY_ID)),
    "twice in one add": ([BY_DOI], again(BY_DOI, BY_DOI)),
}


@pytest.mark.parametrize("case", CASES)
def test_a_known_paper_comes_in_as_if_it_was_merged(case: str) -> None:
    assert_alike(*CASES[case], dry_run=False)


@settings(max_examples=60, deadline=None)
@given(adds(), st.booleans())
def test_an_add_ends_the_same_whether_known_papers_are_recognised_or_merged(
    given: tuple[list[dict[str, Any]], list[list[Paper]]], dry_run: bool
) -> None:
    assert_alike(*given, dry_run=dry_run)


def assert_alike(lines: list[dict[str, Any]], batches: list[list[Paper]], *, dry_run: bool) -> None:
    recognised = outcome(lines, batches, dry_run=dry_run)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Matcher, "_simply_joined", lambda *_: None)
        merged = outcome(lines, batches, dry_run=dry_run)
    assert recognised == merged


@given(records(), st.data())
def test_a_paper_is_only_recognised_if_merging_it_changes_nothing(record: dict[str, Any], data: Any) -> None:
    known = from_record(record)
    again = told_again(record, data.draw)
    sightings = sightings_of_same(record, again)
    if sightings is not None:
        assert known == replace(again, added=known.added, sightings=known.sightings)
        if adds_nothing(again, sightings):
            assert merge(known, replace(again, added=None)) == known


def test_papers_that_are_added_once_more_are_not_made_of_their_lines_again(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = Sighting(source="a", seen="2026-10-01T08:00:00+00:00", listed="2026-10-01", upvotes=3)
    papers = [
        paper("By id", "Text.", arxiv="2401.00001", upvotes=3, sightings=(seen,)),
        paper("By title", authors=("Ada Byron",), extra={"note": "x"}),
        paper("By DOI", key="doi:10.1000/x", links=Links(doi=("https://doi.org/10.1000/x",))),
    ]
    Library.open(home, clock=clock).add(papers)
    monkeypatch.setattr(PaperFile, "_paper_at", lambda *_: pytest.fail("a paper was made"))
    monkeypatch.setattr(matching, "from_record", lambda _: pytest.fail("a paper was made"))
    later = replace(seen, seen="2026-10-02T08:00:00+00:00")
    again = Library.open(home, clock=clock).add([*papers, replace(papers[0], sightings=(later,))])
    assert (again.new, again.updated, again.unchanged) == (0, 0, 4)
