"""Links: found in running text, cleaned, told apart by what they lead to, each kept once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from readerapp.domain.link_kinds import HUB_HOSTS, is_code_host, kind_of, parts_of
from readerapp.domain.paper import KINDS, Links

# What ends an address in running text: white space, quotes, angle brackets, CJK writing and punctuation.
_PART = r"[^\s<>\"`“”„«»‹›…\u3001-\u9fff\uac00-\ud7af\uff01-\uff60]"
_ADDRESS = re.compile(rf"[Hh][Tt][Tt][Pp][Ss]?://(?:(?![Hh][Tt][Tt][Pp][Ss]?://){_PART}|(?<=[/=])[Hh])+")
_BARE_HOSTS = (
    "www.",
    "github.com/",
    "gitlab.com/",
    "huggingface.co/",
    "arxiv.org/",
    "codeberg.org/",
    "doi.org/10",
)
_BARE = (
    r"(?<![\w@/.:=-])(?:www\.[\w-]+\.\w|(?:(?:git(?:hub|lab)\.com|codeberg\.org)/[\w.-]+|huggingface\.co"
    rf"|arxiv\.org/(?:abs|pdf))/\w|(?:dx\.)?doi\.org/10){_PART}*"
)
_LATEX_URL = re.compile(r"\\(?:url|path)\s*\{((?:[^{}\s]|\{\})+)\}|\\href\s*\{((?:[^{}\s]|\{\})+)\}")
_LATEX_ESCAPE = re.compile(r"\{?\\([_%#&~$])(?:\{\})?\}?|\{([_~])\}")
_PROJECT = re.compile(
    r"(?:project|web\s?page|web\s?site|home\s?page)(?:\s+(?:web)?(?:page|site|at|is|url|link|here))*\s*"
    r"(?:(?:is|are)\s+)?(?:available\s+)?(?:at|on|from|via)?\s*[:(\[]*\s*$",
    re.IGNORECASE,
)
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|mc_[ce]id|ref_(?:src|url)|_hs(?:enc|mi)|spm",
    re.IGNORECASE,
)
_PAIRS = {")": "(", "]": "[", "}": "{"}
_TRAILING = ".,;:!?'’‘*|\\~^#([{\"`”»…"
_LONGEST = 4096
# The commonest addresses, written as they should be: nothing is left to clean.
_CLEAN = re.compile(
    r"https?://(?:arxiv\.org/(?:abs|pdf)|huggingface\.co/papers)/[\w.-]{4,40}(?<=\w)", re.ASCII
)


def find_links(text: str) -> Links:
    """Every http and https link of a running text, cleaned, by kind, each once."""
    return _sorted(_found(text)) if "://" in text or _has_bare(text) else Links()


def sort_links(urls: Iterable[str]) -> Links:
    """The usable ones of some addresses, cleaned, by kind, each once."""
    return _sorted((link, kind_of(link)) for url in urls if (link := clean_link(url)))


def merge_links(first: Links, second: Links) -> Links:
    """All links of both, those of `first` before those of `second`, each once and under one kind."""
    if first == second or not any(True for _ in second):
        return first
    return _sorted((url, kind) for links in (first, second) for kind, url in links)


def clean_link(url: str) -> str | None:
    """`url` without what is not part of it (brackets, full stop, LaTeX, tracking); None for no web link."""
    if _CLEAN.fullmatch(url):
        return url
    if len(url) > _LONGEST:
        return None
    url = _trim(_unescape(url.strip()))
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
    path = parts.path
    fragment = parts.fragment
    if is_code_host(host):
        path = path.rstrip("/").removesuffix(".git")
        fragment = "" if fragment.lower() == "readme" else fragment
        query = "" if query == "tab=readme-ov-file" else query
    elif host.removeprefix("www.") in HUB_HOSTS:
        path = path.rstrip("/")
    netloc = parts.netloc.lower() if "@" not in parts.netloc else parts.netloc
    default = ":443" if parts.scheme == "https" else ":80"
    link = f"{parts.scheme}://{netloc.removesuffix(default)}{path}"
    return link + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def _is_host(host: str) -> bool:
    labels = host.rstrip(".").split(".")
    return ":" in host or (len(labels) > 1 and all(labels)) or host == "localhost"


def _found(text: str) -> Iterator[tuple[str, str]]:
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
    """Whether a well-known host stands somewhere without `https://` before it."""
    return any(text.count(host) > text.count(f"/{host}") for host in _BARE_HOSTS)


def _before_closing(url: str, text: str, start: int) -> str:
    """`url` up to the bracket that closes the one it stands in: `[code](url)[data](…)`, `{url}`."""
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
    """`url` without trailing punctuation and without closing brackets that it does not open."""
    while url:
        last = url[-1]
        unopened = last in _PAIRS and url.count(last) > url.count(_PAIRS[last])
        if unopened or last in _TRAILING:
            url = url[:-1]
        elif "](" in url:
            url = url.partition("](")[0]
        else:
            break
    return url


def _without_tracking(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in pairs if not _TRACKING.fullmatch(pair[0])]
    return query if len(kept) == len(pairs) else urlencode(kept)


def identity(url: str) -> str:
    """What is equal for two ways to write one address."""
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
    repos.sort(key=lambda url: urlsplit(url).netloc.removeprefix("www.") in HUB_HOSTS)
    return Links(**{kind: tuple(kinds[kind]) for kind in KINDS if kind in kinds})
