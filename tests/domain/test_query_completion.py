from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from readerapp.domain.query.completion import Vocabulary, complete
from readerapp.domain.query.tree import ORDERS

KNOWN = Vocabulary(tags=("rl", "deep rl", "reading group"), sources=("hf_daily", "my.bib"))


def offered(query: str, cursor: int | None = None) -> list[str]:
    found = complete(query, len(query) if cursor is None else cursor, KNOWN)
    return [completion.applied(query)[0] for completion in found]


def test_fields_are_offered_as_they_are_typed() -> None:
    assert offered("graph au") == ["graph author:"]
    assert offered("-i") == ["-is:"]
    assert offered("graph") == []
    assert offered("graph ") == offered("") == []


def test_values_are_offered_after_the_colon() -> None:
    assert offered("is:re") == ["is:reading", "is:read", "is:unread"]
    assert offered("x sort:-up") == ["x sort:-upvotes"]
    assert offered("from:h") == ["from:hf_daily"]
    assert offered("has:") == [
        f"has:{what}"
        for what in ("repo", "note", "pdf", "arxiv", "project", "hf", "doi", "abstract", "tag", "rating")
    ]


def test_days_and_ages_are_offered_after_a_date_field_and_days_to_come_after_later() -> None:
    for field in ("listed", "published", "added", "read", "queued", "noted"):
        assert offered(f"{field}:y") == [
            f"{field}:yesterday",
            *(f"{field}:{it}" for it in ("today", "1y")),
        ] + [f"{field}:{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")]
    assert offered("later:to") == ["later:tomorrow"]


def test_tags_with_spaces_are_quoted() -> None:
    assert offered("tag:r") == ["tag:rl", 'tag:"reading group"', 'tag:"deep rl"']
    assert offered('tag:"re') == ['tag:"reading group"']


def test_the_queue_and_tags_are_offered_after_like_and_after_its_commas() -> None:
    assert offered("lik") == ["like:"]
    assert offered("like:q") == ["like:queue"]
    assert offered("like:queue,tag:r") == [
        "like:queue,tag:rl",
        'like:"queue,tag:reading group"',
    ]
    assert offered('like:"tag:re') == ['like:"tag:reading group"']


def test_every_order_is_offered() -> None:
    assert offered("sort:for") == ["sort:foryou"]
    assert {text.removeprefix("sort:") for text in offered("sort:")} == {*ORDERS}


def test_the_word_at_the_cursor_is_completed_not_the_last() -> None:
    (found,) = complete("tag:my x", 4, Vocabulary(tags=("mine",)))
    assert found.applied("tag:my x") == ("tag:mine x", 8)


@given(st.text(max_size=20), st.integers(-5, 30))
def test_any_text_can_be_completed(query: str, cursor: int) -> None:
    for found in complete(query, cursor, KNOWN):
        assert 0 <= found.start <= found.end <= len(query)
