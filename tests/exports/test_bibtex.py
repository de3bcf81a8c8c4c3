import pytest

from readerapp.domain.paper import Links, Paper
from readerapp.exports.bibliographies.bibtex import entry
from readerapp.exports.bibliographies.citation_keys import citation_key, family_name
from readerapp.exports.facts import year
from tests.exports.papers import written

SPAR = Paper(
    key="arxiv:2412.11605",
    title="SPaR: Self-Play with Tree-Search Refinement",
    authors=("Jiale Cheng", "Xiao Liu"),
    links=Links(repo=("https://github.com/thu-coai/SPaR",), arxiv=("https://arxiv.org/abs/2412.11605",)),
    published="2024-12-16",
)


def test_an_arxiv_paper_carries_its_eprint() -> None:
    assert entry(SPAR) == (
        "@misc{cheng2024spar,\n"
        "  title         = {{SPaR: Self-Play with Tree-Search Refinement}},\n"
        "  author        = {Jiale Cheng and Xiao Liu},\n"
        "  year          = {2024},\n"
        "  eprint        = {2412.11605},\n"
        "  archivePrefix = {arXiv},\n"
        "  url           = {https://arxiv.org/abs/2412.11605},\n"
        "}\n"
    )


def test_a_paper_with_only_a_title_is_an_entry_too() -> None:
    assert (
        entry(Paper(key="title:0", title="The 5% Rule"))
        == "@misc{5,\n  title         = {{The 5\\% Rule}},\n  key           = {5},\n}\n"
    )


def test_a_doi_is_given_bare() -> None:
    paper = Paper(key="doi:10.1000/x_1", title="X", links=Links(doi=("https://doi.org/10.1000/x_1",)))
    assert "  doi           = {10.1000/x_1},\n" in entry(paper)
    assert "  url           = {https://doi.org/10.1000/x_1},\n" in entry(paper)


def test_no_two_entries_of_a_file_share_a_key() -> None:
    text = written("bibtex", [SPAR] * 28)
    keys = [line.removeprefix("@misc{").rstrip(",") for line in text.splitlines() if line.startswith("@")]
    assert keys[:3] == ["cheng2024spar", "cheng2024spara", "cheng2024sparb"]
    assert keys[-1] == "cheng2024sparaa"
    assert len(set(keys)) == 28


def test_no_papers_make_an_empty_file() -> None:
    assert written("bibtex", []) == ""


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("arxiv:0704.0001", "2007"),
        ("arxiv:hep-th/9901001", "1999"),
        ("arxiv:math.GT/0309136", "2003"),
        ("doi:10.1/x", None),
    ],
)
def test_an_arxiv_id_tells_the_year(key: str, expected: str | None) -> None:
    assert year(Paper(key=key, title="X")) == expected


def test_the_date_of_the_work_beats_its_id() -> None:
    assert year(Paper(key="arxiv:2401.00001", title="X", published="2023-12-31")) == "2023"


@pytest.mark.parametrize("name", ["Ada King Lovelace", "Lovelace, Ada King", "Lovelace"])
def test_a_family_name_is_found_in_either_order(name: str) -> None:
    assert family_name(name) == "Lovelace"


def test_a_citation_key_is_plain_ascii() -> None:
    paper = Paper(key="x", title="Über die Größe", authors=("Erwin Schrödinger",), published="1935")
    assert citation_key(paper) == "schrodinger1935uber"


def test_a_title_without_letters_still_gets_a_key() -> None:
    assert citation_key(Paper(key="x", title="注意")) == "paper"


def test_an_author_called_and_stays_one_author() -> None:
    assert "{Research and Development}" in entry(
        Paper(key="x", title="X", authors=("Research and Development",))
    )


def test_what_another_format_says_of_where_a_work_appeared_comes_out() -> None:
    paper = Paper(
        key="doi:10.5555/x",
        title="Kites",
        venue="Wind & Air",
        volume="3",
        number="2",
        pages="1-9",
        extra={"type": "journalArticle", "citation_key": "abe2020", "publisher": "Sky"},
    )
    text = entry(paper)
    assert text.startswith("@article{abe2020,\n")
    assert r"  journal       = {Wind \& Air}," in text and "  publisher     = {Sky}," in text
    assert "  volume        = {3},\n  number        = {2},\n  pages         = {1-9},\n" in text


@pytest.mark.parametrize(
    ("told", "kind", "field"),
    [
        ("CONF", "inproceedings", "booktitle"),
        ("book-chapter", "incollection", "booktitle"),
        ("Thesis", "phdthesis", "school"),
        ("preprint", "misc", "howpublished"),
        (None, "misc", "howpublished"),
    ],
)
def test_a_works_kind_decides_its_entry(told: str | None, kind: str, field: str) -> None:
    text = entry(Paper(key="title:1", title="Kites", venue="Wind", extra={"type": told}))
    assert text.startswith(f"@{kind}{{") and f"  {field:<13} = {{Wind}}," in text


def test_a_citation_key_that_could_break_an_entry_is_made_anew() -> None:
    paper = Paper(key="title:1", title="Kites", extra={"citation_key": "a b},\n@misc{c"})
    assert entry(paper).startswith("@misc{kites,\n")
