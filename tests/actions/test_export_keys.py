"""Citation keys of a file that is written again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from readerapp.actions.exporting import document, write
from readerapp.actions.reading_list import ReadingList
from readerapp.exports import FORMATS
from readerapp.sources import read

EARLY = {
    "key": "arxiv:2501.00001",
    "title": "Kites",
    "authors": ["Rin Abe"],
    "added": "2026-01-01T00:00:00+00:00",
}
LATE = {
    "key": "arxiv:2501.00002",
    "title": "Kites!",
    "authors": ["Lia Abe"],
    "added": "2026-02-01T00:00:00+00:00",
}


def exported(home: Path, path: Path, form: str, *papers: Mapping[str, object]) -> dict[str, object]:
    """The citation key of each paper in the file, written by a library that has these papers."""
    home.mkdir(exist_ok=True)
    (home / "papers.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in papers), "utf-8")
    with ReadingList.open(home) as reading:
        found = [paper for paper in (reading.paper(str(told["key"])) for told in papers) if paper]
        write(path, document(reading, found, FORMATS[form], path))
    return {
        paper.key: paper.extra["citation_key"] for paper in read(path.read_bytes(), name=path.name).papers
    }


@pytest.mark.parametrize("form", ["bibtex", "biblatex", "ris", "csl-json"])
def test_papers_keep_the_citation_keys_they_have_in_the_file(tmp_path: Path, form: str) -> None:
    path = tmp_path / "refs.txt"
    first = exported(tmp_path / "home", path, form, LATE)
    assert first == {LATE["key"]: "abe2025kites"}
    renamed = {**LATE, "title": "Sails", "authors": ["Someone Else"]}
    assert exported(tmp_path / "home", path, form, EARLY, renamed) == {
        EARLY["key"]: "abe2025kitesa",
        LATE["key"]: "abe2025kites",
    }


@pytest.mark.parametrize("form", ["bibtex", "csl-json", "jsonl"])
def test_papers_that_can_be_read_only_once_are_all_exported(tmp_path: Path, form: str) -> None:
    (tmp_path / "papers.jsonl").write_text(json.dumps(EARLY) + "\n" + json.dumps(LATE) + "\n", "utf-8")
    with ReadingList.open(tmp_path) as reading:
        found = [reading.paper(str(told["key"])) for told in (EARLY, LATE)]
        whole, once = (b"".join(document(reading, each, FORMATS[form])) for each in (found, iter(found)))
    assert whole == once and whole.count(b"Kites") == 2


def test_a_file_that_is_no_bibliography_keeps_no_citation_keys(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_bytes(b"\xff\x00@misc{")
    assert exported(tmp_path / "home", path, "bibtex", EARLY) == {EARLY["key"]: "abe2025kites"}
