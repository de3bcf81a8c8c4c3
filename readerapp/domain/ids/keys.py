"""A paper's stable id: `arxiv:2405.15738`, `doi:10.1000/x`, or `title:` and 16 hex digits."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from readerapp.domain.text import normalise_title, without_signs


@lru_cache(maxsize=2048)  # a title is looked up several times in a row, and hashing it is slow
def title_key(title: str, *facts: str) -> str:
    """The key of a paper of which only the title is known; with the facts that tell works of it apart."""
    return _hash("\n".join((normalise_title(title) or title, *facts)))


def former_title_key(title: str) -> str | None:
    """The key that a title had when `+` and `#` did not count in it, if that is another."""
    words = normalise_title(title)
    return _hash(without_signs(words) or title) if "+" in words or "#" in words else None


def _hash(words: str) -> str:
    return "title:" + hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def placeholder_title(key: str) -> str | None:
    """The title a paper has while only its id is known: `arXiv:2405.15738`, `doi:10.1000/x`."""
    kind, _, number = key.partition(":")
    return {"arxiv": f"arXiv:{number}", "doi": f"doi:{number}"}.get(kind)


def key_for(title: str, arxiv: str | None = None, doi: str | None = None) -> str:
    """The key of a paper: by arXiv id if known, else by DOI, else by title."""
    if arxiv:
        return f"arxiv:{arxiv}"
    return f"doi:{doi}" if doi else title_key(title)
