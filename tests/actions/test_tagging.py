"""What a paper's tags become."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from readerapp.actions.reading_list import ReadingList
from readerapp.actions.tagging import begun, changes, counts, retagged
from readerapp.domain.errors import ReaderError


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[ReadingList]:
    with ReadingList.open(tmp_path / "home") as reading:
        yield reading


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


def test_a_tag_is_renamed_in_every_spelling_and_joined_with_one_that_is_there(lib: ReadingList) -> None:
    one, two, three = (lib.library.key(row) for row in range(3))
    lib.tag([one], ["AI"])
    lib.tag([two], ["ai", "vision"])
    lib.tag([three], ["machine intelligence"])
    assert counts(lib) == [("AI", 2), ("machine intelligence", 1), ("vision", 1)]
    assert lib.rename_tag("ai", "Machine Intelligence").message == (
        "Joined the tag ai with Machine Intelligence in 2 papers"
    )
    assert lib.state(two).tags == ("Machine Intelligence", "vision")
    lib.undo()
    assert (lib.state(one).tags, lib.state(two).tags) == (("AI",), ("ai", "vision"))


def test_braces_in_a_tag_are_said_as_they_are(lib: ReadingList) -> None:
    key = lib.library.key(0)
    assert "+{x} +{}" in lib.tag([key], ["{x}", "{}"]).message
    assert "the tag {x} to a{0}" in lib.rename_tag("{x}", "a{0}").message
    assert "the tag a{0} from" in lib.remove_tag("a{0}").message


def test_a_tag_that_no_paper_has_is_an_error(lib: ReadingList) -> None:
    with pytest.raises(ReaderError, match="No paper has the tag none"):
        lib.rename_tag("none", "some")
    with pytest.raises(ReaderError, match="No paper has the tag none"):
        lib.remove_tag("none")


@pytest.mark.parametrize("name", ["", "  ", "a, b"])
def test_a_tag_needs_a_name_that_can_be_typed(lib: ReadingList, name: str) -> None:
    lib.tag([lib.library.key(0)], ["rl"])
    with pytest.raises(ReaderError, match="name"):
        lib.rename_tag("rl", name)


@pytest.mark.parametrize(
    ("typed", "signed", "unfinished"),
    [("rl, di", False, "di"), ("rl, deep le", False, "deep le"), ("rl, ", False, ""),
     ("+new -ol", True, "ol"), ("-", True, ""), ("+in-context", True, "in-context")],
)  # fmt: skip
def test_the_last_tag_of_a_line_may_be_unfinished(typed: str, signed: bool, unfinished: str) -> None:
    assert begun(typed, signed=signed) == unfinished
