"""Recognises the format of a text by its content.

Each format has a judge, which sees the first 20,000 characters and returns its certainty, 0 to 1. Patterns
are compiled when a judge first needs them, since a start of the app asks only one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from readerapp.sources.hugging_face.recognition import SURE, is_saved_page
from readerapp.sources.hugging_face.recognition import certainty as hf_certainty
from readerapp.sources.recognition_lists import (
    JSON_LIST,
    is_tagged_markdown,
    judge_ids,
    judge_markdown,
    judge_reading_list,
    judge_vault_note,
)

_HEAD_CHARS = 20_000
_WRAPPER_CHARS = 1000
_MESSAGE_CHARS, _MESSAGE_LINES = 600, 5
"""Somebody shares a page: its title, a word about it, its address."""
_PAGE_HEAD_CHARS = 1 << 20
_BEFORE_XML = r"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE(?:[^>\[]|\[.*?\]\s*>?)*>\s*)*"


def recognise(text: str) -> str | None:
    """Return the most likely format of a text; None if it looks like none."""
    return next((format for format, _ in guesses(text)), None)


def guesses(text: str) -> list[tuple[str, float]]:
    """Return the formats that fit with their certainties, best first; a sure one stands alone."""
    head = _head(text)
    found: list[tuple[str, float]] = []
    for format, judge in _JUDGES:
        if (sure := judge(head)) >= SURE:
            return [(format, sure)]
        if sure:
            found.append((format, sure))
    return sorted(found, key=lambda guess: -guess[1])


def _head(text: str) -> str:
    """Return the beginning of a text, without styles and scripts, which may be longer than that."""
    head = text[:_HEAD_CHARS].lstrip("\ufeff \t\r\n")
    if head[:1] == "<" and ("<style" in head or "<script" in head):
        return "".join(_shown(text[:_PAGE_HEAD_CHARS])).lstrip("\ufeff \t\r\n")[:_HEAD_CHARS]
    return head


def _shown(page: str) -> Iterator[str]:
    """Yield the parts of a page outside styles and scripts, but keep scripts that hold data."""
    at = 0
    for found in re.finditer(r"<(style|script)\b([^>]{0,500})>", page):
        if found.start() < at or "json" in found[2]:
            continue
        end = page.find(f"</{found[1]}>", found.end())
        if end < 0:
            break
        yield page[at : found.start()]
        at = end
    yield page[at:]


def _hf_text(head: str) -> float:
    if head[:1] in ("{", "@") or (head[:1] == "<" and not _is_markdown(head)):
        return 0.0
    sure = hf_certainty(head)
    if re.match(JSON_LIST, head):
        return min(sure, 0.6)
    return 0.0 if sure and _csv(head) else sure


def _hf_collection(head: str) -> float:
    """Judge lists of items that state their type, some of them papers."""
    if head[:1] not in ("[", "{") or not re.search(r"\"type\"\s*:\s*\"(?:paper|model|dataset|space)\"", head):
        return 0.0
    return 0.94 if re.search(r"\"(?:items\"\s*:\s*\[|position\"\s*:\s*\d)", head) else 0.0


def _keys(names: str, sure: float) -> Callable[[str], float]:
    """Return a judge of JSON by names in its first records."""
    return lambda head: sure if head[:1] in ("[", "{") and re.search(rf"[\"'](?:{names})", head) else 0.0


def _tags(names: str) -> Callable[[str], float]:
    """Return a judge of XML by its first tag."""
    pattern = rf"(?s){_BEFORE_XML}<(?:{names})"
    return lambda head: 0.95 if head[:1] == "<" and re.match(pattern, head) else 0.0


def _zotero_rdf(head: str) -> float:
    described = r"zotero\.org/namespaces|purl\.org/net/biblio|<rdf:Description"
    return _tags(r"rdf:RDF\b")(head) if re.search(described, head) and "<item" not in head else 0.0


def _line(pattern: str, sure: float) -> Callable[[str], float]:
    """Return a judge of texts by how one of their lines begins."""
    return lambda head: sure if re.search(rf"(?m)^{pattern}", head) else 0.0


def _own(head: str) -> float:
    first = head.partition("\n")[0]
    ours = r'"key":\s*"(?:arxiv|doi|title):|"links":\s*\{|"sightings":'
    wrapper = r'\{\s*"[^"]*":\s*\[\s*\{'
    return 0.97 if head[:1] == "{" and re.search(ours, first) and not re.match(wrapper, head) else 0.0


def _json(head: str) -> float:
    if head[:1] != "{" and not re.match(JSON_LIST, head):
        return 0.0
    ours = r'\{\s*"key":\s*"(?:arxiv|doi|title):[^"\n]+",\s*"title":'
    return 0.96 if re.search(ours, head[:_WRAPPER_CHARS]) else 0.3


def _is_markdown(head: str) -> bool:
    """Return True if links are in Markdown, even if there are tags between them."""
    return head.count("](http") > 3


def _html(head: str) -> float:
    tags = r"(?i)<(?:!doctype html|html|head|body|div|p|ul|table|a|h\d)\b"
    if head[:1] != "<" or not re.search(tags, head):
        return 0.0
    return 0.3 if _is_markdown(head) or is_tagged_markdown(head) else 0.7


def _hf_html(head: str) -> float:
    return 0.9 if _html(head) > 0.5 and is_saved_page(head) else 0.0


def _bibtex(head: str) -> float:
    from readerapp.sources.bibliographies.bibtex_recognition import certainty

    sure = certainty(head)
    return min(sure, 0.8) if 0 < sure < 0.95 and _csv(head) else sure  # a cell may quote an entry


def _ris(head: str) -> float:
    if re.search(r"(?m)^[ \t]{0,4}TY[ \t]{0,4}-(?:[ \t]|$)", head):
        return 0.95
    tags = re.findall(r"(?m)^[ \t]{0,4}(TY|ty|TI|ti|T1|t1|AU|au|A1|a1)[ \t]{0,4}-", head)
    return 0.95 if {"ty", "TY"} & {*tags} and len({*tags}) > 1 else 0.0


def _page(head: str) -> float:
    """Judge pages with metadata about the one work they are about."""
    if head[:1] != "<":
        return 0.0
    named = rf"(?i)<meta[^<>]*(?:name|property)\s*=\s*['\"]?(?:{'|'.join(_TITLES)})['\"\s/>]"
    described = r"application/ld\+json[^>]*>[^<]*\"(?:Medical)?ScholarlyArticle\""
    return 0.95 if re.search(named, head) or re.search(described, head) else 0.0


def _hf_collection_page(head: str) -> float:
    address = r"(?:og:url|canonical)['\"][^<>]*huggingface\.co/collections/"
    titled = r"<title>[^<]* - an? [\w.-]+ Collection</title>"
    return 0.95 if head[:1] == "<" and re.search(f"{address}|{titled}", head) else 0.0


def _bibtex_page(head: str) -> float:
    """Judge pages whose purpose is the BibTeX they show."""
    titled = head[:1] == "<" and re.search(r"(?is)<title>[^<]*(?:bibtex|dblp)[^<]*</title>", head)
    return 0.95 if titled and re.search(r"<(?:pre|textarea)\b[^>]*>\s*@\w+\s*\{", head) else 0.0


def _arxiv_html(head: str) -> float:
    listed = r"<dl id=['\"]?articles|class=['\"]?(?:arxiv-result|list-title\b)"
    return 0.95 if head[:1] == "<" and re.search(listed, head) else 0.0


def _scholar(head: str) -> float:
    if head[:1] == "<":
        return 0.95 if re.search(r"\b(?:gse_alrt_title|gs_rt|gsc_a_at)\b", head) else 0.0
    if head[:1] in ("{", "[", "@") and not head.startswith(("[PDF]", "[HTML]", "[BOOK]", "[CITATION]")):
        return 0.0
    if not re.search(
        r"(?i)google scholar|^[ \t]*(?:\[(?:PDF|HTML)\]|cited by \d|(?:save|related articles)$)", head, re.M
    ):
        return 0.0
    from readerapp.sources.pages.scholar import is_byline

    return 0.94 if any(is_byline(line.strip()) for line in head.split("\n")[:400]) else 0.0


def _arxiv_text(head: str) -> float:
    """Judge texts copied from arXiv's pages."""
    begins = (
        r"(?m)^[ \t]*(?:\[Submitted on \d|(?:\[\d+\]|\d+\.)\s*arXiv:|arXiv:\S+\s*\[(?:pdf|ps|html|other))"
    )
    labelled = r"(?m)^[ \t]*(?:Title|Authors?|Subjects|Abstract|Cite as):"
    return 0.95 if head[:1] != "<" and re.search(begins, head) and re.search(labelled, head) else 0.0


def _email(head: str) -> float:
    """Judge e-mails with their headers."""
    if not re.match(r"(?:From \S+ .*\n)?(?:[A-Z][\w-]*: ?.*\n(?:[ \t].*\n)*){3}", head):
        return 0.0
    header = r"(?mi)^(?:MIME-Version|Received|Content-Type|Message-ID|Return-Path):"
    return 0.94 if re.search(header, head.partition("\n\n")[0]) else 0.0


def _shortcut(head: str) -> float:
    """Judge links kept as files."""
    if head[:1] not in ("[", "<"):
        return 0.0
    from readerapp.sources.lists.shortcut import HEAD, is_property_list

    return 0.95 if re.match(HEAD, head) or (head[0] == "<" and is_property_list(head)) else 0.0


def _note(head: str) -> float:
    if not head.startswith("---"):
        return 0.0
    from readerapp.sources.lists.paper_note import names_paper

    return 0.94 if names_paper(head) else 0.0


def _csv(head: str) -> float:
    first, _, second = head.partition("\n")
    is_markdown = re.match(r"[|: ]*--[-|: ]*(?:\n|$)", second)
    if is_markdown or len(first) > 2000 or not any(mark in first for mark in ",;\t|"):
        return 0.0
    if first.startswith("key,title,authors,"):  # our own, whatever its notes quote
        return 0.99
    from readerapp.sources.lists.csv_table import delimiter

    return 0.88 if delimiter(first) else 0.0


def _text(head: str) -> float:
    from readerapp.domain.ids.mentions import mentions
    from readerapp.domain.ids.spellings import plain
    from readerapp.sources.lists.paper_links import names_publisher

    if not names_publisher(head) and next(mentions(plain(head)), None) is None:
        return 0.0
    is_short = len(head) < _MESSAGE_CHARS and head.strip().count("\n") < _MESSAGE_LINES
    is_message = is_short and "://" in head and not re.search(r"\]\(|<\w", head)
    return 0.25 if is_message else 0.05


_TITLES = ("citation_title", r"bepress_citation_title", r"(?:dc|dcterms)[.:]title", r"eprints[.:]title")
_ARXIV_RECORD = (
    r"(?:\\\\\narXiv:\S|(?:Paper[^:\n]{0,40}: *(?:arXiv:|[a-z-]+/)|arXiv:)\S+ *(?:\([^()\n]*\) *)?\n"
    r"(?:(?:[A-Z][A-Za-z-]+:[^\n]*|[ \t]+\S[^\n]*|[ \t]*)\n){0,8}Title: )"
)
_CROSSREF = r"message-type|is-referenced-by-count|reference-count|container-title['\"]\s*:\s*\["
_HF_KEYS = r"paper['\"]\s*:\s*\{|dailyPapers|upvotes['\"]|paper_url['\"]\s*:\s*['\"]https://huggingface|submittedOnDaily|ai_summary"
_JUDGES: tuple[tuple[str, Callable[[str], float]], ...] = (
    ("obsidian", judge_vault_note),
    ("markdown", judge_reading_list),
    ("hf-text", _hf_text),
    ("page", _page),
    ("hf-collection-page", _hf_collection_page),
    ("bibtex-page", _bibtex_page),
    ("arxiv-html", _arxiv_html),
    ("scholar", _scholar),
    ("arxiv-text", _arxiv_text),
    ("arxiv-mail", _line(_ARXIV_RECORD, 0.95)),
    ("email", _email),
    ("shortcut", _shortcut),
    ("note", _note),
    ("jsonl", _own),
    ("hf-collection", _hf_collection),
    ("zotero-json", _keys(r"itemType['\"]\s*:\s*['\"]", 0.94)),
    ("hf-json", _keys(_HF_KEYS, 0.9)),
    ("semantic-scholar", _keys(r"(?:paperId|citedPaper|citingPaper|recommendedPapers|authorId)['\"]", 0.95)),
    ("openalex", _keys(r"abstract_inverted_index|authorships|https://openalex\.org/", 0.95)),
    ("crossref", _keys(_CROSSREF, 0.92)),
    ("csl-json", _keys(r"(?:date-parts|container-title|citation-key|issued)['\"]", 0.85)),
    ("json", _json),
    ("zotero-rdf", _zotero_rdf),
    ("pubmed-xml", _tags(r"Pubmed(?:ArticleSet|Article|BookArticle)\b")),
    ("endnote-xml", _tags(r"(?:xml>\s*<)?records>\s*<record>\s*<(?!header)")),
    ("arxiv-atom", _tags(r"feed\b|entry>")),
    ("rss", _tags(r"rss\b|rdf:RDF\b|channel>|item>")),
    ("oai-pmh", _tags(r"OAI-PMH\b|ListRecords>|record>\s*<header")),
    ("opml", _tags(r"opml\b")),
    ("hf-html", _hf_html),
    ("html", _html),
    ("bibtex", _bibtex),
    ("ris", _ris),
    ("tagged", _line(r"(?:PMID *- ?\d|%0 [A-Z]|FN (?:Clarivate|Thomson|ISI)|VR 1\.0\nPT [A-Z])", 0.95)),
    ("csv", _csv),
    ("ids", judge_ids),
    ("markdown", judge_markdown),
    ("text", _text),
)
