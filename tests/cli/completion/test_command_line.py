"""A command line as bash has it."""

import shlex
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.cli.completion.command_line import TypedLine, replacements, split

WORDS = st.lists(
    st.text(string.printable.replace("\x0b", "").replace("\x0c", "") + "é…", min_size=1), min_size=1
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", TypedLine(("",))),
        ("readerapp ", TypedLine(("readerapp", ""))),
        ("readerapp show arxiv:24", TypedLine(("readerapp", "show", "arxiv:24"))),
        ('list "is:unread tag:r', TypedLine(("list", "is:unread tag:r"), '"')),
        ("note 'it''s", TypedLine(("note", "its"), "'")),
        (r"add a\ file", TypedLine(("add", "a file"))),
        (r'list "a\"b', TypedLine(("list", 'a"b'), '"')),
        ("a '' b", TypedLine(("a", "", "b"))),
        ("a \\", TypedLine(("a", ""))),
    ],
)
def test_a_line_is_split_as_a_shell_does(text: str, line: TypedLine) -> None:
    assert split(text) == line


@given(WORDS)
def test_quoted_words_come_back(words: list[str]) -> None:
    assert split(shlex.join(words)).words == tuple(words)


@given(WORDS)
def test_a_whole_line_is_split_as_shlex_does(words: list[str]) -> None:
    text = " ".join(words)
    try:
        expected = shlex.split(text)
    except ValueError:
        return
    assert [word for word in split(text).words if word] == [word for word in expected if word]


@pytest.mark.parametrize(
    ("text", "typed", "values", "written"),
    [
        ("show arxiv:24", "24", ["arxiv:2405.1", "arxiv:2412.2"], ["2405.1", "2412.2"]),
        ("show arxiv:", "", ["arxiv:2405.1"], ["2405.1"]),
        ('show "arxiv:24', "arxiv:24", ["arxiv:2405.1"], ["arxiv:2405.1"]),
        ("list tag:de", "de", ['tag:"deep learning"'], [r"\"deep\ learning\""]),
        ("list 'tag:de", "tag:de", ['tag:"deep learning"'], ['tag:"deep learning"']),
        ('list "tag:de', "tag:de", ['tag:"deep learning"'], [r"tag:\"deep learning\""]),
        ("list --sort=ti", "ti", ["--sort=title"], ["title"]),
        # What all have in common would be shorter than what is typed.
        ('list "tag:de', "tag:de", ['tag:"deep nets"', "tag:dense"], ["tag:dense"]),
        ("list is:", "", ["is:read"], ["read"]),
        ("list it", "it", ["it's"], [r"it\'s"]),
    ],
)
def test_bash_replaces_its_own_idea_of_the_word(
    text: str, typed: str, values: list[str], written: list[str]
) -> None:
    assert replacements(split(text), typed, values) == written
