"""More like this: near papers in the list itself, and the way back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ui.conftest import Reader, Start


def place(reader: Reader) -> tuple[object, ...]:
    """All that a reader would miss if it were another."""
    papers = reader.main.paper_list
    return (
        reader.main.question,
        reader.main.search_bar.box.value,
        reader.title,
        papers.cursor_y,
        papers.selected,
        reader.lines[1:-1],
    )


async def search(reader: Reader, words: str) -> None:
    await reader.type(words)
    await reader.press("enter")


async def test_m_lists_the_papers_near_the_highlighted_one_with_its_title_on_top(start: Start) -> None:
    async with start() as reader:
        await search(reader, "Skill-it")
        await reader.press("m")
        assert 'like "Skill-it! A Data-Driven' in reader.lines[1]
        assert "Skill-it" not in " ".join(reader.titles), "it is not among those near it"
        assert len(reader.titles) > 20 and reader.main.paper_list.cursor == 0
        assert reader.main.search_bar.box.value == ""
        assert reader.said.startswith(f'{len(reader.titles)} papers like "Skill-it! A Data-Driven')


async def test_escape_goes_back_as_often_as_m_was_pressed_to_exactly_where_one_was(start: Start) -> None:
    async with start(size=(120, 14)) as reader:
        await reader.press("2", "s", "t", *["j"] * 15)
        await search(reader, "learning")
        await reader.press(*["j"] * 9, "k", "k")
        places = [place(reader)]
        await reader.press("m", *["j"] * 12)
        places.append(place(reader))
        await reader.press("m", "j", "s", "t", "S")
        places.append(place(reader))
        await reader.press("m")
        while places:
            await reader.press("escape")
            assert place(reader) == places.pop()
        await reader.press("escape")
        assert reader.main.question.typed == "", "then it clears the search"


async def test_a_paper_archived_meanwhile_leaves_the_reader_beside_it(start: Start) -> None:
    async with start() as reader:
        await reader.press(*"jjj")
        key, after = str(reader.main.target()), reader.titles[4]
        await reader.press("m")
        reader.reading.mark("archived", key)
        await reader.press("escape")
        assert reader.title == after


async def test_what_is_typed_searches_among_the_near_ones_and_escape_clears_it_first(start: Start) -> None:
    async with start() as reader:
        await search(reader, "Skill-it")
        before = reader.titles
        await reader.press("m")
        near = reader.titles
        await search(reader, "curriculum")
        assert 0 < len(reader.titles) < len(near) and set(reader.titles) < set(near)
        await search(reader, "zzzzqqqq")
        assert 'Nothing matches zzzzqqqq among papers like "Skill-it' in " ".join(reader.screen.split())
        await reader.press("escape")
        assert reader.titles == near
        await reader.press("escape")
        assert reader.titles == before


async def test_m_takes_the_selection_and_escape_brings_it_back(start: Start) -> None:
    async with start() as reader:
        await reader.press("space", "space", "space")
        chosen = {reader.titles[at] for at in range(3)}
        await reader.press("m")
        assert "like 3 papers" in reader.lines[1]
        assert not chosen & set(reader.titles)
        assert not reader.main.paper_list.selected
        await reader.press("a", "escape")
        assert reader.titles[:3] == [reader.reading.library.title(row) for row in reader.main.target_rows()]
        assert len(reader.reading.queued()) == 1, "the key acted on the near one"


async def test_keys_work_on_near_papers_and_undo_works_there(start: Start) -> None:
    async with start() as reader:
        await reader.press("m", "j", "a", "r")
        key = str(reader.main.target())
        assert reader.reading.state(key).status == "read"
        await reader.press("u", "u")
        assert reader.reading.state(key).is_blank
        assert "like" in reader.lines[1]


async def test_another_view_leaves_for_good(start: Start) -> None:
    async with start() as reader:
        await reader.press("m", "m", "2")
        assert "like" not in reader.lines[1]
        await reader.press("escape")
        assert reader.main.view_bar.active == 0
        await reader.press("escape")
        assert reader.main.view_bar.active == 0


async def test_the_menu_of_views_finds_papers_like_the_queue(start: Start) -> None:
    async with start() as reader:
        await reader.press("f", *"like", "enter")
        assert reader.said == "Nothing is near the queue: it is empty"
        await reader.press("a", "j", "a")
        queued = set(reader.titles[:2])
        await reader.press("f", *"like", "enter")
        assert "like the queue" in reader.lines[1]
        assert reader.titles and not queued & set(reader.titles)
        await reader.press("escape")
        assert len(reader.titles) == 88


async def test_a_paper_with_nothing_near_is_told_in_a_line_and_the_list_stays(
    start: Start, home: Path
) -> None:
    home.mkdir()
    papers = [{"title": "Otters"}, {"title": "Zither", "abstract": "Strings."}]
    (home / "papers.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in papers))
    async with start() as reader:
        await search(reader, "otters")
        await reader.press("m")
        assert reader.said == 'Nothing is near "Otters": it has no abstract to compare'
        assert reader.titles == ["Otters"] and reader.main.question.typed == "otters"
        await search(reader, "zither")
        await reader.press("m")
        assert reader.said == 'Nothing is near "Zither"'


async def test_the_app_opens_where_the_first_m_was_pressed(start: Start) -> None:
    async with start() as reader:
        await reader.press("2", "j", "j")
        before = reader.title
        await reader.press("m", "j", "m")
    async with start(fresh=False) as reader:
        assert reader.main.view_bar.active == 1 and reader.title == before


@pytest.mark.parametrize("width", [200, 120, 100, 60, 40])
async def test_the_line_on_top_fits_any_width(start: Start, width: int) -> None:
    async with start(size=(width, 20)) as reader:
        await reader.press("m")
        assert "like " in reader.lines[1]
        assert reader.main.view_bar.render().cell_length <= width
