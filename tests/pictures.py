"""`make pictures`: the README's picture, and the same screen at other sizes in `build/pictures`."""

import asyncio
import shutil
import tempfile
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

from readerapp.actions.reading_list import ReadingList
from readerapp.home import Home
from readerapp.settings import Settings
from readerapp.ui.app import ReaderApp
from readerapp.ui.main import Main

ROOT = Path(__file__).resolve().parents[1]
OTHERS = ROOT / "build" / "pictures"
FRONT = ROOT / "docs" / "picture.svg"
FRONT_SIZE = (120, 32)
SIZES = ((200, 50), (100, 30), (60, 20))
QUERY = "languge model"
IDEA = "bot that teaches itself sums by trying again"
SCENES = {
    "search": ("slash", QUERY, "enter", "j", "j", "j", "j", "a", "g"),
    "related": ("slash", IDEA, "enter", "j", "j"),
    "near": ("slash", "skill-it", "enter", "m", "j", "j"),
    "for-you": ("7", "g", "j"),
    "path": ("s", "w", "g", "j", "j"),
}
"""Keys, and words to type, that lead to a screen."""
NOW = datetime(2026, 10, 11, 9, 30, tzinfo=UTC)


def prepare(home: Home) -> None:
    """A home as a reader has it after a day."""
    with ReadingList.open(home, clock=lambda: NOW) as lib:
        keys = [hit.paper.key for hit in lib.search("language model", limit=12)]
        lib.queue(keys[1], keys[6], keys[3])
        lib.mark("read", keys[2], keys[8])
        lib.mark("reading", keys[5])
        lib.tag(keys[:2], add=["survey", "continual"])
        lib.rate(4, keys[0])
        lib.note(keys[0], "Compare with the *replay* results in sec. 4.")
        lib.note(keys[5], "Read again before the seminar.")


async def answered(app: ReaderApp) -> None:
    """Wait for what the screen asked of the background."""
    main = app.screen_stack[0]
    assert isinstance(main, Main)
    while main.background.busy or main.threads.busy:
        await asyncio.sleep(0)


async def picture(home: Home, size: tuple[int, int], theme: str | None = None, scene: str = "search") -> str:
    """A screen of the app as SVG."""
    with ReadingList.open(home, clock=lambda: NOW) as lib:
        app = ReaderApp(lib, Settings(theme=theme), fresh=True)
        async with app.run_test(size=size) as pilot:
            for typed in SCENES[scene]:
                is_key = typed in ("slash", "enter") or len(typed) == 1
                await pilot.press(*([typed] if is_key else ("space" if key == " " else key for key in typed)))
                await answered(app)
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
            for (width, height), scene in product(SIZES, SCENES):
                svg = asyncio.run(picture(home, (width, height), theme, scene))
                (OTHERS / f"{scene}-{theme}-{width}x{height}.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
