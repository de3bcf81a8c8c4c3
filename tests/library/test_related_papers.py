"""Papers by their idea: what a query describes stands below what it finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.domain.state import State, Status
from readerapp.home import Home
from readerapp.library import Library, Shelf
from readerapp.library.search.engine import Engine
from readerapp.library.search.matches import Matches
from tests.library.conftest import NOW, Ask, clock, paper, titles

WORDS = (
    "robots",
    "learn",
    "learning",
    "to",
    "cook",
    "cooking",
    "the",
    "walks",
    "slowly",
    "-fast",
    "is:unread",
)


def related(library: Library, shelf: Shelf) -> list[str]:
    return [library.paper(row).title for row in shelf.related.rows]


@pytest.fixture
def kitchen(library: Library) -> Library:
    """Papers on what robots learn."""
    library.add(
        [
            paper("Robots that cook", "They learn recipes.", arxiv="2401.00001"),
            paper("Cooking by imitation", "A robot learns from a chef.", arxiv="2401.00002"),
            paper("Walking robots", "Legs move slowly and fast."),
            paper("Graphs", "Edges and nodes."),
        ]
    )
    return library


def test_papers_that_share_words_in_any_form_stand_below_those_that_match(kitchen: Library, ask: Ask) -> None:
    shelf = ask("robots that cook")
    assert titles(kitchen, shelf) == ["Robots that cook"]
    assert related(kitchen, shelf)[0] == "Cooking by imitation"
    assert "Graphs" not in related(kitchen, shelf)
    assert [shelf.is_related(at) for at in range(len(shelf.shown))] == [False] + [True] * len(
        shelf.related.rows
    )


def test_who_looks_at_the_papers_that_match_waits_for_no_others(
    kitchen: Library, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    searches: list[str] = []
    near, page = Engine.near, Matches.page

    def watched_near(*args: Any) -> Any:
        searches.append("near")
        return near(*args)

    def watched_page(*args: Any) -> Any:
        searches.append("page")
        return page(*args)

    monkeypatch.setattr(Engine, "near", watched_near)
    monkeypatch.setattr(Matches, "page", watched_page)
    kitchen.add([paper(f"Robots and cooks {n}", "They learn what that is.") for n in range(250)])
    for query in ("robots cook", "robots that cook learn what they"):
        searches.clear()
        shelf = ask(query)
        assert len(shelf.rows[:10]) == 10
        assert searches == ["page"]
    few = ask("imitation")
    assert "near" not in searches
    few.look_ahead()
    assert "near" in searches


@pytest.mark.parametrize(
    "query",
    [
        '"robots" legs learn',
        '"robots that cook"',
        "robots OR cook",
        "title:robots",
        "is:unread",
        "sort:title",
        "",
    ],
)
def test_quotes_choices_and_fields_keep_to_what_they_say(kitchen: Library, ask: Ask, query: str) -> None:
    assert not ask(query).related.rows


def test_fields_and_excluded_words_limit_both_parts(kitchen: Library, ask: Ask) -> None:
    states = {"arxiv:2401.00002": State(key="arxiv:2401.00002", status=Status.READ)}
    for query in ("robots that cook is:unread", "robots that cook -imitation"):
        shelf = ask(query, states)
        assert titles(kitchen, shelf) == ["Robots that cook"]
        assert related(kitchen, shelf) == ["Walking robots"], query
    archived = {"arxiv:2401.00002": State(key="arxiv:2401.00002", status=Status.ARCHIVED)}
    assert related(kitchen, ask("robots that cook", archived)) == ["Walking robots"]


def test_the_words_that_make_a_paper_related_are_marked(kitchen: Library, ask: Ask) -> None:
    shelf = ask("robots that cook")
    title = "Cooking by imitation"
    assert [title[start:end] for start, end in shelf.spans(title, "title", related=True)] == ["Cooking"]
    assert shelf.spans(title, "note", related=True) == []


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Library:
    from readerapp.actions.seeds import read_seeds
    from readerapp.home import shipped

    folder: Path = tmp_path_factory.mktemp("seeded")
    home = Home.find(folder)
    return Library.open(home, seeds=lambda: read_seeds(shipped("seeds"), home.cache), clock=clock)


@given(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join))
def test_no_paper_is_in_both_parts_or_twice(seeded: Library, query: str) -> None:
    shelf = seeded.search(query, dict, now=NOW)
    shown = list(shelf.shown)
    assert len(shown) == len(set(shown)) == len(shelf.rows) + len(shelf.related.rows)
    assert [shelf.shown[at] for at in range(len(shown))] == shown
    assert all(shelf.index(row) == at for at, row in enumerate(shown))


@pytest.mark.parametrize(
    "query",
    [
        "curriculum robots " * 5_000,
        " ".join(f"word{n}" for n in range(10_000)),
        "the of and a to in is",
        "x" * 100_000,
        "机器 学习 课程",
        "机器学习" * 1_000,
        "обучение с подкреплением",
        "تعلم الآلة",
        "🤖 🧠 📚",
        "\ud800 \x00 \x1b[31m",
        "like:" + "2401.00001," * 5_000,
        "like:queue " * 5_000,
        "sort:path sort:foryou like:queue graph",
    ],
    ids=lambda query: ascii(query[:20]),
)
@pytest.mark.parametrize("papers", [0, 1, 88])
def test_any_query_is_answered_in_a_library_of_any_size(
    home: Home, seeded: Library, query: str, papers: int
) -> None:
    library = seeded if papers == 88 else Library.open(home, clock=clock)
    if papers == 1:
        library.add([paper("Robots that cook", "They learn recipes.", arxiv="2401.00001")])
    for sort in (None, "foryou", "path"):
        shelf = library.search(query, dict, sort=sort, now=NOW)
        for row in shelf.shown[:5]:
            why = shelf.why(row)
            assert why is None or why.like != row
        assert len(shelf.shown) <= papers


def test_a_description_in_another_script_finds_papers_in_it(library: Library, ask: Ask) -> None:
    library.add(
        [
            paper("机器学习课程", "学习的顺序"),
            paper("Обучение роботов", "Роботы учатся готовить."),
            paper("Robots that cook"),
        ]
    )
    assert "机器学习课程" in related(library, ask("学习顺序方法"))
    assert "Обучение роботов" in related(library, ask("роботы готовить быстро"))


def test_papers_that_share_hardly_more_than_a_common_word_are_left_out(library: Library, ask: Ask) -> None:
    library.add(paper(f"Study {n}", "A model of data.") for n in range(40))
    library.add([paper("Curriculum", "Models of data are graded by octopuses in aquaria.")])
    assert related(library, ask("model graded by an octopus from many aquariums")) == ["Curriculum"]
