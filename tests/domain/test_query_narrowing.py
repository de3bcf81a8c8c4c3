"""Adding terms to a query and taking them out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from readerapp.domain.query.narrowing import field_term, has_term, with_term, without_term
from readerapp.domain.query.parser import parse
from readerapp.domain.query.tree import Tag

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("query", "term", "narrowed"),
    [
        ("", "is:unread", "is:unread"),
        ("graph nets", "has:repo", "graph nets has:repo"),
        ("a OR b", "has:repo", "(a OR b) has:repo"),
        ("(a OR b) c", "has:repo", "(a OR b) c has:repo"),
        ("listed:2026-10 graph", "listed:2026-11", "graph listed:2026-11"),
        ("is:read graph", "is:unread", "graph is:unread"),
        ("is:queued", "is:unread", "is:queued is:unread"),
        ("-is:read", "is:unread", "-is:read is:unread"),
        ("tag:rl", "tag:vision", "tag:rl tag:vision"),
    ],
)
def test_a_term_narrows_a_query_in_place_of_one_that_excludes_it(
    query: str, term: str, narrowed: str
) -> None:
    assert with_term(query, term) == narrowed


@pytest.mark.parametrize(
    ("query", "term", "rest"),
    [
        ("graph has:repo nets", "has:repo", "graph nets"),
        ('tag:"long name"', 'tag:"long name"', ""),
        ("Tag:RL x", "tag:rl", "x"),
    ],
)
def test_a_term_is_taken_out_again(query: str, term: str, rest: str) -> None:
    assert has_term(query, term)
    assert without_term(query, term) == rest


@pytest.mark.parametrize("query", ["-has:repo", "NOT has:repo", "(has:repo x)", 'has:repo OR y"has:repo"'])
def test_a_term_that_does_not_hold_for_all_papers_stays(query: str) -> None:
    assert not has_term(query, "has:repo")
    assert without_term(query, "has:repo") == query


def test_values_with_spaces_or_brackets_are_quoted() -> None:
    assert field_term("is", "read") == "is:read"
    assert field_term("from", "my page (1).txt") == 'from:"my page (1).txt"'


def test_a_chosen_tag_is_that_tag_alone() -> None:
    term = field_term("tag", "rl")
    assert parse(term, NOW).node == Tag("rl", whole=True)
    assert has_term(with_term("x", term), term)
    assert without_term(with_term("x", term), term) == "x"
