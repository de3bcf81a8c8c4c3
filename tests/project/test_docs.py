"""What the documents say is so."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

import readerapp
from readerapp.actions.paper_record import record
from readerapp.cli.exit_status import FAILED, INTERRUPTED, PIPE_CLOSED, WRONG_USAGE
from readerapp.domain.errors import NoSuchPaper
from readerapp.domain.paper import Paper
from readerapp.exports import FORMATS
from readerapp.settings import HookSettings
from tests.project.tables import README

ROOT = Path(__file__).resolve().parents[2]
DOCS = sorted((ROOT / "docs").glob("*.md"))


def promised(section: str) -> str:
    """The first column of a table in `docs/promises.md`."""
    text = (ROOT / "docs" / "promises.md").read_text("utf-8").partition(f"## {section}\n")[2]
    rows = text.partition("\n## ")[0].splitlines()
    return " ".join(row.split("|")[1] for row in rows if row.startswith("|"))


def test_the_promised_fields_are_those_of_a_record(tmp_path: Path) -> None:
    with readerapp.open(tmp_path) as lib:
        fields = record(lib, Paper(key="title:0", title="A title"))
    assert set(re.findall("`([a-z]+)`", promised("JSON fields"))) == set(fields)


def test_the_promised_exit_statuses_are_those_of_the_command_line() -> None:
    used = {0, FAILED, WRONG_USAGE, NoSuchPaper.exit_status, INTERRUPTED, PIPE_CLOSED}
    assert set(map(int, re.findall(r"\d+", promised("Exit status")))) == used


def test_each_format_to_export_is_described() -> None:
    text = (ROOT / "docs" / "formats.md").read_text("utf-8")
    shown = {each.suffixes[0] if each.suffixes else f"--format {each.name}" for each in FORMATS.values()}
    assert [it for it in shown if not re.search(rf"`[\w-]*{re.escape(it)}`", text)] == []


def test_each_event_for_hooks_is_described() -> None:
    text = (ROOT / "docs" / "hooks.md").read_text("utf-8")
    assert [it.name for it in fields(HookSettings) if f"`{it.name}`" not in text] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", *(f"docs/{it.name}" for it in DOCS)])
def test_the_files_a_document_points_at_exist(name: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / name).read_text("utf-8"))
    assert [target for target in targets if not (ROOT / name).parent.joinpath(target).exists()] == []


def test_every_target_a_document_names_is_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    text = README.read_text("utf-8") + (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE))
    assert {"run", "test", "check"} <= named
    assert [target for target in named if f"\n{target}:" not in makefile] == []


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_version_is_written_once() -> None:
    assert 'path = "readerapp/version.py"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert re.fullmatch(r"\d+\.\d+\.\d+", readerapp.__version__)


def test_every_dependency_is_pinned_by_name_and_version_alone() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert all(re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line) for line in lines)
