"""Facts of several sightings become one paper: in any order, however often."""

from __future__ import annotations

import json
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.domain.ids.keys import placeholder_title, title_key
from readerapp.domain.paper import Links, Paper, Sighting
from readerapp.domain.record import from_record, to_record
from readerapp.domain.works.evidence import is_same_work
from readerapp.domain.works.identity import implied_keys
from readerapp.domain.works.merging import merge, merge_all

KEY = "arxiv:2405.00001"
TITLES = [
    "Attention",
    "ATTENTION",
    "Attention.",
    "Attention: a Study",
    placeholder_title(KEY),
    "Cut of…",
    "$x$",
]
TIMES = [None, "2026-10-01T08:00:00+00:00", "2026-10-02T08:00:00Z"]
LISTED = [None, "2026-10-09", "2026-10-10", "Oct 9", "Dec 1", "nonsense"]
JSON = st.recursive(
    st.sampled_from([None, True, 1, 1.0, 2, "a", "2026-10-09", "2027"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=4,
)
URLS = [
    "https://github.com/a/attention",
    "http://github.com/A/Attention",
    "https://github.com/z/other",
    "https://huggingface.co/org/model",
    "https://arxiv.org/abs/2405.00001",
    "https://arxiv.org/abs/2405.00001v2",
    "https://doi.org/10.1000/x",
    "https://a.github.io/page",
]
KINDS = [
    *[("repo",), ("repo",), ("repo", "other"), ("repo",)],
    *[("arxiv",), ("arxiv",), ("doi",), ("project", "other")],
]


@st.composite
def links(draw: st.DrawFn) -> Links:
    found: dict[str, tuple[str, ...]] = {}
    for place in draw(st.lists(st.integers(0, len(URLS) - 1), unique=True, max_size=4)):
        kind = draw(st.sampled_from(KINDS[place]))
        found[kind] = (*found.get(kind, ()), URLS[place])
    return Links(**found)


def some(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


SIGHTINGS = st.builds(
    Sighting, source=some("a", "b"), seen=some(*TIMES), listed=some(*LISTED), upvotes=some(None, 1, 5)
)
PAPERS = st.builds(
    Paper,
    key=some(KEY, "doi:10.1000/x", title_key("Attention"), "other:1"),
    title=some(*TITLES),
    abstract=some("", "Short.", "Other.", "A longer one."),
    authors=some((), ("A. Byron",), ("Ada Byron",), ("A", "A"), ("A", "B", "C")),
    links=links(),
    published=some(None, "2024", "2024-05", "2024-05-02", "2024-05-01T09:00:00Z", "2024-05-01", "May 1", "x"),
    listed=some(*LISTED),
    added=some(*TIMES),
    upvotes=some(None, 3, 9),
    stars=some(None, 1, 2),
    keywords=some((), ("b", "a"), ("a",), ("c", "b")),
    venue=some(None, "ICML", "NeurIPS 2024", "arXiv preprint 2405.00001"),
    volume=some(None, "1", "2"),
    number=some(None, "3"),
    pages=some(None, "1-9", "101-109"),
    summary=some(None, "One line.", "Two."),
    sightings=st.lists(SIGHTINGS, max_size=3).map(tuple),
    original=st.dictionaries(some("title", "abstract", "venue"), some("x", "y"), max_size=2),
    extra=st.dictionaries(some("updated", "aliases", "titles", "different", "note"), JSON, max_size=3),
)


def line(paper: Paper) -> str:
    return json.dumps(to_record(paper), sort_keys=True)


@given(PAPERS, PAPERS, PAPERS)
def test_no_order_and_no_repeat_changes_what_is_merged(one: Paper, two: Paper, three: Paper) -> None:
    assert line(merge(one, two)) == line(merge(two, one))
    assert line(merge(merge(one, two), three)) == line(merge(one, merge(two, three)))
    both = merge(one, two)
    assert merge(one, one) == one
    assert line(merge(both, two)) == line(merge(one, both)) == line(both)


def titled(title: str, **more: Any) -> Paper:
    return Paper(key=KEY, title=title, **more)


@given(st.lists(PAPERS, min_size=1, max_size=6))
def test_many_merged_at_once_are_what_one_after_the_other_is(papers: list[Paper]) -> None:
    assert line(merge_all(papers)) == line(reduce(merge, papers))


@pytest.mark.parametrize(
    ("shown", "other"),
    [
        ("A Title", placeholder_title(KEY)),
        ("Attention Is All You Need", "ATTENTION IS ALL YOU NEED, SERIOUSLY"),
        ("Attention Is All You Need", "Attention is all you need"),
        ("Attention Is All You Need", "Attention Is All You Need."),
        ("ConvLLaVA: Hierarchical Backbones", "ConvLLaVA"),
        ("ConvLLaVA: Hierarchical", "ConvLLaVA: Hierarchical Backbones as…"),
        ("An α-GAN", r"An $\alpha$-GAN"),
    ],
)
def test_the_title_is_the_one_a_person_would_take(shown: str, other: str) -> None:
    assert merge(titled(shown), titled(other)).title == merge(titled(other), titled(shown)).title == shown


def test_a_title_that_its_source_dates_later_is_the_corrected_one() -> None:
    first = titled("A Long First Title", extra={"updated": "2024-05-01"})
    second = titled("A New Title", extra={"updated": "2024-09-01"})
    found = merge(merge(first, titled("A Long First Title: With More")), second)
    assert found.title == "A New Title"
    assert {title_key("A Long First Title"), title_key("A New Title")} <= set(implied_keys(found))


def test_a_paper_goes_by_every_title_it_had() -> None:
    renamed = merge(titled("Old name"), titled("A new and longer name"))
    assert is_same_work(renamed, Paper(key=title_key("Old Name!"), title="Old Name!"))


def test_votes_are_those_of_the_latest_listing() -> None:
    def seen(listed: str | None, votes: int) -> Paper:
        return titled("T", upvotes=votes, sightings=(Sighting(source="a", listed=listed, upvotes=votes),))

    found = merge(seen("2026-10-01", 50), seen("2026-10-09", 40))
    assert found.upvotes == 40 and [it.upvotes for it in found.sightings] == [50, 40]
    assert merge(found, seen("2026-10-09", 45)).upvotes == 45
    assert merge(found, seen("Oct 12", 85)).upvotes == 85
    assert merge(found, seen(None, 3)).upvotes == 40


def test_a_date_without_its_year_gives_way_to_one_with_it() -> None:
    assert merge(titled("T", listed="Oct 12"), titled("T", listed="2024-10-09")).listed == "2024-10-09"
    assert merge(titled("T", listed="Oct 9"), titled("T", listed="Oct 12")).listed == "Oct 12"


@pytest.mark.parametrize("other", ["2023", "2024-05", "2024-06-02", "Jan 1"])
def test_the_day_on_which_a_work_appeared_is_the_first_whole_one(other: str) -> None:
    assert merge(titled("T", published=other), titled("T", published="2024-06-01")).published == "2024-06-01"


def test_the_repository_named_like_the_paper_comes_first_and_code_hosts_before_models() -> None:
    one = Links(repo=("https://github.com/a/baseline", "https://huggingface.co/org/convllava"))
    other = Links(repo=("https://github.com/z/conv-llava",))
    found = merge(titled("ConvLLaVA: Backbones", links=one), titled("ConvLLaVA", links=other)).links
    assert found.repo == (*other.repo, *one.repo)
    assert found.best == ("repo", "https://github.com/z/conv-llava")


def test_the_papers_own_addresses_come_before_those_of_others() -> None:
    one = Links(arxiv=("https://arxiv.org/abs/1706.03762",))
    other = Links(arxiv=("https://arxiv.org/abs/2405.00001",), pdf=("https://arxiv.org/pdf/2405.00001",))
    assert merge(titled("T", links=one), titled("T", links=other)).links.arxiv == (*other.arxiv, *one.arxiv)


def test_a_published_venue_says_more_than_a_preprint_server() -> None:
    assert merge(titled("T", venue="ICML"), titled("T", venue="arXiv preprint 2405.1")).venue == "ICML"


def test_the_pages_of_one_publication_never_stand_in_another() -> None:
    paper = titled("T", venue="CoRR", volume="abs/2405.1")
    shown = merge(paper, titled("T", venue="Deep Journal", pages="1-9"))
    assert (shown.venue, shown.volume, shown.pages) == ("Deep Journal", None, "1-9")
    whole = merge(shown, titled("T", venue="Deep Journal", volume="3", pages="1-9"))
    assert (whole.volume, whole.pages) == ("3", "1-9")


def test_authors_who_share_a_name_are_two() -> None:
    names = ("Wei Wang", "Wei Wang", "Li Li")
    assert merge(titled("T", authors=names), titled("T", authors=("Wei Wang", "Li Li"))).authors == names


def other(key: str, title: str = "Attention", *authors: str, **more: Any) -> Paper:
    return Paper(key=key, title=title, authors=authors, **more)


def test_one_title_is_one_work_unless_ids_authors_or_a_person_speak_against() -> None:
    known = other("arxiv:1", "Attention", "Ada Byron", "Alan Turing")
    assert is_same_work(known, other("doi:10.1/1"))
    assert is_same_work(known, other("doi:10.1/1", "Attention", "Byron, A."))
    assert is_same_work(other("title:1", "Attention", "Wang Xin"), other("arxiv:1", "Attention", "Xin Wang"))
    assert not is_same_work(known, other("arxiv:2"))
    assert not is_same_work(known, other("doi:10.1/1", "Attention", "Grace Hopper"))
    assert not is_same_work(known, other("doi:10.1/1", extra={"different": ["arxiv:1"]}))
    assert not is_same_work(other("doi:10.1/1"), other("doi:10.1/2"))
    assert is_same_work(known, other("arxiv:2", extra={"aliases": ["arxiv:1"]}))


DOI = Links(doi=("https://doi.org/10.1000/X",))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("On the Art of Boats", "On the Art of Boats."),
        ("On the Art of Boats", "On the Art of Boats: A Survey of Sails"),
        ("On the Art of Boats", "On the Art of Baots"),
        ("On the Art of Boats", "doi:10.1000/x"),
    ],
)
def test_one_doi_with_a_title_misspelt_cut_or_not_known_yet_is_one_work(one: str, two: str) -> None:
    assert is_same_work(other("doi:10.1000/x", one), other("doi:10.1000/x", two))
    assert is_same_work(other("arxiv:1", two, links=DOI), other("doi:10.1000/x", one))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Hulls", "Sails"),
        ("Boats, Part 1", "Boats, Part 2"),
        ("The Book of Boats", "The Book of Boats of Old"),
    ],
)
def test_one_doi_with_two_titles_is_two_works(one: str, two: str) -> None:
    chapters = other("doi:10.1000/x", one, "Ada Byron"), other("doi:10.1000/x", two, "Ada Byron")
    assert not is_same_work(*chapters)
    assert not is_same_work(other("title:1", one, "Ada Byron", links=DOI), chapters[1])


def test_a_preprint_and_what_was_published_of_it_under_another_title_are_one_work() -> None:
    preprint = other("arxiv:1", "Hulls", "Ada Byron", links=DOI)
    assert is_same_work(preprint, other("doi:10.1000/x", "Sails", "A. Byron"))
    assert not is_same_work(preprint, other("doi:10.1000/x", "Sails", "Grace Hopper"))


def looks(*votes: int | None) -> tuple[Sighting, ...]:
    """One page looked at again and again."""
    return tuple(Sighting(source="page", listed="2026-10-09", upvotes=number) for number in votes)


def test_of_many_looks_at_one_listing_the_fewest_and_the_most_votes_are_kept() -> None:
    found = titled("T", upvotes=0, sightings=looks(0))
    for votes in range(1, 60):
        found = merge(found, titled("T", upvotes=votes, sightings=looks(votes)))
    assert found.sightings == looks(0, 59) and found.upvotes == 59
    assert merge(found, titled("T", upvotes=30, sightings=looks(30))) == found


def test_a_record_with_many_looks_at_one_listing_is_read_as_what_they_tell() -> None:
    record = to_record(titled("T", sightings=(*looks(*range(60), None), Sighting(source="other"))))
    paper = from_record(record)
    assert paper.sightings == (Sighting(source="other"), *looks(0, 59))
    assert from_record(to_record(paper)) == merge(paper, paper) == paper


def test_votes_that_contradict_the_sightings_do_not_change_a_paper_that_comes_again() -> None:
    paper = titled("T", upvotes=9, sightings=looks(5, 7, 3), extra={"x": float("nan")})
    again = from_record(json.loads(json.dumps(to_record(paper))))
    found = merge(paper, again)
    assert line(merge(found, paper)) == line(merge(again, found)) == line(found)
    assert line(merge(again, again)) == line(again)


@pytest.mark.parametrize(
    "less",
    [
        {"type": "misc", "fields": {"title": "A", "url": "u", "note": "n"}},
        {"type": "article", "fields": {"title": "A"}},
        {"type": "article"},
        "an entry of nobody",
    ],
)
def test_of_two_bibtex_entries_the_one_that_says_more_stands_whole(less: Any) -> None:
    more = {"type": "article", "fields": {"title": "B", "journal": "Nature of Things"}}
    papers = [Paper(key=KEY, title="Attention", extra={"bibtex": entry}) for entry in (less, more)]
    assert [merge(*pair).extra["bibtex"] for pair in (papers, papers[::-1])] == [more, more]
