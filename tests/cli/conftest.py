"""A reader at the command line, with four papers at home or none."""

import json
from pathlib import Path

import pytest

from tests.cli.reader import PAPERS, Reader


@pytest.fixture
def empty(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader without a library: the seed is shown."""
    return Reader(tmp_path / "home", capsys, monkeypatch)


@pytest.fixture
def reader(empty: Reader) -> Reader:
    """A reader with four papers."""
    empty.home.mkdir()
    lines = (json.dumps(paper) + "\n" for paper in PAPERS)
    (empty.home / "papers.jsonl").write_text("".join(lines), "utf-8")
    return empty
