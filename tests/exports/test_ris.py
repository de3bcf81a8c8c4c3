import pytest
import rispy

from readerapp.domain.paper import Links, Paper
from readerapp.domain.state import State
from readerapp.exports import Item
from readerapp.exports.bibliographies.ris import document
from readerapp.sources import read

SPAR = Paper(
    key="arxiv:2412.11605",
    title="SPaR:\nER  - Self-Play",
    abstract="One.\n\nTY  - Two.",
    authors=("Jan van den Berg", "Martin Luther King, Jr.", "Research, Development", "Wind Group"),
    links=Links(
        repo=("https://github.com/a/b;c",),
        arxiv=("https://arxiv.org/abs/2412.11605",),
        pdf=("https://arxiv.org/pdf/2412.11605",),
        doi=("https://doi.org/10.5555/x",),
    ),
    published="2024-12-16",
    keywords=("wind",),
    venue="Wind & Air",
    volume="3",
    number="2",
    pages="1–9",
    extra={"type": "article", "comment": "9 pages"},
)
ITEM = Item(SPAR, State(key=SPAR.key, tags=("to cite",), note="secret"))


@pytest.mark.parametrize("told", ["book", "thesis", "report"])
def test_the_venue_of_a_work_without_a_periodical_is_its_publisher(told: str) -> None:
    paper = Paper(key="doi:10.5555/b", title="Kites", venue="Sky House", extra={"type": told})
    (record,) = rispy.loads("".join(document([Item(paper, State(key=paper.key))])))
    assert record["publisher"] == "Sky House"
    assert "secondary_title" not in record


def test_rispy_reads_what_a_paper_has() -> None:
    (record,) = rispy.loads("".join(document([ITEM])))
    assert record == {
        "type_of_reference": "JOUR",
        "id": "berg2024spar",
        "title": "SPaR: ER - Self-Play",
        "authors": ["van den Berg, Jan", "King, Martin Luther, Jr.", "Research Development", "Wind Group"],
        "year": "2024",
        "date": "2024/12/16/",
        "secondary_title": "Wind & Air",
        "volume": "3",
        "number": "2",
        "start_page": "1",
        "end_page": "9",
        "doi": "10.5555/x",
        "urls": ["https://arxiv.org/abs/2412.11605", "https://github.com/a/b%3Bc"],
        "file_attachments1": "https://arxiv.org/pdf/2412.11605",
        "name_of_database": "arXiv",
        "accession_number": "arXiv:2412.11605",
        "abstract": "One. TY - Two.",
        "keywords": ["wind", "to cite"],
        "notes": ["9 pages"],
    }


def test_our_own_reader_reads_the_same_paper() -> None:
    (paper,) = read("".join(document([ITEM])).encode(), name="x.ris").papers
    assert (paper.key, paper.published, paper.venue) == (SPAR.key, SPAR.published, SPAR.venue)
    assert paper.authors[:2] == ("Jan van den Berg", "Martin Luther King Jr.")
    assert (paper.volume, paper.number, paper.pages) == ("3", "2", "1-9")
    assert paper.extra["citation_key"] == "berg2024spar" and paper.extra["comment"] == "9 pages"
    assert paper.links.repo and paper.links.pdf == SPAR.links.pdf and paper.links.doi == SPAR.links.doi


def test_lines_end_as_the_format_demands_and_records_are_apart() -> None:
    text = "".join(document([ITEM, ITEM]))
    assert text.count("\n") == text.count("\r\n") and text.endswith("ER  - \r\n")
    assert [record["id"] for record in rispy.loads(text)] == ["berg2024spar", "berg2024spara"]
    assert "".join(document([])) == ""


def test_a_preprint_is_no_journal_article() -> None:
    item = Item(Paper(key="arxiv:2412.11605", title="Kites"), State(key="arxiv:2412.11605"))
    assert "".join(document([item])).startswith("TY  - UNPB\r\n")
