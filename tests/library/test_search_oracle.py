"""Search held against a slow and obvious reading of the query language.

Queries are made together with what they mean; nothing here uses the parser, the index or the matching.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readerapp.domain.paper import Paper
from readerapp.domain.state import State, Status
from readerapp.home import Home
from readerapp.library import Library
from tests.library.conftest import NOW, clock, paper

_SAID = """
graph graphs network networks learning lerning learn attention atention transformer transform kernel deep
reinforcement context in of for a the icl rl gan naïve schrödinger 42 gpt 4 x
"""
WORDS = tuple(_SAID.split())
Reading = Callable[[Paper, State, bool], bool]
"""Whether a paper answers: as typed, or (True) as it may also be meant."""


@dataclass(frozen=True)
class Made:
    text: str
    holds: Reading


def flat(text: str) -> list[str]:
    text = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(c for c in text if not unicodedata.combining(c)))


def texts(paper: Paper, state: State, field: str | None) -> list[str]:
    every: dict[str | None, list[str]] = {
        "title": [paper.title],
        "abstract": [paper.abstract],
        "author": list(paper.authors),
    }
    every |= {"note": [state.note], None: [*paper.keywords, *state.tags]}
    return every[field] if field else [text for some in every.values() for text in some]


def wrong_letters(one: str, two: str) -> int:
    """Optimal string alignment by the textbook."""
    rows = [[i + j if not i or not j else 0 for j in range(len(two) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(two) + 1):
            change = rows[i - 1][j - 1] + (one[i - 1] != two[j - 1])
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, change)
            if i > 1 and j > 1 and one[i - 1] == two[j - 2] and one[i - 2] == two[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


def fits(word: str, other: str, meant: bool) -> bool:
    if other.startswith(word):
        return True
    allowed = 0 if len(word) < 3 or word.isdigit() else 1 if len(word) < 7 else 2
    ends = range(len(other) + 1) if len(word) >= 5 else [len(other)]
    return meant and allowed > 0 and any(wrong_letters(word, other[:end]) <= allowed for end in ends)


def has_word(word: str, field: str | None) -> Reading:
    (folded,) = flat(word)

    def holds(paper: Paper, state: State, meant: bool) -> bool:
        every = [flat(text) for text in texts(paper, state, field)]
        initials = ["".join(other[0] for other in found) for found in every]
        return any(fits(folded, other, meant) for found in every for other in found) or (
            meant and len(folded) > 1 and any(folded in letters for letters in initials)
        )

    return holds


def has_phrase(words: list[str], field: str | None) -> Reading:
    wanted = " ".join(flat(" ".join(words)))

    def holds(paper: Paper, state: State, meant: bool) -> bool:
        every = [" ".join(flat(text)) for text in texts(paper, state, field)]
        # names and keywords stand side by side
        every += [" ".join(flat(" ".join(paper.authors)))] if field in (None, "author") else []
        every += [" ".join(flat(" ".join(paper.keywords)))] if field is None else []
        return any(f" {wanted} " in f" {text} " for text in every)

    return holds


fields = st.sampled_from([None, None, None, "title", "abstract", "author", "note"])


@st.composite
def word(draw: st.DrawFn) -> Made:
    text = draw(st.sampled_from(WORDS))
    cut = draw(st.integers(1, len(text))) if draw(st.booleans()) else len(text)
    field = draw(fields)
    return Made((f"{field}:" if field else "") + text[:cut], has_word(text[:cut], field))


@st.composite
def phrase(draw: st.DrawFn) -> Made:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
    field = draw(fields)
    return Made((f"{field}:" if field else "") + '"' + " ".join(words) + '"', has_phrase(words, field))


TERMS = st.sampled_from(
    [
        Made("is:read", lambda paper, state, _: state.status is Status.READ),
        Made("is:unread", lambda paper, state, _: state.status is Status.UNREAD),
        Made("is:queued", lambda paper, state, _: state.queue is not None),
        Made("has:note", lambda paper, state, _: bool(state.note)),
        Made("has:repo", lambda paper, state, _: bool(paper.links.repo)),
        Made("tag:r", lambda paper, state, _: any(tag.lower().startswith("r") for tag in state.tags)),
        Made("rating:>3", lambda paper, state, _: state.rating > 3),
        Made("rating:0..2", lambda paper, state, _: 0 <= state.rating <= 2),
        Made("upvotes:>50", lambda paper, state, _: (paper.upvotes or 0) > 50),
        Made("listed:2026-10..", lambda paper, state, _: (paper.listed or "") >= "2026-10"),
    ]
)


def joined(inner: st.SearchStrategy[Made]) -> st.SearchStrategy[Made]:
    some = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        some.map(
            lambda made: Made(
                " ".join(f"({m.text})" if " OR " in m.text else m.text for m in made),
                lambda p, s, meant: all(m.holds(p, s, meant) for m in made),
            )
        ),
        some.map(
            lambda made: Made(
                "(" + " OR ".join(m.text for m in made) + ")",
                lambda p, s, meant: any(m.holds(p, s, meant) for m in made),
            )
        ),
        inner.map(lambda m: Made(f"-({m.text})", lambda p, s, meant: not m.holds(p, s, False))),
    )


QUERIES = st.recursive(st.one_of(word(), word(), phrase(), TERMS), joined, max_leaves=6)


def some_papers(count: int) -> list[Paper]:
    chance = random.Random(3)

    def words(least: int, most: int) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(chance.randint(least, most)))

    return [
        paper(
            f"{words(1, 5)} {number}",
            words(0, 12),
            key=f"doi:10.1000/{number}",
            authors=tuple(words(1, 2) for _ in range(chance.randint(0, 2))),
            keywords=(words(1, 1),),
            upvotes=chance.choice([None, 10, 60]),
            listed=chance.choice([None, "2026-09-30", "2026-10-01"]),
        )
        for number in range(count)
    ]


def some_states(papers: list[Paper]) -> dict[str, State]:
    chance = random.Random(4)
    return {
        each.key: State(
            key=each.key,
            status=chance.choice(list(Status)),
            queue=chance.choice([None, chance.random()]),
            note=chance.choice(["", " ".join(chance.choices(WORDS, k=4))]),
            tags=tuple(chance.sample(["RL", "kernel", "to read"], chance.randint(0, 2))),
            rating=chance.randint(0, 5),
        )
        for each in papers
        if chance.random() < 0.5
    }


PAPERS = some_papers(60)
STATES = some_states(PAPERS)


@pytest.fixture(scope="module", params=["in memory", "on disk"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(Home.find(tmp_path_factory.mktemp("home")), clock=clock)
    library.add(PAPERS)
    if request.param == "on disk":
        fillers = (paper(f"zzz filler {number}") for number in range(600))
        library.add(fillers)
    return library


def state(paper: Paper) -> State:
    return STATES.get(paper.key, State(key=paper.key))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=QUERIES, order=st.sampled_from(["relevance", "listed", "queue"]))
def test_every_hit_satisfies_the_query_and_no_plain_answer_is_missed(
    library: Library, made: Made, order: str
) -> None:
    shelf = library.search(made.text, lambda: STATES, sort=order, now=NOW)
    found = [library.paper(row) for row in shelf.rows]
    assert not shelf.problems
    assert len({each.key for each in found}) == len(found) == len(shelf.rows)
    there = [each for each in PAPERS if state(each).status is not Status.ARCHIVED]
    plain = {each.key for each in there if made.holds(each, state(each), False)}
    assert {each.key for each in found}.isdisjoint(STATES.keys() - {each.key for each in there})
    if shelf.partial:
        assert not plain, made.text
        return
    for each in found:
        assert made.holds(each, state(each), True), (made.text, each.title)
    missed = plain - {each.key for each in found}
    assert not missed, (made.text, missed)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_is_answered(library: Library, query: str) -> None:
    shelf = library.search(query, lambda: STATES, now=NOW)
    for row in shelf.rows[:3]:
        shown = library.paper(row)
        for field in ("title", "abstract"):
            for start, end in shelf.spans(getattr(shown, field), field):
                assert 0 <= start < end <= len(getattr(shown, field))


PASTED = (
    *(
        "x",
        "graph ",
        "(",
        '"',
        "-",
        "title:",
        "a OR ",
        "😀",
        "深",
        "\ud800",
        "\x00\x1b[2J",
        ".*[a-z]+$^(?=",
        "a-",
    ),
    *("ab ", "is:read ", "x:", "-(", '"a" ', "é", "..", ">"),
)


@pytest.mark.parametrize("piece", PASTED, ids=repr)
def test_ten_thousand_characters_are_answered(library: Library, piece: str) -> None:
    query = (piece * 10_000)[:10_000]
    shelf = library.search(query, lambda: STATES, now=NOW)
    assert shelf.query == query
