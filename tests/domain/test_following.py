"""What can be followed, and what it means."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.domain.query.following import followed_query, why_not
from readerapp.domain.query.parser import parse

NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize("text", ["curriculum", "Jane Doe", "in-context learning", "C++", "世界模型"])
def test_plain_words_are_no_query(text: str) -> None:
    assert followed_query(text, NOW) is None
    assert not why_not(text, NOW)


@pytest.mark.parametrize(
    "text", ["author:king", '"a phrase"', "a OR b", "a -b", "(a)", "has:repo a", "2405.15738", "added:7d"]
)
def test_anything_else_is_the_query_it_is_in_the_search_box(text: str) -> None:
    assert followed_query(text, NOW) == parse(text, NOW).node
    assert not why_not(text, NOW)


@pytest.mark.parametrize("text", ["sort:foryou", "x sort:title", "like:queue", "listed:someday", "(a"])
def test_what_says_not_which_papers_has_a_reason_and_counts_as_words(text: str) -> None:
    assert why_not(text, NOW)
    assert followed_query(text, NOW) is None


@given(st.text(alphabet=st.sampled_from('ab "():-ORlikesort:7d\x00é世'), max_size=40))
def test_any_text_has_a_meaning(text: str) -> None:
    assert followed_query(text, NOW) is None or not why_not(text, NOW)
