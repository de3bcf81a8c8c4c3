"""What the documents say is so."""

import re
import subprocess
from pathlib import Path

import pytest

import readerapp

ROOT = Path(__file__).resolve().parents[2]
# Put together from halves, or this file would find itself.
FORBIDDEN = re.compile(
    r"(?<![\w.])/(?:work|farm|root)/|index-" r"url|https?://[^ ]*/simple(?:/|\"|$)|files\.python" r"hosted"
)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_version_is_written_once() -> None:
    assert 'path = "readerapp/__init__.py"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert re.fullmatch(r"\d+\.\d+\.\d+", readerapp.__version__)


def test_every_dependency_is_pinned_by_name_and_version_alone() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert all(re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line) for line in lines)


def test_no_path_of_a_machine_and_no_registry_is_tracked() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        if path.parent.name != "seeds" and (match := FORBIDDEN.search(path.read_text("utf-8", "replace")))
    ]
    assert not found
