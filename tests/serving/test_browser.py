"""The app in a real browser."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from tests.serving.conftest import Serve

pytest.importorskip("textual_serve", reason="the extra serve is not installed")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs Linux"),
]


def test_in_a_browser_one_finds_a_paper_notes_something_and_copies_its_link(serve: Serve) -> None:
    served = serve("--token", "secret")

    def noted() -> list[str]:
        if not (served.home / "state.json").exists():
            return []
        with TinyDB(served.home / "state.json", access_mode="r") as db:
            return [paper["note"] for paper in db.table("papers") if paper["note"]]

    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        context.route("https://github.com/**", lambda route: route.fulfill(body="the repository"))
        page: Any = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(served.address)
        served.wait_until((served.home / "cache" / "visit.json").exists, "the list to be shown")
        page.wait_for_timeout(500)
        page.keyboard.type("/cyclical curriculum")
        page.keyboard.press("Enter")
        page.keyboard.type("c")

        def copied() -> bool:
            page.wait_for_timeout(100)
            return "Cyclical" in page.evaluate("navigator.clipboard.readText()")

        served.wait_until(copied, "the link on the clipboard")
        with page.expect_popup() as opened:
            page.keyboard.type("o")
        opened.value.wait_for_load_state()
        assert opened.value.url.startswith("https://github.com/CyclicalCurriculum")
        opened.value.close()
        page.keyboard.type("n")
        page.wait_for_timeout(500)
        page.keyboard.type("from the browser")
        served.wait_until(lambda: noted() == ["from the browser"], "the note to be saved")
        browser.close()
    assert all(url.startswith((f"http://127.0.0.1:{served.port}/", "https://github.com/")) for url in asked)
    served.wait_until(lambda: served.apps() == [], "the app to end with its page")
