"""More hits than a screen has: found a part at a time, each once, those in titles first."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from readerapp.domain.query.tree import Word
from readerapp.domain.state import State, Status
from readerapp.home import Home
from readerapp.library import Library, Shelf
from readerapp.library.file import column_cache
from readerapp.library.search import engine, index, matches, shelf
from readerapp.library.search.tantivy_query import QueryBuilder
from tests.library.conftest import Ask, clock, paper

_TOPICS = ("Graph", "Kernel", "Attention")


@pytest.fixture(params=[True, False], ids=["many papers", "some papers"])
def large(
    request: pytest.FixtureRequest, library: Library, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Library]:
    """A library of 900 papers that is searched as one of millions, or as it is."""
    if request.param:
        monkeypatch.setattr(engine, "_MANY_PAPERS", 0)
    monkeypatch.setattr(shelf, "_PAGE_ROWS", 16)
    monkeypatch.setattr(shelf, "_MANY_ROWS", 48)
    monkeypatch.setattr(matches, "_HITS_A_SEARCH", 64)
    monkeypatch.setattr(matches, "_MAX_LISTED_ROWS", 5)
    library.add(
        paper(
            f"{_TOPICS[number % 3]} models {number}",
            "We study graphs." if number % 2 else "Kernels attend.",
            published=f"2026-01-{number % 28 + 1:02}",
        )
        for number in range(900)
    )
    yield library
    library.close()


def _in_title(library: Library, shelf: Shelf, word: str) -> list[bool]:
    return [word in library.paper(row).title for row in shelf.rows]


def test_each_hit_is_listed_once_and_counted(large: Library, ask: Ask) -> None:
    for query, there in (("graph", 600), ("graph models", 600), ("model graph kernel", 300), ("models", 900)):
        found = ask(query)
        rows = list(found.rows)
        assert len(found) == len(rows) == len(set(rows)) == there, query
        assert [found.rows[at] for at in range(there)] == rows
        assert list(found.rows[there - 5 :]) == rows[-5:]


def test_titles_with_all_words_come_first(large: Library, ask: Ask) -> None:
    for query in ("graph", "graph models"):
        named = _in_title(large, ask(query), "Graph")
        assert named == sorted(named, reverse=True) and sum(named) == 300, query


def test_the_last_hits_come_first_in_reverse(large: Library, ask: Ask) -> None:
    assert list(ask("graph", reverse=True).rows) == list(ask("graph").rows)[::-1]


@pytest.mark.parametrize("listed", [5, 500])
def test_archived_papers_are_not_found_however_many_others_are(
    large: Library, ask: Ask, monkeypatch: pytest.MonkeyPatch, listed: int
) -> None:
    monkeypatch.setattr(matches, "_MAX_LISTED_ROWS", listed)
    every = list(ask("graph").rows)
    keys = [large.key(row) for row in every[::3]]
    states = {key: State(key=key, status=Status.ARCHIVED) for key in keys}
    shown = ask("graph", states)
    assert set(shown.rows) == set(every) - set(every[::3])
    assert len(shown) == len(list(shown.rows))


def test_hits_of_a_misspelt_word_and_of_the_one_meant_are_each_listed_once(large: Library, ask: Ask) -> None:
    found = ask("kernle")
    assert found.suggestion == "kernel"
    rows = list(found.rows)
    assert len(found) == len(rows) == len(set(rows)) == 600


def test_a_row_among_the_first_has_a_place_and_one_far_down_is_not_looked_for(
    large: Library, ask: Ask
) -> None:
    found = ask("models")
    rows = list(found.rows)
    assert found.index(rows[3]) == 3
    assert found.index(rows[-1]) is None
    assert found.rows[880] == rows[880]
    assert found.index(rows[881]) == 881, "beside one that was looked at"


def test_first_hits_need_no_count(large: Library, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    found = ask("models")

    def never(self: matches.Matches) -> int:
        raise AssertionError("counted")

    monkeypatch.setattr(matches.Matches, "count", never)
    assert len(found.rows[:10]) == 10 and found.rows[5] and found


def _parts_in_memory(home: Home) -> int:
    """How many parts of files of the index are mapped into memory, garbage aside."""
    gc.collect()
    return Path("/proc/self/maps").read_text(encoding="utf-8").count(str(home.cache / "index"))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't list what is mapped")
def test_what_a_search_read_of_a_very_large_index_goes_with_its_answer(
    large: Library, ask: Ask, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_MANY_PAPERS", 0)
    ask("models")
    ask("models")
    once = _parts_in_memory(home)
    assert once > 0
    kept = [ask(query) for query in ("graph", "kernel", "models")]
    assert _parts_in_memory(home) > once, "shown answers can be scrolled"
    assert [len(list(each.rows)) for each in kept] == [600, 600, 900]
    kept.clear()
    ask("models")
    assert _parts_in_memory(home) == once


def test_an_index_that_another_program_replaces_is_not_taken_for_the_one_that_fits(
    large: Library, ask: Ask, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_MANY_PAPERS", 0)
    before = list(ask("graph").rows)
    other = Library.open(home, clock=clock)
    other.add([paper("Graph models of another program")])
    other.build_index(wait=True)
    other.close()
    assert list(ask("graph").rows) == before, "the papers are shown with the next poll"
    large.poll()
    assert len(ask("graph").rows) == len(before) + 1


def _held(path: Path) -> int:
    """The kilobytes of a mapped file that are in memory."""
    every = Path("/proc/self/smaps").read_text(encoding="utf-8")
    found = re.search(rf"{re.escape(str(path))}\n(?:\w+: +.*\n)*?Rss: +(\d+) kB", every)
    assert found
    return int(found[1])


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't say what is held")
def test_columns_of_very_many_papers_give_memory_back_and_are_read_again(large: Library, home: Home) -> None:
    large.close()
    cached = column_cache.load(home.cache / "columns", home.library)
    assert cached
    columns = cached.snapshot.columns
    keys = columns.texts["keys"].whole().text(5), list(columns.orders["title"])
    assert _held(home.cache / "columns") > 0
    columns.let_go()
    assert _held(home.cache / "columns") == 0
    assert keys == (columns.texts["keys"].whole().text(5), list(columns.orders["title"]))


def test_what_is_found_first_and_the_rest_are_together_all(
    large: Library, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    large.add(paper(f"Graph kernel {number}", "Models attend.") for number in range(9))
    for query in ("graph", "graph models", "graph kernel models", "attend 9", "models study 17", "gra ker 9"):
        monkeypatch.setattr(engine, "_MANY_PAPERS", 1 << 40)
        every = list(ask(query).rows)
        monkeypatch.setattr(engine, "_MANY_PAPERS", 0)
        for enough in (1, 5, 20):
            monkeypatch.setattr(engine, "_SCREENFUL", enough)
            assert sorted(ask(query).rows) == sorted(every), (query, enough)


def test_a_rare_word_in_abstracts_is_looked_for_first(
    large: Library, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    rare: list[str] = []
    made = QueryBuilder.with_rarest

    def noted(self: QueryBuilder, rarest: Word, *others: Any) -> object:
        rare.append(rarest.word)
        return made(self, rarest, *others)

    monkeypatch.setattr(QueryBuilder, "with_rarest", noted)
    monkeypatch.setattr(engine, "_MANY_PAPERS", 0)
    ask("attend 9")
    assert rare == ["9"]
