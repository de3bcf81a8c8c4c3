"""Venues and years beside titles in lists: `[ICLR'25] T`, `T (ICML 2023 Oral)`."""

from __future__ import annotations

import re

_NAMES = (
    r"(?:NeurIPS|NIPS|ICML|ICLR|ACL|EMNLP|NAACL|EACL|COLING|CVPR|ICCV|ECCV|WACV|AAAI|IJCAI|KDD|WWW|SIGIR|COLM|TMLR|TACL"
    r"|JMLR|CoRL|RSS|ICRA|IROS|INTERSPEECH|ICASSP|MLSys|OSDI|SOSP|USENIX Security|Nature|Science)"
    r"(?: Findings| Workshop)?"
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_VENUE = re.compile(rf"\b({_NAMES})[ ,']*(?:((?:19|20)\d\d)|'?(\d\d)\b)?")
_WHEN = r"(?:(?:19|20)\d\d(?:[-./]\d\d?){0,2}|['’]?\d\d)(?!\d)"
_HOW = (
    r"(?i:oral|spotlight|poster|findings|workshops?|demo|highlight|long|short|main|preprint|accepted|journal"
    r"|tracks?|best paper(?: award)?|under review|datasets? (?:and|&) benchmarks?)"
)
_WHERE = rf"(?:{_NAMES}|(?i:arxiv)|(?>(?=[A-Z][a-z]*[A-Z])[A-Za-z]++))"
_MORE = rf"(?:[\s,:@/()-]{{1,3}}(?:{_HOW}|{_WHERE})){{0,4}}"
_OCCASION = rf"{_WHERE}{_MORE}[\s,:@/-]{{0,3}}{_WHEN}{_MORE}"
_BRACKETS = rf"[\[(【]\s*(?:{_OCCASION}|{_NAMES}|(?i:arxiv))\s*[\])】]"
_BEFORE = re.compile(rf"{_BRACKETS}\s*[:：,–—-]?\s*(?=\S)")
_AFTER = re.compile(
    rf"[\s,.]{{0,3}}{_BRACKETS}\.?$"
    rf"|(?<=\w\w)[.,?!] (?:In )?(?:{_NAMES}|(?i:arxiv))[ ,']{{1,2}}{_WHEN}{_MORE}\.?$"
)
_SURNAME = r"[A-Z][\w'’-]{1,30}"
_PEOPLE = re.compile(
    rf"(?:\s?[,.;(\[–—-]\s?|\sby\s)(?:(?:{_SURNAME}|[A-Z]\.)[\s,]+(?:(?:and|&)\s+)?){{1,4}}et\.? al\b"
    r"[\s.,;]*(?:\(?(?:19|20)\d\d\)?)?[\s.,)\]]*$"
)
_DATED = re.compile(r"\s*\((?:19|20)\d\d\)$")


def venue_and_year(text: str) -> tuple[str | None, str | None]:
    """Return the first known venue in a text, and its year or the first year in the text."""
    venue = _VENUE.search(text)
    year = venue[2] or (venue[3] and f"20{venue[3]}") if venue else None
    if not year and (found := _YEAR.search(text[:200])):
        year = found[1]
    return (venue[1] + (f" {year}" if year else "") if venue else None), year


def without_venue(title: str) -> str:
    """Return a title without a bracketed venue before or after it, and without `Dow et al.` at its end."""
    if "[" in title or "(" in title or "【" in title or title[-2:].strip(".").isdigit():
        before = _BEFORE.match(title)
        title = _AFTER.sub("", title[before.end() :] if before else title)
    if " al" in title[-20:] and (people := _PEOPLE.search(title)):
        title = _DATED.sub("", title[: people.start()])
    return title
