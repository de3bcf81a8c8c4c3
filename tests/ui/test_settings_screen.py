"""The settings screen: what is changed in it applies at once and stands in `config.toml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from readerapp.settings import SETTINGS, Settings
from readerapp.ui.themes import DARK
from tests.ui.conftest import Reader, Start

MINE = '# Mine\ntheme = "nord" # until winter\n\n[fetch]\nsources = [] # nobody\n'


@pytest.fixture
def config(home: Path) -> Path:
    home.mkdir(exist_ok=True)
    path = home / "config.toml"
    path.write_text(MINE, "utf-8")
    return path


async def chosen(reader: Reader, name: str, *keys: str) -> None:
    """Find a setting by its name, and press keys on it."""
    await reader.press("comma", *name, *keys)


async def test_every_setting_is_a_line_with_its_value(start: Start, config: Path) -> None:
    async with start(size=(100, 50)) as reader:
        await reader.press("comma")
        for setting in SETTINGS:
            line = next(line for line in reader.lines if f"{setting.name} " in line[5:])
            assert setting.help[:20] in line
        assert next(line for line in reader.lines if "theme  " in line).rstrip(" │").endswith("nord")


async def test_a_switch_is_turned_applies_at_once_and_is_put_back(start: Start, config: Path) -> None:
    async with start() as reader:
        await chosen(reader, "ascii", "enter")
        assert "ascii = true" in config.read_text("utf-8")
        assert "ascii is yes" in reader.screen
        assert reader.screen.isascii()
        await reader.press("f3")
        assert config.read_text("utf-8") == MINE
        assert not reader.screen.isascii()


async def test_a_theme_is_seen_while_it_is_highlighted_and_gone_with_escape(
    start: Start, config: Path
) -> None:
    async with start() as reader:
        await chosen(reader, "theme", "enter", *"dracula")
        assert reader.app.theme == "dracula"
        await reader.press("escape")
        assert reader.app.theme == "nord"
        assert config.read_text("utf-8") == MINE
        await reader.press("enter", *"dracula", "enter")
        assert reader.app.theme == "dracula"
        assert config.read_text("utf-8") == MINE.replace("nord", "dracula")


async def test_a_setting_is_given_its_default_again(start: Start, config: Path) -> None:
    async with start() as reader:
        await chosen(reader, "theme", "f2")
        assert reader.app.theme == DARK.name
        assert "theme" not in config.read_text("utf-8")


async def test_a_number_out_of_bounds_is_told_and_not_written(start: Start, config: Path) -> None:
    async with start(size=(230, 40)) as reader:
        await chosen(reader, "measure", "enter", "backspace", "backspace", *"20", "enter")
        assert "measure should be a number from 60 to 100" in reader.screen
        assert config.read_text("utf-8") == MINE
        await reader.press("backspace", "backspace", *"61", "enter", "escape")
        assert Settings.load(config).measure == 61
        assert max(len(line.partition("│")[2].strip(" │")) for line in reader.lines[3:-1]) <= 61


@pytest.mark.parametrize(
    ("name", "keys", "written"),
    [
        ("dates", ("enter", *"iso", "enter"), {"dates": "iso"}),
        ("order", ("enter", *"title", "enter"), {"order": "title"}),
        ("watch", ("enter", *"sparse,two words", "enter"), {"watch": ("sparse", "two words")}),
        ("editor", ("enter", *"hx -w", "enter"), {"editor": "hx -w"}),
        ("confirm", ("enter", "backspace", *"50", "enter"), {"confirm": 50}),
        ("columns", ("enter", *"note", "enter"), {"columns": ("status", "queue", "code", "new", "date")}),
        ("keymap", ("enter", *"mutt", "enter"), {"keymap": "mutt"}),
        ("sources", ("enter", *"hf week", "enter"), {"fetch.sources": ("hf week",)}),
        ("fetch.arxiv", ("enter", *"http://localhost:1", "enter"), {"fetch.arxiv": "http://localhost:1"}),
    ],
)
async def test_what_is_chosen_or_typed_is_written_and_holds(
    start: Start, config: Path, name: str, keys: tuple[str, ...], written: dict[str, object]
) -> None:
    async with start() as reader:
        await chosen(reader, name, *(key.replace(" ", "space") for key in keys))
        for now in (Settings.load(config), reader.main.settings):
            assert {name: now.value(name) for name in written} == written
        assert "# until winter" in config.read_text("utf-8")


async def test_the_rows_follow_compact_and_columns_at_once(start: Start, config: Path) -> None:
    async with start() as reader:
        before = sum(" ● " in line for line in reader.lines)
        await chosen(reader, "compact", "enter")
        await reader.press(*["backspace"] * 7, *"columns", "enter", *"code", "enter", "escape", "escape")
        assert sum(" ● " in line for line in reader.lines) < before * 0.6
        assert "⌥" not in reader.screen


async def test_the_list_follows_its_order_and_dates_at_once(start: Start, config: Path) -> None:
    async with start() as reader:
        await chosen(reader, "order", "enter", *"title", "enter", "escape")
        assert "by title" in reader.screen
        titles = [title.casefold() for title in reader.titles]
        assert titles == sorted(titles)


async def test_an_invalid_value_is_shown_as_such(start: Start, config: Path) -> None:
    config.write_text("measure = 7\n", "utf-8")
    async with start() as reader:
        await chosen(reader, "measure")
        assert "! measure should be a number" in reader.screen
        assert "from 60 to 100; using 79" in reader.screen


@pytest.mark.parametrize("damage", ["not TOML", "read-only"])
async def test_a_file_that_can_not_be_written_is_told_and_stays(
    start: Start, config: Path, damage: str
) -> None:
    async with start(size=(160, 32)) as reader:
        if damage == "read-only":
            config.chmod(0o444)
        else:
            config.write_text("theme = ", "utf-8")
        before = config.read_text("utf-8")
        await chosen(reader, "compact", "enter")
        assert await reader.shows(damage)
        assert "config.toml" in reader.screen
        assert config.read_text("utf-8") == before
        await reader.press("escape", "a")
        assert reader.said.startswith("Queued")


async def test_what_another_program_set_meanwhile_holds_too(start: Start, config: Path) -> None:
    async with start() as reader:
        await reader.press("comma")
        config.write_text(MINE.replace("nord", "monokai"), "utf-8")
        await reader.press(*"compact", "enter")
        assert reader.app.theme == "monokai"
        assert not Settings.load(config).compact


async def test_it_works_with_the_mouse_on_60_by_20(start: Start, config: Path) -> None:
    async with start(size=(60, 20)) as reader:
        await reader.press("comma")
        y = next(y for y, line in enumerate(reader.lines) if " ascii " in line)
        await reader.pilot.click(offset=(8, y))
        await reader.settle()
        assert Settings.load(config).ascii


async def test_the_theme_command_says_what_is_chosen(start: Start, config: Path) -> None:
    async with start() as reader:
        command = next(command for command in reader.main.commands if command.id == "theme")
        reader.main.run_command(command)
        await reader.settle()
        await reader.press(*"light", "escape")
        assert reader.app.theme == DARK.name
        reader.main.run_command(command)
        await reader.settle()
        await reader.press(*"readerapp-light", "enter")
        assert reader.app.theme == "readerapp-light"
        assert reader.said == "theme is readerapp-light"
        assert "theme is readerapp-light · , opens the settings" in reader.screen


async def keyed(reader: Reader, *keys: str) -> None:
    """Press keys in the list of keys."""
    await chosen(reader, "keys", "enter")
    await reader.press(*keys)


def shown_keys(reader: Reader, id: str) -> tuple[str, ...]:
    return next(command.keys for command in reader.main.commands if command.id == id)


async def test_a_command_gets_the_key_that_is_pressed(start: Start, config: Path) -> None:
    async with start() as reader:
        await keyed(reader, *"archive", "enter", "f9")
        assert "F9 is Archive" in reader.screen
        assert Settings.load(config).keys == {"archive": ("f9",)}
        await reader.press("escape", "escape", "f9")
        assert reader.said.endswith("archived")
        await reader.press("u", "x")
        assert reader.said.startswith("Undid")


async def test_a_key_is_added_to_those_of_a_command(start: Start, config: Path) -> None:
    async with start() as reader:
        await keyed(reader, *"archive", "f4", "plus")
        assert shown_keys(reader, "archive") == ("x", "+")


async def test_a_palette_command_gets_a_key_and_does_it(start: Start, config: Path) -> None:
    async with start() as reader:
        await keyed(reader, *"colours", "enter", "ctrl+t", "escape", "escape", "ctrl+t")
        assert "find a theme" in reader.screen


@pytest.mark.parametrize(
    ("answer", "archive", "read"),
    [("Swap", ("r",), ("x",)), ("Take", ("r",), ()), ("Cancel", ("x",), ("r",))],
)
async def test_a_clash_is_told_by_name_and_solved(
    start: Start, config: Path, answer: str, archive: tuple[str, ...], read: tuple[str, ...]
) -> None:
    async with start() as reader:
        await keyed(reader, *"archive", "enter", "r")
        assert "r is Read" in reader.screen
        await reader.press(*answer, "enter")
        assert (shown_keys(reader, "archive"), shown_keys(reader, "read")) == (archive, read)
        assert not reader.main.problems
        await reader.press("f3")
        assert (shown_keys(reader, "archive"), shown_keys(reader, "read")) == (("x",), ("r",))


async def test_a_key_that_no_terminal_sends_or_that_quits_is_refused(start: Start, config: Path) -> None:
    async with start() as reader:
        await keyed(reader, *"archive", "enter", "ctrl+i")
        assert shown_keys(reader, "archive") == ("x",)
        await reader.press("escape")
        assert "find a command or a key" in reader.screen or "keys" in reader.screen
