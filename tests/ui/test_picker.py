"""Picking from a list that narrows as one types."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from readerapp.ui.screens.picker import Offer, Picked, Picker
from readerapp.ui.widgets.choice_list import Pickable
from tests.ui.conftest import Reader, Start

FRUIT = (
    Pickable("a", "apple", "a red fruit", key="1", group="tree", right="12"),
    Pickable("p", "pear", "a green fruit", key="2", group="tree", right="3"),
    Pickable("s", "strawberry", "grows low", group="ground", words="fragaria"),
)


async def opened(reader: Reader, choices: Sequence[Pickable] = FRUIT, **more: object) -> list[Picked | None]:
    answers: list[Picked | None] = []
    offer = Offer("fruit", choices, **more)  # type: ignore[arg-type]
    reader.app.push_screen(Picker(offer), answers.append)
    await reader.settle()
    return answers


async def test_enter_picks_the_highlighted_line(start: Start) -> None:
    async with start() as reader:
        answers = await opened(reader)
        await reader.press("down", "enter")
        assert answers == [Picked("p", "enter", "")]


async def test_typed_words_narrow_by_name_detail_and_other_words(start: Start) -> None:
    async with start() as reader:
        answers = await opened(reader)
        await reader.press(*"fruit")
        assert "pear" in reader.screen and "strawberry" not in reader.screen
        await reader.press(*["backspace"] * 5, *"fragar")
        assert "strawberry" in reader.screen and "pear" not in reader.screen
        await reader.press("enter")
        assert answers == [Picked("s", "enter", "fragar")]


async def test_a_lines_own_key_picks_it_until_something_is_typed(start: Start) -> None:
    async with start() as reader:
        answers = await opened(reader)
        await reader.press("2")
        assert answers == [Picked("p", "enter", "")]
        answers = await opened(reader)
        await reader.press("a", "2")
        assert not answers and "Nothing matches" in reader.screen
        await reader.press("escape")
        assert answers == [None]


async def test_other_keys_answer_with_the_line_they_are_about(start: Start) -> None:
    async with start() as reader:
        answers = await opened(reader, keys=[("delete", "remove")])
        assert "delete remove" in reader.screen
        await reader.press(*"straw", "delete")
        assert answers == [Picked("s", "delete", "straw")]


async def test_enter_answers_without_a_match_only_where_any_text_will_do(start: Start) -> None:
    async with start() as reader:
        answers = await opened(reader)
        await reader.press(*"kiwi", "enter")
        assert not answers
        await reader.press("escape")
        answers = await opened(reader, free=True)
        await reader.press(*"kiwi", "enter")
        assert answers == [Picked("", "enter", "kiwi")]


async def test_a_click_picks_a_line_and_one_beside_the_box_closes_it(start: Start) -> None:
    async with start() as reader:
        answers = await opened(reader)
        at = next(y for y, line in enumerate(reader.lines) if "pear" in line)
        await reader.pilot.click(offset=(30, at))
        await reader.settle()
        assert answers == [Picked("p", "enter", "")]
        answers = await opened(reader)
        await reader.pilot.click(offset=(2, 30))
        await reader.settle()
        assert answers == [None]


async def test_new_lines_keep_what_is_typed_and_highlighted(start: Start) -> None:
    async with start() as reader:
        await opened(reader)
        picker = reader.app.screen
        assert isinstance(picker, Picker)
        await reader.press(*"ear")
        picker.offer([Pickable("n", "near"), *FRUIT])
        await reader.settle()
        assert picker.lines.highlighted == FRUIT[1]
        assert "near" in reader.screen and "apple" not in reader.screen


@pytest.mark.parametrize("size", [(200, 50), (60, 20), (40, 12)])
async def test_of_thousands_of_lines_all_in_sight_fit(start: Start, size: tuple[int, int]) -> None:
    many = [
        Pickable(str(n), f"名前 number {n} " + "long " * n, "detail " * 30, group="all", right=f"{n:,}")
        for n in range(3000)
    ]
    async with start(size=size) as reader:
        await opened(reader, many, keys=[("f2", "rename"), ("delete", "remove it for good")])
        await reader.press("up", "pagedown", "down")
        frame = reader.app.screen.query_one("#picker").region
        assert frame.bottom <= size[1] and frame.right <= size[0]
        rows = [line[frame.x : frame.right] for line in reader.lines[frame.y + 1 : frame.bottom - 1]]
        assert all(row[0] == row.rstrip()[-1] == "│" for row in rows if "名" not in row)
        assert any("▌" in row for row in rows)


async def test_thousands_of_lines_keep_their_order_and_mark_what_is_typed(start: Start) -> None:
    many = [Pickable(str(n), f"line {n} of many") for n in range(3000)]
    async with start() as reader:
        answers = await opened(reader, many)
        await reader.press(*"many 29", "down", "enter")
        assert answers == [Picked("129", "enter", "many 29")]
