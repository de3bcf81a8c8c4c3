"""The line of views."""

from __future__ import annotations

import pytest

from readerapp.settings import SavedView, Settings
from readerapp.ui.cells import crop_words
from tests.ui.conftest import Start

MANY = tuple(SavedView(f"A view about subject number {n}", f"title:model{n}") for n in range(12))


@pytest.mark.parametrize(
    ("width", "cropped"),
    [(30, "too few choices; by upvotes"), (26, "too few choices; by…"), (19, "too few choices…"),
     (10, "too few…"), (5, "too…"), (3, "to…"), (0, "")],
)  # fmt: skip
def test_a_sentence_is_cut_between_words(width: int, cropped: str) -> None:
    assert crop_words("too few choices; by upvotes", width) == cropped
    assert len(cropped) <= width


@pytest.mark.parametrize("size", [(200, 50), (100, 30), (60, 20), (40, 12)])
async def test_the_active_view_is_in_sight_however_many_there_are(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(size=size, settings=Settings(views=MANY)) as reader:
        for index in (18, 9, 0):
            reader.main.choose_view(index)
            await reader.settle()
            name = crop_words(reader.main.views[index].name, 24)
            assert name in reader.lines[1]
            assert len(reader.lines[1]) <= size[0]


@pytest.mark.parametrize("width", [120, 60, 40])
async def test_a_remark_ends_with_a_whole_word(start: Start, width: int) -> None:
    async with start(size=(width, 20)) as reader:
        await reader.press("7")
        remark = reader.main.shelf.remark
        shown = reader.lines[1].strip()
        assert "For you" in shown
        said = shown.split("  ")[-1].strip().removesuffix("…")
        assert (remark.startswith(said) and (remark + " ")[len(said)] in " ,;:·") or not remark
