"""What may stand in the repository."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOP = {
    *("readerapp", "styles", "seeds", "tests", "docs", ".ci"),
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"),
    *("pyproject.toml", "constraints.txt", "Makefile", ".gitignore", ".gitattributes"),
}
KINDS = {
    *(".py", ".md", ".toml", ".txt", ".tcss", ".svg", ".typed"),
    *(".1", ".json", ".jsonl", ".tsv", ".bib", ".ris", ".html"),
}
MAX_BYTES = 300_000
DEPENDENCY = re.compile(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?\s*([<>=!~]=?\s*[\w.*]+\s*,?\s*)*")


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """The files of the repository, relative to its top."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = listed.stdout.decode("utf-8").split("\0")
    return [Path(name) for name in names if name and (ROOT / name).is_file()]


def test_nothing_stands_at_the_top_but_what_is_named_here(tracked: list[Path]) -> None:
    assert {path.parts[0] for path in tracked} - TOP == set()


def test_every_tracked_file_is_text_of_a_kind_we_write(tracked: list[Path]) -> None:
    inside = [path for path in tracked if len(path.parts) > 1 and path.parts[0] not in ("seeds", ".ci")]
    assert [str(path) for path in inside if path.suffix not in KINDS] == []
    assert [str(path) for path in tracked if b"\0" in (ROOT / path).read_bytes()] == []


def test_no_tracked_file_is_large(tracked: list[Path]) -> None:
    assert [str(path) for path in tracked if (ROOT / path).stat().st_size > MAX_BYTES] == []


def test_dependencies_are_named_and_never_located(tracked: list[Path]) -> None:
    pyproject = (ROOT / "pyproject.toml").read_text("utf-8")
    section = pyproject.split("dependencies = [", 1)[1].split("[project.scripts]", 1)[0]
    named = re.findall(r'^    "([^"]+)"', section, re.MULTILINE)
    assert named
    assert [name for name in named if not DEPENDENCY.fullmatch(name)] == []
    assert [str(path) for path in tracked if path.name.endswith((".lock", "-lock.json", "pip.conf"))] == []


def test_no_file_names_the_folder_it_was_written_in(tracked: list[Path]) -> None:
    here = "|".join(re.escape(str(folder)) for folder in (ROOT, Path.home()) if folder != folder.parent)
    located = re.compile(rf"(?<![\w./-])(?:{here})/".encode())
    told = [path for path in tracked if path.parts[0] != "seeds"]
    assert [str(path) for path in told if located.search((ROOT / path).read_bytes())] == []
