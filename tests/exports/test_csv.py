"""A table for spreadsheets, read back by Python's csv and by `add`."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.domain.carried_state import without_state
from readerapp.domain.cells import COLUMNS, from_cells, to_cells
from readerapp.domain.paper import KINDS, Links, Paper
from readerapp.domain.record import from_record, to_record
from readerapp.domain.state import State, Status
from readerapp.domain.values import replace
from readerapp.exports import Item
from readerapp.exports.lists.csv_table import document
from readerapp.sources.formats import read_as
from readerapp.sources.recognition import recognise

PAPER = Paper(
    key="arxiv:2405.15738",
    title='Order, "Matters"; or not',
    abstract="One, two.\n\nThree; four.",
    authors=("Ada Lovelace", "Research and Development Lab", "Bo, Jr"),
    links=Links(**{kind: (f"https://{kind}.org/a", f"https://{kind}.org/b,c;d") for kind in KINDS}),
    published="2024-05-24",
    listed="Oct 9",
    upvotes=12,
    stars=0,
    keywords=("learning; ordered", "[x]"),
    venue="NeurIPS",
    volume="7",
    number="2",
    pages="1-9",
    summary="=SUM(A1)",
)
FORMULAS = ("=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "＝1+1", "'=1", "''-1")
LINE = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)


def rows(items: list[Item]) -> list[dict[str, str]]:
    text = "".join(document(items))
    assert text.count("\r\n") >= len(items)
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def read_back(items: list[Item]) -> list[Paper]:
    text = "".join(document(items)).replace("\r\n", "\n")
    assert recognise(text) == "csv"
    papers = [draft.paper for draft in read_as("csv", text)]  # type: ignore[union-attr]
    return [without_state(paper)[0] for paper in papers if paper is not None]


def test_a_row_has_the_fields_of_json_by_their_names() -> None:
    state = State(key=PAPER.key, status=Status.READ, tags=("rl", "to read"), rating=4, note="a\nb")
    (row,) = rows([Item(PAPER, state, 3)])
    assert tuple(row) == COLUMNS
    assert row["authors"] == "Ada Lovelace; Research and Development Lab; Bo, Jr"
    assert row["links.repo"] == "https://repo.org/a https://repo.org/b,c;d"
    assert (row["status"], row["queue"], row["rating"], row["tags"]) == ("read", "3", "4", "rl; to read")
    assert (row["upvotes"], row["stars"], row["note"], row["later"]) == ("12", "0", "a\nb", "")


def test_add_reads_every_fact_back() -> None:
    plain = Paper(key="title:0123456789abcdef", title="Plain")
    assert read_back([Item(it, State(key=it.key)) for it in (PAPER, plain)]) == [PAPER, plain]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_text_to_a_spreadsheet_and_comes_back_as_it_was(text: str) -> None:
    paper = replace(PAPER, title=text, authors=(text, "B"))
    (row,) = rows([Item(paper, State(key=paper.key, note=text))])
    assert all(row[name].startswith("'") for name in ("title", "authors", "note", "summary"))
    assert read_back([Item(paper, State(key=paper.key))]) == [paper]


@pytest.mark.parametrize("text", ["'tis so", "a=b", "10-20", "x' OR '1'='1"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    (row,) = rows([Item(replace(PAPER, title=text), State(key=PAPER.key))])
    assert row["title"] == text


@given(LINE, st.lists(LINE), st.lists(LINE), st.lists(LINE))
def test_whatever_a_paper_says_comes_back(
    title: str, authors: list[str], keywords: list[str], paragraphs: list[str]
) -> None:
    told = {"key": "k", "title": f"T{title}", "authors": authors, "keywords": keywords}
    paper = from_record({**told, "abstract": "\n\n".join(paragraphs)})
    assert from_record(from_cells(COLUMNS, to_cells(to_record(paper)))) == paper


def test_columns_may_be_moved_removed_and_added_in_a_spreadsheet() -> None:
    (row,) = rows([Item(PAPER, State(key=PAPER.key))])
    kept = {"mine": "x", **{name: row[name] for name in ("links.arxiv", "title", "key", "authors")}}
    out = io.StringIO()
    writer = csv.DictWriter(out, kept, delimiter=";")
    writer.writeheader()
    writer.writerow(kept)
    (draft,) = read_as("csv", out.getvalue().replace("\r\n", "\n"))
    paper = draft.paper  # type: ignore[union-attr]
    assert paper is not None
    assert (paper.key, paper.title, paper.authors) == (PAPER.key, PAPER.title, PAPER.authors)
    assert paper.extra == {} and paper.links == Links(arxiv=PAPER.links.arxiv)


def test_a_row_whose_title_was_emptied_is_skipped_by_its_line() -> None:
    text = "".join(document([Item(PAPER, State(key=PAPER.key))])).replace("\r\n", "\n")
    (skip,) = read_as("csv", text.replace(to_cells(to_record(PAPER))[1].replace('"', '""'), ""))
    assert (skip.where, skip.why) == ("line 4", "no title in the row")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "quoted",
    ["@article{x,\n  title={Y},\n}", "TY  - JOUR\nTI  - Y\nER  - ", "arXiv:2405.15738", "<html><body>"],
)
def test_a_table_is_one_whatever_its_cells_quote(quoted: str) -> None:
    text = "".join(document([Item(PAPER, State(key=PAPER.key, note=quoted), None)] * 3))
    assert recognise(text) == "csv"
    assert recognise('Title;Author;Notes\nKites;Ada Lovelace;"\n@article{x,\n title={Y}}"\n') == "csv"
