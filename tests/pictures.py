"""`make pictures`: the README's pictures, more in `build/pictures`, and the screens that tests compare."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import time
from dataclasses import replace
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
    "noted": Scene(("6", "j"), (200, 50)),
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


def main() -> None:
    """Take all pictures."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    shutil.rmtree(OTHERS, ignore_errors=True)
    OTHERS.mkdir(parents=True)
    GOLDENS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        filled = Path(folder) / "filled"
        fill(filled)

        def home() -> Path:
            """Every picture begins with the same home."""
            return Path(shutil.copytree(filled, tempfile.mkdtemp(dir=folder), dirs_exist_ok=True))

        for name, (theme, scene) in FRONT.items():
            svg = asyncio.run(picture(home(), scene, theme))
            (ROOT / "docs" / f"{name}.svg").write_text(svg, "utf-8")
        for name in SCENES:
            (GOLDENS / f"{name}.txt").write_text(asyncio.run(drawn(home(), name)), "utf-8")
        for name, scene in (SCENES | MORE).items():
            for theme in THEMES:
                svg = asyncio.run(picture(home(), scene, theme))
                (OTHERS / f"{name}-{theme.removeprefix('readerapp-')}.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
