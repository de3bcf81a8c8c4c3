"""Without colours nothing is told by one, and what colours told is told by shape."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.terminal.conftest import Start

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")]

SECOND = "When Do Curricula"
PENS = re.compile(rb"\x1b\[([\d;]*)m")
COLOURLESS = {
    b"",
    b"0",
    b"1",
    b"2",
    b"3",
    b"4",
    b"5",
    b"7",
    b"8",
    b"9",
    b"39",
    b"49",
    b"22",
    b"23",
    b"24",
    b"27",
}


@pytest.mark.parametrize("theme", ["readerapp-dark", "readerapp-light", "nord"])
def test_without_colours_shape_tells_what_is_current_and_what_matches(
    start: Start, home: Path, theme: str
) -> None:
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text(f'theme = "{theme}"\n', "utf-8")
    terminal = start(60, 20, NO_COLOR="1")
    terminal.wait_for(SECOND)
    terminal.press("j")
    terminal.wait_until(lambda: terminal.cell(SECOND).reverse, "the current row to be reversed")
    assert not terminal.cell("Unlock the Power").reverse
    terminal.press("/", "power")
    terminal.wait_until(lambda: terminal.cell("Power: Comp").underscore, "the match to be underlined")
    terminal.press("enter", "*")
    terminal.wait_for("none")
    terminal.wait_until(lambda: terminal.cell("★★★★★").reverse, "the current line of the menu")
    assert not terminal.cell("none").reverse
    terminal.press("4")
    terminal.wait_for("Rated")
    terminal.press("n", "my words")
    terminal.wait_for("my words")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    pens = {code for pen in PENS.findall(terminal.output) for code in pen.split(b";")}
    assert pens <= COLOURLESS
