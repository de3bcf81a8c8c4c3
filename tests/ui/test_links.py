"""Links that a terminal can open: only what is shown as one, and only where it knows them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from readerapp.settings import Settings
from readerapp.ui.terminal.encoding import link_target, takes_links
from tests.ui.conftest import OFFLINE, Reader, Start

PAPER = {
    "title": "Links \x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\",
    "abstract": "[good](https://evil.example) <a href='https://evil.example'>x</a> [@click=app.quit]y[/]",
    "links": {"repo": ["https://github.com/a/b"], "project": ["https://a.example/p?q=1"]},
}


@pytest.fixture
def forged(home: Path) -> None:
    home.mkdir()
    (home / "papers.jsonl").write_text(json.dumps(PAPER) + "\n", "utf-8")


def targets(reader: Reader) -> dict[str, str]:
    """The texts that are links on the screen, each with its address."""
    strips = reader.app.screen._compositor.render_strips(reader.app.size)
    segments = [segment for strip in strips for segment in strip if segment.style and segment.style.link]
    return {it.text.strip(): str(it.style.link) for it in segments if it.style}


@pytest.mark.usefixtures("forged")
async def test_only_the_links_of_the_list_of_links_lead_somewhere_and_where_they_say(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    async with start(size=(120, 40)) as reader:
        found = targets(reader)
        assert set(found.values()) == {"https://github.com/a/b", "https://a.example/p?q=1"}
        assert all(address == f"https://{text}" for text, address in found.items())
        written = "".join(
            strip.render(reader.app.console)
            for strip in reader.app.screen._compositor.render_strips(reader.app.size)
        )
        assert {it for it in re.findall(r"\x1b]8;[^;]*;([^\x1b]*)", written) if it} == set(found.values())


@pytest.mark.parametrize(
    ("env", "settings"),
    [
        ({"NO_COLOR": "1"}, OFFLINE),
        ({"TERM": "dumb"}, OFFLINE),
        ({"STY": "1"}, OFFLINE),
        ({}, Settings(fetch=OFFLINE.fetch, ascii=True)),
    ],
)
@pytest.mark.usefixtures("forged")
async def test_a_terminal_that_may_not_know_links_is_sent_none(
    start: Start, monkeypatch: pytest.MonkeyPatch, env: dict[str, str], settings: Settings
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    async with start(size=(120, 40), settings=settings) as reader:
        assert "github.com/a/b" in reader.screen
        assert not targets(reader)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "https://a\x1b\\b", "https://a b", "https://ä.de", ""],
)
def test_what_is_no_plain_address_of_the_web_is_no_target(url: str) -> None:
    assert link_target(url) is None
    assert link_target("https://a.example/x") == "https://a.example/x"


@pytest.mark.parametrize(
    ("term", "takes"),
    [("xterm-256color", True), ("tmux-256color", True), ("dumb", False), ("linux", False), ("", False)],
)
def test_terminals_are_known_by_their_names(term: str, takes: bool) -> None:
    assert takes_links({"TERM": term}) is takes
