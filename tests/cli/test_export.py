"""`export`: which format, and what a format writes of the papers that a query finds."""

import zipfile
from pathlib import Path

import pytest

from readerapp.exports import FORMATS
from tests.cli.reader import ORDER, SPAR, Reader


def test_keys_on_standard_input_are_exported_in_their_order(reader: Reader) -> None:
    listed = reader("list", "--sort", "title", "--reverse", "--limit", "2").out
    keys = [line.split("\t")[0] for line in listed.splitlines()]
    assert [it["key"] for it in reader("export", "-", "--format", "jsonl", stdin=listed).records] == keys
    assert reader("export", "-", "--format", "jsonl", stdin="nope").status == 3


@pytest.mark.parametrize("form", ["jsonl", "bibtex"])
@pytest.mark.parametrize("name", ["papers.jsonl", "state.json", "config.toml", "backups/x", "link.bib"])
def test_the_readers_own_files_are_never_exported_over(reader: Reader, name: str, form: str) -> None:
    reader("rate", SPAR, "4")
    (reader.home / "link.bib").symlink_to(reader.home / "state.json")
    before = {path: path.read_bytes() for path in reader.home.rglob("*") if path.is_file()}
    result = reader("export", "--format", form, "-o", str(reader.home / name))
    assert (result.status, result.out) == (1, "")
    assert "holds your own list" in result.err
    after = {path: path.read_bytes() for path in reader.home.rglob("*") if path.is_file()}
    assert {path: after.get(path) for path in before} == before


def test_the_name_of_the_file_says_the_format(reader: Reader, tmp_path: Path) -> None:
    for name, start in (("papers.bib", "@"), ("papers.JSONL", "{"), ("papers.md", "- ")):
        assert reader("export", "-o", str(tmp_path / name)).status == 0
        assert (tmp_path / name).read_text("utf-8").startswith(start)


def test_a_format_that_is_named_goes_before_the_name_of_the_file(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "papers.bib"
    assert reader("export", "--format", "jsonl", "-o", str(file)).status == 0
    assert file.read_text("utf-8").startswith("{")


@pytest.mark.parametrize("output", ["-", "papers", "papers.xyz"])
def test_without_a_format_the_error_names_the_endings(reader: Reader, output: str) -> None:
    result = reader("export", "-o", output)
    assert result.status == 2
    assert all(suffix in result.err for form in FORMATS.values() for suffix in form.suffixes)


@pytest.mark.parametrize(
    ("output", "meant"),
    [("two.bibtex", ".bib"), ("two.markdown", ".md"), ("two.CSLJSON", ".json"), ("two.jsnl", ".jsonl")],
)
def test_an_unknown_ending_names_the_nearest(reader: Reader, output: str, meant: str) -> None:
    assert f"did you mean {meant!r}?" in reader("export", "-o", output).err


def test_bytes_are_not_written_to_a_terminal(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readerapp.cli.session.Session.is_terminal", True)
    result = reader("export", "--format", "epub")
    assert (result.status, result.out) == (2, "")
    assert "epub isn't for a terminal: name a file with -o." in result.err


def test_a_book_has_the_papers_of_the_query_with_their_notes(reader: Reader, tmp_path: Path) -> None:
    reader("note", SPAR, "--text", "Try *this*.")
    file = tmp_path / "noted.epub"
    assert reader("export", "has:note", "-o", str(file)).status == 0
    with zipfile.ZipFile(file) as book:
        page = book.read("EPUB/papers-0001.xhtml").decode()
    assert page.count("<section") == 1
    assert "SPaR" in page and "Try <em>this</em>." in page


def test_the_end_of_a_name_says_which_cards(reader: Reader, tmp_path: Path) -> None:
    reader("note", SPAR, "--text", "Q: Why?\nA: Because.")
    for name, start in (("deck.cards.md", "Q: Why?"), ("deck.anki.txt", "#separator:tab")):
        assert reader("export", "-o", str(tmp_path / name)).status == 0
        assert (tmp_path / name).read_text("utf-8").startswith(start)


def test_papers_without_cards_say_so(reader: Reader) -> None:
    result = reader("export", "--format", "cards")
    assert (result.status, result.out) == (0, "")
    assert (
        result.err == "readerapp: Nothing for cards (Q: and A: lines of notes, for hashcards) in 4 papers\n"
    )


def test_a_table_added_to_the_library_it_came_from_changes_no_fact(reader: Reader, tmp_path: Path) -> None:
    def facts() -> list[dict[str, object]]:
        records = reader("list", "--json").records
        return [{name: value for name, value in each.items() if name != "sightings"} for each in records]

    reader("note", SPAR, "--text", "=mine")
    before = facts()
    assert reader("export", "-o", str(file := tmp_path / "papers.csv")).status == 0
    assert "read 4 · new 0" in reader("add", str(file)).out
    assert facts() == before


@pytest.mark.parametrize("output", ["-", "."])
def test_only_a_file_can_be_kept_up_to_date(reader: Reader, output: str) -> None:
    result = reader("export", "--watch", "--format", "bibtex", "-o", output)
    assert result.status == 2
    assert "--watch keeps a file up to date: name it with -o." in result.err


def test_a_file_that_cannot_be_written_is_not_watched(reader: Reader, tmp_path: Path) -> None:
    result = reader("export", "--watch", "-o", str(tmp_path / "none" / "refs.bib"))
    assert (result.status, result.out) == (1, "")
    assert result.err == f"readerapp: There is no folder {tmp_path / 'none'}\n"


def test_a_table_brings_the_state_to_another_home(reader: Reader, tmp_path: Path) -> None:
    reader("mark", "read", SPAR)
    reader("rate", SPAR, "4")
    reader("tag", SPAR, "+rl", "+to read")
    reader("note", SPAR, "--text", "=mine\n\nand more")
    reader("queue", "add", ORDER)
    before = [reader.state(key) for key in (SPAR, ORDER)]
    assert reader("export", "-o", str(file := tmp_path / "papers.csv")).status == 0
    other = Reader(tmp_path / "other", reader.capsys, reader.monkeypatch)
    assert "new 4" in other("add", str(file)).out
    after = [other.state(key) for key in (SPAR, ORDER)]
    for name in ("status", "queue", "rating", "tags", "note", "later"):
        assert [each[name] for each in after] == [each[name] for each in before]
