"""The text of HTML or JATS fragments inside other formats: abstracts and titles with tags in them."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<(/?)(?:[a-z]+:)?([a-zA-Z][a-zA-Z0-9-]*)(?:\s[^<>]*)?/?>")
_BLOCKS = frozenset(
    {"p", "sec", "title", "list", "list-item", "br", "div", "li", "ul", "ol", "disp-formula", "abstract"}
)
_HEADING = re.compile(
    r"<(?:[a-z]+:)?title(?:\s[^<>]*)?>\s*(?:abstract|summary)\s*</(?:[a-z]+:)?title>", re.IGNORECASE
)
_MATH_TWIN = re.compile(r"<(?:[a-z]+:)?tex-math(?:\s[^<>]*)?>.*?</(?:[a-z]+:)?tex-math>", re.DOTALL)


def without_markup(text: str) -> str:
    """`text` without its tags: paragraphs stay apart, entities are characters, a bare `<` stays.

    A heading that only says “Abstract” goes.
    """
    if "<" in text:
        text = _HEADING.sub("", text)
        if "mml:math" in text or "<math" in text:
            text = _MATH_TWIN.sub("", text)
        text = _TAG.sub(lambda match: "\n\n" if match[2].lower() in _BLOCKS else "", text)
    return unescape(text) if "&" in text else text
