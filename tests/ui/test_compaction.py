"""The app stays as it is while the library's file is made smaller behind it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from readerapp.domain.paper import Paper
from tests.ui.conftest import Start

KEYS = [f"arxiv:2401.{number:05}" for number in range(30)]
ADDED = "2026-01-01T00:00:00+00:00"


def lines(votes: int) -> str:
    return "".join(
        json.dumps(
            {"key": key, "title": f"Paper {key}", "abstract": "x" * 1500, "added": ADDED, "upvotes": votes}
        )
        + "\n"
        for key in KEYS
    )


@pytest.fixture
def papers(home: Path) -> Path:
    home.mkdir(exist_ok=True)
    path = home / "papers.jsonl"
    path.write_text("".join(map(lines, range(12))))
    return path


async def test_another_program_that_makes_the_file_smaller_is_not_noticed(
    start: Start, home: Path, papers: Path, tmp_path: Path
) -> None:
    more = tmp_path / "more.jsonl"
    more.write_text('{"key": "doi:10.1000/new", "title": "Quokka"}\n')
    async with start() as reader:
        await reader.press("j", "j", "j", "space")
        title, titles, moves = reader.title, reader.titles, reader.reading.library.row_version
        chosen = set(reader.main.paper_list.selected)
        command = [sys.executable, "-m", "readerapp", "add", str(more)]
        env = {**os.environ, "READERAPP_HOME": str(home)}
        subprocess.run(command, env=env, check=True, capture_output=True)
        assert papers.stat().st_size < 100_000
        await reader.press("j")
        assert reader.title == titles[titles.index(title) + 1]
        reader.main.poll()
        await reader.settle()
        assert reader.title == titles[titles.index(title) + 1]
        assert (
            sorted(reader.titles) == sorted([*titles, "Quokka"])
            and reader.reading.library.row_version == moves
        )
        assert set(reader.main.paper_list.selected) == chosen and "another program" not in reader.screen
        await reader.type("quokka")
        assert reader.titles == ["Quokka"]


async def test_an_add_of_the_app_that_makes_the_file_smaller_leaves_the_list(
    start: Start, papers: Path
) -> None:
    async with start() as reader:
        await reader.press("j", "j", "j")
        title, titles, moves = reader.title, reader.titles, reader.reading.library.row_version
        reader.reading.library.ingest([Paper(key="doi:10.1000/new", title="Quokka", added=ADDED)])
        assert papers.stat().st_size < 100_000
        assert (reader.title, reader.titles) == (title, titles)
        reader.main.poll()
        await reader.settle()
        assert reader.title == title and reader.reading.library.row_version == moves
        assert sorted(reader.titles) == sorted([*titles, "Quokka"]) and "another program" not in reader.screen
        await reader.type("quokka")
        assert reader.titles == ["Quokka"]
