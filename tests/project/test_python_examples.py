"""The Python of the README does what is said there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import readerapp
from readerapp.home import shipped

README = Path(__file__).resolve().parents[2] / "README.md"
SECTION = README.read_text("utf-8").partition("\n## Python\n")[2].partition("\n## ")[0]
EXAMPLES = re.findall(r"```python\n(.*?)```", SECTION, re.DOTALL)
TOLD = [
    [r"exact Cyclical Curriculum Learning \d", r"words="],
    [r"^read 88 · new 88 ", r"^Queued 3 papers$"],
    [r"^Exported 2 papers to .*week\.md$", r"^\[\('rl', 2\), \('later', 1\)\]$"],
    [r"^Marked \d+ papers archived$", r"^Undid: marked \d+ papers archived$"],
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a saved page, and a home in which two papers were read and tagged this week."""
    [capture] = shipped("seeds").glob("*.txt")
    (tmp_path / "page.txt").write_bytes(capture.read_bytes())
    return tmp_path


def read_two(home: Path) -> None:
    with readerapp.open(home) as lib:
        one, other = (hit.paper.key for hit in lib.search("has:repo", limit=2))
        lib.mark("read", one, other)
        lib.tag([one, other], add="rl")
        lib.tag(one, add="later")


@pytest.mark.parametrize("number", range(len(TOLD)))
def test_an_example_runs_and_prints_what_it_says(
    folder: Path, number: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = folder / "home"
    if number == 2:
        read_two(home)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("READERAPP_HOME", str(home))
    exec(compile(EXAMPLES[number], "README.md", "exec"), {"__name__": "__main__"})
    out, err = capsys.readouterr()
    assert err == ""
    assert [text for text in TOLD[number] if not re.search(text, out, re.MULTILINE)] == []


def test_every_example_of_the_readme_is_tried() -> None:
    assert len(EXAMPLES) == len(TOLD)
