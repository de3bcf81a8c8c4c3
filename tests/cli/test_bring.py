from pathlib import Path

from tests.cli.reader import SPAR, Reader

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
    assert reader("add", "--dry-run", str(page)).out == "read 2 · new 2 · updated 0 · same 0 · skipped 0\n"
    assert reader("list", "--count").out == "4\n"
    assert reader("add", str(page)).out == "read 2 · new 2 · updated 0 · same 0 · skipped 0\n"
    assert reader("add", str(page)).out == "read 2 · new 0 · updated 0 · same 2 · skipped 0\n"
    assert reader("list", "repo:a/tables", "--format", "{title}").lines == ["A Paper about Tables of Numbers"]


def test_a_page_comes_from_standard_input(reader: Reader) -> None:
    report = reader("add", "-", "--json", stdin=PAGE).records[0]
    assert report == {"read": 2, "new": 2, "updated": 0, "same": 0, "skipped": []}


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
