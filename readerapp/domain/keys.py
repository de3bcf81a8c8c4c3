"""A paper's stable id: `arxiv:2405.15738`, `doi:10.1000/x`, or `title:` and 16 hex digits."""

from __future__ import annotations

import hashlib
import re

from readerapp.domain.text import normalise_title

# https://info.arxiv.org/help/arxiv_identifier.html: YYMM.number since 2007, archive/YYMMNNN before.
_NEW = r"\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}"
_OLD = r"[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z]{2})?/\d{2}(?:0[1-9]|1[0-2])\d{3}"
_ID = rf"({_NEW}|{_OLD})(?:v\d+)?"
_BARE = re.compile(rf"(?:arxiv:\s*)?{_ID}", re.IGNORECASE)
_URL = re.compile(
    rf"(?:https?://)?(?:(?:www|export|browse)\.)?(?:arxiv\.org/(?:abs|pdf|html|ps|format)|huggingface\.co/papers"
    rf"|hf\.co/papers|alphaxiv\.org/abs|ar5iv\.org/abs|ar5iv\.labs\.arxiv\.org/html)/{_ID}(?:\.pdf)?(?:[?#/].*)?",
    re.IGNORECASE,
)
_ARXIV_DOI = re.compile(rf"10\.48550/arxiv\.{_ID}", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


def arxiv_id(text: str) -> str | None:
    """The arXiv id, without its version, that `text` is (an id, `arXiv:` id, DOI or URL); else None."""
    text = text.strip()
    for pattern in (_BARE, _URL, _ARXIV_DOI):
        if match := pattern.fullmatch(text):
            return _canonical(match[1])
    if (doi := _DOI.fullmatch(text)) and (match := _ARXIV_DOI.fullmatch(doi[1])):
        return _canonical(match[1])
    return None


def _canonical(found: str) -> str:
    archive, slash, number = found.partition("/")
    if not slash:
        return found
    name, dot, subject = archive.partition(".")
    return f"{name.lower()}{dot}{subject.upper()}/{number}"


def doi(text: str) -> str | None:
    """The DOI, in lower case, that `text` is (a DOI, `doi:` DOI or URL); else None."""
    match = _DOI.fullmatch(text.strip())
    return match[1].rstrip(".,;").lower() if match else None


def title_key(title: str) -> str:
    """The key of a paper of which only the title is known."""
    words = normalise_title(title) or title
    return "title:" + hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def key_for(title: str, arxiv: str | None = None, doi: str | None = None) -> str:
    """The key of a paper: by arXiv id if known, else by DOI, else by title."""
    if arxiv:
        return f"arxiv:{arxiv}"
    return f"doi:{doi}" if doi else title_key(title)
