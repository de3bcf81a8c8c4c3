"""Help and palette: what they find, where they begin, what they run."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from readerapp.actions.keys_and_verbs import COMMANDS
from readerapp.ui.screens.help import Help
from readerapp.ui.screens.palette import Palette
from readerapp.ui.screens.picker import Picker
from readerapp.ui.widgets.choice_list import ChoiceList
from tests.project.tables import README
from tests.ui.conftest import Start

PLACES: dict[str, tuple[str, ...]] = {
    "in the list": (),
    "in the paper": ("l",),
    "in the queue": ("a", "3"),
    "in the search box": ("slash",),
    "in an empty list": ("4",),
    "with papers selected": ("space",),
    "among papers like others": ("m",),
}


@pytest.mark.parametrize(("place", "keys"), PLACES.items())
async def test_help_begins_with_the_place_one_is_in(start: Start, place: str, keys: tuple[str, ...]) -> None:
    async with start() as reader:
        await reader.press(*keys, "f1")
        assert f"Here, {place}" in reader.screen
        assert reader.screen.index("Here, ") < reader.screen.index("Find" if keys == ("4",) else "Move")


async def test_help_shows_the_nine_views_as_one_row_that_opens_them(start: Start) -> None:
    async with start() as reader:
        await reader.press("question_mark", *"that", "space", *"number")
        assert "1…9" in reader.screen
        await reader.press("enter")
        assert "views and filters" in reader.screen


async def test_enter_in_help_runs_the_highlighted_command_and_arrows_move_to_another(start: Start) -> None:
    async with start() as reader:
        await reader.press("question_mark", "enter")
        assert len(reader.reading.queued()) == 1, "what matters most comes first"
        await reader.press("question_mark", "down", "enter")
        assert reader.said.startswith("Marked")


async def test_help_is_found_by_the_words_of_other_programs(start: Start) -> None:
    async with start() as reader:
        await reader.press("question_mark", *"delete")
        assert "Remove from the library; your note is kept" in reader.screen
        assert "Archive, or unarchive" not in reader.screen


@pytest.mark.parametrize("word", ["key", "rebind", "remap", "shortcut"])
async def test_the_settings_are_found_by_who_wants_another_key(start: Start, word: str) -> None:
    async with start() as reader:
        await reader.press("question_mark", *word)
        assert "Change the settings" in reader.screen


async def test_a_misspelt_word_finds_what_was_meant(start: Start) -> None:
    async with start() as reader:
        await reader.press("colon", *"archvie", "enter")
        assert reader.said.endswith("archived")


@pytest.mark.parametrize("opens", ["question_mark", "colon"])
async def test_a_command_that_cannot_run_is_quiet_says_why_and_says_so_when_run(
    start: Start, opens: str
) -> None:
    async with start() as reader:
        await reader.press(opens, *"move", "space", *"up")
        line = next(line for line in reader.lines if "shift+↑" in line)
        assert "Not in the queue" in line
        lines = reader.app.screen.query_one(ChoiceList)
        assert lines.highlighted and lines.highlighted.quiet
        await reader.press("enter")
        assert reader.said == "Not in the queue"


async def test_help_shows_ids_only_when_asked(start: Start) -> None:
    async with start() as reader:
        await reader.press("question_mark", *"next", "space", *"listing")
        assert "next-date" not in reader.screen
        await reader.press("tab")
        assert "next-date" in reader.screen


async def test_help_can_be_read_at_60_columns(start: Start) -> None:
    async with start(size=(60, 20)) as reader:
        await reader.press("question_mark")
        for command in COMMANDS:
            if not command.id.startswith("view-"):
                reader.app.screen.query_one(Input).value = command.help
                await reader.settle()
                assert command.help in reader.screen


async def test_the_palette_runs_what_is_found_by_another_word(start: Start) -> None:
    async with start() as reader:
        await reader.press("colon", *"bookmark", "enter")
        assert len(reader.reading.queued()) == 1


async def test_the_palette_finds_views_by_their_names(start: Start) -> None:
    async with start() as reader:
        await reader.press("colon", *"with", "space", *"code", "enter")
        assert reader.main.question.view.name == "With code"


def told(picker: Picker) -> dict[str, str]:
    return {line.value: f"{line.name} {line.detail}" for line in picker._offer.choices}


def test_a_command_has_one_sentence_in_help_palette_and_readme() -> None:
    help, palette = told(Help(COMMANDS, {})), told(Palette(COMMANDS, {}))
    readme = README.read_text("utf-8")
    for command in COMMANDS:
        assert command.help in palette[command.id]
        if not command.id.startswith("view-"):
            assert command.help in help[command.id]
            assert f"| {command.help} |" in readme
