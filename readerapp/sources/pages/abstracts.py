"""Finds the abstract on the page of one work."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Selectors of arXiv, ACL, PMLR and CVF, Springer and Nature, bioRxiv, MDPI, IEEE, ACM, Elsevier.
_PLACES = (
    *("blockquote.abstract", ".acl-abstract > span", ".acl-abstract", "#abstract", "#Abs1-content"),
    *("div.abstract", "section.abstract", ".abstract-content", ".abstractSection", ".html-abstract"),
    *(".abstract-text", ".abstractInFull", ".paper-abstract", "p.abstract", ".note-content-value"),
)
_HEADINGS = "h2, h3, h4, h5, strong"
# Not in “Abstract reasoning is hard”.
_LABEL = re.compile(
    r"\s*(?:[Aa]bstract|ABSTRACT|Summary|SUMMARY)(?:\s*[:.—–]\s*|\s*-\s+|\s*\n\s*|\s*(?=[A-Z$\\(]))"
)
_MIN_ABSTRACT_CHARS = 20


def abstract_on(tree: LexborHTMLParser) -> str:
    """Return the text marked as abstract, or below a heading that says so; otherwise an empty one."""
    for place in _PLACES:
        node = tree.css_first(place)
        if node is not None and len(found := text_with_links(node)) >= _MIN_ABSTRACT_CHARS:
            return found
    for heading in tree.css(_HEADINGS):
        if heading.text(strip=True).lower().rstrip(":.") == "abstract":
            return _below(heading)
    return ""


def _below(heading: LexborNode) -> str:
    """Return the first text below a heading, before the next one, that is long enough for an abstract."""
    node = heading.next
    while node is not None and node.tag != heading.tag:
        if (
            not (node.tag or "-").startswith("-")
            and len(found := text_with_links(node)) >= _MIN_ABSTRACT_CHARS
        ):
            return found
        node = node.next
    return ""


def text_with_links(node: LexborNode) -> str:
    """Return the text of an element without its label; links that hide their address become it."""
    for link in node.css("a[href]"):
        href = link.attributes.get("href") or ""
        if href.startswith("http") and link.text(strip=True).lower() in ("this https url", "this http url"):
            link.replace_with(href)
    return without_label(" ".join(node.text(separator="").split()))


def without_label(text: str) -> str:
    """Return an abstract without the word “Abstract” before it."""
    return text[match.end() :] if (match := _LABEL.match(text)) else text
