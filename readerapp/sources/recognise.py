"""How sure we are that a text is of a format, by its content."""

from __future__ import annotations

import re
from collections.abc import Callable

_HEAD = 20_000
_HF_PAGE = re.compile(
    r"Daily Papers|Trending Papers|Get trending papers|AK and the research community|huggingface\.co/papers"
    r"|^Submitted by\b|arxiv:\d{4}\.\d{4,5}",
    re.MULTILINE,
)
_PARAGRAPH = re.compile(r"\S[^\n]{300,}|(?:[^\n]{50,}\n){5,}")


def recognise(text: str, name: str = "") -> str | None:
    """The format that `text` most likely is in; None if it looks like none."""
    return next((format for format, _ in guesses(text, name)), None)


def guesses(text: str, name: str = "") -> list[tuple[str, float]]:
    """Each format that fits with how sure that is (0 to 1), the surest first."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    sure = [(format, judge(head)) for format, judge in _JUDGES]
    return sorted(((format, how) for format, how in sure if how), key=lambda guess: -guess[1])


def _hf_text(head: str) -> float:
    if head[:1] in "<{@":
        return 0.0
    if _HF_PAGE.search(head):
        return 0.5 if head[:1] == "[" else 0.8
    return 0.2 if _PARAGRAPH.search(head) else 0.0


def _keys(names: str, sure: float) -> Callable[[str], float]:
    """A judge of JSON by the names in its first records."""
    pattern = re.compile(rf"[\"'](?:{names})")
    return lambda head: sure if head[:1] in "[{" and pattern.search(head) else 0.0


def _json(head: str) -> float:
    if head[:1] == "{":
        return 0.3
    return 0.3 if re.match(r"\[\s*(?:[\[{\"']|null|\])", head) else 0.0


def _tags(names: str) -> Callable[[str], float]:
    """A judge of XML by its first tags."""
    pattern = re.compile(
        rf"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE(?:[^>\[]|\[.*?\]\s*>?)*>\s*)*<(?:{names})", re.DOTALL
    )
    return lambda head: 0.95 if head[:1] == "<" and pattern.match(head) else 0.0


def _bibtex(head: str) -> float:
    return 0.9 if re.search(r"^\s*@\w+\s*[{(]\s*[^\s{},=]*\s*[,=\s]", head, re.MULTILINE) else 0.0


_JUDGES: tuple[tuple[str, Callable[[str], float]], ...] = (
    ("hf-text", _hf_text),
    (
        "hf-json",
        _keys(r"paper['\"]\s*:\s*\{|dailyPapers|upvotes['\"]|paper_url|submittedOnDaily|ai_summary", 0.9),
    ),
    ("semantic-scholar", _keys(r"(?:paperId|citedPaper|citingPaper|recommendedPapers|authorId)['\"]", 0.95)),
    ("openalex", _keys(r"(?:abstract_inverted_index|authorships|https://openalex\.org/)", 0.95)),
    (
        "crossref",
        _keys(r"(?:message-type|is-referenced-by-count|reference-count|container-title['\"]\s*:\s*\[)", 0.92),
    ),
    ("csl-json", _keys(r"(?:date-parts|container-title|citation-key|issued)['\"]", 0.85)),
    ("json", _json),
    ("arxiv-atom", _tags(r"feed\b|entry>")),
    ("rss", _tags(r"rss\b|rdf:RDF\b|channel>|item>")),
    ("oai-pmh", _tags(r"OAI-PMH\b|ListRecords>|record>\s*<header")),
    ("bibtex", _bibtex),
    ("opml", _tags(r"opml\b")),
)
