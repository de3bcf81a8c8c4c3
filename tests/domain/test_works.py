"""Works of one title: what tells them apart, and which of them a paper is."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest

from readerapp.domain.ids.keys import former_title_key, title_key
from readerapp.domain.paper import Links, Paper, Sighting
from readerapp.domain.works.evidence import is_same_work
from readerapp.domain.works.identity import title_keys
from readerapp.domain.works.shared_titles import distinguishing_keys, matching_works


def work(*authors: str, title: str = "Deep Orchards", key: str = "", **more: Any) -> Paper:
    return Paper(key=key or title_key(title), title=title, authors=authors, **more)


IN_NATURE: dict[str, Any] = {"venue": "Nature of Things", "volume": "12", "number": "3", "pages": "101--109"}


@pytest.mark.parametrize(
    "other",
    [
        work("Grace Hopper"),
        work("Ada Byron", links=Links(doi=("https://doi.org/10.1000/other",))),
        work("Ada Byron", published="2018"),
        work("Ada Byron", published="2012-12-31"),
        work("Ada Byron", **IN_NATURE | {"volume": "13"}),
        work("Ada Byron", **IN_NATURE | {"number": "4"}),
        work("Ada Byron", **IN_NATURE | {"pages": "110--112"}),
        work("Ada Byron", venue="nature of things", pages="7"),
    ],
)
def test_what_speaks_against_it_makes_one_title_two_works(other: Paper) -> None:
    known = work("Ada Byron", published="2015", links=Links(doi=("https://doi.org/10.1000/x",)), **IN_NATURE)
    assert not is_same_work(known, other) and not is_same_work(other, known)
    assert matching_works(other, [known]) == []


@pytest.mark.parametrize(
    "other",
    [
        work(),
        work("Byron, Ada", published="2017-05-01"),
        work("Ada Byron", published="n.d."),
        work(**IN_NATURE | {"pages": "101-9"}),
        work(**IN_NATURE | {"pages": "pp. 101–109", "volume": "Vol. 012", "number": "no. 3"}),
        work(**IN_NATURE | {"volume": "XII"}),
        work("Ada Byron", venue="ICML", volume="99", pages="1-9"),
        work(key="arxiv:2405.00001"),
        work(links=Links(doi=("https://doi.org/10.48550/arXiv.2405.00001",))),
    ],
)
def test_what_is_not_said_or_said_otherwise_makes_no_second_work(other: Paper) -> None:
    known = work("Ada Byron", published="2015", **IN_NATURE)
    assert is_same_work(known, other) and is_same_work(other, known)


def test_two_journals_editorials_are_two_works_while_nobody_signs_them() -> None:
    one, two = work(title="Editorial", **IN_NATURE), work(title="Editorial", venue="Boats", volume="1")
    assert not is_same_work(one, two)
    assert is_same_work(one, work(title="Editorial", venue="Boats"))


def test_of_several_works_a_paper_is_the_one_that_most_speaks_for() -> None:
    first, second, bare = work("Ada Byron"), work("Grace Hopper", key="title:2"), work(key="title:3")
    assert matching_works(work("A. Byron"), [first, second]) == [first]
    assert matching_works(work("G. Hopper", abstract="More."), [first, second, bare]) == [second]
    assert matching_works(work(abstract="Whose?"), [first, second]) == []
    assert matching_works(work(abstract="Whose?"), [first, second, bare]) == [bare]


def test_a_paper_that_says_nothing_new_of_one_of_several_works_is_that_one() -> None:
    seen = Sighting(source="a")
    first, second = work("Ada Byron", sightings=(seen,)), work("Grace Hopper", key="title:2")
    assert matching_works(work(sightings=(seen,)), [first, second]) == [first]


def test_a_work_whose_title_is_anothers_goes_by_first_family_name_and_year() -> None:
    def key(paper: Paper) -> str:
        return next(distinguishing_keys(paper))

    known = key(work("Ada Byron", "Alan Turing", published="2015-05-01"))
    assert known == key(work("Byron, A.", title="deep orchards!", published="2015", abstract="More"))
    others = [
        work("Grace Hopper", published="2015"),
        work("Ada Byron", published="2016"),
        work("Ada Byron"),
        work(),
    ]
    keys = [known, *map(key, others), title_key("Deep Orchards")]
    assert len(set(keys)) == len(keys) and all(len(key) == len("title:") + 16 for key in keys)


def test_issues_of_one_year_go_by_their_place() -> None:
    papers = [work(published="1990", **IN_NATURE | {"pages": str(page)}) for page in range(50)]
    assert len({tuple(islice(distinguishing_keys(paper), 1)) for paper in papers}) == 1
    assert len({tuple(islice(distinguishing_keys(paper), 1, 2)) for paper in papers}) == 50


@pytest.mark.parametrize(
    ("title", "other"),
    [("C++ for Boats", "C for Boats"), ("C# for Boats", "C for Boats"), ("C# for Boats", "C++ for Boats"),
     ("A*B+C", "ABC"), ("Cη+ Boats", "Cη Boats")],
)  # fmt: skip
def test_a_plus_or_number_sign_after_a_letter_counts(title: str, other: str) -> None:
    assert title_key(title) != title_key(other)
    assert not is_same_work(work(title=title), work(title=other))


@pytest.mark.parametrize(
    ("title", "other"),
    [("#1 of + Boats", "1 of Boats"), ("A + B", "A B"), ("C＋＋ Boats", "c++ boats"), ("3+4#", "34")],
)
def test_signs_elsewhere_do_not_count(title: str, other: str) -> None:
    assert title_key(title) == title_key(other)


def test_a_key_of_the_time_when_no_sign_counted_means_its_own_paper() -> None:
    key = former_title_key("C++ for Boats")
    assert key == title_key("C for Boats") and former_title_key("Boats") is None
    known = work(title="C++ for Boats", key=key or "")
    assert is_same_work(known, work(title="C++ for Boats"))
    assert not is_same_work(known, work(title="C for Boats"))


def test_a_title_is_one_with_and_without_its_commands_of_latex() -> None:
    assert title_key("The Deep Orchard") in title_keys(r"The \emph{Deep} Orchard")
    assert title_keys("The Deep Orchard") == (title_key("The Deep Orchard"),)
