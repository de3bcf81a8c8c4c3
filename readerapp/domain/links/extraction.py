"""Links extracted from text, cleaned, sorted by kind and deduplicated."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from readerapp.domain.ids.parsing import arxiv_id, paper_key
from readerapp.domain.links.kinds import NOT_MODELS, NOT_OWNERS, kind_of, parts_of
from readerapp.domain.links.repositories import (
    HUB_HOSTS,
    PUBLIC_HOSTS,
    is_code_host,
    mirror_origin,
    repository,
    repository_path,
    with_web_addresses,
)
from readerapp.domain.paper import KINDS, Links
from readerapp.domain.values import pattern

# White space, quotes, angle brackets, CJK text and punctuation end an address.
_PART = r"[^\s<>\"`“”„«»‹›…\u3001-\u9fff\uac00-\ud7af\uff01-\uff60]"
_ADDRESS = pattern(rf"[Hh][Tt][Tt][Pp][Ss]?://(?:(?![Hh][Tt][Tt][Pp][Ss]?://){_PART}|(?<=[/=])[Hh])+")
_BARE_HOSTS = (
    "www. github.com/ gitlab.com/ huggingface.co/ hf.co/ arxiv.org/ codeberg.org/ doi.org/10".split()
)
_HOST_ENDS = (".com/", ".co/", ".org/")
_BARE = (
    r"(?<![\w@/.:=-])(?:www\.[\w-]+\.\w|(?:(?:git(?:hub|lab)\.com|codeberg\.org)/[\w.-]+|huggingface\.co|hf\.co"
    rf"|arxiv\.org/(?:abs|pdf))/\w|(?:dx\.)?doi\.org/10){_PART}*"
)
_LATEX_URL = pattern(r"\\(?:url|path)\s*\{((?:[^{}\s]|\{\})+)\}|\\href\s*\{((?:[^{}\s]|\{\})+)\}")
_LATEX_ESCAPE = pattern(r"\{?\\([_%#&~$])(?:\{\})?\}?|\{([_~])\}")
_PROJECT = pattern(
    r"(?:project|web\s?page|web\s?site|home\s?page)(?:\s+(?:web)?(?:page|site|at|is|url|link|here))*\s*"
    r"(?:(?:is|are)\s+)?(?:available\s+)?(?:at|on|from|via)?\s*[:(\[]*\s*$",
    re.IGNORECASE,
)
_TRACKING = pattern(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|mc_[ce]id|ref_(?:src|url)|_hs(?:enc|mi)|spm",
    re.IGNORECASE,
)
_PAIRS = {")": "(", "]": "[", "}": "{"}
_TRAILING = ".,;:!?'’‘*|\\~^#([{\"`”»…"
_MAX_LENGTH = 4096
_HIDDEN = pattern("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_TWICE = pattern(r"(?:https?:/{1,2})+(?=https?://)", re.IGNORECASE)
# Line breaks within an address: after a slash that needs more, or after a hyphen.
_OWNER = r"(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org|huggingface\.co(?:/(?:datasets|spaces))?)/"
_BROKEN = pattern(
    rf"(?i:({_OWNER}[\w.-]+/|arxiv\.org/(?:abs|pdf)/|doi\.org/(?:10\.\d+/)?|github\.io/|://(?:(?!://)[^\s<>\"'])*[\w/][-_])"
    rf"[ \t]*\n[ \t]*(?!(?:and|or|for|in|is|are|to|the|with|as|we|our|this|which|where)\s)(?=[\w~])"
    rf"|({_OWNER})[ \t]*\n[ \t]*(?=[\w.-]+/\w)|({_OWNER}[\w.-]+/) (?=[A-Za-z]+[-_\d][\w-]))"
)
_BREAKS = pattern(r"[-_/](?:(?<=/)[ \t\n]|(?<=[-_])[ \t]*\n)")
# The most common addresses, when already clean.
_CLEAN = pattern(r"https?://(?:arxiv\.org/(?:abs|pdf)|huggingface\.co/papers)/[\w.-]{4,40}(?<=\w)", re.ASCII)


def find_links(text: str, own: Collection[str] = ()) -> Links:
    """Return every http and https link of a text, cleaned, by kind, each once.

    Args:
        own: keys of the paper the text is about; links to other papers are of kind `other`.
    """
    if "://" not in text and "git@" not in text and not _has_bare(text):
        return Links()
    return _sorted((link, _of_paper(link, kind, own)) for link, kind in _found(text))


def collect_links(urls: Iterable[str], arxiv: str | None = None) -> Links:
    """Return the usable addresses, cleaned, by kind, each once.

    Args:
        arxiv: arXiv id of the paper they belong to; links to other ids are of kind `other`.
    """
    found = ((link, kind_of(link)) for url in urls if (link := clean_link(url)))
    if arxiv:
        found = ((link, kind if arxiv_id(link) in (None, arxiv) else "other") for link, kind in found)
    return _sorted(found)


def _of_paper(url: str, kind: str, own: Collection[str]) -> str:
    """Return the kind of a link for the paper with these keys: another paper's address is `other`."""
    if kind not in ("arxiv", "pdf", "hf", "doi", "other", "project"):
        return kind
    key = paper_key(url)
    return kind if key is None or key in own else "other"


def merge_links(first: Links, second: Links) -> Links:
    """Return all links of both, those of `first` first, each once and under one kind."""
    if first == second or not any(True for _ in second):
        return first
    return _sorted((url, kind) for links in (first, second) for kind, url in links)


def clean_link(url: str) -> str | None:
    """Return `url` without brackets, full stops, LaTeX and tracking around it; None if it is no web link."""
    if _CLEAN.fullmatch(url):
        return url
    if len(url) > _MAX_LENGTH:
        return None
    url = _TWICE.sub("", with_web_addresses(_trim(_unescape(url.strip()))))
    if not url[:8].lower().startswith(("http://", "https://")):
        if not re.fullmatch(_BARE, url):
            return None
        url = "https://" + url
    parts = parts_of(url)
    host = parts.hostname if parts else None
    if parts is None or not host or not _is_host(host) or not url.isprintable() or " " in url:
        return None
    return _rebuilt(parts, host)


def _rebuilt(parts: SplitResult, host: str) -> str:
    query = _without_tracking(parts.query) if parts.query else ""
    netloc, path, fragment = parts.netloc, parts.path, parts.fragment
    if "@" not in netloc:
        netloc, path = mirror_origin(netloc.lower(), path)
        host = netloc.removeprefix("www.")
    scheme = parts.scheme
    if is_code_host(host) or host in HUB_HOSTS:
        path, netloc = path.rstrip("/"), netloc.removeprefix("www.")
        scheme = "https" if host in PUBLIC_HOSTS else scheme
        if root := repository_path(host, path, NOT_MODELS if host in HUB_HOSTS else NOT_OWNERS):
            path, query, fragment = root, "", ""
    default = ":443" if parts.scheme == "https" else ":80"
    link = f"{scheme}://{netloc.removesuffix(default)}{path}"
    return link + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def _is_host(host: str) -> bool:
    labels = host.rstrip(".").split(".")
    return ":" in host or (len(labels) > 1 and all(labels)) or host == "localhost"


def _found(text: str) -> Iterator[tuple[str, str]]:
    if not text.isascii():
        text = _HIDDEN.sub("", text)
    text = with_web_addresses(text)
    if "/" in text and _BREAKS.search(text):
        text = _BROKEN.sub(lambda match: match[1] or match[2] or match[3], text)
    if "\\" in text:
        text = _LATEX_URL.sub(lambda match: f" {match[1] or match[2]} ", text)
    for match in _addresses(text):
        if link := clean_link(_before_closing(match[0], text, match.start())):
            kind = kind_of(link)
            if kind == "other" and _PROJECT.search(text, max(0, match.start() - 60), match.start()):
                kind = kind_of(link, told="project")
            yield link, kind


def _addresses(text: str) -> list[re.Match[str]]:
    found = list(_ADDRESS.finditer(text))
    if _has_bare(text):
        found += re.finditer(_BARE, text)
        found.sort(key=lambda match: match.start())
    return found


def _has_bare(text: str) -> bool:
    """Return True if a known host appears without `https://` before it."""
    if "www." not in text and ("/" not in text or not any(end in text for end in _HOST_ENDS)):
        return False  # most texts
    return any(text.count(host) > text.count(f"/{host}") for host in _BARE_HOSTS)


def _before_closing(url: str, text: str, start: int) -> str:
    """Return `url` up to the bracket closing the one around it: `[code](url)[data](…)`, `{url}`."""
    opener = text[start - 1 : start]
    closer = {"(": ")", "[": "]", "{": "}"}.get(opener)
    if closer is None:
        return url
    depth = 0
    for index, char in enumerate(url):
        if char == opener:
            depth += 1
        elif char == closer:
            if depth == 0:
                return url[:index]
            depth -= 1
    return url


def _unescape(url: str) -> str:
    if "\\" in url or "{" in url:
        if wrapped := _LATEX_URL.match(url):
            url = wrapped[1] or wrapped[2]
        url = _LATEX_ESCAPE.sub(lambda match: match[1] or match[2], url)
    return url.removeprefix("<").removesuffix(">")


def _trim(url: str) -> str:
    """Return `url` without trailing punctuation and unmatched closing brackets."""
    end = len(url)
    unopened = {closer: url.count(closer) - url.count(opener) for closer, opener in _PAIRS.items()}
    while end:
        last = url[end - 1]
        if last in _PAIRS:
            if unopened[last] <= 0:
                break
            unopened[last] -= 1
        elif last not in _TRAILING:
            break
        else:
            unopened.update({closer: more + 1 for closer, more in unopened.items() if _PAIRS[closer] == last})
        end -= 1
    url = url[:end]
    return _trim(url.partition("](")[0]) if "](" in url else url


def _without_tracking(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in pairs if not _TRACKING.fullmatch(pair[0])]
    return query if len(kept) == len(pairs) else urlencode(kept)


def identity(url: str) -> str:
    """Return the part of an address that is equal in all its spellings."""
    rest = url.partition("://")[2].removeprefix("www.").removeprefix("dx.").rstrip("/")
    host = rest.partition("/")[0]
    return rest.lower() if is_code_host(host) or host in HUB_HOSTS or host.endswith("doi.org") else rest


def _sorted(found: Iterable[tuple[str, str]]) -> Links:
    kinds: dict[str, list[str]] = {}
    seen: set[str] = set()
    for url, kind in found:
        if (name := identity(url)) not in seen:
            seen.add(name)
            kinds.setdefault(kind, []).append(url)
    if not kinds:
        return Links()
    repos = kinds.get("repo", [])
    if len(repos) > 1:  # drop folders of a repository that is linked itself
        repos[:] = [
            url for url in repos if (root := identity(repository(url))) == identity(url) or root not in seen
        ]
    repos.sort(key=lambda url: urlsplit(url).netloc.removeprefix("www.") in HUB_HOSTS)
    return Links(**{kind: tuple(kinds[kind]) for kind in KINDS if kind in kinds})
