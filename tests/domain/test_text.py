from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.domain.errors import ReaderError
from readerapp.domain.text import (
    clean,
    clean_line,
    clean_paragraphs,
    decode_utf8,
    fold,
    from_argument,
    normalise_title,
    shorten,
)


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


@pytest.mark.parametrize(
    "word",
    [
        "می\u200cروم",
        "نیم\u200cفاصله\u200cها",
        "क्\u200dष",
        "ന്\u200d",
        "👨\u200d👩\u200d👧\u200d👦",
        "🏳\ufe0f\u200d🌈",
        "👩🏽\u200d🔬",
    ],
)
def test_joiners_between_letters_and_between_emoji_are_spelling(word: str) -> None:
    for text in (
        clean(word),
        clean_line(word),
        clean_paragraphs(word),
        clean_line(f" {word}  {word} ")[: len(word)],
    ):
        assert text == word


@pytest.mark.parametrize(
    ("dirty", "shown"),
    [
        ("\u200ca\u200d", "a"),
        ("a\u200d b", "a b"),
        ("a.\u200c.b", "a..b"),
        ("a\u200c\u200c\u200db", "a\u200cb"),
        ("a\u200bb\u2060c\ufeffd\u00ade\u2063f", "abcdef"),
        ("a\u202e\u200db", "a\u200db"),
        ("\u200d" * 9, ""),
    ],
)
def test_joiners_that_join_nothing_and_other_invisible_characters_go(dirty: str, shown: str) -> None:
    assert clean(dirty) == shown


def test_words_compare_without_joiners_and_titles_too() -> None:
    assert fold("می\u200cروم") == fold("میروم")
    assert normalise_title("می\u200cروم") == normalise_title("میروم")


def test_a_persons_text_is_utf_8_or_refused_by_the_byte() -> None:
    assert decode_utf8("\ufeffé\t\r\n".encode(), "x") == "é\t\r\n"
    for data in (b"caf\xe9", b"a\xff\xfe", b"\xed\xa0\x80", "é".encode("utf-16")):
        with pytest.raises(ReaderError, match=r"^x is not UTF-8 text \(byte \d is 0x"):
            decode_utf8(data, "x")


def test_an_argument_is_what_its_bytes_say() -> None:
    assert from_argument("café\n", "x") == "café\n"
    encoding = sys.getfilesystemencoding()
    assert from_argument("é".encode().decode("ascii", "surrogateescape"), "x") == "é" or encoding != "utf-8"
    with pytest.raises(ReaderError, match="x is not UTF-8"):
        from_argument(b"caf\xe9".decode("utf-8", "surrogateescape"), "x")


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
