"""Papers for a reader, from what they chose."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readerapp.domain.paper import Paper
from readerapp.domain.state import State, Status
from readerapp.home import Home
from readerapp.library import Library

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


def test_words_that_most_papers_have_make_none_fit(library: Library) -> None:
    states = marked(of("proteins", 0, 1, 2, 3, 4), status=Status.READ)
    shelf = library.search("is:unread sort:foryou", lambda: states, now=NOW)
    whys = [shelf.why(row) for row in shelf.rows[:7]]
    assert {word for why in whys if why for word in why.words}.isdisjoint({"novel", "propose", "method"})
