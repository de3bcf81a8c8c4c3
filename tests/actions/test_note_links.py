"""Papers that notes name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from readerapp.actions.note_links import named, named_in, noted_in, references
from readerapp.actions.reading_list import ReadingList


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[ReadingList]:
    home = tmp_path / "home"
    home.mkdir()
    papers = [f'{{"key": "arxiv:2401.0000{n}", "title": "Paper {n}"}}' for n in range(1, 4)]
    papers.append('{"key": "doi:10.1000/x_(y)", "title": "With a DOI"}')
    (home / "papers.jsonl").write_text("\n".join(papers) + "\n")
    with ReadingList.open(home) as reading:
        yield reading


@pytest.mark.parametrize(
    ("note", "texts"),
    [
        ("[[arxiv:2401.00001]] and [[ Any key ]]", ["arxiv:2401.00001", "Any key"]),
        ("arXiv:2401.00002v3, https://arxiv.org/abs/2401.00003", ["arxiv:2401.00002", "arxiv:2401.00003"]),
        ("[[]] [[a\nb]] [one] 3.14", []),
    ],
)
def test_a_note_names_papers_by_links_ids_and_addresses(note: str, texts: list[str]) -> None:
    assert [it.text for it in references(note)] == texts


@pytest.mark.parametrize("text", ["arxiv:2401.00001", "2401.00001", "https://arxiv.org/pdf/2401.00001v2"])
def test_a_reference_is_a_key_an_id_or_an_address(lib: ReadingList, text: str) -> None:
    assert named(lib, text) == ("arxiv:2401.00001", "Paper 1")


def test_papers_know_what_they_name_and_what_names_them(lib: ReadingList) -> None:
    one, two, doi = "arxiv:2401.00001", "arxiv:2401.00002", "doi:10.1000/x_(y)"
    lib.note(one, f"[[{two}]], itself: [[{one}]], unknown: [[arxiv:9901.00001]], [[{doi}]]")
    lib.note(doi, "arXiv:2401.00002 and the number 2401")
    lib.note("arxiv:2401.00003", "in table 2401, 00002 papers")
    assert named_in(lib, one) == {two: "Paper 2", doi: "With a DOI"}
    assert noted_in(lib, two) == {one: "Paper 1", doi: "With a DOI"}
    assert noted_in(lib, doi) == {one: "Paper 1"}
    assert noted_in(lib, one) == {}
