"""`make pictures`: the README's picture, and the same screen at other sizes in `build/pictures`."""

import asyncio
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from readerapp.actions.reading_list import ReadingList
from readerapp.home import Home
from readerapp.settings import Settings
from readerapp.ui.app import ReaderApp

ROOT = Path(__file__).resolve().parents[1]
OTHERS = ROOT / "build" / "pictures"
FRONT = ROOT / "docs" / "picture.svg"
FRONT_SIZE = (120, 32)
SIZES = ((200, 50), (100, 30), (60, 20))
NOW = datetime(2026, 10, 11, 9, 30, tzinfo=UTC)


def prepare(home: Home) -> None:
    """A home as a reader has it after a day."""
    with ReadingList.open(home, clock=lambda: NOW) as lib:
        curriculum = [hit.paper.key for hit in lib.search("curriculum learning", limit=6)]
        lib.queue(*curriculum[1:4])
        lib.mark("read", curriculum[2])
        lib.mark("reading", curriculum[0])
        lib.tag(curriculum[:2], add=["curriculum", "order"])
        lib.rate(4, curriculum[0])
        lib.note(curriculum[0], "Compare with the *anti-curriculum* result in sec. 4.")
        lib.note(curriculum[3], "Read again before the seminar.")


async def picture(home: Home, size: tuple[int, int], theme: str | None = None) -> str:
    """The screen of the app while it searches, as SVG."""
    with ReadingList.open(home, clock=lambda: NOW) as lib:
        app = ReaderApp(lib, Settings(theme=theme))
        async with app.run_test(size=size) as pilot:
            await pilot.press("slash", *"curiculum", "space", *"lerning", "enter")
            await app.workers.wait_for_complete()
            await pilot.pause()
            return app.export_screenshot(title="readerapp")


def main() -> None:
    """Take all pictures."""
    shutil.rmtree(OTHERS, ignore_errors=True)
    OTHERS.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Home.find(folder)
        prepare(home)
        FRONT.parent.mkdir(exist_ok=True)
        FRONT.write_text(asyncio.run(picture(home, FRONT_SIZE)), "utf-8")
        for theme in ("readerapp-dark", "readerapp-light"):
            for width, height in SIZES:
                svg = asyncio.run(picture(home, (width, height), theme))
                (OTHERS / f"{theme}-{width}x{height}.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
