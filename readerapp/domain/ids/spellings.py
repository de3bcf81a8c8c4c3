"""Patterns for all spellings of arXiv ids and DOIs, and of addresses that contain one.

arXiv's own: https://info.arxiv.org/help/arxiv_identifier.html
(YYMM.number since 2007, archive/YYMMNNN before).
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from urllib.parse import unquote

from readerapp.domain.values import pattern

_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga"
    "|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph"
    "|q-alg|q-bio|quant-ph|solv-int|stat|supr-con"
)
MONTH = r"(?:0[1-9]|1[0-2])"
NEW = rf"(?:0[7-9]|[1-8]\d){MONTH}\.\d{{4,5}}"
OLD = rf"(?:{_ARCHIVES})(?:\.[a-z]{{2}}|\.[a-z]+-[a-z]+)?/\d\d{MONTH}\d{{3}}"
ID = rf"(?P<id>{NEW}|{OLD})(?:v\d{{1,3}})?(?![a-z0-9]|\.\d)"
# Prefixes of an id, which also mark a number as one.
NAME = (
    r"(?:oai:)?arxiv(?:\.org)?(?:[\s-]*(?:e-?prints?|preprints?|papers?|identifier|id|number|no)\b\.?)?"
    r"\s*[:./_#=\\-]*\s*"
)
ABS = r"(?:corr\W{0,3})?(?:abs|pdf)/"
_TAIL = (
    r"(?:\.(?:pdf|html?|md|txt|tex|tar\.gz|gz|zip|epub|full|abs))?"
    r"(?:\s*[\[(]\s*[a-z-]+(?:\.[a-z-]+)?(?:[,;]\s*[a-z-]+(?:\.[a-z-]+)?)*\s*[\])].*)?"
)
_WHOLE = pattern(
    rf"(?:10\.48550/arxiv\.|(?:doi:?\s*)?10\.48550/arxiv[./:]|(?:{NAME})+|{ABS})?(?:{ABS})?{ID}{_TAIL}",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
# Sites where the first id in an address is of the paper shown.
SITES = (
    r"arxiv\.org|xxx\.(?:lanl\.gov|itp\.ac\.cn|[a-z.]{2,20})|alphaxiv\.org|ar5iv\.org|arxiv-vanity\.com"
    r"|arxiv-sanity(?:-lite)?\.com|scirate\.com|papers\.cool|emergentmind\.com|paperswithcode\.com|takara\.ai"
    r"|semanticscholar\.org|arxivxplorer\.com|inspirehep\.net|adsabs\.harvard\.edu|bytez\.com|paperreading\.club"
    r"|(?:huggingface\.co|hf\.co)/(?:[a-z]{2}/)?(?:api/)?papers"
)
_ON_SITE = pattern(
    rf"(?:^|[/.@=])(?:{SITES})(?::\d+)?/(?:[^\s]{{0,300}}?[/:=,_.])?{ID}"
    r"|arxiv(?:\.org)?/(?:ftp/)?(?P<archive>[a-z-]+)/papers/\d{4}/(?P<number>\d{7}|\d{4}\.\d{4,5})(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_IN_PATH = pattern(rf"(?<![a-z]){NAME}(?:{ABS})?{ID}", re.IGNORECASE | re.ASCII)
_DATACITE = pattern(rf"10\.48550/arxiv[./:]{ID}", re.IGNORECASE | re.ASCII)
_ELSEWHERE = pattern(  # DBLP's and ADS's names for arXiv papers
    rf"corr/abs-(?P<month>\d\d{MONTH})-(?P<dblp>\d{{4,5}})(?!\d)"
    rf"|(?:19|20)\d\darxiv(?P<ads>\d\d{MONTH})\.?(?P<bibcode>\d{{4,5}})[a-z]",
    re.IGNORECASE | re.ASCII,
)
_NOT_PAPERS = pattern(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.[\w.]+|codeberg\.org|bitbucket\.org|gist\.github\.com)/",
    re.IGNORECASE | re.ASCII,
)
DOI = r"10\.\d{4,9}(?:\.\d{1,9})*/[!#-~]*[a-z0-9][!#-~]*"
_WHOLE_DOI = pattern(
    rf"(?:(?:info:doi/|doi\.org/|urn:doi:|doi(?:\s+(?:link|number|name))?)[\s:=/]*)*(?P<doi>{DOI})",
    re.IGNORECASE | re.ASCII,
)
_DOI_IN_ADDRESS = pattern(rf"[/=:](?P<doi>{DOI})", re.IGNORECASE | re.ASCII)
# Suffixes of DOIs in publishers' addresses.
_AFTER_DOI = pattern(
    r"(?:v\d+)?(?:\.(?:full|abstract|short|article-info|supplementary-material))(?:\.pdf|-text)?(?:\+html)?$"
    r"|(?<=\d)v\d+(?:/.*)?$"
    r"|/(?:e?pdf(?:/.*|direct)?|full(?:/html|/pdf|text)?|fulltext(?:\.html)?|abstract|abs|meta|html|htm|references|summary"
    r"|figures|metrics|citations?|cover|xml|suppl_file.*|asset/.*|view)/?$|\.(?:pdf|html?|epub|xml)$|/$",
    re.IGNORECASE | re.ASCII,
)
_AT_PREPRINTS = pattern(r"(?<=\d)v\d+.*$")
_AT_OXFORD = pattern(r"(?<=[a-z]\d{3})/\d{6,}$")
_HOST = pattern(r"[\w-]+(?:\.[\w-]+)+/", re.ASCII)
_SCHEME = pattern(r"(?:https?|ftp):/", re.IGNORECASE)
MAX_LENGTH = 4096
_HIDDEN = pattern(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_DASHES = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u2215": "/", "\u2044": "/", "\u00a0": " "}
)
_LATEX = pattern(r"\{\\([_%#&~$])\}|\\([_%#&~$])(?:\{\})?|\{([_~%#&])\}")
_QUOTED = pattern(r"(?<![\w=/])https?%3a%2f%2f[^\s<>\"]+", re.IGNORECASE | re.ASCII)
_WRAPPER = pattern(
    r"\\(?:url|path|href|texttt|nolinkurls?|doi|eprint|arxiv)\s*\{([^{}\s]*)\}(?:\{[^{}]*\})?",
    re.IGNORECASE | re.ASCII,
)
_ENDS = " \t\r\n<>[](){}|,;:.\"'`*“”‘’„«»‹›、。，；：…!?¿–—"
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}


def arxiv_of(text: str) -> str | None:
    """Return the arXiv id that `text` is, in any spelling."""
    if len(text) > MAX_LENGTH:
        return None
    text = bare(plain(text))
    if match := _WHOLE.fullmatch(text):
        return _canonical(match["id"])
    if any(map(str.isspace, text)) or not (_SCHEME.match(text) or _HOST.match(text)):
        return None
    return _in_address(text)


def doi_of(text: str) -> str | None:
    """Return the DOI that `text` is, in any spelling."""
    if len(text) > MAX_LENGTH:
        return None
    text = bare(plain(text))
    address = text[:8].lower().startswith(("http://", "https://"))
    match = None if address else _WHOLE_DOI.fullmatch(text)
    if match:
        return _without_end(match["doi"]).lower()
    return _doi_in_address(text) if address or _HOST.match(text) else None


def plain(text: str) -> str:
    """Return `text` without hidden characters, LaTeX escapes and wrappers, HTML entities and wide forms."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _HIDDEN.sub("", text)).translate(_DASHES)
    if "\\" in text:
        text = _WRAPPER.sub(r"\1", text)
    if "\\" in text or "{" in text:
        text = _LATEX.sub(lambda match: match[1] or match[2] or match[3], text)
    if "%3A%2F%2F" in text or "%3a%2f%2f" in text:
        text = _QUOTED.sub(lambda match: unquote(match[0]), text)
    return unescape(text) if "&" in text else text


def bare(text: str) -> str:
    """Return `text` without punctuation around it; brackets it opens itself stay."""
    text = text.strip().lstrip(_ENDS)
    while text and text[-1] in _ENDS:
        opener = _PAIRS.get(text[-1])
        if opener and text.count(opener) >= text.count(text[-1]):
            break
        text = text[:-1]
    return text


def _in_address(text: str) -> str | None:
    for form in dict.fromkeys((text, unquote(text))):
        if match := _ON_SITE.search(form):
            if match["id"]:
                return _canonical(match["id"])
            archive, number = match["archive"], match["number"]  # of a file in arXiv's folders
            return arxiv_of(number if "." in number else f"{archive}/{number}")
        if match := _DATACITE.search(form):
            return _canonical(match["id"])
        if match := _ELSEWHERE.search(form):
            month, number = match["month"] or match["ads"], match["dblp"] or match["bibcode"]
            return f"{month}.{number}"
        if not _NOT_PAPERS.match(form) and (match := _IN_PATH.search(form)):
            return _canonical(match["id"])
    return None


def _canonical(found: str) -> str:
    """Return an id in canonical spelling: `math.GT/0309137` is `math/0309137`."""
    archive, slash, number = found.lower().partition("/")
    return f"{archive.partition('.')[0]}/{number}" if slash else archive


def _doi_in_address(text: str) -> str | None:
    if _NOT_PAPERS.match(text):
        return None
    rest = re.split(r"[#]|[?&](?=[\w-]+=)(?!(?:id|doi)=)", unquote(text), maxsplit=1)[0]
    match = _DOI_IN_ADDRESS.search(rest)
    if not match:
        return None
    found = match["doi"].partition("?")[0] if "doi.org" not in rest else match["doi"]
    while (shorter := _AFTER_DOI.sub("", found)) != found:
        found = shorter
    found = _AT_PREPRINTS.sub("", found) if found.startswith("10.1101/") else _AT_OXFORD.sub("", found)
    return _without_end(bare(found)).lower()


def _without_end(found: str) -> str:
    """Cut a DOI in running text at what can't be part of it."""
    return bare(re.split(r"\][(\[]|\\[a-z]+\{|,?\s", found, maxsplit=1)[0])
