"""Converts HTML to Markdown: headings, links, list items and table rows stay, scripts and menus go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from readerapp.sources.results import TooDeep

_DROPPED = frozenset("head script style noscript template svg nav form button iframe select textarea".split())
_BLOCKS = frozenset(
    """
    address article aside blockquote body dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4
    h5 h6 header hr li main ol p pre section summary table ul
    """.split()
)
_CELLS = ("td", "th")
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_EMPTY = re.compile(r"\[\s*\]\([^()\s]*\)|\*\*\s*\*\*")
_HANGING = re.compile(r"^(-|#{1,6}) *\n\s*", re.MULTILINE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Tags without an end tag, or with an optional one, which don't count as nesting.
_FLAT = frozenset(
    """
    area base body br col dd dt embed head hr html img input li link meta option p param path source tbody
    td th thead tr wbr
    """.split()
)
_SCRIPTS = ("script", "style")
_MAX_DEPTH = 1000
_MAX_NODES = 2_000_000


def to_markdown(source: str, base: str = "", *, emphasis: bool = True) -> str:
    """Return a page as Markdown. `base` resolves relative URLs; `emphasis` keeps bold and italics.

    Raises:
        TooDeep: as `parse_html`.
    """
    tree = parse_html(source)
    if tree.root is None:
        return ""
    text = "".join(_Writer(base, emphasis).pieces(tree.root))
    return _HANGING.sub(r"\1 ", _EMPTY.sub("", text))


def parse_html(source: str) -> LexborHTMLParser:
    """Return a parsed page.

    Raises:
        TooDeep: tags are nested so deeply that parsing, whose time grows with the square, would take long.
    """
    if _is_too_deep(source):
        raise TooDeep
    return LexborHTMLParser(source)


def _is_too_deep(source: str) -> bool:
    depth, within = 0, ""
    for match in _TAG.finditer(source):
        closes, name = match[1], match[2].lower()
        if within or (name in _SCRIPTS and not closes):  # scripts contain strings that look like tags
            within = "" if closes and name == within else within or name
        elif name not in _FLAT:
            depth = max(0, depth - 1) if closes else depth + 1
            if depth > _MAX_DEPTH:
                return True
    return False


class _Writer:
    """Writes a page without recursion, since pages nest as deep as they like."""

    def __init__(self, base: str, emphasis: bool) -> None:
        self._base = base
        self._marks = {"b": "**", "strong": "**", "i": "*", "em": "*"} if emphasis else {}
        self._anchors: list[str] = []
        self._cells = 0

    def pieces(self, root: LexborNode) -> Iterator[str]:
        """Yield the Markdown of a page in pieces."""
        stack: list[tuple[LexborNode, bool]] = [(root, False)]
        seen = 0
        while stack:
            node, leaving = stack.pop()
            seen += 1
            if leaving:
                yield self._after(node)
                continue
            if node.tag == "-text":
                yield _inline(node.text_content or "")
                continue
            if seen > _MAX_NODES or node.tag in _DROPPED or (node.tag or "-").startswith("-"):
                continue
            yield self._before(node)
            stack.append((node, True))
            children: list[tuple[LexborNode, bool]] = []
            child = node.child
            while child is not None:
                children.append((child, False))
                child = child.next
            stack.extend(reversed(children))

    def _before(self, node: LexborNode) -> str:
        tag = node.tag or ""
        if tag in _HEADINGS and not self._cells:
            return f"\n\n{_HEADINGS[tag]} "
        if tag == "a":
            self._anchors.append(_whole(self._base, node.attributes.get("href") or ""))
            return "[" if self._anchors[-1] else ""
        if tag in self._marks:
            return self._marks[tag]
        if tag == "li" and not self._cells:
            return "\n\n- "
        if tag in _CELLS:
            self._cells += 1
            return " | "
        if self._cells:  # a row of a table is one line
            return "<br>" if tag == "br" else " "
        return "\n" if tag == "br" else "\n\n" if tag in _BLOCKS else ""

    def _after(self, node: LexborNode) -> str:
        tag = node.tag or ""
        if tag == "a":
            url = self._anchors.pop() if self._anchors else ""
            return f"]({url})" if url else ""
        if tag in self._marks:
            return self._marks[tag]
        if tag in _CELLS:
            self._cells -= 1
        if tag == "tr":
            return " |\n"
        return "\n\n" if tag in _BLOCKS and not self._cells else ""


def _whole(base: str, href: str) -> str:
    try:
        url = urljoin(base, href.strip()) if not href.startswith("#") else ""
    except ValueError:
        return ""
    return url.replace(" ", "%20") if url.startswith(("http://", "https://")) else ""


def _inline(text: str) -> str:
    folded = " ".join(text.split())
    if not folded:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{folded}{' ' if text[-1].isspace() else ''}"
