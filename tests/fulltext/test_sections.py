"""Sections of a text, and words in it."""

import pytest

from readerapp.domain.errors import ReaderError
from readerapp.fulltext.latexml import read_page
from readerapp.fulltext.sections import find, named, outline, section, section_of
from tests.fulltext.pages import page

TEXT = read_page(page(), "here")


def test_the_outline_has_every_heading() -> None:
    names = [named(TEXT.blocks[index]) for index in outline(TEXT)]
    assert names == ["Abstract", "1 Introduction", "1.1 The Method", "References", "A Proofs"]


@pytest.mark.parametrize("name", ["1.1", "§1.1", "the method", "1.1 The Method", "the", "method"])
def test_a_section_is_found_by_number_name_and_words(name: str) -> None:
    found = section(TEXT, name)
    assert (found[0].text, found[-1].text) == ("The Method", r"Lost \mine word.")


def test_a_section_has_those_within_it() -> None:
    assert "The Method" in [block.text for block in section(TEXT, "1")]


@pytest.mark.parametrize("name", ["7", "nowhere", "", "  "])
def test_another_section_is_not_there(name: str) -> None:
    with pytest.raises(ReaderError, match="--outline"):
        section(TEXT, name)


def test_all_words_must_be_in_a_block() -> None:
    hits = find(TEXT, "steps attention")
    assert [TEXT.blocks[hit.block].text[hit.start : hit.end] for hit in hits] == ["Attention", "steps"]


def test_quoted_words_follow_each_other() -> None:
    assert find(TEXT, '"attention once"')
    assert not find(TEXT, '"once attention"')


@pytest.mark.parametrize("words", ["", "  ", '""', "((", "\\"])
def test_what_is_not_there_is_not_found(words: str) -> None:
    assert all(words.strip() in TEXT.blocks[hit.block].text for hit in find(TEXT, words))


def test_a_block_stands_in_the_section_before_it() -> None:
    (hit,) = find(TEXT, '"once more"')
    heading = section_of(TEXT, hit.block)
    assert heading is not None
    assert heading.text == "Proofs"
