"""`make pictures`: those of the README, and more in `build/pictures`; `make goldens`: the text of screens."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from tests.ui.scenes import GOLDENS, IDEA, SCENES, SETTINGS, SKILL, Scene, drawn, fill, reading

ROOT = Path(__file__).resolve().parents[1]
OTHERS = ROOT / "build" / "pictures"
FRONT = {
    "picture": ("readerapp-dark", Scene(("j", "a"), (120, 32), "languge model")),
    "triage": ("readerapp-light", Scene(("T", "a", "x"), (100, 28))),
}
"""The README's pictures, in `docs`."""
THEMES = ("readerapp-dark", "readerapp-light", "readerapp-contrast-dark", "readerapp-contrast-light")
MORE = {
    "note": Scene(("n",), (120, 32), SKILL),
    "near": Scene(("m", "j", "j"), (120, 32), SKILL),
    "for-you": Scene(("7", "g", "j"), (120, 32)),
    "queue": Scene(("3", "j"), (120, 32)),
    "selected": Scene(("space", "space", "space"), (120, 32)),
    "empty": Scene((), (120, 32), "zzzqqq"),
    "palette": Scene(("ctrl+p",), (120, 32)),
    "copy": Scene(("y",), (120, 32), SKILL),
    "sort": Scene(("s",), (120, 32)),
    "later": Scene(("d",), (120, 32)),
    "paper-narrow": Scene(("enter",), (60, 20), SKILL),
    "related-narrow": Scene((), (60, 20), IDEA),
    "triage-narrow": Scene(("T",), (60, 20)),
    "help-narrow": Scene(("question_mark",), (60, 20)),
}


async def picture(home: Path, scene: Scene, theme: str) -> str:
    """A screen of the app as SVG."""
    async with reading(home, scene.size, replace(SETTINGS, theme=theme), scene) as reader:
        return reader.app.export_screenshot(title="readerapp")


def main(wanted: Sequence[str]) -> None:
    """Draw the pictures, or write the goldens."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    with tempfile.TemporaryDirectory() as folder:
        filled = Path(folder) / "filled"
        fill(filled)

        def home() -> Path:
            return Path(shutil.copytree(filled, tempfile.mkdtemp(dir=folder), dirs_exist_ok=True))

        if "goldens" in wanted:
            write_goldens(home)
        else:
            draw(home)


def write_goldens(home: Callable[[], Path]) -> None:
    """Write the text of each scene; each has a home of its own, as in the tests."""
    shutil.rmtree(GOLDENS, ignore_errors=True)
    GOLDENS.mkdir()
    for name in SCENES:
        (GOLDENS / f"{name}.txt").write_text(asyncio.run(drawn(home(), name)), "utf-8")


def draw(home: Callable[[], Path]) -> None:
    """Draw the README's pictures, and each scene in our themes."""
    for name, (theme, scene) in FRONT.items():
        (ROOT / "docs" / f"{name}.svg").write_text(asyncio.run(picture(home(), scene, theme)), "utf-8")
    shutil.rmtree(OTHERS, ignore_errors=True)
    OTHERS.mkdir(parents=True)
    for (name, scene), theme in product((SCENES | MORE).items(), THEMES):
        svg = asyncio.run(picture(home(), scene, theme))
        (OTHERS / f"{name}-{theme.removeprefix('readerapp-')}.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
