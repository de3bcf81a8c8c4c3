"""Zotero's exports, EndNote's and PubMed's XML, and Hugging Face's collections."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from readerapp.domain.paper import Paper
from readerapp.sources import read

PAGES = Path(__file__).parent / "pages"


def papers(value: object, format: str = "zotero-json") -> list[Paper]:
    result = read(json.dumps(value).encode(), name="x.json")
    assert (result.format, result.skipped) == (format, ())
    return list(result.papers)


def item(**fields: Any) -> dict[str, Any]:
    return {"key": "A1B2", "itemType": "journalArticle", "title": "Kites", **fields}


WRAPPINGS: dict[str, Callable[[list[Any]], object]] = {
    "items": lambda items: items,
    "the web API": lambda items: [{"key": "A", "version": 3, "data": one} for one in items],
    "Better BibTeX": lambda items: {"config": {"id": "x"}, "collections": {}, "items": items},
}


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_what_hangs_on_an_item_is_no_paper(wrapping: str) -> None:
    found = papers(
        WRAPPINGS[wrapping](
            [
                item(
                    creators=[
                        {"creatorType": "author", "firstName": "Rin", "lastName": "Abe"},
                        {"creatorType": "editor", "firstName": "Ed", "lastName": "Itor"},
                        {"creatorType": "author", "name": "Wind Group"},
                    ],
                    abstractNote="We fly.",
                    proceedingsTitle="Proc. of Wind",
                    date="2021-07-00",
                    tags=[{"tag": "wind"}],
                    attachments=[{"itemType": "attachment", "title": "PDF"}],
                ),
                item(itemType="attachment", title="Full Text PDF", url="https://arxiv.org/pdf/2001.00001"),
                item(itemType="note", note="<p>mine</p>"),
                item(itemType="annotation", annotationText="x"),
            ]
        )
    )
    (paper,) = found
    assert (paper.title, paper.authors, paper.venue) == ("Kites", ("Rin Abe", "Wind Group"), "Proc. of Wind")
    assert (paper.abstract, paper.published, paper.keywords) == ("We fly.", "2021-07", ("wind",))


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"archiveID": "arXiv:2403.03511"}, "arxiv:2403.03511"),
        ({"archive": "arXiv", "archiveLocation": "2004.01234"}, "arxiv:2004.01234"),
        ({"publicationTitle": "arXiv:1810.04899 [cs]"}, "arxiv:1810.04899"),
        ({"extra": "arXiv: 1810.04899\nversion: 1"}, "arxiv:1810.04899"),
        ({"extra": "PMID: 123\narXiv:quant-ph/0201082 [quant-ph]"}, "arxiv:quant-ph/0201082"),
        ({"extra": "tex.x: y\nDOI: 10.5555/extra"}, "doi:10.5555/extra"),
        ({"DOI": "10.5555/field", "extra": "a comment on arXiv:2001.00001"}, "doi:10.5555/field"),
        ({"reportNumber": "arXiv:2403.03511v2"}, "arxiv:2403.03511"),
    ],
)
def test_an_id_is_found_in_whatever_field_zotero_puts_it(fields: dict[str, str], key: str) -> None:
    assert papers([item(**fields)])[0].key == key


def test_a_citation_key_is_kept() -> None:
    first, second = papers([item(citationKey="abe20"), item(title="B", extra="Citation Key: abe21\nx: y")])
    assert (first.extra["citation_key"], second.extra["citation_key"]) == ("abe20", "abe21")


def test_zoteros_rdf_gives_works_with_the_journals_they_refer_to() -> None:
    text = (PAGES / "zotero-rdf.txt").read_text("utf-8")
    more = (
        '<rdf:Description rdf:about="#i3"><z:itemType>journalArticle</z:itemType>'
        '<dcterms:isPartOf rdf:resource="urn:issn:1"/><dc:title>Sails</dc:title></rdf:Description>'
        '<bib:Journal rdf:about="urn:issn:1"><dc:title>Air</dc:title>'
        "<dc:identifier>DOI 10.5555/air</dc:identifier></bib:Journal></rdf:RDF>"
    )
    referred = text.replace("</rdf:RDF>", more)
    result = read(referred.encode(), name="x.rdf")
    assert (result.format, result.skipped) == ("zotero-rdf", ())
    kites, strings, sails = result.papers
    assert (kites.key, kites.title, kites.authors) == (
        "arxiv:2401.04567",
        "Kites in a Triple Store",
        ("Rin Abe", "Lia Costa"),
    )
    assert (kites.abstract, kites.published) == ("We store kites.", "2024-01-09")
    assert (strings.key, strings.venue, strings.volume) == ("doi:10.5555/wind.9", "Journal of Wind", "3")
    assert (sails.key, sails.venue) == ("doi:10.5555/air", "Air")


def test_endnotes_xml_gives_its_records() -> None:
    result = read((PAGES / "endnote-xml.txt").read_bytes(), name="x.xml")
    (paper,) = result.papers
    assert (result.format, paper.key, paper.title) == ("endnote-xml", "doi:10.5555/enx.1", "Kites in Markup")
    assert (paper.authors, paper.published, paper.venue) == (
        ("Rin Abe", "Lia Costa"),
        "2019",
        "Journal of Wind",
    )
    assert (paper.volume, paper.number, paper.pages) == ("3", "2", "1-9")
    assert paper.links.repo == ("https://github.com/abe/enx",)


ITEMS = [
    {
        "_id": "6",
        "position": 0,
        "type": "paper",
        "id": "2403.03801",
        "title": "Collected\n  Things",
        "upvotes": 17,
    },
    {"_id": "7", "position": 1, "type": "model", "id": "abe-rin/collector-7b"},
    {"_id": "8", "position": 2, "type": "space", "id": "a/b", "title": "A Demo"},
]


@pytest.mark.parametrize(
    "value",
    [
        {"slug": "a/r-1", "title": "Reading for March", "items": ITEMS, "upvotes": 4},
        [{"slug": "a/r-1", "title": "Reading for March", "items": ITEMS}],
        ITEMS,
    ],
)
def test_the_papers_of_a_collection_are_papers_and_nothing_else_in_it_is(value: object) -> None:
    (paper,) = papers(value, "hf-collection")
    assert (paper.key, paper.title, paper.upvotes) == ("arxiv:2403.03801", "Collected Things", 17)


def test_namesakes_lose_the_number_that_dblp_gives_them() -> None:
    hit = {"info": {"authors": {"author": [{"text": "Rin Abe 0001"}]}, "title": "Kites"}}
    result = read(json.dumps({"result": {"hits": {"hit": [hit]}}}).encode(), name="x")
    assert result.papers[0].authors == ("Rin Abe",)


def test_a_table_of_zoteros_leaves_out_what_hangs_on_a_paper() -> None:
    table = (
        '"Key","Item Type","Author","Title","Url","Extra"\n'
        '"A","journalArticle","Dahl, Ove","Kites","","arXiv:2001.09999 [cs]"\n'
        '"B","attachment","","Snapshot","https://x.org/y",""\n"C","note","","Comment: 9 pages","",""\n'
    )
    result = read(table.encode(), name="x.csv")
    (paper,) = result.papers
    assert result.skipped == ()
    assert (paper.key, paper.authors) == ("arxiv:2001.09999", ("Ove Dahl",))


def test_pubmeds_xml_gives_its_articles() -> None:
    result = read((PAGES / "pubmed-xml.txt").read_bytes(), name="x.xml")
    (paper,) = result.papers
    assert (result.format, paper.key, paper.title) == ("pubmed-xml", "doi:10.5555/pm.1", "Kites in E. coli")
    assert (paper.authors, paper.published) == (("Rin Abe", "Wind Group"), "2019-06-04")
    assert (paper.venue, paper.volume, paper.pages) == ("Journal of Wind", "3", "1-9")
    assert paper.abstract == "AIM: We aim.\n\nRESULT: We hit."


@pytest.mark.parametrize(
    ("note", "key"),
    [("arXiv:2103.01234 [cs]", "arxiv:2103.01234"), ("PMID: 1\nDOI: 10.5555/csl", "doi:10.5555/csl")],
)
def test_a_note_of_csl_json_that_begins_with_an_id_names_the_paper(note: str, key: str) -> None:
    assert papers([{"title": "Kites", "note": note, "issued": {"raw": "2021"}}], "csl-json")[0].key == key
