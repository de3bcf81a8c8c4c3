"""Rows of the list: what stands beside a title, and that nothing breaks one."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from readerapp.domain.paper import Paper
from readerapp.domain.state import State, Status
from readerapp.domain.text import clean_line
from readerapp.library.search.shelf import Why
from readerapp.settings import COLUMNS
from readerapp.ui.cells import split_line
from readerapp.ui.glyphs import UNICODE
from readerapp.ui.new_since import Rule, Rules
from readerapp.ui.terminal.changes import Changes
from readerapp.ui.widgets.list_row import ListRow, RowLook, RowMarks, RowPainter, first_line
from readerapp.ui.widgets.paper_view import highlighted
from tests.ui.conftest import OFFLINE, Reader, Start

LONG = "A rather long title that no list beside a paper has room for: " + "word " * 48
ODD = (
    *("漢字の題名", "👩‍🔬", "👨‍👩‍👧‍👦", "🇩🇪", "🏴‍☠️", "❤️", "☎︎", "e\u0301", "z̷̢̨͓͔͕", "नमस्ते", "ไทยภาษา"),
    *("مرحبا بالعالم", "עברית", "\u200d", "\ufe0f", "␛␀", "ﬁ", "Ａ", "½", "𝔘𝔫𝔦", "🫠", "①", "…", "─"),
    *("plain", "word ", " ", "-", "3.5", "[/b]"),
)
texts = st.lists(st.sampled_from(ODD) | st.text(max_size=4), max_size=40).map("".join).map(clean_line)


def drawn(
    line: ListRow, look: RowLook, width: int, terminal: int, spans: Iterable[tuple[int, int]] = ()
) -> tuple[Strip, ...]:
    painter = RowPainter(UNICODE, lambda _: Style())
    painter.look = look
    return painter.row(line, RowMarks("plain", True, False, True, width, terminal), lambda _: list(spans))


@settings(max_examples=300, deadline=None)
@given(
    title=texts,
    note=texts,
    words=st.lists(texts, max_size=3),
    width=st.integers(20, 200),
    columns=st.sets(st.sampled_from(COLUMNS)),
    lines=st.sampled_from((1, 2)),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3),
    place=st.none() | st.integers(1, 1000),
)
def test_every_line_of_a_row_is_as_wide_as_the_list(
    title: str,
    note: str,
    words: list[str],
    width: int,
    columns: set[str],
    lines: int,
    spans: list[tuple[int, int]],
    place: int | None,
) -> None:
    line = ListRow(
        Paper(key="a", title=title),
        State(key="a", note=note),
        place,
        "Oct 9",
        Why(tuple(filter(None, words))),
    )
    look = RowLook(tuple(name for name in COLUMNS if name in columns), 6, lines)
    for terminal in (width, width * 2):
        strips = drawn(line, look, width, terminal, [(min(span), max(span)) for span in spans])
        assert len(strips) == lines
        for strip in strips:
            assert cell_len(strip.text) == strip.cell_length == width
            assert sum(segment.cell_length for segment in strip) == width, "no letter is cut in two"
            assert "\n" not in strip.text


@settings(max_examples=200, deadline=None)
@given(text=texts, width=st.integers(2, 60))
def test_a_text_that_is_split_loses_at_most_the_space_between(text: str, width: int) -> None:
    head, rest = split_line(text, width)
    assert cell_len(head) <= width
    assert text in (head + rest, f"{head} {rest}")
    assert head or not text


@pytest.mark.parametrize("lines", [1, 2])
def test_every_line_belongs_to_a_row_or_a_rule(lines: int) -> None:
    rules = Rules((Rule(2, "new"), Rule(0, "top"), Rule(2, "also"), Rule(5, "end")), lines)
    found: list[object] = []
    for line in range(rules.line(5)):
        at = rules.at(line)
        found.append(at.words if isinstance(at, Rule) else (at, rules.row_line(line)))
    rows = [[(index, part) for part in range(lines)] for index in range(5)]
    assert found == ["top", *rows[0], *rows[1], "new", "also", *rows[2], *rows[3], *rows[4], "end"]
    assert [rules.at(rules.line(index)) for index in range(5)] == list(range(5))


def row_of(
    note: str = "", title: str = "Short", why: Why | None = None, status: Status = Status.UNREAD
) -> ListRow:
    paper = Paper(key="a", title=title, authors=tuple("ABCDE"))
    return ListRow(paper, State(key="a", note=note, status=status), None, "Oct 9", why or Why())


def test_the_note_stands_after_a_title_that_leaves_room() -> None:
    (strip,) = drawn(row_of("\n## Compare with *that*\nmore"), RowLook(), 80, 120)
    assert "Short  ✎ Compare with that  " in strip.text
    assert strip.text.rstrip().endswith("Oct 9")
    (narrow,) = drawn(row_of("Compare with that"), RowLook(), 40, 40)
    assert "Short  ✎ Compare with that" in narrow.text


@pytest.mark.parametrize("width", range(44, 120))
def test_the_note_never_takes_room_from_a_title(width: int) -> None:
    title = "A title of some length, forty-four letters it"
    (without,) = drawn(row_of(title=title), RowLook(), width, 120)
    (noted,) = drawn(row_of("Some note on it", title), RowLook(), width, 120)
    words = without.text[10:-9].rstrip()
    assert noted.text[10:].startswith(words)
    assert ("✎ Some" in noted.text[10:]) == (width - 20 - len(title) >= 14)


@pytest.mark.parametrize(
    ("note", "line"),
    [
        *(("- a\n- b", "a"), ("> quoted", "quoted"), ("\n\n", ""), ("a\x1b[2Jb", "ab"), ("# \n* x", "x")),
        *(("* a *b* c", "a b c"), ("**So** `it` is", "So it is"), ("2 * 3 * 4, a_b_c", "2 * 3 * 4, a_b_c")),
    ],
)
def test_the_first_line_of_a_note_is_text(note: str, line: str) -> None:
    assert first_line(note) == line


def test_a_row_of_two_lines_has_the_whole_title_and_below_a_short_one_a_note_or_authors() -> None:
    look = RowLook(lines=2)
    above, below = drawn(row_of(title=LONG[:80]), look, 70, 120)
    shown = f"{above.text[10:-9].strip()} {below.text[10:].strip()}"
    assert shown == LONG[:80].strip()
    assert below.text[10:].lstrip() == below.text[10:].strip().ljust(len(below.text[10:])), "aligned"
    assert drawn(row_of("noted"), look, 70, 120)[1].text[10:].strip() == "✎ noted"
    assert drawn(row_of(), look, 70, 120)[1].text[10:].strip() == "A, B, C, D …"


@pytest.mark.parametrize("columns", [(), ("status",), ("code", "date"), COLUMNS])
def test_only_the_columns_of_the_settings_are_drawn(columns: tuple[str, ...]) -> None:
    paper = Paper(key="a", title="Title")
    (strip,) = drawn(ListRow(paper, State(key="a", note="n"), 3, "Oct 9"), RowLook(columns), 60, 120)
    marks, _, rest = strip.text.partition("Title")
    assert ("●" in marks, "✎" in marks, "3" in marks) == tuple(
        name in columns for name in ("status", "note", "queue")
    )
    assert ("Oct 9" in rest) == ("date" in columns)


async def two_lines(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size, settings=replace(OFFLINE, compact=False)) as reader:
        await _walk_and_click(reader)


@pytest.mark.parametrize("size", [(120, 31), (60, 20), (40, 12)])
async def test_rows_of_two_lines_move_page_and_are_clicked_as_rows(
    start: Start, size: tuple[int, int]
) -> None:
    await two_lines(start, size)


async def _walk_and_click(reader: Reader) -> None:
    papers = reader.main.paper_list
    await reader.press("j")
    assert [line[0] for line in reader.lines[3:9]] == [" ", " ", "▌", "▌", " ", " "]
    await reader.press("ctrl+d", "ctrl+u")
    assert papers.cursor == 1
    await reader.pilot.click(papers, offset=(20, 5))
    assert papers.cursor == 2
    await reader.press("G")
    last = papers.cursor_y
    assert reader.lines[last][0] == reader.lines[last + 1][0] == "▌"
    assert last + 2 == papers.region.bottom
    await reader.pilot.resize_terminal(80, 14)
    await reader.settle()
    assert sum(line.startswith("▌") for line in reader.lines) == 2


LIBRARY = [
    *("漢字の題名は二倍の幅" * 8, "👩‍🔬 science 🧪 " * 12, "👨‍👩‍👧‍👦 family " * 9, "🇩🇪🇫🇷🇯🇵 flags " * 9),
    *("❤️ heart ☎︎ phone " * 9, "e\u0301 combining z̷̢̨͓͔͕ " * 12, "مرحبا بالعالم " * 12, "עברית וגם English " * 9),
    *("control pictures ␛[2J ␀ ␍ " * 9, LONG, "नमस्ते दुनिया " * 12, "🏴‍☠️ 🫠 ½ 𝔘𝔫𝔦 ＡＢ " * 9),
]


@pytest.mark.parametrize(("width", "compact"), [(120, True), (120, False), (60, True), (40, False)])
async def test_in_a_terminal_that_counts_for_itself_every_row_ends_in_its_column(
    start: Start, home: Path, width: int, compact: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    records = ({"title": title, "abstract": title, "listed": "2026-10-09"} for title in LIBRARY)
    (home / "papers.jsonl").write_text("".join(json.dumps(it) + "\n" for it in records), "utf-8")
    async with start(size=(width, 32), settings=replace(OFFLINE, compact=compact)) as reader:
        screen = pyte.Screen(width, 32)
        stream, changes = pyte.Stream(screen), Changes()

        def display(app: object, shown: object, update: object) -> None:
            if update is not None:
                stream.feed(changes.reduced(update.render_segments(reader.app.console)))  # type: ignore[attr-defined]

        monkeypatch.setattr(type(reader.app), "_display", display)
        changes.forget(width, 32)
        reader.app.screen.refresh(layout=True)
        for widget in reader.app.screen.query("*"):
            widget.refresh()
        await reader.settle()
        for key in ("j", "j", "j", "G", "k", "a", "g", "l", "h", "ctrl+d", "r"):
            await reader.press(key)
            if reader.main.paper_list.display:
                for y in range(3, 15):
                    check_row(reader, cells(screen, y), has_date=compact or y % 2 == 1)


def check_row(reader: Reader, shown: list[str], *, has_date: bool) -> None:
    right = reader.main.paper_list.region.right
    assert shown[0] in " ▌"
    if reader.app.size.width >= 100:
        assert shown[right] == "│"
    if reader.app.size.width >= 70 and has_date:
        assert "".join(shown[right - 8 : right - 2]).strip() == "Oct 9"


def cells(screen: pyte.Screen, y: int) -> list[str]:
    """What stands in each cell of a terminal's line."""
    return [screen.buffer[y][x].data for x in range(screen.columns)]


async def test_no_line_of_a_paper_is_wider_than_its_pane(start: Start) -> None:
    chance = random.Random(7)
    async with start(size=(200, 30)) as reader:
        text = reader.main.paper_view.text
        text.max_cells = 200
        for _ in range(300):
            words = " ".join(
                "".join(chance.choices(ODD, k=chance.randint(1, 9))) for _ in range(chance.randint(0, 30))
            )
            title = clean_line(words)
            starts = chance.choices(range(len(title) + 1), k=3)
            content = highlighted(title, [(at, at + chance.randint(1, 9)) for at in starts], "bold")
            width = chance.randint(20, 200)
            for strip in text._wrap(content, width):
                assert cell_len(strip.text) == sum(map(cell_len, (it.text for it in strip))) <= width, title
