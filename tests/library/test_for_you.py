"""Papers for a reader, from what they chose."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readerapp.domain.paper import Paper
from readerapp.domain.query.tree import Like
from readerapp.domain.state import State, Status
from readerapp.home import Home
from readerapp.library import Library, Shelf
from readerapp.library.search.searcher import LazyStates, SearchRequest
from readerapp.library.search.taste import Past, Taste
from readerapp.library.search.terms import closeness

NOW = datetime(2026, 7, 1, tzinfo=UTC)
TOPICS = {
    "planning": "agents plan routes through mazes with tree search and a learned world model",
    "proteins": "folding proteins from sequences with attention over residues and evolutionary alignments",
    "speech": "recognising speech in noisy rooms with spectrograms and a streaming transducer",
    "prices": "auctions whose prices are truthful for bidders with budgets and unknown valuations",
}


def papers() -> Iterable[Paper]:
    """Twelve on each topic, each with a word of its own, and all with words that most papers have."""
    for topic, text in TOPICS.items():
        words = text.split()
        for number in range(12):
            some = " ".join(words[number % 3 :: 2])
            yield Paper(
                key=f"title:{topic}-{number}",
                title=f"On {topic} {number}",
                abstract=f"We propose a novel method for {some}. Extensive experiments show {topic}{number}.",
                authors=("Jane Doe",) if (topic, number) == ("prices", 5) else (),
                published="2026-06-01",
            )


@pytest.fixture
def library(tmp_path: Path) -> Library:
    found = Library.open(Home.find(tmp_path), clock=lambda: NOW)
    found.add(papers())
    return found


def marked(keys: Iterable[str], **marks: object) -> dict[str, State]:
    return {
        key: State(key=key, changed=dict.fromkeys(marks, f"2026-06-02T00:00:{at:02}"), **marks)  # type: ignore[arg-type]
        for at, key in enumerate(keys)
    }


def of(topic: str, *numbers: int) -> list[str]:
    return [f"title:{topic}-{number}" for number in numbers]


def for_you(library: Library, states: Mapping[str, State]) -> list[str]:
    shelf = library.search("is:unread sort:foryou", lambda: states, now=NOW)
    return [library.key(row) for row in shelf.rows]


def topics(keys: Iterable[str]) -> set[str]:
    return {key.removeprefix("title:").rpartition("-")[0] for key in keys}


def test_papers_on_what_was_read_come_first(library: Library) -> None:
    states = marked(of("proteins", 0, 1, 2, 3, 4), status=Status.READ)
    assert topics(for_you(library, states)[:7]) == {"proteins"}


def test_papers_on_what_was_archived_unread_come_behind_others_that_fit(library: Library) -> None:
    read = [*of("proteins", 0, 1, 2), *of("speech", 0, 1, 2)]
    states = marked(read, status=Status.READ)
    both = for_you(library, states)
    assert topics(both[:18]) == {"proteins", "speech"}
    states |= marked(of("speech", 3, 4, 5, 6, 7, 8), status=Status.ARCHIVED)
    assert topics(for_you(library, states)[:9]) == {"proteins"}


def test_what_words_weigh_on_average_is_told_from_a_few_papers(library: Library) -> None:
    library.search("proteins", dict, now=NOW)
    assert library._searcher._profiles
    profiles = library._searcher._profiles[1]
    words = ("residues", "spectrograms", "budgets", "search")
    mean = {word: sum(profiles.of(row).get(word, 0.0) for row in range(48)) / 48 for word in words}
    assert profiles.usual(words, range(0, 48, 5)) == pytest.approx(mean, rel=0.5)


READ = {"proteins": (0, 2, 3, 5, 6)}
WITH_ATTENTION = of("proteins", 1, 4, 7, 10)
WITH_AUCTIONS = of("prices", 0, 3, 6, 9)


def answered(library: Library, states: Mapping[str, State], taste: Taste) -> Shelf:
    request = SearchRequest("is:unread sort:foryou", NOW)
    return library.answer(request, LazyStates(lambda: states, taste=lambda: taste))


def keys(library: Library, rows: Iterable[int]) -> list[str]:
    return [library.key(row) for row in rows]


def some_read() -> dict[str, State]:
    return marked(of("proteins", *READ["proteins"]), status=Status.READ)


def test_papers_with_a_watched_word_in_any_form_come_with_those_that_fit_and_say_so(library: Library) -> None:
    shelf = answered(library, some_read(), Taste(watch=("auction",)))
    first = keys(library, shelf.rows[:11])
    assert set(first) == {*of("proteins", 1, 4, 7, 8, 9, 10, 11), *WITH_AUCTIONS}
    said = {library.key(row): why.watched for row in shelf.rows if (why := shelf.why(row)) and why.watched}
    assert said == dict.fromkeys(WITH_AUCTIONS, "auction")


def test_an_author_can_be_watched_and_comes_before_papers_that_hardly_fit(library: Library) -> None:
    states = some_read() | marked(of("speech", *range(5)), status=Status.READ)
    watched = of("prices", 5)[0]
    places = [
        keys(library, answered(library, states, taste).rows).index(watched)
        for taste in (Taste(), Taste(watch=("jane doe",)))
    ]
    assert places[0] > 14 > places[1]


def test_watched_words_count_like_choices_if_any_paper_has_them(library: Library) -> None:
    enough = Taste(watch=("auctions", "maze", "residues", "transducer", "spectrogram"))
    shelf = answered(library, {}, enough)
    assert not shelf.remark
    assert all((why := shelf.why(row)) and why.watched for row in shelf.rows[:10])
    assert "1 more paper" in answered(library, {}, Taste(watch=(*enough.watch[:4], "unheard of"))).remark


@pytest.mark.parametrize("states", [{}, some_read()], ids=["by votes", "for the reader"])
def test_muted_papers_come_last_and_say_so(library: Library, states: Mapping[str, State]) -> None:
    shelf = answered(library, states, Taste(mute=("attention",)))
    muted = [key for key in WITH_ATTENTION if key not in states]
    assert sorted(keys(library, shelf.rows)[-4:]) == sorted(muted)
    said = {library.key(row): why.muted for row in shelf.rows if (why := shelf.why(row)) and why.muted}
    assert said == dict.fromkeys(muted, "attention")
    assert len({*shelf.rows}) == len(shelf.rows) == 48 - len(states)


def test_a_paper_that_was_read_before_it_was_archived_speaks_for_others(library: Library) -> None:
    states = {**marked(of("proteins", 0, 2, 3, 5), status=Status.READ)}
    states |= marked(of("proteins", 6), status=Status.ARCHIVED)
    assert answered(library, states, Taste()).remark
    assert not answered(library, states, Taste(past={of("proteins", 6)[0]: Past(4, was_read=True)})).remark


def test_papers_near_another_come_in_the_order_of_all_their_words(library: Library) -> None:
    request = SearchRequest("", NOW, also=Like(("title:proteins-0",), 0, 0))
    shelf = library.answer(request, LazyStates(dict))
    assert library._searcher._profiles
    profiles = library._searcher._profiles[1]
    row = library.row("title:proteins-0")
    assert row is not None and len(shelf.rows) > 10
    near = [closeness(profiles.of(row), profiles.of(other)) for other in shelf.rows[:20]]
    assert near == sorted(near, reverse=True)
