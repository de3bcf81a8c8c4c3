"""`inbox` adds what landed, says what it could not read, and asks for nothing."""

import json
from pathlib import Path

import pytest

from readerapp.actions.intake import inbox_folder
from tests.cli.reader import Reader


@pytest.fixture
def inbox(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An inbox, whose files count as whole however new they are."""
    monkeypatch.setattr(inbox_folder, "REST_SECONDS", -60.0)
    folder = reader.home / "inbox"
    folder.mkdir()
    return folder


def test_the_first_call_makes_the_folder_and_says_where_it_is(reader: Reader) -> None:
    said = reader("inbox")
    assert said.status == 0
    assert said.out == f"Nothing new in the inbox {reader.home / 'inbox'}\n"
    assert (reader.home / "inbox").is_dir()


def test_files_are_added_and_what_failed_is_said_with_its_reason(reader: Reader, inbox: Path) -> None:
    (inbox / "share.txt").write_text("https://arxiv.org/abs/2406.00001")
    (inbox / "empty.txt").touch()
    said = reader("inbox")
    assert said.status == 0
    assert said.out == "read 1 · new 1 · updated 0 · same 0 · skipped 1\n"
    assert f"skipped {inbox / 'empty.txt'}: empty" in said.err
    assert f"1 file without papers in {inbox / 'failed'}, where why.txt says why" in said.err
    assert "1 file without papers" in reader("inbox").err, "the app may have put it there"
    assert reader("list", "arxiv:2406.00001", "--count").out == "1\n"
    assert reader("inbox").out.startswith("Nothing new")
    (inbox / "failed" / "empty.txt").unlink()
    assert reader("inbox").err == ""
    assert reader("undo").status == 0
    assert reader("list", "--count").out == "4\n"


def test_the_status_is_1_if_nothing_could_be_read(reader: Reader, inbox: Path) -> None:
    (inbox / "empty.txt").touch()
    assert reader("inbox").status == 1
    assert reader("inbox").status == 0


def test_a_dry_run_changes_no_file(reader: Reader, inbox: Path) -> None:
    (inbox / "share.txt").write_text("https://arxiv.org/abs/2406.00001")
    (inbox / "empty.txt").touch()
    reader("list")  # makes the caches
    before = {path: path.read_bytes() for path in reader.home.rglob("*") if path.is_file()}
    assert "new      arxiv:2406.00001" in reader("inbox", "--dry-run").out
    assert {path: path.read_bytes() for path in reader.home.rglob("*") if path.is_file()} == before


def test_json_tells_of_each_file(reader: Reader, inbox: Path) -> None:
    (inbox / "share.txt").write_text("https://arxiv.org/abs/2406.00001")
    (inbox / "empty.txt").touch()
    (inbox / "link.txt").symlink_to(inbox / "share.txt")
    record = json.loads(reader("inbox", "--json").out)
    assert record["keys"] == ["arxiv:2406.00001"] and record["undoable"] and record["step"]
    assert record["files"] == [str(inbox / "empty.txt"), str(inbox / "share.txt")]
    assert record["failed"] == [{"file": str(inbox / "empty.txt"), "why": "empty"}]
    assert [it["file"] for it in record["left"]] == [str(inbox / "link.txt")]


def test_the_setting_names_the_folder(reader: Reader, inbox: Path, tmp_path: Path) -> None:
    cloud = tmp_path / "cloud"
    (reader.home / "config.toml").write_text(f"inbox = '{cloud}'\n")
    said = reader("inbox")
    assert said.status == 1 and "make the folder, or change `inbox`" in said.err and said.err.count("\n") == 1
    cloud.mkdir()
    (cloud / "share.txt").write_text("https://arxiv.org/abs/2406.00001")
    assert "new 1" in reader("inbox").out


def test_watching_adds_what_comes_until_it_is_stopped(
    reader: Reader, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sleep(_: float) -> None:
        if (inbox / "done").exists():
            raise KeyboardInterrupt
        (inbox / "share.txt").write_text("https://arxiv.org/abs/2406.00001")

    monkeypatch.setattr("time.sleep", sleep)
    said = reader("inbox", "--watch")
    assert said.out == "read 1 · new 1 · updated 0 · same 0 · skipped 0\n"
    assert reader("inbox", "--watch", "--dry-run").status == 2


def test_watching_goes_on_when_the_folder_comes_back(
    reader: Reader, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud, away = tmp_path / "cloud", tmp_path / "away"
    cloud.mkdir()
    (reader.home / "config.toml").write_text(f"inbox = '{cloud}'\n")
    naps = 0

    def sleep(_: float) -> None:
        nonlocal naps
        naps += 1
        if naps == 1:
            cloud.rename(away)
        elif naps == 3:
            away.rename(cloud)
            (cloud / "share.txt").write_text("https://arxiv.org/abs/2406.00001")
        elif naps == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", sleep)
    said = reader("inbox", "--watch")
    assert (
        said.err
        == f"readerapp: The inbox {cloud} isn't there: make the folder, or change `inbox` in config.toml\n"
    )
    assert "new 1" in said.out
