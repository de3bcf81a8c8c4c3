"""Which texts name something to fetch rather than a file to read."""

from __future__ import annotations

from urllib.parse import urlsplit

from readerapp.domain.ids.parsing import arxiv_id, doi


def is_url(text: str) -> bool:
    """Return True for a web address."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def is_address(text: str) -> bool:
    """Return True for a web address, an arXiv id or a DOI."""
    return is_url(text) or bool(arxiv_id(text) or doi(text))
