"""Kind of a link, by its host and path."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from readerapp.domain.ids.parsing import arxiv_id, doi
from readerapp.domain.links.repositories import HUB_HOSTS, is_code_host
from readerapp.domain.values import pattern

_SITES = tuple(".github.io .gitlab.io .codeberg.page .hf.space .pages.dev .netlify.app .vercel.app".split())


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SHORTENERS = _words("""
aka.ms bit.ly buff.ly dub.sh git.io goo.gl is.gd lnkd.in ow.ly rb.gy shorturl.at t.co t.ly tiny.cc tinyurl.com
""")
# First path segments that are no owner's name.
NOT_OWNERS = _words("""
about account apps assets blog codespaces collections contact copilot customer-stories dashboard enterprise
events explore features gist issues join login logout marketplace mobile new newsroom notifications orgs
organizations pricing pulls readme search security sessions settings signup site solutions sponsors stars team
topics trending user-attachments users
""")
NOT_MODELS = NOT_OWNERS | _words("""
api chat course docs datasets inference inference-endpoints languages learn models papers posts privacy
spaces storage tasks terms-of-service welcome
""")
_ABSTRACT = pattern(r"https://arxiv\.org/abs/(?:0[7-9]|[1-8]\d)(?:0[1-9]|1[0-2])\.\d{4,5}", re.ASCII)
_ARXIV_HOST = pattern(r"(?:[\w-]+\.)*arxiv\.org|xxx\.lanl\.gov|(?:[\w-]+\.)*ar5iv\.org")
_ARXIV_PDF = pattern(r"/(?:pdf|ftp)/")
_PREPRINT_PDF = pattern(r"/(?:pdf|attachment)(?:/|$)")


def parts_of(url: str) -> SplitResult | None:
    """Return the parts of an address; None if its brackets or port are invalid."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def kind_of(url: str, told: str = "other") -> str:
    """Return the kind (one of `KINDS`) of a cleaned link, `told` if the address alone doesn't show it."""
    if _ABSTRACT.fullmatch(url):
        return "arxiv"
    parts = parts_of(url)
    return _kind(parts, told) if parts else "other"


def _kind(parts: SplitResult, told: str) -> str:
    host = (parts.hostname or "").removeprefix("www.")
    if host in HUB_HOSTS:
        return _on_hub(parts.path)
    if _ARXIV_HOST.fullmatch(host):
        return _on_arxiv(host, parts.path)
    if host in ("doi.org", "dx.doi.org") and doi(f"https://doi.org{parts.path}"):
        return "doi"
    if parts.path.lower().endswith(".pdf") or _names_pdf(host, parts.path):
        return "pdf"
    if is_code_host(host):
        return "repo" if _names_repository(parts.path) else "other"
    if host.endswith(_SITES) or host == "sites.google.com":
        return "project"
    return "other" if host in _SHORTENERS else told


def _names_repository(path: str) -> bool:
    owner, _, rest = path.strip("/").partition("/")
    return bool(owner and rest) and owner.lower() not in NOT_OWNERS


def _names_pdf(host: str, path: str) -> bool:
    """Return True if an address without `.pdf` leads to a PDF."""
    return (host == "openreview.net" and _PREPRINT_PDF.match(path) is not None) or "/doi/pdf/10." in path


def _on_hub(path: str) -> str:
    first, _, rest = path.strip("/").partition("/")
    if first == "papers":
        return "hf" if arxiv_id(f"https://huggingface.co/papers/{rest}") else "other"
    if first in ("datasets", "spaces"):
        return "repo" if rest else "other"
    return "repo" if rest and first.lower() not in NOT_MODELS else "other"


def _on_arxiv(host: str, path: str) -> str:
    if not arxiv_id(f"https://arxiv.org{path}"):
        return "other"
    return "pdf" if _ARXIV_PDF.match(path) and "ar5iv" not in host else "arxiv"
