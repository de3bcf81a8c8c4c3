"""What several formats say of a paper: its dates, ids, address, kind and keywords."""

from __future__ import annotations

import re

from readerapp.domain.ids.parsing import doi as as_doi
from readerapp.domain.paper import Paper, address_by_key
from readerapp.domain.values import NamedTuple, pattern
from readerapp.exports import Item

_ARXIV_YEAR = pattern(r"arxiv:(?:[a-z-]+(?:\.[A-Z]{2})?/)?(\d\d)\d\d")
_YEAR = pattern(r"\d{4}")
_DATE = pattern(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?![^T ])", re.ASCII)
_CATEGORY = pattern(r"[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2}|\.[a-z]+(?:-[a-z]+)?)")
_PAGES = pattern(r"(\w+) ?[-–—]{1,2} ?(\w+)")


def year(paper: Paper) -> str | None:
    """Return the year the work appeared, else the one in its arXiv id; None if neither is known."""
    if paper.published and (match := _YEAR.match(paper.published)):
        return match[0]
    if match := _ARXIV_YEAR.match(paper.key):
        return f"{'19' if match[1] > '90' else '20'}{match[1]}"
    return None


def date(paper: Paper) -> str:
    """Return the ISO date the work appeared, as precise as it is known, else its year; "" if unknown."""
    match = _DATE.match(paper.published or "")
    return match[0] if match else year(paper) or ""


def arxiv_number(paper: Paper) -> str:
    """Return the arXiv id; "" if the paper has none."""
    return paper.key.removeprefix("arxiv:") if paper.key.startswith("arxiv:") else ""


def arxiv_class(paper: Paper) -> str:
    """Return the primary category on arXiv, `cs.CL`, if it is known; else ""."""
    told = paper.extra.get("primaryclass")
    if isinstance(told, str) and told:
        return told
    archive, slash, _ = arxiv_number(paper).partition("/")
    if slash:
        return archive
    categories = [word for word in paper.keywords if _CATEGORY.fullmatch(word)]
    return categories[0] if len(categories) == 1 else ""


def doi(paper: Paper) -> str:
    """Return the bare DOI; "" if none is known."""
    if paper.key.startswith("doi:"):
        return paper.key.removeprefix("doi:")
    link = paper.links.first("doi") or ""
    return as_doi(link) or re.sub(r"^https?://(?:dx\.)?doi\.org/", "", link)


def url(paper: Paper) -> str:
    """Return the address of the paper's page, else its best link; "" without any."""
    links = paper.links
    found = links.first("arxiv") or links.first("doi") or links.first("pdf") or (links.best or ("", ""))[1]
    return found or address_by_key(paper.key, "arxiv") or ""


def lasting_url(paper: Paper) -> str | None:
    """Return the address by the paper's id, which stays as links come and go; without an id its best link."""
    by_key = address_by_key(paper.key, "arxiv") or address_by_key(paper.key, "doi")
    return by_key or (paper.links.best[1] if paper.links.best else None)


def further_urls(paper: Paper) -> list[str]:
    """Return the other addresses of a paper, apart from its DOI and PDFs."""
    return [link for kind, link in paper.links if kind not in ("doi", "pdf") and link != url(paper)]


def pdf(paper: Paper) -> str:
    """Return the address of the PDF; "" if none is known."""
    return paper.links.first("pdf") or address_by_key(paper.key, "pdf") or ""


def comment(paper: Paper) -> str:
    """Return the authors' comment: `12 pages, accepted at …`; "" without one."""
    told = paper.extra.get("comment")
    return told if isinstance(told, str) else ""


def keywords(item: Item) -> list[str]:
    """Return the paper's keywords, then the reader's tags, each once."""
    found: dict[str, str] = {}
    for word in (*item.paper.keywords, *item.state.tags):
        found.setdefault(word.casefold(), word)
    return list(found.values())


def page_range(pages: str) -> tuple[str, str]:
    """Return the first and the last of `12-34`; what isn't a range as the first."""
    match = _PAGES.fullmatch(pages)
    return (match[1], match[2]) if match else (pages, "")


class WorkKind(NamedTuple):
    """A kind of work as formats call it, and what BibTeX calls the place it appeared in."""

    bibtex: str
    biblatex: str
    ris: str
    csl: str
    venue: str
    biblatex_venue: str
    told: tuple[str, ...]
    """How other formats spell it, in small letters without spaces."""

    @property
    def is_published_by(self) -> bool:
        """True if the venue is who published it: a publisher, a school or an institution."""
        return self.venue in ("publisher", "school", "institution")


def _kind(names: str, told: str) -> WorkKind:
    bibtex, biblatex, ris, csl, venue, biblatex_venue = names.split()
    return WorkKind(bibtex, biblatex, ris, csl, venue, biblatex_venue, tuple(told.split()))


OTHER = _kind("misc misc GEN document howpublished howpublished", "")
"""A work of which nobody says what it is."""
_KINDS = (
    _kind(
        "article article JOUR article-journal journal journaltitle",
        "article article-journal journal-article journalarticle jour mgzn magazinearticle",
    ),
    _kind(
        "inproceedings inproceedings CPAPER paper-conference booktitle booktitle",
        "paper-conference proceedings-article conferencepaper conf cpaper inproceedings",
    ),
    _kind(
        "incollection incollection CHAP chapter booktitle booktitle",
        "chapter book-chapter booksection chap incollection",
    ),
    _kind("book book BOOK book publisher publisher", "book monograph edited-book ebook"),
    _kind("phdthesis thesis THES thesis school institution", "thesis dissertation thes phdthesis"),
    _kind("techreport report RPRT report institution institution", "report rprt techreport"),
)
_BY_SPELLING = {spelling: kind for kind in _KINDS for spelling in kind.told}


def kind(paper: Paper) -> WorkKind:
    """Return the kind of a paper; `OTHER` if its venue is unknown."""
    told = paper.extra.get("type")
    found = _BY_SPELLING.get("".join(told.lower().split())) if isinstance(told, str) else None
    if not found and paper.volume and not is_preprint(paper):
        found = _KINDS[0]
    return found if found and paper.venue else OTHER


def is_preprint(paper: Paper) -> bool:
    """Return True if the place that a paper appeared in is a preprint server."""
    venue = (paper.venue or "").lower()
    return "arxiv" in venue or venue == "corr"


def publisher(paper: Paper) -> str:
    """Return the publisher, unless that is the venue, too."""
    told = paper.extra.get("publisher")
    return told if isinstance(told, str) and kind(paper).venue != "publisher" else ""
