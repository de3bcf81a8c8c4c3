"""Why a paper is where it is: in its row, and under its facts."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.style import Style
from textual.content import Content

from readerapp.actions.reading_list import ReadingList
from readerapp.domain.paper import Paper
from readerapp.domain.state import State
from readerapp.library import Shelf
from readerapp.library.search.shelf import Why
from readerapp.settings import Settings
from readerapp.ui.glyphs import ASCII, UNICODE
from readerapp.ui.reasons import Reasons
from readerapp.ui.widgets.list_row import ListRow, RowPainter
from tests.ui.conftest import Reader, Start


def pane(reader: Reader) -> str:
    """The text of the paper pane."""
    return reader.main.paper_view.text.render().plain


async def choose(reader: Reader, count: int = 6) -> None:
    await reader.type("distillation")
    await reader.press("enter", *["a", "j"] * count, "escape")


async def test_near_papers_say_in_their_row_and_pane_which_words_they_share(start: Start) -> None:
    async with start(size=(200, 40)) as reader:
        await reader.press("m")
        shelf = reader.main.shelf
        for row, line in list(zip(shelf.rows, reader.lines[3:], strict=False))[:20]:
            why = shelf.why(row)
            assert why and why.words[0] in line
        why = shelf.why(shelf.rows[0])
        assert why and f"near  {' · '.join(why.words)}" in pane(reader)
        assert "like" not in pane(reader).split("near  ")[1].split("\n")[0], "its title is on top"


async def test_for_you_names_the_chosen_paper_and_what_the_reader_did_to_it(start: Start) -> None:
    async with start(size=(200, 40)) as reader:
        await choose(reader)
        await reader.press("7")
        reasons = reader.main._reasons
        assert reasons
        row = reader.main.shelf.rows[0]
        await reader.press("g")
        line = next(line for line in pane(reader).split("\n") if line.startswith("for you  "))
        assert line.endswith(", which you queued") and '  like "' in line
        why = reasons.of(row)
        assert why and why.like is not None
        reader.reading.rate(5, reader.reading.library.key(why.like))
        await reader.press("j", "k")
        assert ", which you rated 5" in pane(reader)


async def test_a_path_shows_its_steps(start: Start) -> None:
    async with start(size=(200, 40)) as reader:
        await reader.press("s", "w")
        assert [line.split("│")[0].split()[-1] for line in reader.lines[3:6]] == ["1", "2", "3"]
        await reader.press("g", "j", "j")
        assert "step 3 of 88" in pane(reader)
        titles = reader.titles
        second = next(line for line in pane(reader).split("\n") if line.startswith("step 3"))
        assert f'after "{titles[1][:20]}' in second
        await reader.press("S", "G")
        assert "step 1 of 88" in pane(reader), "reversed, the first step stands last"


async def test_other_lists_have_no_reasons(start: Start) -> None:
    async with start() as reader:
        await reader.type("learning")
        await reader.press("enter", "j")
        assert reader.main._reasons is None
        assert not any(line.startswith(("near", "for you", "step")) for line in pane(reader).split("\n"))


@pytest.mark.parametrize(("width", "in_row"), [(200, True), (120, True), (100, False), (60, False)])
async def test_words_stand_in_rows_that_have_room_and_always_in_the_pane(
    start: Start, width: int, in_row: bool
) -> None:
    async with start(size=(width, 30)) as reader:
        await reader.press("m")
        shelf = reader.main.shelf
        whys = [why for row in shelf.rows[:20] if (why := shelf.why(row))]
        lines = [line.split("│")[0] for line in reader.lines[3:23]]
        assert any(f"  {why.words[0]}" in line for why, line in zip(whys, lines, strict=True)) == in_row
        assert "near  " in pane(reader)


async def test_reasons_are_never_found_on_the_interfaces_thread(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    answer = ReadingList.shelf

    def watched(self: ReadingList, *args: object, **more: object) -> Shelf:
        shelf = answer(self, *args, **more)  # type: ignore[arg-type]

        def why(row: int) -> Why | None:
            asked.append(threading.current_thread() is threading.main_thread())
            return shelf.why(row)

        return replace(shelf, why=why) if shelf.has_whys else shelf

    monkeypatch.setattr(ReadingList, "shelf", watched)
    monkeypatch.setattr("readerapp.ui.new_since._FIRST_ROWS", 5)
    async with start(size=(200, 20)) as reader:
        await reader.press("m")
        assert len(asked) > 20, "those on the screen were found behind it"
        await reader.press("G")
        assert asked and not any(asked)
        assert "near  " in pane(reader)
        why = reader.main.shelf.why(reader.main.paper_list.row or 0)
        line = next(line for line in reader.lines if line.startswith("▌"))
        assert why and why.words[0] in line
        assert len(asked) == len(reader.titles) + 1, "each was found once"


@pytest.mark.parametrize("room", [10, 35, 36, 60, 100])
@pytest.mark.parametrize("title", ["Short", "A rather long title " * 6, "漢字" * 40])
def test_the_words_leave_most_of_the_room_to_the_title(room: int, title: str) -> None:
    painter = RowPainter(UNICODE, lambda _: Style())
    words = ("continual", "pre-training", "技能")
    line = ListRow(Paper(key="a", title=title), State(key="a"), None, "", Why(words))
    taken = sum(segment.cell_length for segment in painter._why(line, room))
    assert taken <= max(room * 2 // 5, room - cell_len(title))
    assert (taken > 0) == (room >= 36)


def test_a_reason_without_words_says_nothing() -> None:
    shelf = Shelf("like:x", "relevance", False, [1, 2], 2, why=lambda row: Why((), 1))
    asked: list[int] = []
    reasons = Reasons(shelf, {1: None, 2: Why((), None)}, lambda: asked.append(1))
    assert reasons.sentence(1, None, "·") == Content()  # type: ignore[arg-type]
    assert reasons.sentence(2, None, "·") == Content()  # type: ignore[arg-type]
    assert not asked


def test_missing_reasons_are_asked_for_once_and_found_with_those_around() -> None:
    asked: list[int] = []
    shelf = Shelf("like:x", "relevance", False, range(1000), 1000, why=lambda row: Why((str(row),)))
    reasons = Reasons(shelf, {}, lambda: asked.append(1))
    assert reasons.of(500) is None and reasons.of(501) is None
    assert asked == [1]
    rows = reasons.missing(500)
    assert {400, 500, 501, 599} <= rows and len(rows) <= 202
    assert reasons.of(500) is None and asked == [1], "it is being found"
    reasons.find(rows)
    assert reasons.of(500) == Why(("500",))
    assert not reasons.missing(500)


async def test_ascii_says_why_in_ascii(start: Start) -> None:
    async with start(size=(200, 30), settings=Settings(ascii=True)) as reader:
        await reader.press("m")
        line = next(line for line in pane(reader).split("\n") if line.startswith("near"))
        assert line.isascii() and ASCII.separator in line


async def test_watched_words_are_marked_and_muted_papers_quiet(start: Start, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text('watch = ["curriculum"]\nmute = ["bayesian"]\n')
    async with start(size=(200, 40)) as reader:
        await choose(reader)
        await reader.press("7", "g")
        shelf = reader.main.shelf
        whys = [shelf.why(row) for row in shelf.rows]
        y = next(at for at, why in enumerate(whys) if why and why.watched)
        await reader.press(*["j"] * y)
        assert "for you  curriculum" in pane(reader)
        painted = {segment.text: segment.style for segment in reader.main.paper_list.render_line(y)}
        match, shown = reader.main.paper_list._style("match"), painted["curriculum"]
        assert shown and shown.bold and shown.color == match.color
        await reader.press("G")
        assert "for you  muted: bayesian" in pane(reader)
        assert "muted: bayesian" in next(line for line in reader.lines if line.startswith("▌"))
