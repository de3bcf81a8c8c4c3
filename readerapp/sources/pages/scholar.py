"""Google Scholar: e-mail alerts, search results, profiles; saved, or copied as text.

A work is its title, a line with authors, venue and year, and a snippet; `…` marks what is cut off.
Site: https://scholar.google.com.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from readerapp.domain.ids.mentions import arxiv_in
from readerapp.sources.draft import Draft
from readerapp.sources.html_text import parse_html
from readerapp.sources.results import Skip

_KIND = re.compile(r"\s*(?:\[(?:PDF|HTML|BOOK|CITATION|B|C)\]\s*)+(?=\S)", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?P<authors>[^\d\t]{3,300}?)\s+[-–]\s+(?:(?P<venue>.{1,300}?),\s+)?(?P<year>(?:19|20)\d\d)"
    r"(?:\s+[-–]\s+\S.*)?"
)
_CUT = re.compile(r"\s*(?:…|\.\.\.)\s*")
_FURNITURE = re.compile(
    r"(?:Save|Cite|Twitter|LinkedIn|Facebook|Related articles|Cited by \d+.*|All \d+ versions.*"
    r"|View as HTML|Import into .*|\[(?:PDF|HTML)\] \S+|☆.*|»|List alerts|Cancel alert|Delete alert)",
    re.IGNORECASE,
)
_NOT_PAPERS = ("/citations?view_op=view_citation", "javascript:", "/scholar?", "#")


def is_byline(line: str) -> bool:
    """Return True if a line gives authors, venue and year as Scholar writes them."""
    return len(line) < 700 and _BYLINE.fullmatch(_plain(line)) is not None


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the works of a page, an alert or a copy of one."""
    if not source.lstrip().startswith("<"):
        yield from _from_text(source)
    else:
        yield from _from_html(parse_html(source))


def _from_html(tree: LexborHTMLParser) -> Iterator[Draft]:
    for box in tree.css("div.gs_ri, a.gse_alrt_title, a.gsc_a_at"):
        if box.tag == "div":
            yield _result(box)
        elif box.parent is not None:
            alert = "gse_alrt_title" in (box.attributes.get("class") or "")
            below = _below(box.parent) if alert else _profile(box.parent)
            yield _draft(box.text(), below, [_address(box)])


def _result(box: LexborNode) -> Draft:
    """Return the work of a search result: its heading, and perhaps a PDF beside it."""
    title = box.css_first("h3.gs_rt")
    link = title.css_first("a[href]") if title is not None else None
    for kind in title.css(".gs_ctc, .gs_ctu") if title is not None else ():
        kind.decompose()
    found = [box.css_first(place) for place in (".gs_a", ".gs_rs")]
    beside = box.prev
    while beside is not None and "gs_ggs" not in (beside.attributes.get("class") or ""):
        beside = beside.prev if (beside.tag or "-").startswith("-") else None
    pdfs = beside.css("a[href]") if beside is not None else []
    return _draft(
        title.text() if title is not None else "",
        [node.text() if node is not None else "" for node in found],
        [_address(node) for node in (link, *pdfs) if node is not None],
    )


def _below(heading: LexborNode) -> list[str]:
    """Return the texts of the two blocks below a heading: byline and snippet."""
    found: list[str] = []
    node = heading.next
    while node is not None and len(found) < 2 and node.tag != "h3":
        if not (node.tag or "-").startswith("-") and node.text(strip=True):
            found.append(node.text())
        node = node.next
    return found


def _profile(cell: LexborNode) -> list[str]:
    """Return a work's line in its author's profile, which has cells for its parts."""
    people, *where = [node.text(strip=True) for node in cell.css(".gs_gray")] or [""]
    row = cell.parent
    year = row.css_first(".gsc_a_y") if row is not None else None
    told = [re.sub(r",\s*\d{4}$", "", "".join(where)), year.text(strip=True) if year is not None else ""]
    return [f"{people} - {', '.join(part for part in told if part)}"]


def _address(link: LexborNode) -> str:
    """Return where a link leads, without Scholar's redirect."""
    href = link.attributes.get("href") or ""
    if "scholar_url?" in href:
        href = parse_qs(urlsplit(href).query).get("url", [""])[0]
    return "" if href.startswith(_NOT_PAPERS) or "scholar.google" in href else href


def _from_text(source: str) -> Iterator[Draft]:
    lines = [line.strip() for line in source.split("\n")]
    above, at = "", 0
    for number, line in enumerate(lines):
        if above and is_byline(line):
            draft = _draft(above, [line, _words(lines, number + 1)], [])
            draft.line = at
            yield draft
            above = ""
        elif line and not _FURNITURE.fullmatch(line):
            above, at = line, number + 1


def _words(lines: list[str], start: int) -> str:
    """Return the snippet below a byline."""
    end = start
    while end < min(len(lines), start + 6) and lines[end] and not _FURNITURE.fullmatch(lines[end]):
        end += 1
    found = lines[start:end]
    return "" if len(found) > 1 and is_byline(found[-1]) else " ".join(found)


def _draft(title: str, below: list[str], urls: list[str]) -> Draft:
    byline, words = (*map(_plain, below), "", "")[:2]
    told = _BYLINE.fullmatch(byline)
    people, where = (told["authors"], told["venue"] or "") if told else (byline.partition(" - ")[0], "")
    authors = [_CUT.sub("", name).strip() for name in people.split(",")]
    return Draft(
        title=_CUT.sub(" ", _KIND.sub("", _plain(title))).strip(),
        abstract=words if not _CUT.search(words) else "",
        authors=[name for name in authors if name],
        urls=urls,
        arxiv=arxiv_in(where),
        published=told["year"] if told else None,
        venue=_CUT.sub(" ", where).strip(),
        extra={"excerpt": words} if _CUT.search(words) else {},
    )


def _plain(text: str) -> str:
    return " ".join(text.split())
