"""How sure we are that a text is of a format, by its content."""

from __future__ import annotations

import re
from collections.abc import Callable

_HEAD = 20_000
_SURE = 0.93
_HF_SURELY = re.compile(
    r"AK and the research community|Get trending papers in your|^Submitted by\b|^Paper page - "
    r"|(?:Daily|Trending) Papers - Hugging Face|AI-generated summary|^Published on [A-Z][a-z]+ \d",
    re.MULTILINE,
)
_HF_MAYBE = re.compile(r"Daily Papers|Trending Papers|huggingface\.co/papers|arxiv:\d{4}\.\d{4,5}")
_PARAGRAPH = re.compile(r"\S[^\n]{300,}|(?:[^\n]{50,}\n){5,}")


def recognise(text: str) -> str | None:
    """The format that `text` most likely is in; None if it looks like none."""
    return next((format for format, _ in guesses(text)), None)


def guesses(text: str) -> list[tuple[str, float]]:
    """Each format that fits with how sure that is (0 to 1), the surest first; the only one where it is sure."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    found: list[tuple[str, float]] = []
    for format, judge in _JUDGES:
        if (sure := judge(head)) >= _SURE:
            return [(format, sure)]
        if sure:
            found.append((format, sure))
    return sorted(found, key=lambda guess: -guess[1])


def _hf_text(head: str) -> float:
    if head[:1] in "<{@":
        return 0.0
    if _HF_SURELY.search(head):
        return 0.6 if head[:1] == "[" else 0.93
    if head[:1] == "[":
        return 0.1
    if _HF_MAYBE.search(head):
        return 0.5
    return 0.2 if _PARAGRAPH.search(head) else 0.0


def _keys(names: str, sure: float) -> Callable[[str], float]:
    """A judge of JSON by the names in its first records."""
    pattern = re.compile(rf"[\"'](?:{names})")
    return lambda head: sure if head[:1] in "[{" and pattern.search(head) else 0.0


def _own(head: str) -> float:
    if head[:1] != "{":
        return 0.0
    first = head.partition("\n")[0]
    return (
        0.97 if re.search(r"\"key\":\s*\"(?:arxiv|doi|title):|\"links\":\s*\{|\"sightings\":", first) else 0.0
    )


def _html(head: str) -> float:
    if head[:1] != "<":
        return 0.0
    return (
        0.7
        if re.search(r"<(?:!doctype html|html|head|body|div|p|ul|table|a|h\d)\b", head, re.IGNORECASE)
        else 0.0
    )


def _hf_html(head: str) -> float:
    hub = re.search(r"huggingface\.co|Hugging Face|AK and the research community", head)
    return 0.9 if hub and _html(head) else 0.0


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
    if not re.search(r"^\s*@\w+\s*[{(]\s*[^\s{},=]*\s*[,=\s]", head, re.MULTILINE):
        return 0.0
    return 0.1 if head.count("](http") > 3 else 0.9


def _markdown(head: str) -> float:
    links = len(re.findall(r"\]\(https?://", head))
    listed = len(re.findall(r"^\s*(?:[-*+|]|\d+[.)]|#{1,6})\s*\S", head, re.MULTILINE))
    if links and head[:1] != "{":
        return 0.86 if links >= 3 and listed >= 3 else 0.4 if listed else 0.15
    return 0.0


def _ris(head: str) -> float:
    return 0.95 if re.search(r"^\s{0,3}TY  ?- ", head, re.MULTILINE) else 0.0


def _csv(head: str) -> float:
    from readerapp.sources.delimited import delimiter

    first = head.partition("\n")[0]
    return (
        0.88 if 0 < len(first) < 2000 and any(mark in first for mark in ",;\t|") and delimiter(first) else 0.0
    )


def _ids(head: str) -> float:
    lines = [line for line in head.split("\n")[:50] if line.strip() and not line.startswith("#")]
    if not lines or max(map(len, lines)) > 300:
        return 0.0
    from readerapp.sources.id_list import names_paper

    hits = sum(map(names_paper, lines))
    return 0.96 if hits == len(lines) else 0.6 if hits * 4 >= len(lines) * 3 else 0.0


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
    ("jsonl", _own),
    ("json", _json),
    ("hf-html", _hf_html),
    ("html", _html),
    ("arxiv-atom", _tags(r"feed\b|entry>")),
    ("rss", _tags(r"rss\b|rdf:RDF\b|channel>|item>")),
    ("oai-pmh", _tags(r"OAI-PMH\b|ListRecords>|record>\s*<header")),
    ("bibtex", _bibtex),
    ("markdown", _markdown),
    ("ris", _ris),
    ("csv", _csv),
    ("ids", _ids),
    ("opml", _tags(r"opml\b")),
)
