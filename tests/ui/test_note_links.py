"""Links in notes to other papers."""

from __future__ import annotations

from tests.ui.conftest import Reader, Start


def other(reader: Reader, row: int = 5) -> tuple[str, str]:
    """The key and title of a paper further down."""
    paper = reader.reading.library.paper(reader.main.shelf.rows[row])
    return paper.key, paper.title


async def test_a_paper_is_found_by_its_title_while_a_link_is_typed(start: Start) -> None:
    async with start() as reader:
        here = reader.main.target() or ""
        key, title = other(reader)
        await reader.press("n", *"as in [[", *title[:12].lower())
        assert title[:20] in reader.lines[-3]
        await reader.press("enter", *" says")
        await reader.press("escape")
        assert reader.reading.state(here).note == f"as in [[{key}]] says"


async def test_esc_closes_the_papers_that_are_offered_and_not_the_note(start: Start) -> None:
    async with start() as reader:
        await reader.press("n", *"[[learning")
        assert reader.app.screen.query_one("#note-papers").display
        await reader.press("escape")
        assert not reader.app.screen.query_one("#note-papers").display
        assert len(reader.app.screen_stack) == 2
        await reader.press("escape")
        assert len(reader.app.screen_stack) == 1


async def test_a_link_is_shown_as_the_title_and_a_click_goes_there_and_esc_back(start: Start) -> None:
    async with start(size=(160, 60)) as reader:
        here, title_here = reader.main.target() or "", reader.title
        key, title = other(reader)
        reader.reading.note(here, f"See [[{key}]] and [[nothing:1]].")
        reader.main.show_changes()
        assert await reader.shows("[[nothing:1]]")
        assert f"See {title[:12]}" in reader.screen
        y = next(y for y, line in enumerate(reader.lines) if "See " in line and "│" in line)
        x = reader.lines[y].rindex("See ") + 6
        await reader.pilot.click(offset=(x, y))
        await reader.settle()
        assert (reader.title, len(reader.titles)) == (title, 1)
        assert "goes back" in reader.lines[-1]
        await reader.press("escape")
        assert (reader.title, len(reader.titles)) == (title_here, 88)


async def test_linked_papers_are_listed_in_both_directions(start: Start) -> None:
    async with start() as reader:
        here, title_here = reader.main.target() or "", reader.title
        key, title = other(reader)
        reader.reading.note(here, f"See [[{key}]].")
        linked = next(command for command in reader.main.commands if command.id == "linked")
        reader.main.run_command(linked)
        await reader.settle()
        assert "in this note" in reader.screen
        await reader.press("enter")
        assert reader.title == title
        reader.main.run_command(linked)
        await reader.settle()
        assert "noted in" in reader.screen
        await reader.press("enter")
        assert reader.title == title_here
        await reader.press("escape", "escape")
        assert len(reader.titles) == 88
