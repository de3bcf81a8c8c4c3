"""Zotero's RDF export. Works refer to the journals they appeared in.

Format: https://www.zotero.org/support/kb/exporting, https://github.com/zotero/translators (Zotero RDF).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from readerapp.domain.ids.parsing import doi
from readerapp.sources.bibliographies.field_ids import arxiv_number, doi_number
from readerapp.sources.bibliographies.zotero_json import NO_WORKS
from readerapp.sources.dates import parse_date
from readerapp.sources.draft import Draft
from readerapp.sources.markup_text import without_markup
from readerapp.sources.results import Skip
from readerapp.sources.xml_text import all_of, elements, find, name, text, text_of, texts

_WORKS = frozenset(
    """
    Article Book BookSection Description Dictionary Document Illustration Image Legislation Letter
    Manuscript MotionPicture Patent Proceedings Recording Report Thesis
    """.split()
)
_WHERE = frozenset(("Journal", "Periodical", "Series", "Newspaper", "Magazine"))
_NOT_WORKS = frozenset(("Attachment", "Collection", "Memo"))
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the works of an export, without attachments, notes and collections."""
    works: list[Element] = []
    venues: dict[str, Element] = {}
    for found in elements(source, _WORKS | _WHERE | _NOT_WORKS):
        if isinstance(found, Skip):
            yield found
        elif name(found) in _WHERE:
            venues[found.get(f"{_RDF}about", "")] = found
        elif name(found) in _WORKS:
            works.append(found)
    for index, work in enumerate(works, 1):
        if text(work, "itemType") not in NO_WORKS and (text(work, "title") or text(work, "itemType")):
            draft = _draft(work, _venue(work, venues))
            draft.record = f"record {index}"
            yield draft if draft.title else Skip(draft.record, "no title in it")


def _venue(work: Element, venues: dict[str, Element]) -> Element | None:
    """Return the element inside `isPartOf`, or the one it refers to."""
    for part in all_of(work, "isPartOf"):
        referred = venues.get(part.get(f"{_RDF}resource", ""))
        if referred is not None or len(part):
            return referred if referred is not None else part[0]
    return None


def _draft(work: Element, venue: Element | None) -> Draft:
    extra = text(work, "description")
    identifiers = _identifiers(work) + _identifiers(venue)
    where = text(venue, "title")
    urls = [word for word in identifiers if word.startswith(("http://", "https://"))]
    about = work.get(f"{_RDF}about", "")
    return Draft(
        title=without_markup(text(work, "title")),
        abstract=without_markup(text(work, "abstract")),
        authors=_people(work),
        urls=urls or ([about] if about.startswith("http") else []),
        arxiv=arxiv_number((text(work, "archiveID"), text(work, "number"), where), extra),
        doi=next((word for word in identifiers if doi(word)), None) or doi_number(extra),
        published=parse_date(text(work, "date")),
        keywords=texts(work, "subject"),
        venue=where or text(work, "presentedAt", "Conference", "title") or text(work, "repository"),
        volume=text(venue, "volume"),
        number=text(venue, "number"),
        pages=text(work, "pages"),
        extra={"type": text(work, "itemType"), "comment": extra},
    )


def _identifiers(element: Element | None) -> list[str]:
    """Return DOIs without the word `DOI`, and URLs."""
    return [found.removeprefix("DOI ").strip() for found in texts(element, "identifier")]


def _people(work: Element) -> list[str]:
    """Return the authors, or whoever made a work that has none."""
    for kind in ("authors", "presenters", "inventors", "creators", "editors"):
        people = [find(one, "Person") for one in all_of(find(work, kind, "Seq"), "li")]
        if found := [_spoken(person) for person in people if person is not None]:
            return found
    return texts(work, "creator")


def _spoken(person: Element) -> str:
    given = find(person, "givenName")
    first = text_of(given) if given is not None else text(person, "givenname")
    return f"{first} {text(person, 'surname')}".strip()
