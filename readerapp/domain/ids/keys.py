"""A paper's stable key: `arxiv:2405.15738`, `doi:10.1000/x`, or `title:` and 16 hex digits."""

from __future__ import annotations

from functools import lru_cache

from readerapp.domain.text import normalise_new_title, normalise_title, without_signs


def title_number(title: str) -> int:
    """Return the hexadecimal digits of a title's key as a number; for a title not asked for again soon."""
    return int.from_bytes(_digest(normalise_new_title(title) or title))


@lru_cache(maxsize=2048)  # titles are looked up repeatedly, and hashing is slow
def title_key(title: str, *facts: str) -> str:
    """Return the key of a title, or of a title with the facts that distinguish works sharing it."""
    return _hash("\n".join((normalise_title(title) or title, *facts)))


def former_title_key(title: str) -> str | None:
    """Return the key a title had when `+` and `#` did not count, if that differs; else None."""
    words = normalise_title(title)
    return _hash(without_signs(words) or title) if "+" in words or "#" in words else None


def _hash(words: str) -> str:
    return "title:" + _digest(words).hex()


def _digest(words: str) -> bytes:
    import hashlib  # OpenSSL takes milliseconds to load; papers of the library have their keys

    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest()[:8]


def placeholder_title(key: str) -> str | None:
    """Return the title of a paper known only by id: `arXiv:2405.15738`, `doi:10.1000/x`."""
    kind, _, number = key.partition(":")
    return {"arxiv": f"arXiv:{number}", "doi": f"doi:{number}"}.get(kind)


def key_for(title: str, arxiv: str | None = None, doi: str | None = None) -> str:
    """Return a paper's key: by arXiv id if known, else by DOI, else by title."""
    if arxiv:
        return f"arxiv:{arxiv}"
    return f"doi:{doi}" if doi else title_key(title)
