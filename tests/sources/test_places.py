"""Where in its venue a work stands: volume, number and pages, whatever format says so."""

from __future__ import annotations

import pytest

from readerapp import sources

BIBTEX = "@article{k, title={T of it}, journal={J}, volume=12, number={3}, pages={1--9}}"
BIBLATEX = "@article{k, title={T of it}, journaltitle={J}, volume=12, issue={3}, pages={1--9}}"
RIS = "TY  - JOUR\nTI  - T of it\nJO  - J\nVL  - 12\nIS  - 3\nSP  - 1\nEP  - 9\nER  - \n"
CSL = (
    '[{"title": "T of it", "container-title": "J", "volume": "12", "issue": 3, "page": "1-9", "issued": {}}]'
)
CROSSREF = (
    '{"message": {"title": ["T of it"], "container-title": ["J"], "DOI": "10.1000/x",'
    ' "volume": "12", "issue": "3", "page": "1-9"}}'
)
MEDLINE = "PMID- 1\nTI  - T of it.\nJT  - J\nVI  - 12\nIP  - 3\nPG  - 1-9\n"
ENDNOTE = "%0 Journal Article\n%T T of it\n%J J\n%V 12\n%N 3\n%P 1-9\n"
WOS = "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI T of it\nSO J\nVL 12\nIS 3\nBP 1\nEP 9\nER\n"
OPENALEX = (
    '{"results": [{"title": "T of it", "authorships": [], "primary_location":'
    ' {"source": {"display_name": "J"}}, "biblio":'
    ' {"volume": "12", "issue": "3", "first_page": "1", "last_page": "9"}}]}'
)
ZOTERO = '[{"title": "T of it", "publicationTitle": "J", "volume": "12", "issue": "3", "pages": "1-9"}]'
TABLE = "Title,Publication Title,Volume,Issue,Pages\nT of it,J,12,3,1-9\n"


FORMATS = {
    "bibtex": BIBTEX,
    "biblatex": BIBLATEX,
    "ris": RIS,
    "csl": CSL,
    "crossref": CROSSREF,
    "medline": MEDLINE,
    "endnote": ENDNOTE,
    "wos": WOS,
    "openalex": OPENALEX,
    "zotero": ZOTERO,
    "table": TABLE,
}


@pytest.mark.parametrize("text", FORMATS.values(), ids=FORMATS)
def test_volume_number_and_pages_are_read_from_every_format_that_has_them(text: str) -> None:
    (paper,) = sources.read(text.encode(), name="x").papers
    assert (paper.venue, paper.volume, paper.number, (paper.pages or "").replace("--", "-")) == (
        "J",
        "12",
        "3",
        "1-9",
    )
    assert not {"volume", "number", "issue", "pages"} & paper.extra.keys()
