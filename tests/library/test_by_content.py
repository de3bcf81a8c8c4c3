"""Answers that compare what papers are about: near others, for the reader, in a good order to read."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.domain.query.tree import Key, Or
from readerapp.domain.state import State, Status
from readerapp.domain.words import words
from readerapp.home import Home, shipped
from readerapp.library import Library, Shelf
from readerapp.library.search.reading_path import is_survey
from readerapp.library.search.searcher import LazyStates, SearchRequest
from tests.library.conftest import NOW, Ask, clock, paper

KINDS = ("queued", "read", "reading", "rated", "noted")


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The 88 papers that a new home shows."""
    from readerapp.actions.seeds import read_seeds

    home = Home.find(tmp_path_factory.mktemp("seeded"))
    return Library.open(home, seeds=lambda: read_seeds(shipped("seeds"), home.cache), clock=clock)


def chosen(library: Library, row: int, how: str, second: int = 0) -> dict[str, State]:
    """The state of one paper that the reader chose."""
    at = f"2026-10-01T00:00:{second:02}+00:00"
    fields: dict[str, dict[str, object]] = {
        "queued": {"queue": float(second)},
        "read": {"status": Status.READ},
        "reading": {"status": Status.READING},
        "archived": {"status": Status.ARCHIVED},
        "rated": {"rating": 5},
        "noted": {"note": "Compare."},
    }
    changed = dict.fromkeys(("queue", "status", "rating", "note"), at)
    key = library.key(row)
    return {key: State(key=key, changed=changed, **fields[how])}  # type: ignore[arg-type]


def asked(library: Library, query: str, states: dict[str, State] | None = None) -> Shelf:
    return library.search(query, lambda: states or {}, now=NOW)


def words_of(library: Library, row: int) -> set[str]:
    found = library.paper(row)
    return {*words(f"{found.title} {found.abstract}")}


def choices(library: Library, *, least: int = 5) -> st.SearchStrategy[dict[str, State]]:
    """What a reader chose among the papers."""
    rows = st.lists(st.integers(0, len(library) - 1), min_size=least, max_size=12, unique=True)
    kinds = st.lists(st.sampled_from(KINDS), min_size=12, max_size=12)
    return st.builds(
        lambda some, how: {
            key: state
            for at, (row, kind) in enumerate(zip(some, how, strict=False))
            for key, state in chosen(library, row, kind, at).items()
        },
        rows,
        kinds,
    )


@given(st.data())
def test_a_reason_names_words_that_both_papers_have_and_another_paper(
    seeded: Library, data: st.DataObject
) -> None:
    states = data.draw(choices(seeded))
    key = data.draw(st.sampled_from([seeded.key(row) for row in range(88)]))
    query = data.draw(st.sampled_from(["sort:foryou", f'like:"{key}"', "like:queue", "is:unread sort:path"]))
    shelf = asked(seeded, query, states)
    for row in shelf.rows[:10]:
        why = shelf.why(row)
        if why and why.like is not None:
            assert why.like != row
            assert why.words and {*why.words} <= words_of(seeded, row) & words_of(seeded, why.like)


@given(st.data())
@pytest.mark.slow
def test_an_undone_choice_is_forgotten_to_the_letter(seeded: Library, data: st.DataObject) -> None:
    states = data.draw(choices(seeded))
    before = asked(seeded, "sort:foryou", states)
    more = states | data.draw(choices(seeded, least=1))
    asked(seeded, "sort:foryou", more)
    after = asked(seeded, "sort:foryou", dict(states))
    assert list(after.rows) == list(before.rows)
    assert [after.why(row) for row in after.rows] == [before.why(row) for row in before.rows]


def test_what_was_chosen_is_not_recommended_and_others_like_it_are(library: Library, ask: Ask) -> None:
    library.add(
        [paper(f"{what} part {n}", f"About {what}.") for what in ("Robots", "Graphs") for n in range(8)]
    )
    rows = [row for row in range(16) if "Robots" in library.title(row)]
    states: dict[str, State] = {}
    for at, row in enumerate(rows[:5]):
        states |= chosen(library, row, KINDS[at], at)
    shelf = ask("sort:foryou", states)
    assert not shelf.remark
    assert {*shelf.rows[:3]} == {*rows[5:]}
    states |= chosen(library, rows[5], "archived", 9)
    assert rows[5] not in ask("sort:foryou", states).rows


@pytest.mark.parametrize("count", range(7))
def test_with_fewer_than_five_choices_the_order_is_by_votes_and_says_so(seeded: Library, count: int) -> None:
    states: dict[str, State] = {}
    for row in range(count):
        states |= chosen(seeded, row, "read", row)
    shelf = asked(seeded, "sort:foryou", states)
    by_votes = asked(seeded, "sort:upvotes", states)
    assert (list(shelf.rows) == list(by_votes.rows)) == bool(shelf.remark) == (count < 5)


def test_papers_archived_only_recommend_nothing(seeded: Library) -> None:
    states: dict[str, State] = {}
    for row in range(88):
        states |= chosen(seeded, row, "archived", row % 60)
    for query in ("sort:foryou", "like:queue", "sort:path"):
        assert not asked(seeded, query, states).rows
    assert len(asked(seeded, "is:any sort:foryou", states).rows) == 88


def path_of(library: Library, rows: list[int], states: dict[str, State] | None = None) -> list[int]:
    """These rows in a good order."""
    keys = Or(tuple(Key(library.key(row)) for row in rows))
    request = SearchRequest("", NOW, order="path", also=keys)
    return list(library.answer(request, LazyStates(lambda: states or {})).rows)


@given(st.permutations(range(88)), st.integers(1, 40))
@pytest.mark.slow
def test_a_path_is_the_same_for_the_same_papers_however_they_are_queued(
    seeded: Library, rows: list[int], count: int
) -> None:
    some = rows[:count]
    queued = {
        key: state for at, row in enumerate(some) for key, state in chosen(seeded, row, "queued", at).items()
    }
    path = path_of(seeded, some)
    assert sorted(path) == sorted(some)
    assert path == path_of(seeded, sorted(some)) == path_of(seeded, some, queued)
    assert path == list(asked(seeded, "is:queued sort:path", queued).rows)
    assert path[::-1] == list(asked(seeded, "is:queued sort:-path", queued).rows)


def test_surveys_stand_in_the_first_third_of_a_path(seeded: Library) -> None:
    path = asked(seeded, "sort:path").rows
    surveys = [at for at, row in enumerate(path) if is_survey(seeded.title(row))]
    assert surveys and max(surveys) < len(path) / 3


def test_a_survey_comes_first_however_far_down_the_queue_it_is(library: Library, ask: Ask) -> None:
    library.add([paper(f"Robots part {n}") for n in range(230)])
    library.add([paper("A survey of robots")])
    last = next(row for row in range(231) if "survey" in library.title(row))
    rows = [*(row for row in range(231) if row != last), last]
    states = {
        key: state for at, row in enumerate(rows) for key, state in chosen(library, row, "queued", at).items()
    }
    path = list(ask("is:queued sort:path", states).rows)
    assert path[0] == last and sorted(path) == sorted(rows)
    again = {
        key: state for at, row in enumerate(path) for key, state in chosen(library, row, "queued", at).items()
    }
    assert list(ask("is:queued sort:path", again).rows) == path


def test_neighbours_on_a_path_share_more_words_than_in_the_list_or_by_chance(seeded: Library) -> None:
    papers = Counter(word for row in range(88) for word in words_of(seeded, row))
    telling = [{word for word in words_of(seeded, row) if papers[word] < 15} for row in range(88)]

    def nearness(rows: Sequence[int]) -> float:
        both = [(telling[one], telling[other]) for one, other in pairwise(rows)]
        return fmean(len(one & other) / sqrt(len(one) * len(other)) for one, other in both)

    path = nearness(asked(seeded, "sort:path").rows)
    shuffled = [*range(88)]
    random.Random(3).shuffle(shuffled)
    assert path > 1.5 * nearness(asked(seeded, "sort:listed").rows)
    assert path > 1.5 * nearness(shuffled)


def test_papers_near_others_stand_in_any_order_with_its_reasons(seeded: Library) -> None:
    states = {
        key: state for row in range(0, 30, 3) for key, state in chosen(seeded, row, "read", row).items()
    }
    like = f'like:"{seeded.key(40)}"'
    near = asked(seeded, like, states)
    for order in ("path", "foryou", "title"):
        shelf = asked(seeded, f"{like} sort:{order}", states)
        assert list(shelf.rows) != list(near.rows) and sorted(shelf.rows) == sorted(near.rows)
        assert list(asked(seeded, f"{like} sort:-{order}", states).rows) != list(shelf.rows)
    by_path = asked(seeded, f"{like} sort:path", states)
    assert list(by_path.rows) == path_of(seeded, list(near.rows))
    reasons = [why.like for row in by_path.rows if (why := by_path.why(row)) and why.like is not None]
    assert reasons and {*reasons} <= {*by_path.rows}
    for_you = asked(seeded, f"{like} sort:foryou", states)
    assert list(for_you.rows) == [
        row for row in asked(seeded, "sort:foryou", states).rows if row in {*near.rows}
    ]
    for unknown in ("like:2401.99999 sort:path", f"{like} like:2401.99999 sort:path"):
        problems = asked(seeded, unknown, states).problems
        assert [each.reason for each in problems] == ["no paper arxiv:2401.99999"]
    assert "Nothing is queued" in asked(seeded, "like:queue sort:foryou").remark


@pytest.mark.parametrize("title", ["", "!!!", "the of and", "Robots that cook"])
@pytest.mark.parametrize("query", ["sort:foryou", "sort:path", "like:arxiv:2401.00001", "like:queue"])
def test_papers_without_telling_words_are_answered_for(
    library: Library, ask: Ask, query: str, title: str
) -> None:
    others = ("Robots that cook well", "…")
    library.add([paper(title or "x", arxiv="2401.00001"), *map(paper, others)])
    states = {key: state for row in range(3) for key, state in chosen(library, row, "queued", row).items()}
    for shelf in (ask(query), ask(query, states)):
        assert [*map(shelf.why, shelf.rows)] or shelf.remark
        assert sorted({*shelf.rows}) == sorted(shelf.rows)
