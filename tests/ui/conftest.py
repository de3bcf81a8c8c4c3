"""The app on a home of its own, with a clock that stands still and no clipboard but a list."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest
from textual import events
from textual.pilot import Pilot

from readerapp.actions.reading_list import ReadingList
from readerapp.settings import FetchSettings, Settings
from readerapp.ui.app import ReaderApp
from readerapp.ui.main import Main

NOBODY = "http://nobody.invalid"
OFFLINE = Settings(fetch=FetchSettings(sources=(), huggingface=NOBODY, arxiv=NOBODY))
"""No test asks anybody outside this machine."""
OFFLINE_FILE = f'[fetch]\nsources = []\nhuggingface = "{NOBODY}"\narxiv = "{NOBODY}"\n'
"""The same as it stands in `config.toml`."""
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_DEADLINE_SECONDS = 30


@dataclass
class Reader:
    """A person at the keyboard."""

    app: ReaderApp
    pilot: Pilot[None]
    copied: list[str] = field(default_factory=list)

    async def press(self, *keys: str) -> None:
        """Press keys and wait until the screen has followed."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Put text into the search box at once, as fast fingers would."""
        await self.press("slash")
        self.main.search_bar.box.value = text
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste text, as a terminal does."""
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()
        await self.settle()

    async def settle(self) -> None:
        """Wait for the background and for the paint that follows."""
        await self.pilot.pause()
        while self._works:
            while self._works:
                await self.pilot.pause()
            await self.pilot.pause()  # an answer may ask for more
        await self.pilot.pause()
        for _ in range(100):  # what is done after a paint paints again
            if not self._paints:
                break
            await self.pilot.pause()

    @property
    def _works(self) -> bool:
        main = self.main
        works = (main.background, main.threads, main.indexer, main.imports)
        resized = self.app.screen._compositor.size != self.app.size
        return self.app.has_keys or resized or any(work.busy for work in works)

    @property
    def _paints(self) -> bool:
        screen = self.app.screen
        return bool(screen._callbacks or screen._layout_required or screen._repaint_required)

    async def until(self, holds: Callable[[], bool]) -> bool:
        """Whether something holds before long: threads and programs take as long as the machine is busy."""
        end = monotonic() + _DEADLINE_SECONDS
        while not (held := holds()) and monotonic() < end:
            await self.pilot.pause()
        return held

    async def shows(self, text: str) -> bool:
        """Whether the screen shows `text` before long."""
        return await self.until(lambda: text in self.screen)

    @property
    def main(self) -> Main:
        """The main screen."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, Main)
        return screen

    @property
    def reading(self) -> ReadingList:
        """What the app shows."""
        return self.app.reading

    @property
    def title(self) -> str:
        """The highlighted paper's title."""
        key = self.main.target()
        assert key is not None
        return self.reading.paper(key).title

    @property
    def titles(self) -> list[str]:
        """The titles of the list, in its order."""
        return [self.reading.library.paper(row).title for row in self.main.shelf.rows]

    @property
    def said(self) -> str:
        """The bottom line's message."""
        return self.main.status.message

    @property
    def lines(self) -> list[str]:
        """What the terminal shows, line by line."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return [strip.text.rstrip() for strip in strips]

    @property
    def screen(self) -> str:
        """What the terminal shows."""
        return "\n".join(self.lines)


Start = Callable[..., AbstractAsyncContextManager[Reader]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def dated(home: Path) -> Path:
    """Papers of three months of two years."""
    home.mkdir()
    dates = ("2026-11-19", "2026-11-02", "2026-10-09", "2025-01-03")
    papers = [{"title": f"Paper {date}", "listed": date} for date in dates]
    (home / "papers.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in papers), "utf-8")
    return home


@pytest.fixture
def start(home: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Start the app: `async with start(size=(120, 32), settings=…) as reader`."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "BROWSER", "VISUAL", "EDITOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    # Textual sleeps this long, twice a key and once a pause, to see whether the process is idle: that was
    # most of the time of a test. `settle` asks the app itself.
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.001)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.00025)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 0.001)
    # What comes behind the first list would wait so long that it is drawn by then.
    monkeypatch.setattr("readerapp.ui.main._FIRST_PAINT_SECONDS", 0.001)
    monkeypatch.setattr("readerapp.ui.appearance._FIRST_PAINT_SECONDS", 0.001)

    @asynccontextmanager
    async def starting(
        size: tuple[int, int] = (120, 32),
        settings: Settings | None = None,
        clock: Callable[[], datetime] = lambda: NOW,
        fresh: bool = True,
        settled: bool = True,
        app_type: type[ReaderApp] = ReaderApp,
    ) -> AsyncIterator[Reader]:
        with ReadingList.open(home, clock=clock) as reading:
            app = app_type(reading, settings or OFFLINE, fresh=fresh)
            async with app.run_test(size=size) as pilot:
                reader = Reader(app, pilot)
                monkeypatch.setattr(app, "copy_to_clipboard", reader.copied.append)
                while not reader.main.view_bar.counts:  # they come after the first paint, with the rest
                    await pilot.pause()
                if settled:
                    await reader.settle()
                yield reader
                app.exit()
                assert not app.failures.all, "went wrong, and the app went on"

    return starting
