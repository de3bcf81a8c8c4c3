"""What is written is less than what is drawn, and the terminal shows the same."""

from __future__ import annotations

from itertools import pairwise
from unittest.mock import patch

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.ui.terminal import changes as module
from readerapp.ui.terminal.changes import Changes

WIDTH, HEIGHT = 40, 6
SLOTS = (0, 3, 17, 40)
PENS = (
    "",
    "1",
    "38;2;1;2;3",
    "38;2;1;2;3;48;2;9;9;9",
    "1;4;38;5;7;48;2;9;9;9",
    "31;44",
    "97;107",
    "39;49;2",
    "3",
)
BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"

pen = st.sampled_from(PENS)
narrow = st.text("abc   é│…Ж", min_size=1, max_size=WIDTH)
row = st.integers(1, HEIGHT)


def drawn(line: int, column: int, *segments: tuple[str, str]) -> str:
    """A strip as the compositor draws it."""
    text = "".join(f"\x1b[{pen}m{text}\x1b[0m" if pen else text for pen, text in segments)
    return f"\x1b[{line};{column}H{text}"


@st.composite
def anywhere(draw: st.DrawFn) -> str:
    column = draw(st.integers(1, WIDTH))
    segments, room = [], WIDTH + 1 - column
    for style, text in draw(st.lists(st.tuples(pen, narrow), min_size=1, max_size=4)):
        segments.append((style, text[:room]))
        room -= len(text[:room])
    return drawn(draw(row), column, *segments)


@st.composite
def slot(draw: st.DrawFn) -> str:
    """Wide and combining characters, in an area whose edges never cut through one."""
    left, right = draw(st.sampled_from(list(pairwise(SLOTS))))
    words = draw(st.lists(st.sampled_from(("漢", "a", " ", "字", "e\u0301", "●", "xyz")), max_size=30))
    text, room = "", right - left
    for word in words:
        cells = sum(2 if letter in "漢字" else letter != "\u0301" for letter in word)
        if cells <= room:
            text, room = text + word, room - cells
    return drawn(draw(row), left + 1, (draw(pen), text + " " * room))


def frame(strips: list[str]) -> str:
    """Strips as a frame, which ends with the place of the cursor."""
    return "".join((*strips, "\x1b[2;3H"))


def shown(outputs: list[str]) -> tuple[object, ...]:
    screen = pyte.Screen(WIDTH, HEIGHT)
    pyte.Stream(screen).feed("".join(outputs))
    cells = [[screen.buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT)]
    return cells, (screen.cursor.x, screen.cursor.y), screen.title


frames = st.lists(
    st.one_of(
        st.lists(st.one_of(anywhere(), slot()), min_size=1, max_size=5).map(frame),
        st.sampled_from(
            ("\x1b[2J", "\x07", "\x1b]2;title\x07", "\x1b[?25l", "\x1b[2J\x1b[3;4H", "\x1b[2;1H\x1b[K")
        ),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(frames)
@pytest.mark.parametrize("least", [1, 30, 4096])
def test_the_terminal_shows_what_was_drawn(least: int, outputs: list[str]) -> None:
    with patch.object(module, "_MIN_FRAME", least):
        changes = Changes()
        changes.forget(WIDTH, HEIGHT)
        assert shown([changes.reduced(output) for output in outputs]) == shown(outputs)


def test_the_first_frame_is_passed_on_as_it_is_and_known_afterwards() -> None:
    changes = Changes()
    lines = [drawn(line, 1, ("1", "a" * 30), ("38;2;1;2;3", "b" * 1000)) for line in range(1, 6)]
    first = "".join(lines)
    assert changes.reduced(first) == f"{first}\x1b[0m"
    assert "a" not in changes.reduced(lines[2])
    assert changes.reduced("\x1b[1;1Hc").startswith("\x1b[1;1Hc")


@settings(max_examples=60)
@given(frames)
def test_what_is_drawn_again_is_not_written_again(outputs: list[str]) -> None:
    changes = Changes()
    for output in outputs:
        changes.reduced(output)
    line = drawn(2, 1, ("1", "漢字 and letters"), ("", " more"))
    changes.reduced(line)
    assert changes.reduced(line) == ""


def test_one_letter_costs_a_move_and_its_pen() -> None:
    changes = Changes()
    changes.reduced(drawn(3, 5, ("38;2;1;2;3", "x" * 30)))
    assert changes.reduced(drawn(3, 5, ("38;2;1;2;3", "x" * 20 + "y" + "x" * 9))) == (
        "\x1b[3;25H\x1b[38;2;1;2;3my\x1b[0m\x1b[3;35H"
    )


def test_a_character_that_terminals_disagree_on_is_written_with_all_that_stands_in_its_line() -> None:
    changes = Changes()
    changes.reduced(drawn(1, 1, ("", "aaaaaaaaaaaaaaaaaaaa★b")))
    assert "aaaaaaaaaaaaaaaaaaaa★c" in changes.reduced(drawn(1, 1, ("", "aaaaaaaaaaaaaaaaaaaa★c")))


DOUBTFUL = [("❤️", 2), ("a❤️❤️b", 6), ("🇩🇪", 2), ("👩\u200d👩\u200d👧", 2), ("❤️\u200b", 2)]
"""Texts, and the cells that are meant for them; the terminal of these tests has other ideas."""


@pytest.mark.parametrize("least", [1, 4096])
@pytest.mark.parametrize(("text", "cells"), DOUBTFUL)
def test_what_follows_a_character_of_doubtful_width_stands_in_its_column(
    least: int, text: str, cells: int
) -> None:
    rest = "|" + "x" * (WIDTH - cells - 1)
    with patch.object(module, "_MIN_FRAME", least):
        changes = Changes()
        first = changes.reduced(drawn(1, 1, ("1", "x" * WIDTH)))
        second = changes.reduced(drawn(1, 1, ("", f"{text}|xx")))
        changes.forget()
        again = changes.reduced(drawn(1, 1, ("", text), ("1", rest)))
    for outputs in ([first, second], [first, second, again]):
        screen = pyte.Screen(WIDTH, HEIGHT)
        pyte.Stream(screen).feed("".join(outputs))
        letters = [screen.buffer[0][x].data for x in range(WIDTH)]
        assert "".join(letters[cells:]) == rest
        assert "x" not in letters[:cells]


def test_a_resized_or_cleared_terminal_is_drawn_anew() -> None:
    for lost in ("\x1b[2J", "\x1b[?1049h", "\x1b[?1049l", "\x1bc", None):
        changes = Changes()
        changes.reduced(drawn(1, 1, ("", "here")))
        if lost:
            assert lost in changes.reduced(lost)
        else:
            changes.forget(80, 24)
        assert "here" in changes.reduced(drawn(1, 1, ("", "here"))), lost


def test_what_lies_outside_of_the_terminal_leaves_nothing_known() -> None:
    changes = Changes()
    changes.forget(20, 4)
    changes.reduced(drawn(4, 1, ("", "last")))
    changes.reduced(drawn(6, 1, ("", "a frame for the size before")))
    assert "last" in changes.reduced(drawn(4, 1, ("", "last")))


def test_links_are_kept() -> None:
    changes = Changes()
    link, none = "\x1b]8;;https://a.b\x1b\\", "\x1b]8;;\x1b\\"
    line = f"\x1b[1;1H{link}\x1b[4mlink\x1b[0m{none} text"
    assert changes.reduced(line) == f"\x1b[1;1H\x1b[4m{link}link\x1b[0m{none} text"
    assert changes.reduced(line) == ""
    assert changes.reduced(line.replace("8;;h", "8;id=2;h")) == "", "the id says nothing"
    assert "link" in changes.reduced("\x1b[1;1Hlink text")


def test_a_synchronised_update_is_written_in_one_piece_or_not_at_all() -> None:
    changes = Changes()
    assert changes.reduced(BEGIN) == changes.reduced(drawn(1, 1, ("", "a"))) == ""
    assert changes.reduced(END) == f"{BEGIN}\x1b[1;1Ha{END}"
    assert [changes.reduced(part) for part in (BEGIN, drawn(1, 1, ("", "a")), "\x1b[1;2H", END)] == [""] * 4
