from pathlib import Path

import pytest

from tests.cli.reader import SPAR, Reader

COUNTS = {"read": 0, "new": 0, "updated": 0, "same": 0, "skipped": 0}
PAGE = """Daily Papers

Oct 9

A Paper about Tables of Numbers

We study tables of numbers and show that many of them are long. Our code is at https://github.com/a/tables.

Another Paper about Rows

Rows are studied here, at length and with care, in a paragraph that is long enough to be an abstract.
"""


def test_papers_come_in_and_are_counted(reader: Reader, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")
    assert (
        reader("add", "--dry-run", str(page)).lines[-1] == "read 2 · new 2 · updated 0 · same 0 · skipped 0"
    )
    assert reader("list", "--count").out == "4\n"
    assert reader("add", str(page)).out == "read 2 · new 2 · updated 0 · same 0 · skipped 0\n"
    assert reader("add", str(page)).out == "read 2 · new 0 · updated 0 · same 2 · skipped 0\n"
    assert reader("list", "repo:a/tables", "--format", "{title}").lines == ["A Paper about Tables of Numbers"]


def test_a_page_comes_from_standard_input(reader: Reader) -> None:
    report = reader("add", "-", "--json", stdin=PAGE).records[0]
    (source,) = report.pop("sources")
    assert report == {
        **COUNTS,
        "read": 2,
        "new": 2,
        "unsure": 0,
        "state": 0,
        "skipped": [],
        "skips": 0,
        "stopped": False,
    }
    assert source == {**COUNTS, "read": 2, "new": 2, "name": "standard input", "format": "hf-text"}


def test_a_dry_run_says_what_would_become_of_each_paper_and_writes_nothing(
    empty: Reader, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")
    said = empty("add", "--dry-run", str(page)).lines
    assert said[0].startswith("new ") and said[0].endswith("A Paper about Tables of Numbers")
    assert not empty.home.exists()
    empty("add", str(page))
    before = {path: path.read_bytes() for path in empty.home.rglob("*") if path.is_file()}
    page.write_text('{"title": "Another Paper about Rows", "arxiv_id": "2401.00001", "stars": 3}', "utf-8")
    (line,) = empty("add", "--dry-run", str(page)).lines[:-1]
    assert line.startswith("updated  title:") and " → arxiv:2401.00001 " in line and "stars" in line
    (change,) = empty("add", "--dry-run", "--json", str(page)).records[0]["changes"]
    assert change["key"] == "arxiv:2401.00001" and change["former"].startswith("title:") and not change["new"]
    assert {path: path.read_bytes() for path in empty.home.rglob("*") if path.is_file()} == before


def test_many_papers_of_a_dry_run_are_counted(reader: Reader) -> None:
    lines = "".join(f'{{"title": "Paper {n}"}}\n' for n in range(50))
    said = reader("add", "--dry-run", "-", stdin=lines).lines
    assert len(said) == 22 and said[-2] == "… and 30 more"


def test_each_skip_is_told_on_a_line_of_its_own(reader: Reader) -> None:
    lines = "".join(f'{{"title": "Paper {n}"}}\n{{"name": 1\n' for n in range(300))
    result = reader("add", "-", stdin=lines)
    assert result.out == "read 300 · new 300 · updated 0 · same 0 · skipped 300\n"
    assert len(result.err.splitlines()) == 300
    assert len(reader("add", "--json", "-", stdin=lines).records[0]["skipped"]) == 300


def test_the_clipboard_is_a_source(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readerapp.actions.desktop.paste._run", lambda command: PAGE.encode())
    assert "read 2" in reader("add", "--paste", env={"DISPLAY": ":0", "SSH_CONNECTION": ""}).out
    monkeypatch.setattr("readerapp.actions.desktop.paste._run", lambda command: None)
    result = reader("add", "--paste", env={"DISPLAY": ":0", "SSH_CONNECTION": ""})
    assert result.status == 1 and len(result.err.splitlines()) == 1 and "readerapp add -" in result.err


def test_without_a_source_the_usage_is_told(reader: Reader) -> None:
    assert reader("add").status == 2


def test_a_file_that_is_not_there_is_one_line_and_status_1(reader: Reader, tmp_path: Path) -> None:
    result = reader("add", str(tmp_path / "nothing.txt"))
    assert result.status == 1
    assert str(tmp_path / "nothing.txt") in result.err
    assert len(result.err.splitlines()) == 1


def test_what_cannot_be_read_does_not_stop_the_rest(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    result = reader("add", str(tmp_path / "picture.png"), str(tmp_path / "page.txt"))
    assert result.status == 0
    assert "read 2 · new 2" in result.out
    assert "picture.png" in result.err


def test_papers_go_out_again(reader: Reader, tmp_path: Path) -> None:
    assert reader("export", "--format", "bibtex", "has:repo").out.startswith("@misc{cheng2024spar,")
    assert len(reader("export", "--format", "markdown").lines) == 4
    assert reader("export", "--format", "jsonl", "has:repo").records[0]["key"] == SPAR
    file = tmp_path / "papers.bib"
    assert reader("export", "--format", "bibtex", "-o", str(file)).out == ""
    assert file.read_text("utf-8").count("@misc{") == 4


def test_a_file_that_cannot_be_written_is_one_line(reader: Reader, tmp_path: Path) -> None:
    result = reader("export", "--format", "bibtex", "-o", str(tmp_path / "no" / "such" / "folder.bib"))
    assert result.status == 1
    assert len(result.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("date", "kept"), [("2026-10-09", "2026-10-09"), ("20261009", "2026-10-09"), ("Oct 9", "Oct 9")]
)
def test_a_listing_date_is_kept_as_it_is_written(reader: Reader, date: str, kept: str) -> None:
    reader("add", "-", "--listed", date, stdin='{"title": "A paper listed"}')
    assert reader("list", "paper listed", "--format", "{listed}").out == f"{kept}\n"


@pytest.mark.parametrize("date", ["never", "9", "Foo 9", "yesterday"])
def test_a_listing_date_that_is_no_date_is_wrong_usage_and_adds_nothing(empty: Reader, date: str) -> None:
    result = empty("add", "-", "--listed", date, stdin='{"title": "A paper listed"}')
    assert (result.status, result.out, len(result.err.splitlines())) == (2, "", 1)
    assert "2026-10-09" in result.err
    assert not (empty.home / "papers.jsonl").exists()
