"""Parse arXiv ids and DOIs in any spelling; the common ones without loading all patterns."""

from __future__ import annotations

import re

from readerapp.domain.values import pattern

# The most common spellings, for speed, and what every spelling contains.
_COMMON = pattern(
    r"(?:https?://(?:www\.|export\.)?(?:arxiv\.org/(?:abs|pdf)|huggingface\.co/papers)/)?((?:0[7-9]|[1-8]\d)(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d+)?",
    re.ASCII,
)
_COMMON_DOI = pattern(r"(?:https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/[\w./-]*[A-Za-z0-9])", re.ASCII)
_MAY_BE_ID = pattern(r"\d\d(?:0[1-9]|1[0-2])(?:\.\d{4}|(?<=[/fF]\d\d\d\d)\d{3})", re.ASCII)
_MAY_BE_NAMED = pattern(r"abs-\d\d|arxiv\d", re.ASCII)


def arxiv_id(text: str) -> str | None:
    """Return the arXiv id, without version, that `text` is (id, `arXiv:` id, DOI or address); else None."""
    if match := _COMMON.fullmatch(text):
        return match[1]
    if not may_be_arxiv(text):
        return None
    from readerapp.domain.ids.spellings import arxiv_of  # its patterns take long to compile

    return arxiv_of(text)


def may_be_arxiv(text: str) -> bool:
    """Return False if a text can't contain an arXiv id; a quick check."""
    if not text.isascii() or _MAY_BE_ID.search(text):
        return True
    small = text.lower()
    return ("arxiv" in small or "abs-" in small) and _MAY_BE_NAMED.search(small) is not None


def doi(text: str) -> str | None:
    """Return the lower-case DOI that `text` is (DOI, `doi:` DOI or address); else None."""
    if match := _COMMON_DOI.fullmatch(text):
        return match[1].lower()
    if "10." not in text and ("10" not in text or (text.isascii() and "%" not in text and "&" not in text)):
        return None
    from readerapp.domain.ids.spellings import doi_of

    return doi_of(text)


def paper_key(text: str) -> str | None:
    """Return the key of the paper that `text` names by arXiv id or DOI in any spelling; else None."""
    if number := arxiv_id(text):
        return f"arxiv:{number}"
    return f"doi:{number}" if (number := doi(text)) else None
