"""Works that share a title or a DOI stay themselves, in whatever order and however they come."""

from __future__ import annotations

import json
from itertools import permutations
from typing import Any

import pytest

from readerapp import sources
from readerapp.domain.ids.keys import former_title_key, title_key
from readerapp.domain.paper import Links, Paper, Sighting
from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.merge.copies import merge_files
from tests.library.conftest import clock, paper

TITLE = "Deep Orchards"
ONE = paper(TITLE, authors=("Yan Lecarn",), venue="Nature of Things", published="2015")
TWO = paper(TITLE, authors=("Ian Badfellow",), published="2016", abstract="Another book.")
DOI = Links(doi=("https://doi.org/10.1000/book",))


def shown(library: Library) -> list[tuple[tuple[str, ...], str | None, str | None]]:
    found = (library.paper(row) for row in range(library.columns.size) if library.columns.offsets[row] >= 0)
    return sorted((it.authors, it.published, it.venue) for it in found)


FACTS = [(("Ian Badfellow",), "2016", None), (("Yan Lecarn",), "2015", "Nature of Things")]


@pytest.mark.parametrize("papers", list(permutations([ONE, TWO])))
@pytest.mark.parametrize("at_once", [True, False])
def test_two_works_of_one_title_are_two_papers_in_any_order(
    home: Home, library: Library, papers: list[Paper], at_once: bool
) -> None:
    for batch in [papers] if at_once else [[one] for one in papers]:
        library.add(batch)
    assert shown(library) == shown(Library.open(home, clock=clock)) == FACTS
    first, second = library.key(0), library.key(1)
    assert first == title_key(TITLE) != second
    before = home.library.read_bytes()
    for again in (papers, papers[::-1]):
        added = library.add(again)
        assert (added.new, added.updated, added.unchanged, added.aliases) == (0, 0, 2, {})
    assert home.library.read_bytes() == before


def test_an_id_that_arrives_is_the_work_its_authors_tell(library: Library) -> None:
    library.add([ONE, TWO])
    second = library.key(1)
    added = library.add([paper(TITLE, arxiv="1601.00001", authors=("I. Badfellow", "A. Courvil"))])
    assert added.aliases == {second: "arxiv:1601.00001"} and len(library) == 2
    assert library.row(title_key(TITLE)) == 0 and library.row(second) == 1


def test_a_title_that_says_nothing_more_joins_one_work_but_none_of_two(library: Library) -> None:
    seen = (Sighting(source="list.txt"),)
    library.add([ONE])
    assert library.add([paper(TITLE, sightings=seen)]).new == 0
    library.add([TWO])
    assert library.add([paper(TITLE, sightings=seen)]).unchanged == 1  # as said before
    other = paper(TITLE, sightings=(Sighting(source="other.txt"),))
    added = library.add([other])
    assert added.new == 1 and added.possible_duplicates and len(library) == 3
    assert library.add([other]).unchanged == 1
    assert library.add([paper(TITLE, "Bare.", sightings=(Sighting(source="third.txt"),))]).new == 0
    assert len(library) == 3 and len(shown(library)) == 3


def test_chapters_under_the_doi_of_their_book_are_papers_of_their_own(home: Home, library: Library) -> None:
    chapters = [
        paper(title, key="doi:10.1000/book", links=DOI, authors=("Ada Byron",))
        for title in ("The Book of Boats", "Hulls", "Sails of All Ages")
    ]
    for papers in (chapters, chapters[::-1], chapters[1:]):
        library.add(papers)
        assert len(library) == len({library.key(row) for row in range(3)}) == 3
    assert library.key(0) == "doi:10.1000/book"
    assert sorted(library.paper(row).title for row in range(3)) == sorted(it.title for it in chapters)
    assert len(Library.open(home, clock=clock)) == 3


def journal(entries: int) -> list[dict[str, Any]]:
    """A journal that calls most things alike: forty to an issue, a third of them by nobody."""
    found = []
    for number in range(entries):
        title = ("Letters", "Editorial", "President's Report", f"On Boats {number}")[number % 4]
        authors = ((), ("The Editor",), ("Ada Byron",))[number % 3]
        volume, left = divmod(number, 480)
        issue, page = divmod(left, 40)
        place = {
            "volume": str(volume + 1),
            "number": str(issue + 1),
            "pages": f"{page * 3 + 1}--{page * 3 + 3}",
        }
        year = str(1990 + volume)
        found.append({"title": title, "authors": authors, "venue": "Annals", "published": year, **place})
    return found


@pytest.mark.slow
def test_no_entry_of_a_journal_that_calls_them_all_editorial_is_lost(home: Home, library: Library) -> None:
    seen = (Sighting(source="annals.bib"),)
    papers = [Paper(key=title_key(it["title"]), sightings=seen, **it) for it in journal(2000)]
    assert library.add(papers).new == 2000
    assert library.add(papers[::-1]).unchanged == 2000
    keys = [json.loads(line)["key"] for line in home.library.read_text("utf8").splitlines()]
    assert len(set(keys)) == 2000
    assert sum(1 for _ in library.duplicates()) == 0


def test_works_are_told_apart_in_one_file_as_in_several() -> None:
    text = "".join(
        f"@article{{k{number}, title={{{it['title']}}}, author={{{' and '.join(it['authors'])}}}, "
        f"journal={{Annals}}, year={it['published']}, volume={it['volume']}, number={it['number']}, "
        f"pages={{{it['pages']}}}}}\n"
        for number, it in enumerate(journal(600))
    )
    reading = sources.read(text.encode(), name="annals.bib")
    assert len(reading.papers) == 600 and not reading.skipped
    once_more = sources.read((text + text).encode(), name="annals.bib")
    assert len(once_more.papers) == 600 and len(once_more.skipped) == 600


def test_a_key_of_the_time_when_no_sign_counted_stays_its_papers(home: Home) -> None:
    former = former_title_key("C++ for Learners")
    home.data.mkdir(parents=True)
    record = {"key": former, "title": "C++ for Learners", "colour": "blue"}
    home.library.write_text(json.dumps(record) + "\n")
    library = Library.open(home, clock=clock)
    added = library.add(
        [paper("C++ for Learners", "Text."), paper("C for Learners"), paper("C# for Learners")]
    )
    assert (added.new, added.updated) == (2, 1) and len(library) == 3
    assert library.row(former or "") == library.row(title_key("C++ for Learners")) == 0
    assert library.paper(0).extra["colour"] == "blue"
    assert [library.paper(row).title[:3] for row in range(3)] == ["C++", "C f", "C# "]


def test_a_record_without_a_key_is_found_by_the_key_that_it_once_had(home: Home) -> None:
    home.data.mkdir(parents=True)
    home.library.write_text('{"title": "C++ for Learners"}\n')
    library = Library.open(home, clock=clock)
    former = former_title_key("C++ for Learners") or ""
    assert library.current_keys([former]) == {former: title_key("C++ for Learners")}
    library.add([paper("C for Learners")])
    assert library.row(former) == 0 and library.key(1) != former


def test_two_machines_whose_works_took_one_key_keep_both(tmp_path: Any) -> None:
    homes = [Home.find(tmp_path / name) for name in ("one", "other")]
    for home, papers in zip(homes, ([ONE, TWO], [TWO, ONE]), strict=True):
        library = Library.open(home, clock=clock)
        for it in papers:
            library.add([it])
        library.close()
    one, other, both, turned = homes[0].library, homes[1].library, tmp_path / "both", tmp_path / "turned"
    merge_files(one, other, both)
    merge_files(other, one, turned)
    assert both.read_bytes() == turned.read_bytes()
    for again in (one, other, both):
        merge_files(both, again, turned)
        assert turned.read_bytes() == both.read_bytes()
    homes[0].library.write_bytes(both.read_bytes())
    assert shown(Library.open(homes[0], clock=clock)) == FACTS


def test_a_work_does_not_take_the_key_of_one_that_was_taken_out(library: Library) -> None:
    library.add([ONE])
    library.write([{"key": ONE.key, "title": TITLE, "removed": "2026-10-12T08:30:00+00:00"}])
    library.add([TWO])
    assert len(library) == 1 and library.key(1) != ONE.key
    library.add([ONE])
    assert library.row(ONE.key) == 0
    assert shown(library) == FACTS
