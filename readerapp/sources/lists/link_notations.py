"""Converts links in other notations to Markdown: `[text](address)`.

Notations: Org, reStructuredText, Slack, Jira, MediaWiki, Textile, LaTeX, AsciiDoc, Markdown's references.
"""

from __future__ import annotations

import re

_URL = r"https?://[^\s<>\[\]|`\"{}]{1,2000}"
# For each notation: a string that every such link contains, its pattern, and the groups of text and address.
_FORMS: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (sign, re.compile(pattern), rf"[\{text}](\{address})")
    for sign, pattern, text, address in (
        ("][", rf"\[\[({_URL})\]\[([^\[\]\n]{{1,500}})\]\]", 2, 1),  # org-mode
        (">`_", rf"`([^`<>\n]{{1,500}}?) ?<({_URL})>`__?", 1, 2),  # reStructuredText
        ("|", rf"<({_URL})\|([^<>|\n]{{1,500}})>", 2, 1),  # Slack
        ("|", rf"\[([^\[\]|\n]{{1,500}})\|({_URL})(?:\|[^\[\]\n]{{0,100}})?\]", 1, 2),  # Jira
        ("[http", rf"(?<!\[)\[({_URL})[ \t]+([^\[\]\n]{{1,500}})\](?![(\[])", 2, 1),  # MediaWiki
        ('":http', rf'"([^"\n]{{1,500}})":({_URL}(?<![.,;:)]))', 1, 2),  # Textile
        ("\\href{", rf"\\href\s?\{{({_URL})\}}\{{([^{{}}\n]{{1,500}})\}}", 2, 1),  # LaTeX
        (
            "[",
            rf"(?:\blink:)?(?<![\w(\[</=])({_URL}+(?<![(,;]))\[([^\[\]\n]{{1,500}}?)\^?\](?![(:])",
            2,
            1,
        ),  # AsciiDoc
    )
)
_WIKI = re.compile(r"(?<!!)\[\[(?:[^\[\]|\n]{1,300}\|)?([^\[\]|\n]{1,300})\]\](?![(\[:])")
# The address may be on the line below the name, and a title on the line below that.
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[([^\[\]^][^\[\]]{0,200})\]:[ \t]*(?:\n[ \t]*)?<?(https?://[^\s<>]+)>?[^\n]*$"
    r"(?:\n[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\))[ \t]*$)?",
    re.MULTILINE,
)
_REFERENCE = re.compile(r"\[((?:[^\[\]\n]|\[[^\[\]\n]*\]){1,500})\](?: ?\[([^\[\]\n]{0,200})\])?(?![(:\[])")


def with_markdown_links(source: str) -> str:
    """Return a text with all links as `[text](address)`, line numbers unchanged."""
    if "http" in source:
        source = _with_definitions(source)
        for sign, form, link in _FORMS:
            if sign in source:
                source = form.sub(link, source)
    return _WIKI.sub(r"\1", source) if "]]" in source else source


def _with_definitions(source: str) -> str:
    """Put the address of each `[link][name]` beside it, and drop the definitions used."""
    known = {_name(match[1]): match[2] for match in _DEFINITION.finditer(source)} if "]:" in source else {}
    if not known:
        return source
    used: set[str] = set()

    def whole(match: re.Match[str]) -> str:
        name = _name(match[2] or match[1])
        if url := known.get(name):
            used.add(name)
            return f"[{match[1]}]({url})"
        return match[0]

    def undefined(match: re.Match[str]) -> str:
        return "\n" * match[0].count("\n") if _name(match[1]) in used else match[0]

    return _DEFINITION.sub(undefined, _REFERENCE.sub(whole, source))


def _name(text: str) -> str:
    """Return the normalised name of a reference."""
    return " ".join(text.casefold().split())
