"""Saving the search as a view, and changing the reader's own views."""

from __future__ import annotations

from pathlib import Path

import pytest

from readerapp.settings import Settings
from tests.ui.conftest import OFFLINE, Reader, Start

CONFIG = """# mine
theme = "readerapp-light"  # bright

[[views]]
name = "Graphs"  # often
query = "graph"
sort = "title"

[fetch]
sources = []
"""


@pytest.fixture
def config(home: Path) -> Path:
    """A `config.toml` with comments and a view."""
    home.mkdir()
    path = home / "config.toml"
    path.write_text(CONFIG, "utf-8")
    return path


async def change(reader: Reader, view: str, *keys: str) -> None:
    """Find a view with `f` and change it."""
    await reader.press("f", *view, "tab", *keys)


async def test_a_search_is_saved_as_a_view_with_its_order_and_the_first_free_digit(
    start: Start, home: Path
) -> None:
    async with start() as reader:
        await reader.type("learning has:repo")
        await reader.press("enter", "s", "t", "V")
        assert "8 will go to it" in reader.screen
        await reader.press(*"Mine", "enter")
        assert reader.said == 'Saved the view "Mine" · 8 goes to it'
        assert (home / "config.toml").read_text() == (
            '[[views]]\nname = "Mine"\nquery = "learning has:repo"\nsort = "title"\nkey = "8"\n'
        )
        titles = reader.titles
        assert titles == sorted(titles, key=str.casefold)
        assert reader.main.search_bar.box.value == "" and "Mine" in reader.lines[1]
        await reader.press("1", "8")
        assert reader.titles == titles
    assert Settings.load(home / "config.toml").problems == ()


async def test_another_digit_is_taken_from_a_built_in_view(start: Start) -> None:
    async with start() as reader:
        await reader.type("learning")
        await reader.press("enter", "V", "tab", "tab")
        assert "1 will go to it, no longer to All" in reader.screen
        await reader.press("shift+tab", "enter", "1", "9")
        assert reader.main.question.view.name == "learning"


async def test_saving_is_undone_with_u_until_something_else_is_done(start: Start, home: Path) -> None:
    async with start() as reader:
        await reader.type("learning")
        await reader.press("enter", "V", *"Mine", "enter", "u")
        assert not (home / "config.toml").exists()
        assert reader.said == 'Undone: saved the view "Mine" · 8 goes to it'
        assert reader.main.question.view.name == "All" and "Mine" not in reader.lines[1]
        await reader.type("learning")
        await reader.press("enter", "V", *"Mine", "enter", "r", "u")
        assert "Mine" in (home / "config.toml").read_text()
        assert not reader.reading.store.states or all(
            state.status == "unread" for state in reader.reading.store.states.values()
        )


async def test_a_view_is_renamed_replaced_and_removed_and_the_rest_of_the_file_stays(
    start: Start, config: Path
) -> None:
    async with start(settings=Settings.load(config)) as reader:
        await reader.press("8")
        await change(reader, "graphs", "e", "ctrl+u", *"Nets", "enter")
        assert 'Renamed the view "Graphs" to "Nets"' in reader.said
        assert reader.main.question.view.name == "Nets"
        assert config.read_text() == CONFIG.replace('"Graphs"', '"Nets"').replace(
            'sort = "title"\n', 'sort = "title"\nkey = "8"\n'
        )
        await reader.press("1")
        await reader.type("curriculum")
        await reader.press("enter")
        await change(reader, "nets", "s")
        assert reader.said == 'The view "Nets" is this search now'
        assert Settings.load(config).views[0].query == "curriculum"
        await change(reader, "nets", "x")
        assert reader.said == 'Removed the view "Nets"'
        assert Settings.load(config).views == ()
        assert "# bright" in config.read_text()
        await reader.press("u")
        assert Settings.load(config).views[0].query == "curriculum"
        assert "Nets" in reader.lines[1]


async def test_a_name_that_is_taken_is_refused_where_it_is_typed(start: Start) -> None:
    async with start() as reader:
        await reader.type("learning")
        await reader.press("enter", "V", *"queue", "enter")
        assert "There is a view Queue already" in reader.screen
        await reader.press("s", "enter")
        assert reader.said.startswith('Saved the view "queues"')


@pytest.mark.parametrize(
    ("text", "why"),
    [("views = [", "is not TOML"), ("views = 3\n", "has other values there than settings")],
)
async def test_a_wrong_file_is_said_in_one_line_and_stays(
    start: Start, config: Path, text: str, why: str
) -> None:
    config.write_text(text)
    async with start() as reader:
        await reader.type("learning")
        await reader.press("enter", "V", *"Mine", "enter")
        assert why in reader.said and "\n" not in reader.said
        assert config.read_text() == text


async def test_a_read_only_file_is_said_in_one_line_and_stays(start: Start, config: Path) -> None:
    config.chmod(0o400)
    async with start() as reader:
        await reader.type("learning")
        await reader.press("enter", "V", *"Mine", "enter")
        assert "read-only" in reader.said
        assert config.read_text() == CONFIG


async def test_what_another_program_wrote_meanwhile_stays_and_shows(start: Start, config: Path) -> None:
    async with start(settings=OFFLINE) as reader:
        config.write_text(CONFIG.replace("Graphs", "Theirs"))
        await reader.type("learning")
        await reader.press("enter", "V", *"Mine", "enter")
        assert [view.name for view in Settings.load(config).views] == ["Theirs", "Mine"]
        assert "Theirs" in reader.lines[1]
        config.write_text(CONFIG)
        await reader.press("u")
        assert "was changed since" in reader.said
        assert config.read_text() == CONFIG


async def test_a_link_stays_a_link(start: Start, config: Path) -> None:
    real = config.rename(config.with_name("real.toml"))
    config.symlink_to(real)
    async with start() as reader:
        await reader.type("learning")
        await reader.press("enter", "V", *"Mine", "enter")
        assert config.is_symlink() and "Mine" in real.read_text()
        await reader.press("u")
        assert config.is_symlink() and real.read_text() == CONFIG


async def test_every_paper_is_no_search_to_save_and_a_built_in_view_none_to_change(start: Start) -> None:
    async with start() as reader:
        await reader.press("V")
        assert reader.said == "This is every paper; / or f makes a search to save"
        await change(reader, "unread")
        assert reader.said.startswith("Unread is built in; V saves a search")


async def test_a_search_is_followed_within_its_view_and_undo_ends_that(start: Start, home: Path) -> None:
    async with start() as reader:
        await reader.type("curriculum")
        await reader.press("enter", ":", *"follow search", "enter")
        assert reader.said == "Following curriculum"
        assert reader.main.settings.watch == ("curriculum",)
        assert Settings.load(home / "config.toml").watch == ("curriculum",)
        await reader.press("u")
        assert reader.said == "Undone: following curriculum"
        assert reader.main.settings.watch == Settings.load(home / "config.toml").watch == ()
        await reader.press("escape", ":", *"follow search", "enter")
        assert reader.said.startswith("This is every paper")
