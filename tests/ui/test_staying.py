"""What is under the cursor stays there, whatever happens around it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from readerapp.actions.intake.inputs import Data
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.state import Status
from tests.ui.conftest import NOW, OFFLINE, Reader, Start

WORDS = " ".join(f"word{number}" for number in range(200))
SIZES = [(120, 32), (200, 50), (100, 30), (99, 20), (60, 20), (40, 12), (140, 16)]


@pytest.fixture
def papers(home: Path) -> Path:
    """A library of sixty long papers."""
    home.mkdir()
    records = ({"title": f"Paper {n:02}", "abstract": f"{n} {WORDS}"} for n in range(60))
    path = home / "papers.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def append(papers: Path, chance: random.Random) -> None:
    with papers.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"title": f"New {chance.random()}", "abstract": WORDS}) + "\n")


def rewrite(papers: Path, chance: random.Random) -> None:
    lines = papers.read_text("utf-8").splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    chance.shuffle(lines)
    beside = papers.with_name("beside")
    beside.write_text("".join(lines), "utf-8")
    beside.replace(papers)


def change(papers: Path, chance: random.Random) -> None:
    with ReadingList.open(papers.parent, clock=lambda: NOW) as other:
        key = other.library.key(chance.randrange(len(other.library)))
        chance.choice(
            (
                lambda: other.mark(chance.choice([*Status]), key),
                lambda: other.queue(key),
                lambda: other.note(key, "Another program's note"),
                lambda: other.remove(key),
                lambda: other.add(Data("other", f"2501.{chance.randrange(99999):05}\n".encode())),
            )
        )()


async def resize(reader: Reader, papers: Path, chance: random.Random) -> None:
    await reader.pilot.resize_terminal(*chance.choice(SIZES))


def foreign(act: Callable[[Path, random.Random], None]) -> Callable[..., object]:
    async def act_and_look(reader: Reader, papers: Path, chance: random.Random) -> None:
        act(papers, chance)
        reader.main.poll()

    return act_and_look


async def move(reader: Reader, chance: random.Random) -> None:
    await reader.press(*chance.choices(("j", "k", "ctrl+d", "G", "g", "l", "h", "space", "enter", "z"), k=3))
    await reader.press("escape", "escape")
    if chance.random() < 0.5:
        await reader.press("l", *chance.choices("jk", k=chance.randrange(9)))


@pytest.mark.parametrize(("seed", "compact"), [(2, True), (3, False)])
@pytest.mark.slow
async def test_the_highlighted_paper_stays_in_sight_through_resizes_and_changes_by_others(
    start: Start, papers: Path, seed: int, compact: bool
) -> None:
    chance = random.Random(seed)
    acts = (resize, resize, foreign(append), foreign(rewrite), foreign(change), foreign(change))
    async with start(settings=replace(OFFLINE, compact=compact)) as reader:
        for _ in range(14):
            await move(reader, chance)
            key, top = reader.main.target(), top_word(reader)
            act = chance.choice(acts)
            await act(reader, papers, chance)  # type: ignore[misc]
            await reader.settle()
            check(reader, key, top)


def check(reader: Reader, key: str | None, top: str) -> None:
    main, library = reader.main, reader.reading.library
    row = library.row(key) if key else None
    if row is None or row not in list(main.shelf.shown):
        return
    assert main.target() == key
    shown = main.paper_view.shown
    assert shown is None or shown.paper.key == key
    if main.paper_list.display:
        y = main.paper_list.cursor_y
        assert main.paper_list.region.y <= y < main.paper_list.region.bottom
        assert reader.lines[y].startswith("▌")
    if top and main.paper_view.display and main.paper_view.top < main.paper_view.text.max_scroll_y:
        assert top in shown_line(reader).split()


def top_word(reader: Reader) -> str:
    """The first word of the paper's line on top, if it is scrolled."""
    words = shown_line(reader).split()
    return words[0] if words and reader.main.paper_view.display and reader.main.paper_view.top else ""


def shown_line(reader: Reader) -> str:
    region = reader.main.paper_view.region
    return reader.lines[region.y][region.x + 1 :].strip(" ▁▂▃▄▅▆▇█") if reader.main.paper_view.display else ""
