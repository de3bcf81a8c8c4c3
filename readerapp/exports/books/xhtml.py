"""XHTML from untrusted text: what it says shows as it stands, and every page is well-formed XML.

Characters of XML 1.0: https://www.w3.org/TR/xml/#charsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape as _escape
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from readerapp.domain.values import pattern

if TYPE_CHECKING:
    from markdown_it.token import Token

_NOT_XML = pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HOST = pattern(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?", re.IGNORECASE)
_NUMBER = pattern(r"\d+|0x[0-9a-f]*", re.IGNORECASE | re.ASCII)
_STRAY_PERCENT = pattern(r"%(?![0-9A-Fa-f]{2})")
_IN_URL = "/%:@!$&'()*+,;=~?"
_LOWER_BY = 3
"""A note stands below its paper's heading and its own."""


def escape(text: str) -> str:
    """Return `text` for an element or a quoted attribute, without the characters that XML forbids."""
    return _escape(_NOT_XML.sub("", text))


def link(url: str, text: str) -> str:
    """Return `text` linked to `url`; the text alone if a strict reader would refuse the address."""
    address = strict_url(url)
    return f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)


def strict_url(url: str) -> str:
    """Return an http or https address in the letters of RFC 3986; "" if it can't be one."""
    try:
        parts = urlsplit(_NOT_XML.sub("", url))
        host = parts.netloc.encode("idna").decode("ascii")
    except ValueError:  # a UnicodeError is one, too
        return ""
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or _is_wrong_number(host):
        return ""
    path, query, fragment = (_quoted(part) for part in (parts.path, parts.query, parts.fragment))
    return f"{parts.scheme}://{host}{path}{query and '?' + query}{fragment and '#' + fragment}"


def _is_wrong_number(host: str) -> bool:
    """Return True for a host that ends in a number, as an IPv4 address does, and is none."""
    name = host.partition(":")[0]
    if not _NUMBER.fullmatch(name.rpartition(".")[2]):
        return False
    try:
        ip_address(name)
    except ValueError:
        return True
    return False


def _quoted(part: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", part), safe=_IN_URL)


def paragraphs(text: str) -> str:
    """Return a paragraph for each part of a text between blank lines; each finds its own direction."""
    parts = (part.strip() for part in _NOT_XML.sub("", text).split("\n\n"))
    return "".join(f'<p dir="auto">{escape(part)}</p>\n' for part in parts if part)


def from_markdown(note: str) -> str:
    """Return a note as XHTML: Markdown in which each line stays a line and HTML is text.

    Links go to http and https only; a picture is a link to it. Headings stand below those of the page.
    """
    from markdown_it import MarkdownIt  # only notes need it

    parser = MarkdownIt("gfm-like", {"html": False, "breaks": True})
    tokens = parser.parse(_NOT_XML.sub("", note))
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + _LOWER_BY)}"
        if token.type in ("paragraph_open", "heading_open"):
            token.attrSet("dir", "auto")
        if token.children:
            token.children = list(_strict_links(token.children))
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    return rendered


def _strict_links(tokens: list[Token]) -> Iterator[Token]:
    """Yield the tokens of a line, with links that a strict reader follows, and without pictures."""
    opened: list[str] = []
    for token in tokens:
        if token.type == "link_open":
            opened.append(strict_url(str(token.attrGet("href") or "")))
            token.attrs = {"href": opened[-1]}
            token.hidden = not opened[-1]
        elif token.type == "link_close":
            token.hidden = not opened.pop()
        elif token.type == "image":
            yield from _picture(token, within_link=bool(opened))
            continue
        yield token


def _picture(token: Token, *, within_link: bool) -> Iterator[Token]:
    from markdown_it.token import Token

    url = strict_url(str(token.attrGet("src") or ""))
    text = Token("text", "", 0, content=token.content or url)
    if within_link or not url:
        yield text
    else:
        yield Token("link_open", "a", 1, attrs={"href": url})
        yield text
        yield Token("link_close", "a", -1)
