"""Screens as a whole: what each shows, and that every row of each is as wide as the terminal."""

from __future__ import annotations

import difflib
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.color import Color

from tests.ui.conftest import Reader
from tests.ui.scenes import GOLDENS, SCENES, SETTINGS, Scene, drawn, fill, reading

WIDTHS = {40: 12, 60: 20, 100: 30, 200: 50}
"""Widths and heights of terminals."""
THEMES = ("readerapp-light", "readerapp-contrast-dark", "readerapp-contrast-light", "readerapp-dark")
LOOKS = {"themes": SETTINGS, "ascii without colours": replace(SETTINGS, ascii=True)}
PAIRS = ("\ufe0e", "\ufe0f", "\u200d")
"""Signs that belong to the one before them."""


@pytest.fixture(scope="module", autouse=True)
def _utc() -> Iterator[None]:
    """Tell the time of UTC: the diary has the reader's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, _utc: None) -> Path:
    home = tmp_path_factory.mktemp("filled")
    fill(home)
    return home


@pytest.fixture
def weeks(filled: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home after weeks of reading."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "BROWSER", "VISUAL", "EDITOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.005)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.00025)
    return Path(shutil.copytree(filled, home))


@pytest.mark.parametrize("name", SCENES)
async def test_a_screen_shows_what_its_golden_has(weeks: Path, name: str) -> None:
    golden = (GOLDENS / f"{name}.txt").read_text("utf-8").splitlines()
    shown = (await drawn(weeks, name)).splitlines()
    changes = "\n".join(difflib.unified_diff(golden, shown, f"{name}.txt", "the screen", n=1, lineterm=""))
    if changes:
        pytest.fail(f"{changes}\n\nIf that is better, `make goldens` writes it.", pytrace=False)


def faults(reader: Reader, *, ascii_only: bool) -> list[str]:
    """Rows that are too wide or narrow, or have a broken character."""
    found = []
    width, height = reader.app.size
    strips = reader.app.screen._compositor.render_strips(reader.app.size)
    assert len(strips) == height
    for row in (strip.text for strip in strips):
        odd = any(sign == "\ufffd" or not (sign.isprintable() or sign in PAIRS) for sign in row)
        if cell_len(row) != width or odd or (ascii_only and not row.isascii()):
            found.append(f"{cell_len(row)} of {width}: {row!r}")
    return found


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.slow
async def test_every_row_of_every_screen_is_as_wide_as_the_terminal(
    weeks: Path, monkeypatch: pytest.MonkeyPatch, look: str
) -> None:
    plain = look != "themes"
    if plain:
        monkeypatch.setenv("NO_COLOR", "1")
    found: list[str] = []
    turn = 0
    async with reading(weeks, (100, 30), LOOKS[look]) as reader:
        for name, scene in different(SCENES):
            await scene.play(reader)
            for size in WIDTHS.items():
                if not plain:
                    reader.app.theme = THEMES[turn % len(THEMES)]
                await reader.pilot.resize_terminal(*size)
                await reader.settle()
                found += [f"{name} {row}" for row in faults(reader, ascii_only=plain)]
                turn += 1
            turn += 1  # another theme for each width
            await reader.press("escape", "escape", "escape")
    assert found == []


def different(scenes: dict[str, Scene]) -> list[tuple[str, Scene]]:
    """Scenes that differ in more than their size."""
    return list({(scene.keys, scene.words): (name, scene) for name, scene in scenes.items()}.values())


@pytest.mark.parametrize("name", ["picker", "help", "settings"])
async def test_what_is_behind_a_dialog_has_no_colours_of_its_own(weeks: Path, name: str) -> None:
    async with reading(weeks, (100, 30), at=SCENES[name]) as reader:
        app = reader.app
        variables = app.get_css_variables()
        quiet = {Color.parse(variables[role]).rich_color for role in ("quiet", "rule")}
        strips = app.screen._compositor.render_strips(app.size)
        for strip in (strips[0], *strips[-2:]):
            assert {part.style.color for part in strip if part.style} <= quiet


async def test_only_its_own_key_takes_room_from_a_sentence_of_the_help(weeks: Path) -> None:
    async with reading(weeks, (60, 20), at=SCENES["help"]) as reader:
        assert "Add to the end of the queue, or remove " in reader.screen
