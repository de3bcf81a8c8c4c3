"""What a paper's tags become."""

from __future__ import annotations

import pytest

from readerapp.actions.tagging import changes, retagged


def test_tags_that_differ_only_in_case_are_one_as_first_written() -> None:
    assert retagged(("AI", "rl"), ["ai"], ["RL"]) == ("AI",)


@pytest.mark.parametrize(
    ("typed", "before", "asked"),
    [
        ("rl, code", [()], (["rl", "code"], [])),
        ("code", [("rl", "code")], (["code"], ["rl"])),
        ("", [("rl",)], ([], ["rl"])),
        ("+new -old", [("a",), ("b",)], (["new"], ["old"])),
        ("new", [("a",), ("b",)], (["new"], [])),
        ("", [("a",), ("b",)], ([], [])),
    ],
)
def test_one_paper_is_given_its_whole_list_and_several_only_what_is_asked(
    typed: str, before: list[tuple[str, ...]], asked: tuple[list[str], list[str]]
) -> None:
    assert changes(typed, before) == asked
