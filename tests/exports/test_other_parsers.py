"""What is exported, other programs' parsers and our own read back: each paper, with the same facts."""

from __future__ import annotations

import json
import logging
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pybtex.database
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts
from citeproc.source.json import CiteProcJSON

from readerapp.domain.bibtex.fields import plain, prose
from readerapp.domain.latex.plain_text import latex_to_text
from readerapp.domain.people import PARTICLES, name_parts
from readerapp.exports.facts import arxiv_number, doi, year
from readerapp.sources import read
from tests.exports.hostile import hostile_papers
from tests.exports.papers import written

Facts = tuple[str, list[str], str, str, str]
"""Title, family names, year, arXiv id, DOI."""
PAPERS = hostile_papers(300, seed=1)


def bare(text: str) -> str:
    """Letters and digits, whether or not they are TeX."""
    text = re.sub(r"\\[a-zA-Z]+", "", prose(latex_to_text(text)).replace("ˆ", ""))
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text.replace("ϵ", "ε"))).casefold()


def facts(title: str, families: list[str], *others: str) -> Facts:
    told, arxiv, number = others
    return bare(title), [bare(family) for family in families], told, arxiv, number


def by_bibtexparser(text: str) -> Iterator[Facts]:
    middleware = [SeparateCoAuthors(), SplitNameParts(), LatexDecodingMiddleware()]
    logging.disable()
    try:
        library = parse_string(text, append_middleware=middleware)
    finally:
        logging.disable(logging.NOTSET)
    assert not library.failed_blocks
    for entry in library.entries:
        values: dict[str, Any] = {field.key: field.value for field in entry.fields}
        families = [" ".join(name.last) for name in values.get("author", ())]
        yield _bib_facts(values, families)


def by_pybtex(text: str) -> Iterator[Facts]:
    library = pybtex.database.parse_string(text, "bibtex")
    for entry in library.entries.values():
        people = entry.persons.get("author", ())
        yield _bib_facts(entry.fields, [plain(" ".join(person.last_names)) for person in people])


def _bib_facts(values: Any, families: list[str]) -> Facts:
    year = values.get("year") or values.get("date", "")[:4]
    return facts(values["title"], families, year, values.get("eprint", ""), values.get("doi", ""))


def by_rispy(text: str) -> Iterator[Facts]:
    for record in rispy.loads(text):
        assert "unknown_tag" not in record
        families = [_without_particles(name.split(",")[0]) for name in record.get("authors", ())]
        arxiv = record.get("accession_number", "").removeprefix("arXiv:")
        yield facts(record["title"], families, record.get("year", ""), arxiv, record.get("doi", ""))


def _without_particles(family: str) -> str:
    words = family.split()
    while len(words) > 1 and words[0] in PARTICLES | {"'t"}:
        del words[0]
    return " ".join(words)


def by_citeproc(text: str) -> Iterator[Facts]:
    items = json.loads(text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it doesn't know the variables of CSL 1.0.2
        source: Any = CiteProcJSON(items)
    for item in items:
        found = source[item["id"].lower()]
        families = [str(name.get("family") or name.get("literal")) for name in found.get("author", ())]
        when = str(found["issued"].year) if "issued" in found else ""
        arxiv = item.get("number", "").removeprefix("arXiv:")
        yield facts(str(found["title"]), families, when, arxiv, item.get("DOI", ""))


def by_us(text: str) -> Iterator[Facts]:
    for paper in read(text.encode(), name="papers").papers:
        families = [name_parts(name).family for name in paper.authors]
        yield facts(paper.title, families, year(paper) or "", arxiv_number(paper), doi(paper))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "parser"),
    [
        *(("bibtex", parser) for parser in (by_bibtexparser, by_pybtex, by_us)),
        *(("biblatex", parser) for parser in (by_bibtexparser, by_pybtex, by_us)),
        *(("ris", parser) for parser in (by_rispy, by_us)),
        *(("csl-json", parser) for parser in (by_citeproc, by_us)),
    ],
)
def test_every_paper_comes_back_with_its_facts(form: str, parser: Callable[[str], Iterator[Facts]]) -> None:
    wanted = [
        facts(
            paper.title,
            [name_parts(name).family for name in paper.authors],
            *(year(paper) or "", arxiv_number(paper), doi(paper)),
        )
        for paper in PAPERS
    ]
    assert list(parser(written(form, PAPERS))) == wanted
