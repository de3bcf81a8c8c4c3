"""Near-equal titles: sure, unsure, or two papers."""

from __future__ import annotations

import pytest

from readerapp.domain.paper import Paper
from readerapp.library.duplicates.verdict import Verdict, titles_are_close, verdict

ABSTRACT = (
    "We train a model of language on words in an order that helps it, and show by how much it does. " * 5
)
AUTHORS = ("Ada Byron", "Alan Turing")


def paper(title: str, key: str = "title:1", **more: object) -> Paper:
    return Paper(key=key, title=title, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "title",
    [
        "ATTENTION IS ALL YOU NEED, AND ORDER",
        "Attention is All you Need & Order",
        "Attention Is All-You-Need and Order.",
        "Atténtion Is All You Need and Order",
    ],
)
def test_a_title_in_another_spelling_is_the_same(title: str) -> None:
    known = paper("Attention Is All You Need and Order", "arxiv:1")
    assert verdict(known, paper(title)) is Verdict.SAME


def test_greek_letters_and_their_names_are_one() -> None:
    assert (
        verdict(paper("An ε-Greedy Policy", "arxiv:1"), paper(r"An $\varepsilon$-greedy policy"))
        is Verdict.SAME
    )


@pytest.mark.parametrize(
    "title",
    [
        "Attention Is All You Nead and Order",
        "Atention Is All You Need and Ordre",
        "Attention Is All You Need and Orders",
        "Attention Is All You N…",
    ],
)
def test_misspelt_or_cut_it_is_unsure_until_abstract_and_authors_agree(title: str) -> None:
    known = paper("Attention Is All You Need and Order", "arxiv:1", authors=AUTHORS, abstract=ABSTRACT)
    assert verdict(known, paper(title)) is Verdict.UNSURE
    assert verdict(paper(title, authors=AUTHORS), known) is Verdict.UNSURE
    assert verdict(known, paper(title, authors=AUTHORS, abstract=ABSTRACT[:300])) is Verdict.SAME
    assert verdict(known, paper(title, abstract="On the habits of bees in winter. " * 9)) is Verdict.DIFFERENT


def test_a_missing_subtitle_leaves_it_unsure() -> None:
    known = paper("Learning to Order: A Study of Curricula", "arxiv:1")
    assert verdict(known, paper("Learning to Order")) is Verdict.UNSURE
    assert verdict(known, paper("Learning to Order: A Study")) is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-3 and What It Learns", "GPT-4 and What It Learns"),
        ("Learning in Order, Part I", "Learning in Order, Part II"),
        ("Learning in Order (v1)", "Learning in Order (v2)"),
        ("Ordering Language Models", "Ordering Language Models 2"),
        ("Ordering Language Models", "Ordering Language Models 2: Now With Curricula"),
        ("Supervised Learning of Curricula", "Unsupervised Learning of Curricula"),
        ("Parametric Orders of Language", "Nonparametric Orders of Language"),
        ("Learning with Curricula", "Learning with Curricula for Vision"),
        ("Two Ways to Order Language", "Three Ways to Order Language"),
        ("Short", "Short: A Longer One"),
        ("Analysing the Order of Language in Models", "Erratum: Analysing the Order of Language in Models"),
    ],
)
def test_titles_of_two_works_are_never_close(one: str, other: str) -> None:
    assert not titles_are_close(one, other) and not titles_are_close(other, one)
    assert verdict(paper(one, "arxiv:1"), paper(other)) is Verdict.DIFFERENT


def test_ids_authors_and_answers_tell_papers_apart() -> None:
    known = paper("Attention Is All You Need", "arxiv:1", authors=AUTHORS)
    assert verdict(known, paper(known.title, "arxiv:2")) is Verdict.DIFFERENT
    assert verdict(known, paper(known.title, authors=("Grace Hopper",))) is Verdict.DIFFERENT
    assert verdict(known, paper(known.title, extra={"different": ["arxiv:1"]})) is Verdict.DIFFERENT
    assert verdict(paper(known.title, "doi:1"), paper(known.title, "doi:2")) is Verdict.UNSURE


def test_many_years_between_them_leave_room_for_doubt() -> None:
    known = paper("Attention Is All You Need", "arxiv:1", published="2017-06-12")
    assert verdict(known, paper(known.title, published="2018")) is Verdict.SAME
    assert verdict(known, paper(known.title, published="1998")) is Verdict.UNSURE
    assert verdict(known, paper("Attention Is All You Nead", published="1998")) is Verdict.DIFFERENT


def test_a_short_title_alone_is_not_enough() -> None:
    assert verdict(paper("Preface", "arxiv:1"), paper("Preface")) is Verdict.UNSURE
