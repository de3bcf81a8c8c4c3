"""Copies that folder-sharing programs leave are known by their names and by what is in them."""

import os
from pathlib import Path

import pytest

from readerapp.disk.conflict_copies import copies, put_away

# As each program names them; where it does in the reader's language, in some of those.
COPIES = [
    ".sync-conflict-20261122-073020-ABCDEFG",
    " (Ada's conflicted copy 2026-11-22)",
    " (conflicted copy 2026-11-22 073020)",
    "_conflict-20261122-073020",
    " (in Konflikt stehende Kopie von ada 2026-11-22)",
    " (copie en conflit de ada 2026-11-22)",
    " (конфликтующая копия 2026-11-22)",
    " (adaの競合コピー 2026-11-22)",
    " (SFConflict ada@example.org 2026-11-22-07-30-20)",
    " (copy: conflict with laptop on 2026-11-22)",
    " (Case Conflict)",
    "_ADASLAPTOP_Nov-22-0730-2026_Conflict",
    "_ada-nas_Nov-26-0730-2026_Conflict(1)",
    ".Conflict",
    " [conflicted]",
    " 2",
    " 13",
    " (1)",
    "(2)",
    "-ADASLAPTOP",
    "-adaslaptop",
    "-DESKTOP-AB12CD3",
    "-Adas-MacBook-Pro",
    "-Ada’s MacBook Pro",
    "-ADASLAPTOP-2",
    ".variant-a1b2",
]
NONE = [
    "-backup", "-2026-11-21", "-2026-11-21T073020-123456", ".old", "-old", "_bak", "-copy", " copy", "-test",
    ".damaged-2026-11-22T073020", ".foreign-2026-11-22T073020", ".emptied-2026-11-22T073020-2",
    "ment", "-before-sync", " 2026", "-1", "x (1)", ".schema",
]  # fmt: skip


def ours(_: Path) -> bool:
    return True


@pytest.mark.parametrize("between", COPIES)
@pytest.mark.parametrize("name", ["state.json", "papers.jsonl"])
def test_a_copy_is_known_by_its_name(tmp_path: Path, name: str, between: str) -> None:
    path = tmp_path / name
    path.touch()
    copy = os.fsencode(tmp_path) + f"/{path.stem}{between}{path.suffix}".encode()
    os.close(os.open(copy, os.O_CREAT))
    assert [os.fsencode(found) for found in copies(path, ours)] == [copy]


@pytest.mark.parametrize("after", [".sync-conflict-20261122", ".Conflict", ".conflict1", " (conflict)"])
def test_a_copy_may_be_named_after_the_suffix(tmp_path: Path, after: str) -> None:
    copy = tmp_path / f"state.json{after}"
    copy.touch()
    assert copies(tmp_path / "state.json", ours) == [copy]


@pytest.mark.parametrize("between", NONE)
def test_what_a_person_keeps_beside_it_and_our_own_files_are_no_copies(tmp_path: Path, between: str) -> None:
    (tmp_path / f"state{between}.json").touch()
    for name in (
        "state.json",
        "state.json.lock",
        ".state.json.1.0a1b2c.new",
        "estate (1).json",
        "state (1).jsonl",
    ):
        (tmp_path / name).touch()
    (tmp_path / "state (2).json").mkdir()
    assert copies(tmp_path / "state.json", ours) == []


def test_copies_beside_what_the_file_links_to_are_found(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "share").mkdir()
    (tmp_path / "home" / "state.json").symlink_to(tmp_path / "share" / "reading.json")
    beside = [tmp_path / "share" / "reading (1).json", tmp_path / "home" / "state 2.json"]
    for path in (*beside, tmp_path / "share" / "state 3.json"):
        path.touch()
    assert copies(tmp_path / "home" / "state.json", ours) == beside[::-1]


def test_a_file_of_somebody_else_is_none_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "state (1).json").touch()
    assert copies(tmp_path / "state.json", lambda _: False) == []


def test_a_copy_that_is_put_away_never_takes_the_place_of_another(tmp_path: Path) -> None:
    for content in ("one", "two"):
        (tmp_path / "state (1).json").write_text(content)
        put_away(tmp_path / "state (1).json", tmp_path / "backups")
    assert sorted(path.read_text() for path in (tmp_path / "backups").iterdir()) == ["one", "two"]
