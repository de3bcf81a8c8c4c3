"""Screens of the app that are drawn and compared: a home after weeks, and the keys that lead to each.

`make pictures` draws them, `make goldens` writes their text for the tests.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from readerapp.actions.reading_list import ReadingList
from readerapp.actions.seeds import READY
from readerapp.home import Home
from readerapp.settings import SavedView, Settings
from readerapp.ui.app import ReaderApp
from tests.ui.conftest import OFFLINE, Reader

NOW = datetime(2026, 10, 11, 9, 30, tzinfo=UTC)
SETTINGS = replace(OFFLINE, views=(SavedView("Teaching", "teach is:unread"),))
NOTE = """\
Compare with [[{sophia}]]: same budget, other *optimizer*.

- the replay results in sec. 4 hold at 7B
- ask Ana for the seeds they used
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """Keys, and words to type after a slash, that lead to a screen; and how large it is in the golden."""

    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (100, 30)
    words: str = ""

    async def play(self, reader: Reader) -> None:
        """Search for the words, then press the keys."""
        if self.words:
            await reader.type(self.words)
            await reader.press("enter")
        for key in self.keys:
            await reader.press(key)


SKILL = "skill-it"
IDEA = "bot that teaches itself sums by trying again"
SCENES = {
    "wide": Scene(("j", "j"), (200, 50)),
    "list": Scene(("j", "j")),
    "narrow": Scene(("j", "j"), (60, 20)),
    "tiny": Scene(("j", "j"), (40, 12)),
    "paper": Scene(("enter", "enter"), words=SKILL),
    "search": Scene(("j", "j"), (120, 32), words="languge model"),
    "related": Scene(("j", "j"), (120, 32), words=IDEA),
    "noted": Scene(("6", "j"), (160, 40)),
    "triage": Scene(("T", "a", "x")),
    "help": Scene(("question_mark",)),
    "settings": Scene(("comma",)),
    "tags": Scene(("number_sign",)),
    "diary": Scene(("U",)),
    "sidebar": Scene(("b",), (160, 40)),
    "picker": Scene(("f",)),
}
"""What has a golden."""
GOLDENS = Path(__file__).parent / "goldens"


def listed_on(number: int) -> date:
    """The day on which the paper of this number came: five or so a day, none on Sundays."""
    day = NOW.date() - timedelta(days=1 + number // 5)
    return day - timedelta(days=day.weekday() == 6)


def fill(home: Path) -> None:
    """Make a home as a reader has it after three weeks."""
    records = [json.loads(line) for line in READY.read_text("utf-8").splitlines()[1:]]
    for number, record in enumerate(records):
        day = listed_on(number).isoformat()
        record.update(
            listed=day,
            added=f"{day}T06:00:00+00:00",
            sightings=[{"source": "hf", "listed": day, "seen": f"{day}T06:00:00+00:00"}],
        )
    home.mkdir(exist_ok=True)
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (home / "papers.jsonl").write_text(lines, "utf-8")
    clock = [NOW]
    with ReadingList.open(Home.find(home), clock=lambda: clock[0]) as lib:
        _read_for_weeks(lib, [record["key"] for record in records], clock)


def _read_for_weeks(lib: ReadingList, keys: list[str], clock: list[datetime]) -> None:
    def found(words: str) -> str:
        return lib.search(words, limit=1)[0].paper.key

    def days_ago(days: int, hour: int = 20, minute: int = 4) -> None:
        clock[0] = (NOW - timedelta(days=days)).replace(hour=hour, minute=minute)

    days_ago(17)
    lib.mark("read", *keys[80:88:2])
    lib.queue(found("sophia"), found("orca 2"))
    lib.tag([found("sophia"), found("mkor")], add=["optimizers"])
    days_ago(12)
    lib.mark("archived", *keys[61:80:3])
    lib.tag([found("curricula federated"), found("cyclical curriculum"), found("climb")], add=["curriculum"])
    lib.rate(4, found("cyclical curriculum"))
    lib.mark("read", found("cyclical curriculum"), *keys[40:60:4])
    days_ago(6)
    lib.note(found("orca 2"), "Only the *cautious* system prompt matters? See table 3.")
    lib.tag(keys[44:56:4], add=["distillation"])
    lib.rate(5, keys[44])
    lib.rate(2, keys[48])
    days_ago(6, 21, 10)
    lib.later("2026-11-02", keys[10], keys[21])
    lib.mark("archived", *keys[23:40:5])
    days_ago(1)
    skill = found("skill-it")
    lib.queue(skill, found("grokking pretraining"), keys[3])
    days_ago(1, 20, 40)
    lib.mark("reading", skill)
    lib.tag([skill, keys[3], keys[13]], add=["teaching", "curriculum"])
    lib.rate(4, skill)
    lib.note(skill, NOTE.format(sophia=found("sophia")))
    days_ago(1, 22, 15)
    lib.mark("read", keys[4], keys[8])
    days_ago(0, 8)
    lib.note(keys[13], "Read again before the seminar.")
    days_ago(0, 9, 12)
    lib.mark("read", keys[2])
    lib.note(keys[2], "The *student* improves the teacher, too: fig. 2.")
    clock[0] = NOW


@asynccontextmanager
async def reading(
    home: Path, size: tuple[int, int], settings: Settings = SETTINGS, at: Scene | None = None
) -> AsyncIterator[Reader]:
    """Open the app on a home made by `fill`, at a scene."""
    with ReadingList.open(Home.find(home), clock=lambda: NOW) as lib:
        app = ReaderApp(lib, settings, fresh=True)
        async with app.run_test(size=size) as pilot:
            reader = Reader(app, pilot)
            while not reader.main.view_bar.counts:
                await pilot.pause()
            await reader.settle()
            if at:
                await at.play(reader)
            yield reader
            app.exit()


async def drawn(home: Path, name: str) -> str:
    """The text of a scene: each line as wide as the terminal, but for spaces at its end."""
    scene = SCENES[name]
    async with reading(home, scene.size, at=scene) as reader:
        return reader.screen + "\n"
