"""How typed words narrow a list of names."""

from __future__ import annotations

import pytest

from readerapp.domain.text import fold
from readerapp.ui.matching import match_misspelt, match_words


@pytest.mark.parametrize(
    ("typed", "name", "marked"),
    [
        ("qu", "Queue", "Qu"),
        ("code", "With code", "code"),
        ("ode", "With code", "ode"),
        ("wc", "With code", "Wc"),
        ("code with", "With code", "Withcode"),
        ("strasse", "Straße", "Straße"),
        ("uber", "Über uns", "Über"),
    ],
)
def test_words_match_and_say_which_letters(typed: str, name: str, marked: str) -> None:
    match = match_words(fold(typed).split(), name)
    assert match and "".join(name[start:end] for start, end in match.spans) == marked


@pytest.mark.parametrize(("typed", "name"), [("zz", "Queue"), ("eq", "Queue"), ("queue x", "Queue")])
def test_every_word_must_match_and_letters_begin_a_word(typed: str, name: str) -> None:
    assert match_words(fold(typed).split(), name) is None


def test_a_start_comes_before_a_words_start_before_what_is_within_before_what_is_beside() -> None:
    names = [
        ("Recent", ""),
        ("Not recent", ""),
        ("Unrecent", ""),
        ("Other", "recent"),
        ("Red empty cent", ""),
    ]
    ranks = [match.rank for name, more in names if (match := match_words(["recent"], name, more))]
    assert len(ranks) == len(names)
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    ("words", "matches"), [("archvie", True), ("dupliactes", True), ("archvie zzzz", False), ("arx", False)]
)
def test_long_words_match_with_a_letter_or_two_wrong(words: str, matches: bool) -> None:
    assert bool(match_misspelt(words.split(), "Archive, hide duplicates")) is matches
