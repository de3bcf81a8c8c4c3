"""What one command exports, another adds back."""

import json
from pathlib import Path

import pytest

from tests.cli.reader import SPAR, Reader


def test_list_as_json_comes_back_with_state(reader: Reader) -> None:
    reader("note", SPAR, "--text", "mine")
    listed = reader("list", "--json").out
    assert '"part": "exact"' in listed
    reader("note", SPAR, "--text", "")
    (report,) = reader("add", "-", "--json", stdin=listed).records
    assert (report["read"], report["new"], report["state"]) == (4, 0, 0)  # the removal is later
    assert reader.state(SPAR)["note"] == ""
    assert '"part"' not in (reader.home / "papers.jsonl").read_text("utf-8")


def test_a_list_of_records_edited_by_a_script_comes_back(reader: Reader) -> None:
    reader("note", SPAR, "--text", "mine")
    record = {**reader.state(SPAR), "note": "edited", "rating": 4}
    assert reader("add", "-", stdin=json.dumps([record])).out.endswith(" · state 1\n")
    assert (reader.state(SPAR)["note"], reader.state(SPAR)["rating"]) == ("edited", 4)
    reader("undo")
    assert (reader.state(SPAR)["note"], reader.state(SPAR)["rating"]) == ("mine", 0)


def test_a_vault_is_a_folder_that_is_named(reader: Reader, tmp_path: Path) -> None:
    said = reader("export", "--format", "obsidian")
    assert said.status == 2
    assert "obsidian is a folder of files: name it with -o." in said.err
    vault = tmp_path / "vault"
    assert reader("export", "--format", "obsidian", "-o", str(vault)).out.startswith("Exported 4 papers to ")
    assert len([*vault.glob("*.md")]) == 4
    made = json.loads(reader("export", "--format", "obsidian", "-o", str(vault), "--json").out)
    assert made["message"].endswith(": 4 unchanged")
    assert reader("add", str(vault)).out.startswith("read 4 · new 0 · ")


@pytest.mark.parametrize("name", ["papers.csv", "papers.md", "papers.jsonl", "vault"])
def test_an_export_that_nobody_edited_updates_nothing(reader: Reader, tmp_path: Path, name: str) -> None:
    path = str(tmp_path / name)
    reader("add", "-", stdin=reader("list", "--json").out)
    reader("export", "-o", path, *(("--format", "obsidian") if name == "vault" else ()))
    assert reader("add", path).out == "read 4 · new 0 · updated 0 · same 4 · skipped 0\n"


@pytest.mark.parametrize("name", ["missing/vault", "file"])
def test_a_folder_that_cannot_be_made_is_one_line(reader: Reader, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    said = reader("export", "--format", "obsidian", "-o", str(tmp_path / name))
    assert said.status == 1
    assert said.err.count("\n") == 1
    assert "can't be written" in said.err
