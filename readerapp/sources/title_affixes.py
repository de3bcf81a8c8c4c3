"""Removes what pages, browsers and bookmarks add to titles."""

from __future__ import annotations

import re
import unicodedata

_ID = r"(?:\d{4}\.\d{4,5}|[a-z-]{2,10}(?:\.[a-z]{2})?/\d{7})(?:v\d{1,3})?"
_CLASS = r"(?:\s*\[[a-z-]+(?:\.[a-z-]+)?\])?"
_BEFORE = re.compile(
    rf"(?:[\[(](?:arxiv:\s*)?{_ID}[\])]|arxiv[:\s]\s*{_ID}(?:\.pdf)?{_CLASS}"
    rf"|{_ID}(?:\.pdf)?(?=\s*[:|–—-]|\s))\s*[:|,–—-]?\s+"
    r"|(?:hugging ?face\s*[-–—|:]\s*)?paper page\s*[-–—|:]\s+"
    r"|(?:\((?:pdf|html)\)|\[(?:pdf|html|book|citation|c|b)\])(?:\s*\[(?:pdf|html)\])?\s+"
    r"|[\[(](?:19|20)\d\d(?:[-./]\d\d?){0,2}[\])]\s*[:,–—-]?\s+",
    re.IGNORECASE | re.ASCII,
)
_SITES = (
    r"open ?review(?:\.net)?|papers with code|semantic scholar|arxiv(?:\.org)?(?: e-print archive)?"
    r"|acl anthology|hugging ?face(?: papers?)?|alphaxiv|sciencedirect|ieee xplore|acm digital library"
    r"|springer(?:link| nature link| nature)?|ieee (?:journals & magazine|conference publication)"
    r"|researchgate|request pdf|pdf|google scholar|pubmed|pmc|jstor|ssrn|pmlr|jmlr|neurips papers|scirate"
    r"|emergent ?mind|deepai|catalyzex|paperswithcode|bytez|wiley online library|oxford academic|nasa/ads"
    r"|taylor & francis(?: online)?|mit press(?: direct)?|dblp|zenodo|osf(?: preprints)?|hal|mdpi|frontiers"
    r"|cvf open access|arxiv-sanity|connected papers"
)
# Journals and proceedings count after a bar only; a dash before them may belong to the title.
_VENUES = (
    r"(?:companion |conference )?proceedings of\b.*|(?:transactions|journal|communications) (?:of|on) .*"
    r"|(?:ieee|acm)\b.*\b(?:transactions|journal|letters|conference|surveys)\b.*|nature(?: [a-z]+){0,3}"
    r"|science(?: advances| robotics)?|scientific reports|pnas|plos one|biorxiv|medrxiv|cell"
    r"|neural computation|distill"
)
_AFTER = re.compile(
    rf"\s+[|｜·•]+\s+(?:{_SITES}|{_VENUES})\s*$|\s+(?:[-–—]|::)\s+(?:{_SITES})\s*$"
    rf"|\s*[\[(]\s*arxiv[:\s]\s*{_ID}{_CLASS}\s*[\])]\.?\s*$|\s*[\[(]{_ID}[\])]\s*$"
    rf"|[\s,|–—-]+arxiv:\s*{_ID}{_CLASS}\.?\s*$",
    re.IGNORECASE,
)
_SIGNS = ("|", "[", "(", "::", " - ", "/", "\uff5c", "\u00b7", "\u2022", " \u2013 ", " \u2014 ")
_STARTS = ("hugging", "paper page", "arxiv")
_NUMBER = re.compile(r"\W*\d{4}\.\d")
_MAX_TITLE_CHARS = 1000


def without_signs(text: str) -> str:
    """Return a line without emoji and dingbats at its ends."""
    start, end = 0, len(text)
    while start < end and (text[start].isspace() or _is_sign(text[start])):
        start += 1
    while end > start and (text[end - 1].isspace() or _is_sign(text[end - 1])):
        end -= 1
    return text[start:end]


def _is_sign(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char) in ("So", "Sk", "Cf", "Mn", "Cn", "Co")


def without_affixes(title: str) -> str:
    """Return the title in `[2405.15738] T`, `T | OpenReview`, `Paper page - T`."""
    if len(title) > _MAX_TITLE_CHARS or not _may_have_affixes(title):
        return title
    while True:
        found = _BEFORE.match(title)
        bare = title[found.end() :] if found else _AFTER.sub("", title)
        if bare == title or not any(map(str.isalpha, bare)):
            return title
        title = bare


def _may_have_affixes(title: str) -> bool:
    """Return True if a title has any of the marks of an affix; a quick check."""
    small = title.lower()
    return (
        any(sign in title for sign in _SIGNS)
        or "arxiv" in small
        or small.startswith(_STARTS)
        or _NUMBER.match(title) is not None
    )
