"""A paper's stable id: `arxiv:2405.15738`, `doi:10.1000/x`, or `title:` and 16 hex digits."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

from readerapp.domain.text import normalise_title

_FORMS = ("abs", "pdf", "html", "ps", "format")
# https://info.arxiv.org/help/arxiv_identifier.html: YYMM.number since 2007, archive/YYMMNNN before.
_ID = re.compile(
    r"(\d\d(?:0[1-9]|1[0-2])\.\d{4,5}|[A-Za-z]+(?:-[A-Za-z]+)?(?:\.[A-Za-z]{2})?/\d\d(?:0[1-9]|1[0-2])\d{3})"
    r"(?:v\d+)?"
)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ARXIV_DOI = "10.48550/arxiv."
# Without scheme and www., in lower case: what of an address stands before the id.
_PAGES = (
    *(f"{host}arxiv.org/{page}/" for host in ("", "export.", "browse.") for page in _FORMS),
    *("huggingface.co/papers/", "hf.co/papers/", "alphaxiv.org/abs/", "ar5iv.org/abs/"),
    "ar5iv.labs.arxiv.org/html/",
)


def arxiv_id(text: str) -> str | None:
    """The arXiv id, without its version, that `text` is (an id, `arXiv:` id, DOI or URL); else None."""
    text = text.strip()
    prefixes = ("arxiv:", "doi:", _ARXIV_DOI, "doi.org/" + _ARXIV_DOI, "dx.doi.org/" + _ARXIV_DOI)
    rest = _after(_after(text, prefixes), (_ARXIV_DOI,)).lstrip()
    if rest == text and (page := _after(text, _PAGES)) != text:
        rest = re.split("[?#]", page, maxsplit=1)[0].removesuffix("/").removesuffix(".pdf")
    match = _ID.fullmatch(rest)
    return _canonical(match[1]) if match else None


def _after(text: str, prefixes: Iterable[str]) -> str:
    """What follows the first of `prefixes` that `text` starts with, an address's scheme and www. aside."""
    address = text.lower()
    for start in ("https://", "http://", "www."):
        address = address.removeprefix(start)
    for prefix in prefixes:
        if address.startswith(prefix):
            return text[len(text) - len(address) + len(prefix) :]
    return text


def _canonical(found: str) -> str:
    archive, slash, number = found.partition("/")
    if not slash:
        return found
    name, dot, subject = archive.partition(".")
    return f"{name.lower()}{dot}{subject.upper()}/{number}"


def doi(text: str) -> str | None:
    """The DOI, in lower case, that `text` is (a DOI, `doi:` DOI or URL); else None."""
    match = _DOI.fullmatch(_after(text.strip(), ("doi:", "doi.org/", "dx.doi.org/")).strip())
    return match[0].rstrip(".,;").lower() if match else None


@lru_cache(maxsize=2048)  # a title is looked up several times in a row, and hashing it is slow
def title_key(title: str) -> str:
    """The key of a paper of which only the title is known."""
    words = normalise_title(title) or title
    return "title:" + hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def stand_in(key: str) -> str | None:
    """The title a paper has while only its id is known: `arXiv:2405.15738`, `doi:10.1000/x`."""
    kind, _, number = key.partition(":")
    return {"arxiv": f"arXiv:{number}", "doi": f"doi:{number}"}.get(kind)


def key_for(title: str, arxiv: str | None = None, doi: str | None = None) -> str:
    """The key of a paper: by arXiv id if known, else by DOI, else by title."""
    if arxiv:
        return f"arxiv:{arxiv}"
    return f"doi:{doi}" if doi else title_key(title)
