"""A source that names a paper several times names one paper."""

from __future__ import annotations

from readerapp.domain.ids.keys import key_for
from readerapp.domain.paper import Paper, Sighting
from readerapp.sources.repeats import join_repeats


def paper(title: str, arxiv: str | None = None, *authors: str, votes: int | None = None) -> Paper:
    sighting = Sighting(source="page", listed="Oct 9", upvotes=votes)
    return Paper(
        key=key_for(title, arxiv), title=title, authors=authors, upvotes=votes, sightings=(sighting,)
    )


def combined(*papers: Paper) -> list[tuple[str, str]]:
    kept, _ = join_repeats(("", paper) for paper in papers)
    return [(paper.key, paper.title) for paper in kept]


def test_a_card_shown_twice_is_one_paper_and_one_sighting() -> None:
    (kept,), repeats = join_repeats([("line 1", paper("One", votes=3)), ("line 9", paper("One", votes=3))])
    assert kept.sightings == (Sighting(source="page", listed="Oct 9", upvotes=3),)
    assert [where for where, _ in repeats] == ["line 9"]


def test_a_paper_found_by_title_goes_by_its_id_from_then_on() -> None:
    assert combined(
        paper("One"), paper("One", "2401.00001"), paper("One, renamed", "2401.00001"), paper("One")
    ) == [("arxiv:2401.00001", "One, renamed")]


def test_one_title_of_other_authors_or_with_another_id_is_another_paper() -> None:
    assert len(combined(paper("One", "2401.00001", "Ada Byron"), paper("One", None, "Grace Hopper"))) == 2
    assert len(combined(paper("One", "2401.00001"), paper("One", "2401.00002"))) == 2
