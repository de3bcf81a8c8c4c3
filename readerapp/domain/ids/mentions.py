"""Papers mentioned in a text: every id, DOI and address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readerapp.domain.ids.parsing import may_be_arxiv, paper_key
from readerapp.domain.ids.spellings import ABS, DOI, ID, MAX_LENGTH, MONTH, NAME, NEW, OLD, SITES, bare, plain
from readerapp.domain.values import NamedTuple, pattern

_UNTIL = r"[!#-;=?-~]"
_ADDRESS = rf"https?://(?:(?!https?://|\)\[|\]\(|\}}\{{){_UNTIL}|(?<=[/=])h)+"
_BARE_ADDRESS = (
    rf"(?<![\w@/.:=-])(?:[a-z0-9-]{{1,63}}\.){{0,3}}(?:{SITES}|doi\.org)/(?:(?!\)\[|\]\(|\}}\{{){_UNTIL})+"
)
_NEW_ALONE = rf"(?:(?:0[7-9]|1[0-4]){MONTH}\.\d{{4}}|(?:1[5-9]|[2-8]\d){MONTH}\.\d{{5}})"
_MENTION = pattern(
    rf"(?P<address>{_ADDRESS})|(?<![a-z])(?=[a-z0-9])(?:(?P<bare>{_BARE_ADDRESS})"
    rf"|{NAME}(?:10\.48550/arxiv[./:])?(?:{ABS})?{ID}|(?<![\w/]){ABS}{NEW}(?:v\d+)?(?![a-z0-9]|\.\d)"
    rf"|10\.48550/arxiv[./:](?:{NEW}|{OLD})(?:v\d+)?"
    rf"|(?<![\w.])(?:doi(?:\.org/|:)?\s*)?{DOI}"
    rf"|(?<![\w./@$€£-])(?:{_NEW_ALONE}(?:v\d{{1,3}})?(?:\.pdf)?(?![\w/%-]|\.\d)|{OLD}(?:v\d{{1,3}})?(?![\w/]|\.\d)))",
    re.IGNORECASE | re.ASCII,
)


class Mention(NamedTuple):
    """A paper mentioned in a text."""

    key: str
    """`arxiv:…` or `doi:…`."""
    start: int
    end: int
    address: str
    """The web address that names it; "" for an id."""


def arxiv_in(text: str) -> str | None:
    """Return the first arXiv id that a text marks as one: `arXiv: 1810.04899 [cs]`, or an address."""
    text = plain(text) if may_be_arxiv(text) else ""
    for mention in mentions(text):
        if mention.key.startswith("arxiv:") and not text[mention.start].isdigit():
            return mention.key.removeprefix("arxiv:")
    return None


def doi_in(text: str) -> str | None:
    """Return the first DOI in a text, except arXiv's own."""
    for mention in mentions(plain(text)) if "10." in text else ():
        if mention.key.startswith("doi:"):
            return mention.key.removeprefix("doi:")
    return None


def may_name_paper(text: str) -> bool:
    """Return False if a text can't contain an id; a quick check."""
    return "10." in text or "%" in text or may_be_arxiv(text)


def mentions(text: str) -> Iterator[Mention]:
    """Yield each paper that a text (normalised by `plain`) mentions by address, id or DOI, in order."""
    for match in _MENTION.finditer(text):
        if match.end() - match.start() > MAX_LENGTH:
            continue
        found = bare(match[0])
        start = match.start() + match[0].find(found)
        if key := paper_key(found):
            yield Mention(key, start, start + len(found), found if match["address"] or match["bare"] else "")
