from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.domain.text import clean, clean_line, clean_paragraphs, fold, normalise_title, shorten


@pytest.mark.parametrize(
    ("dirty", "shown"),
    [
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]52;c;Zm9v\x1b\\title", "title"),
        ("x\x9b2Jy", "xy"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("nul\0l", "null"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("Cafe\u0301", "Café"),
        ("  many   \t\r\n spaces ", "many spaces"),
        ("line\u2028separator", "line separator"),
        ("[/b][@click=app.quit]x[/]", "[/b][@click=app.quit]x[/]"),
    ],
)
def test_a_line_has_nothing_in_it_that_acts(dirty: str, shown: str) -> None:
    assert clean_line(dirty) == shown


def test_lines_end_in_one_way() -> None:
    assert clean("a\r\nb\rc\u2028d\x0ce") == "a\nb\nc\nd\ne"


def test_paragraphs_stay_apart_and_lines_within_them_do_not() -> None:
    assert clean_paragraphs("one\ntwo\n \n\n three \r\n\r\nfour") == "one two\n\nthree\n\nfour"


def test_titles_compare_by_letters_and_digits_only() -> None:
    assert normalise_title("ＬＬＭ—Unlearning: Form-Independent!") == "llmunlearningformindependent"
    assert normalise_title("LLM Unlearning (form independent)") == "llmunlearningformindependent"


def test_folding_drops_accents_and_case() -> None:
    assert fold("Erdős ÉCOLE") == "erdos ecole"


def test_shortening_says_so() -> None:
    assert shorten("abcdef", 4) == "abc…"
    assert shorten("abc", 4) == "abc"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    line = clean_line(text)
    assert clean_line(line) == line
    assert line.isprintable() or any(not c.isprintable() for c in line if ord(c) > 0x7F)
    paragraphs = clean_paragraphs(text)
    assert clean_paragraphs(paragraphs) == paragraphs
