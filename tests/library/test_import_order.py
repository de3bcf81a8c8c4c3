"""The same papers make the same library, in whatever order, in one batch or many, and however often."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.domain.ids.keys import key_for
from readerapp.domain.paper import Links, Paper, Sighting
from readerapp.domain.record import to_record
from readerapp.domain.works.identity import key_rank
from readerapp.domain.works.shared_titles import fingerprint
from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.merge.copies import merge_file
from readerapp.sources import read
from tests.library.conftest import NOW, clock

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples"
# Three works with an arXiv id, a DOI, two titles each and authors of their own; the third shares a title.
WORKS = (
    (
        "2401.00001",
        "10.1000/one",
        ("First", "First: a Study", "Fírst & Last", "First and Last"),
        ("Ada Byron", "Alan Turing"),
    ),
    ("2401.00002", "10.1000/two", ("Second", "The Second"), ("Grace Hopper",)),
    ("2401.00003", "10.1000/three", ("Third", "Second"), ("Kurt Gödel", "Emmy Noether")),
)


@st.composite
def sightings_of_works(draw: st.DrawFn) -> Paper:
    work = draw(st.integers(0, len(WORKS) - 1))
    arxiv, doi, titles, authors = WORKS[work]
    knows_arxiv, knows_doi, knows_authors = draw(st.tuples(*[st.booleans()] * 3))
    # one DOI with two titles is two works, but for an arXiv id that says otherwise
    title = draw(st.sampled_from(titles if knows_arxiv or not knows_doi else titles[:1]))
    named = doi if knows_doi else None
    links = Links(doi=(f"https://doi.org/{doi}",)) if knows_doi else Links()
    # What only a title names, and two works share, belongs to the one that its authors tell.
    shared = title == "Second"
    if shared and not (knows_arxiv or knows_doi):
        work_authors: tuple[str, ...] = WORKS[1][3]
    else:
        # a title and a DOI without people may be of another spelling of the title, or of a work in it
        work_authors = authors if knows_authors or shared or (knows_doi and not knows_arxiv) else ()
    source = draw(st.sampled_from("ab"))
    votes = draw(st.sampled_from([None, 1, 5]))
    return Paper(
        key=key_for(title, arxiv if knows_arxiv else None, named),
        title=title,
        abstract=draw(st.sampled_from(["", "Short.", "Longer."])),
        authors=work_authors,
        links=links,
        upvotes=votes,
        sightings=(
            Sighting(source=source, listed=draw(st.sampled_from(["Oct 9", "2026-10-09"])), upvotes=votes),
        ),
    )


def records(library: Library) -> dict[str, dict[str, Any]]:
    """What the library says of each paper, but when it came in, and whose key it has of those of one title,
    which is that of the first."""
    shelf = library.search("", dict, now=NOW)
    found = {}
    for row in shelf.rows:
        record = to_record(paper := library.paper(row))
        record.pop("added", None)
        for sighting in record.get("sightings", ()):
            sighting.pop("seen", None)
        if not key_rank(paper.key):
            record["key"] = f"{plain(paper)} {fingerprint(paper)[1:]}"
        record["aliases"] = [key for key in record.get("aliases", ()) if key_rank(key)]
        assert record["key"] not in found
        found[record["key"]] = record
    return found


def plain(paper: Paper) -> str:
    return key_for(paper.title)


def added(batches: Sequence[Sequence[Paper]]) -> dict[str, dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Home.find(folder), clock=clock)
        for batch in batches:
            library.add(batch)
        found = records(library)
        library.close()
        again = Library.open(Home.find(folder), clock=clock)
        assert records(again) == found
        return found


@settings(max_examples=60)
@given(st.lists(sightings_of_works(), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_made_up_papers_in_any_order_make_one_library(papers: list[Paper], chance: random.Random) -> None:
    expected = added([papers])
    other = list(papers)
    chance.shuffle(other)
    assert added([[paper] for paper in other]) == expected
    assert added([other, papers]) == expected


def test_what_is_learned_of_a_paper_joins_it_with_one_that_it_was_told_apart_from() -> None:
    people, dois = ("Ada Byron", "Alan Turing"), Links(doi=("https://doi.org/10.1000/one",))
    named = Paper(key="doi:10.1000/one", title="First", authors=people, links=dois)
    titled = Paper(key=key_for("First: a Study"), title="First: a Study", authors=people)
    listed = Paper(key="arxiv:2401.00001", title="First: a Study", links=dois)
    orders = permutations([named, titled, listed])
    assert {tuple(added([[paper] for paper in order])) for order in orders} == {("arxiv:2401.00001",)}


@settings(max_examples=60)
@given(*[st.lists(sightings_of_works(), min_size=1, max_size=4)] * 2)
def test_two_machines_that_merge_have_what_one_would_have(ours: list[Paper], theirs: list[Paper]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        homes = [Home.find(Path(folder, name)) for name in ("ours", "theirs")]
        for home, papers in zip(homes, (ours, theirs), strict=True):
            Library.open(home, clock=clock).add(papers)
        merge_file(homes[0].library, homes[1].library)
        merged = records(Library.open(homes[0], clock=clock))
    assert merged == added([ours, theirs])


@pytest.mark.slow
def test_all_samples_in_any_order_and_twice_make_one_library() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("no samples beside this checkout")
    names = ("MANIFEST.tsv", "README.md")
    files = [path for path in sorted(SAMPLES.rglob("*.*")) if path.is_file() and path.name not in names]
    sources = [
        read(path.read_bytes(), name=path.name).papers for path in files if path.parent.name != "corpus"
    ]
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Home.find(folder), clock=clock)
        for papers in sources:
            library.add(papers)
        expected = records(library)
        again = library.add(paper for papers in reversed(sources) for paper in papers)
        assert (again.new, again.updated) == (0, 0) and records(library) == expected
    random.Random(0).shuffle(sources)
    found = added([[paper for papers in sources for paper in papers]])
    different = {key for key in found.keys() | expected.keys() if found.get(key) != expected.get(key)}
    assert not different
