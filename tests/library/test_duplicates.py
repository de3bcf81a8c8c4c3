"""Papers that become one, and those that may: rows, search, and the pairs to ask about."""

from __future__ import annotations

import json
import random

from readerapp.domain.ids.keys import title_key
from readerapp.home import Home
from readerapp.library import Library
from readerapp.library.duplicates.candidates import candidates
from readerapp.library.file.catalogue import Catalogue
from tests.library.conftest import NOW, clock, paper, titles


def found(library: Library, query: str) -> list[str]:
    library.build_index()
    return titles(library, library.search(query, dict, now=NOW))


def test_an_arxiv_id_makes_one_of_all_that_go_by_its_titles(home: Home, library: Library) -> None:
    old, new = paper("An Old Name", "Zebra words"), paper("A New and Better Name")
    library.add([old, paper("Between"), new])
    assert found(library, "zebra") == ["An Old Name"]
    library.add([paper("An Old Name", arxiv="2401.00001")])
    added = library.add([paper("A New and Better Name", arxiv="2401.00001")])
    assert added.aliases == {new.key: "arxiv:2401.00001"} and len(library) == 2
    for shown in (library, Library.open(home, clock=clock)):
        rows = {shown.row(key) for key in (old.key, new.key, "arxiv:2401.00001")}
        assert len(rows) == 1 and shown.paper(rows.pop() or 0).title == "A New and Better Name"
        assert found(shown, "zebra") == ["A New and Better Name"]
        assert sorted(found(shown, "")) == ["A New and Better Name", "Between"]


def test_a_paper_that_leaves_another_has_its_own_row_again(home: Home, library: Library) -> None:
    known, other = paper("Same"), paper("Same", arxiv="2401.00001")
    library.add([known])
    library.add([other])
    library.write([{"key": other.key, "title": "Same"}, {"key": known.key, "title": "Same"}])
    for shown in (library, Library.open(home, clock=clock)):
        assert len(shown) == 2 and shown.row(known.key) != shown.row(other.key)


def test_two_papers_that_claim_one_former_key_stay_two(home: Home) -> None:
    records = [{"key": f"arxiv:{n}", "title": f"Paper {n}", "aliases": ["title:1"]} for n in (1, 2)]
    home.data.mkdir(parents=True)
    home.library.write_text("".join(json.dumps(record) + "\n" for record in records))
    assert len(Library.open(home, clock=clock)) == 2


def test_a_title_that_two_ids_have_is_nobodys_and_counted_as_unsure(library: Library) -> None:
    library.add([paper("Same", arxiv="2401.00001"), paper("Same", arxiv="2401.00002")])
    added = library.add([paper("Same", "Whose is this?")])
    assert (added.new, added.possible_duplicates) == (1, 1) and len(library) == 3


def test_one_title_of_other_authors_is_another_paper(library: Library) -> None:
    library.add([paper("Attention", arxiv="2401.00001", authors=("Ada Byron",))])
    library.add([paper("Attention", key="doi:10.1000/x", authors=("Grace Hopper",))])
    assert len(library) == 2


def test_what_may_be_one_is_found_and_counted(library: Library) -> None:
    library.add([paper("Learning to Order Language Models", arxiv="2401.00001"), paper("Another")])
    assert library.add([paper("Learning to Order Langauge Models")]).possible_duplicates == 1
    [(one, other, _)] = library.duplicates()
    assert {one.key, other.key} == {"arxiv:2401.00001", title_key("Learning to Order Langauge Models")}
    assert library.add([paper("Learning to Order Langauge Models")]).possible_duplicates == 0


def test_misspelt_and_cut_titles_are_found_among_many(library: Library) -> None:
    chance = random.Random(1)
    words = [
        f"{a}{b}{c}" for a in ("ka", "lo", "mi", "tru") for b in "aeiou" for c in ("ns", "rt", "l", "mb")
    ]
    known = [" ".join(chance.sample(words, 7)) for _ in range(600)]
    library.add(paper(title, arxiv=f"2401.{number:05}") for number, title in enumerate(known))
    wanted: list[str] = []
    for title in known[:200]:
        at = chance.randrange(len(title))
        wanted.append(
            title[:at] + "z" + title[at + 1 :] if len(wanted) % 2 else title[: len(title) * 3 // 4] + "…"
        )
    library.add(map(paper, wanted))
    pairs = {frozenset((one.title, other.title)) for one, other, _ in library.duplicates()}
    hits = sum(frozenset(pair) in pairs for pair in zip(known, wanted, strict=False))
    assert hits > 190 and len(pairs) < 210


def test_the_pairs_of_new_papers_are_those_of_all_that_have_a_new_one(home: Home) -> None:
    chance = random.Random(2)
    lines: list[str] = []
    stems = ["learning to order models", "ordering things at large", "a study of studies in order"]
    for number in range(80):
        title = chance.choice(stems) + chance.choice(["", "", " again", " z", "s of many kinds"])
        key = chance.choice([f"arxiv:2401.{number:05}", f"doi:10.1000/{number}", f"other:{number}"])
        lines.append(json.dumps({"key": key, "title": title}) + "\n")
    home.library.parent.mkdir()
    home.library.write_text("".join(lines), "utf-8")
    catalogue = Catalogue(home.library, home.cache / "columns")
    catalogue.open()
    columns = catalogue.columns
    every = set(candidates(columns))
    for first in range(0, columns.size, 7):
        new = set(candidates(columns, range(first, columns.size)))
        assert new == {(one, other) for one, other in every if other >= first}
    assert len(every) > 100
