import json
import warnings
from importlib.resources import files
from typing import Any

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from readerapp.domain.paper import Links, Paper
from readerapp.domain.state import State
from readerapp.exports import Item
from readerapp.exports.bibliographies.csl_json import document
from readerapp.sources import read

HARVARD = files("citeproc") / "data/styles/harvard-cite-them-right.csl"
KITES = Paper(
    key="doi:10.5555/x",
    title="Kites",
    abstract="High.",
    authors=("Jan van den Berg", "Martin Luther King, Jr.", "Wind Group", "刘强"),
    links=Links(doi=("https://doi.org/10.5555/x",)),
    published="2020-05",
    keywords=("wind", "a,b"),
    venue="Wind & Air",
    volume="3",
    number="2",
    pages="1-9",
    extra={"type": "journalArticle", "publisher": "Sky", "comment": "9 pages"},
)
SPAR = Paper(key="arxiv:2412.11605", title="SPaR", authors=("Jiale Cheng",), published="2024-12-16")


def items(*papers: Paper) -> str:
    return "".join(
        document(Item(paper, State(key=paper.key, tags=("to cite",), note="secret")) for paper in papers)
    )


@pytest.mark.parametrize("told", ["book", "thesis", "report"])
def test_the_venue_of_a_work_without_a_container_is_its_publisher(told: str) -> None:
    (found,) = json.loads(
        items(Paper(key="doi:10.5555/b", title="Kites", venue="Sky House", extra={"type": told}))
    )
    assert found["publisher"] == "Sky House"
    assert "container-title" not in found


def test_an_article_has_the_variables_of_csl() -> None:
    assert json.loads(items(KITES)) == [
        {
            "id": "berg2020kites",
            "citation-key": "berg2020kites",
            "type": "article-journal",
            "title": "Kites",
            "author": [
                {"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"},
                {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
                {"literal": "Wind Group"},
                {"literal": "刘强"},
            ],
            "issued": {"date-parts": [[2020, 5]]},
            "container-title": "Wind & Air",
            "volume": "3",
            "issue": "2",
            "page": "1-9",
            "publisher": "Sky",
            "DOI": "10.5555/x",
            "URL": "https://doi.org/10.5555/x",
            "abstract": "High.",
            "keyword": "wind, a b, to cite",
            "note": "9 pages",
        }
    ]


def test_a_preprint_is_an_article_of_arxiv() -> None:
    (found,) = json.loads(items(SPAR))
    assert (found["type"], found["publisher"], found["number"]) == ("article", "arXiv", "arXiv:2412.11605")


def test_no_papers_are_an_empty_array() -> None:
    assert json.loads(items()) == []


def test_our_own_reader_reads_the_same_papers() -> None:
    kites, spar = read(items(KITES, SPAR).encode(), name="x.json").papers
    for name in ("key", "title", "abstract", "authors", "published", "venue", "volume", "number", "pages"):
        assert getattr(kites, name) == getattr(KITES, name)
    assert kites.links == KITES.links and kites.extra["comment"] == "9 pages"
    assert (spar.key, spar.published, spar.authors) == (SPAR.key, SPAR.published, SPAR.authors)


def test_citeproc_cites_them() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # it doesn't know the variables of CSL 1.0.2, nor all of its own style
        source: Any = CiteProcJSON(json.loads(items(KITES, SPAR)))
        style = CitationStylesStyle(str(HARVARD), validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        for name in ("berg2020kites", "cheng2024spar"):
            bibliography.register(Citation([CitationItem(name)]))
        kites, spar = sorted(map(str, bibliography.bibliography()), key=lambda text: "SPaR" in text)
    assert "Berg" in kites and "2020" in kites and "Kites" in kites and "Wind &" in kites
    assert spar.startswith("Cheng, J") and "2024" in spar and "SPaR" in spar
