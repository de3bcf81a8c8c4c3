import os
import shutil
from pathlib import Path

import pytest

from tests.cli.reader import CURRICULUM, SPAR, Reader


def test_a_backup_is_listed_brought_back_and_undone(reader: Reader) -> None:
    reader("rate", SPAR, "3")
    assert "Backed up as" in reader("backup").out
    reader("rate", SPAR, "5")
    (line,) = reader("restore").lines[-1:]
    when = line.split()[0]
    assert [record["when"] for record in reader("restore", "--json").records][-1] == f"{when}Z"
    assert "1 paper changed" in reader("restore", when).out
    assert reader.state(SPAR)["rating"] == 3
    assert "restored the state" in reader("log").lines[0]
    reader("undo")
    assert reader.state(SPAR)["rating"] == 5


def test_a_restore_of_no_time_is_one_line_and_status_1(reader: Reader) -> None:
    assert "No backup" in reader("restore").err
    result = reader("restore", "newest")
    assert (result.status, len(result.err.splitlines())) == (1, 1)
    reader("rate", SPAR, "3")
    reader("backup")
    result = reader("restore", "last week")
    assert (result.status, len(result.err.splitlines())) == (1, 1)


def test_doctor_says_what_is_wrong_and_mends_it(reader: Reader) -> None:
    reader("queue", "add", CURRICULUM)
    result = reader("doctor")
    assert result.status == 0
    assert result.lines[0] == "OK: 4 papers in the library · 1 with state · 1 queued · 0 backups"
    with (reader.home / "papers.jsonl").open("a") as file:
        file.write("not json\n")
    result = reader("doctor")
    assert result.status == 1
    assert result.lines[0].startswith("wrong ")
    assert "--fix" in result.lines[0]
    assert not reader("doctor", "--json").records[0]["well"]
    result = reader("doctor", "--fix")
    assert result.status == 0
    assert result.lines[0].startswith("mended ")
    assert reader("doctor").status == 0


def test_another_machine_is_merged(reader: Reader, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "papers.jsonl").write_text('{"key": "arxiv:2501.00001", "title": "New"}\n')
    result = reader("merge", str(other), "--json")
    assert result.records[0] == {"files": 1, "state": 0, "new": 1, "updated": 0, "removed": 0}
    assert reader("merge", str(other)).out == "merged 1 file · state 0 · new 0 · updated 0 · removed 0\n"
    assert reader("list", "--count").out == "5\n"
    assert reader("merge").out.startswith("No conflict copies")
    result = reader("merge", str(tmp_path / "nothing"))
    assert (result.status, len(result.err.splitlines())) == (1, 1)


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_sync_is_one_line_with_and_without_a_repository(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1"}
    result = reader("sync", env=path)
    assert (result.status, result.out) == (1, "")
    assert "sync --init REMOTE" in result.err
    monkeypatch.setenv("PATH", str(tmp_path))
    result = reader("sync", "--init", "nowhere", env={"PATH": str(tmp_path)})
    assert (result.status, len(result.err.splitlines())) == (1, 1)
    assert "git is not installed" in result.err
    monkeypatch.undo()
    result = reader("sync", "--init", str(tmp_path / "nowhere"), env=path)
    assert (result.status, result.out, len(result.err.splitlines())) == (1, "", 1)
    assert "No git repository at" in result.err
    result = reader("sync", "--init", "git://127.0.0.1:1/nowhere", env=path)
    assert (result.status, len(result.lines), result.err) == (0, 1, "")
    assert "can't be reached" in result.out
    assert reader("sync", "--json", env=path).records[0]["sent"] is False


def test_a_library_or_state_that_cannot_be_read_is_one_line_and_no_answer(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reader("rate", SPAR, "3").status == 0
    home = reader.home
    for name in ("state.json", "papers.jsonl"):
        path = home / name
        path.rename(home / "aside")
        path.mkdir()  # which even root can't read as a file
        result = reader("list", "--count")
        assert (result.status, result.out, len(result.err.splitlines())) == (1, "", 1)
        assert f"{name} can't be read" in result.err
        path.rmdir()
        (home / "aside").rename(path)
