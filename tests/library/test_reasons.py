"""The words that say why papers are near."""

from __future__ import annotations

from typing import cast

from readerapp.library.search.likeness import reasons
from readerapp.library.search.terms import Terms


class Stems:
    """Knows the plural."""

    def stem(self, word: str) -> str:
        return word.removesuffix("s")


TERMS = cast("Terms", Stems())


def test_of_the_forms_of_a_word_the_heaviest_is_named() -> None:
    assert reasons({"student": 1.0, "students": 2.0, "teacher": 1.5}, TERMS) == ("students", "teacher")


def test_words_that_say_little_are_named_only_if_there_is_no_other() -> None:
    assert reasons({"than": 3.0, "kd": 1.0, "multi": 2.0}, TERMS) == ("kd",)
    assert reasons({"than": 3.0, "multi": 2.0}, TERMS) == ("than",)
    assert reasons({}, TERMS) == ()
