"""F5: the list at once, and behind it what the sources have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events

from readerapp.settings import FetchSettings, Settings
from tests.ui.conftest import Start
from tests.web.server import Handler, Server, answer, serving

LIST = "/api/daily_papers"


def listed(*titles: str) -> str:
    """An answer of the service with these papers."""
    papers: list[dict[str, Any]] = [
        {"paper": {"id": f"2611.0000{n}", "title": title, "summary": "Short.", "upvotes": n, "authors": []}}
        for n, title in enumerate(titles, 1)
    ]
    return json.dumps(papers)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def known(home: Path) -> Path:
    home.mkdir()
    record = {"title": "Known", "listed": "2026-11-01"}
    (home / "papers.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    return home


def asking(url: str) -> Settings:
    return Settings(fetch=FetchSettings(huggingface=url))


async def test_what_the_sources_have_comes_in_and_the_cursor_stays(
    start: Start, known: Path, server: Server
) -> None:
    server.says({LIST: answer(listed("One", "Two"), Content_Type="application/json")})
    async with start(settings=asking(server.url)) as reader:
        await reader.press("f5")
        assert reader.said == "Fetched hf: new 2"
        assert sorted(reader.titles) == ["Known", "One", "Two"]
        assert reader.title == "Known"
        await reader.press("u")
        assert reader.titles == ["Known"]
        await reader.press("ctrl+r", "f5")
        assert reader.said == "Fetched hf: nothing new"


async def test_the_list_does_not_wait_for_the_sources(start: Start, known: Path, server: Server) -> None:
    def waits(to: Handler) -> None:
        server.over.wait(20)

    server.says({LIST: waits})
    async with start(settings=asking(server.url)) as reader:
        with (known / "papers.jsonl").open("a", encoding="utf-8") as file:
            file.write('{"title": "Appended"}\n')
        await reader.pilot.press("f5")
        while reader.main.background.busy:
            await reader.pilot.pause()
        assert sorted(reader.titles) == ["Appended", "Known"]
        assert reader.said == "Refreshed; fetching hf"
        await reader.pilot.press("f5")
        assert reader.said == "Already fetching"
        while not server.asked:
            await reader.pilot.pause(0.01)
        await reader.press("escape")
        assert reader.said == "Stopped; fetched hf: nothing new"


async def test_without_a_network_one_line_says_so(start: Start, known: Path, server: Server) -> None:
    server.says({LIST: answer("gone", 403)})
    async with start(settings=asking(server.url)) as reader:
        await reader.press("f5")
        assert reader.main.status.warning
        assert reader.said.startswith("Nothing fetched: ")
        assert "http" not in reader.said
        assert "\n" not in reader.said
        assert reader.titles == ["Known"]


async def test_without_sources_the_list_is_made_anew(start: Start, known: Path) -> None:
    async with start() as reader:
        await reader.press("f5")
        assert reader.said == "Refreshed"


async def test_a_source_that_makes_no_sense_is_said(start: Start, known: Path) -> None:
    async with start(settings=Settings(fetch=FetchSettings(sources=("nowhere",)))) as reader:
        await reader.press("f5")
        assert reader.said.startswith("Nothing fetched: ")


async def test_a_pasted_address_is_asked_for(start: Start, known: Path, server: Server) -> None:
    server.says({"/list.bib": answer("@misc{a, title = {From afar}}", Content_Type="text/plain")})
    async with start(settings=asking(server.url)) as reader:
        await reader.paste(f"{server.url}/list.bib\n")
        assert reader.said == 'pasted: read 1 · new 1 · "From afar"'
        assert "From afar" in reader.titles


async def test_an_id_that_nobody_can_be_asked_about_is_taken_down(
    start: Start, known: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    (known / "config.toml").write_text(f'[fetch]\nhuggingface = "{server.url}"\narxiv = "{server.url}"\n')
    async with start(settings=Settings.load(known / "config.toml")) as reader:
        await reader.paste("2405.15738")
        assert "arXiv:2405.15738" in reader.titles


async def test_esc_ends_the_wait_for_an_address(start: Start, known: Path, server: Server) -> None:
    def waits(to: Handler) -> None:
        server.over.wait(20)

    server.says({"/slow": waits})
    async with start(settings=asking(server.url)) as reader:
        reader.app.post_message(events.Paste(f"{server.url}/slow"))
        while not server.asked:
            await reader.pilot.pause(0.01)
        await reader.press("escape")
        assert reader.said.startswith("Stopped")
