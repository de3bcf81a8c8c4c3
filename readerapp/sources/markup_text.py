"""Plain text of HTML and JATS fragments, as titles and abstracts contain them.

Format: https://jats.nlm.nih.gov/publishing/.
"""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<(/?)((?:[a-z]{1,8}:)?)([a-zA-Z][a-zA-Z0-9-]*)(\s+[\w:.-]+\s*=[^<>]*)?\s*(/?)>", re.ASCII)

_BLOCKS = frozenset("p sec title list list-item br div li ul ol disp-formula abstract".split())
# From HTML, JATS, MathML and publishers; not `s`, which is more often a token of language models.
_KNOWN = _BLOCKS | frozenset(
    """
a abbr b bdi bdo big blockquote center cite code dd del dfn dl dt em fig figcaption figure font h1 h2 h3
h4 h5 h6 hr i img inf ins kbd label mark pre q samp scp small span strike strong sub sup table tbody td
tfoot th thead tr tt u var wbr alternatives bold ext-link fixed-case fn inline-formula italic monospace
named-content overline roman sans-serif sc styled-content tex-math underline xref math mi mn mo mrow ms
msub msup msubsup mfrac msqrt mroot mover munder munderover mtext mspace mstyle mfenced mtable mtr mtd
semantics annotation annotation-xml mpadded mphantom menclose mprescripts mmultiscripts none merror
""".split()
)
_ALONE = frozenset("br hr li p wbr".split())
"""Tags that need no end. Any other tag without an end or attributes is a word: `<code>`, `<table>`."""
_PREFIXES = frozenset("jats: mml: m: html: xhtml:".split())
_HEADING = re.compile(
    r"<(?:[a-z]+:)?title(?:\s[^<>]*)?>\s*(?:abstract|summary)\s*</(?:[a-z]+:)?title>", re.IGNORECASE
)
_MATH_TWIN = re.compile(r"<((?:[a-z]+:)?)tex-math(?:\s[^<>]*)?>[^<]*</\1tex-math>")
_POWER = re.compile(r"(?<=\d)<(?:jats:)?sup>(?=[-−+]?\d+</(?:jats:)?sup>)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def without_markup(text: str) -> str:
    """Return a text without tags, its paragraphs apart and its entities resolved.

    Lookalikes stay: `A<B`, `<think>`, `<SEP>`. A heading that only says “Abstract” is dropped.
    """
    for _ in range(2):  # publishers escape twice: `&lt;i&gt;`, `&amp;amp;`
        if "<" in text:
            text = _without_tags(text)
        if "&" not in text:
            return text
        text = _ENTITY.sub(lambda match: unescape(match[0]), text)
    return _without_tags(text) if "<" in text else text


def _without_tags(text: str) -> str:
    text = _POWER.sub("^", _HEADING.sub("", text))
    if "mml:math" in text or "<math" in text:
        text = _MATH_TWIN.sub("", text)
    closed = {match[3].lower() for match in _TAG.finditer(text) if match[1]}

    def shown(match: re.Match[str]) -> str:
        _, prefix, name, attributes, ended = match.groups()
        name = name.lower()
        if not (prefix in _PREFIXES if prefix else name in _KNOWN):
            return match[0]
        if not (name in _ALONE or name in closed or attributes or ended or prefix):
            return match[0]
        return "\n\n" if name in _BLOCKS else ""

    return _TAG.sub(shown, text)
