"""A captured page without the notation of the program that captured it.

Text browsers number links, clippers write Markdown and escape it, converters wrap links over lines, underline
headings, keep tags and attributes. What is left here are plain lines, `#` headings, and links that stand
whole on one line: `[text](address)` within a text, or alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from readerapp.sources.numbered_links import resolved
from readerapp.sources.wrapping import joined

Lines = Sequence[tuple[int, str]]

_JOINED = "\x1f"
_HUB = "https://huggingface.co"
_TAGS = (
    "a|article|b|br|button|center|code|details|div|em|figure|footer|form|h[1-6]|header|hr|i|img|input|label|li|main"
    "|nav|ol|p|path|section|small|span|strong|sub|summary|sup|svg|time|u|ul"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|<!--.*?-->")
_DIV = re.compile(r"^:{3,}.*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{[.#][^{}]*\}")
_SPAN = re.compile(r"\[([^\[\]]*)\]\{[.#][^{}]*\}")
_PICTURE = re.compile(r"!\[[^\[\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])?")
_PICTURES_NAME = re.compile(
    r"\[(?:IMG|INLINE|BUTTON|图片[^\[\]]*|[Ii]mage\b[^\[\]]*)\](?!\()|\(BUTTON\)|\[[ _]\](?!\()"
)
_ESCAPED = re.compile(r"\\([\\_*\[\]#.!()+~`>|<'\"@-])")
_BROKEN_LINE = re.compile(r"\\+(?=[ \t]*$|[ \t]{2})", re.MULTILINE)
_ADDRESS = (
    r"<?((?:https?://|/)[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*(?:\n[^\s()<>]+){0,2})>?(?:\s+\"[^\"\n]*\")?"
)
_WORDS = r"(?:[^\[\]\n]|\[[^\[\]\n]*\])*"
_LINK = re.compile(rf"\[({_WORDS}(?:\n(?![ \t]*\n){_WORDS}){{0,60}})\]\(\s*{_ADDRESS}\s*\)")
_LINK_END = re.compile(rf"^([ \t]*)\]\(\s*{_ADDRESS}\s*\)", re.MULTILINE)
_WHOLE = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((https?://[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)")
_OPENING = re.compile(r"(?<=\S)\s*\[[*• -]*$")  # of a link that goes on below
_UNDERLINE = re.compile(r"(={3,}|-{3,})[ \t]*")
_BESIDE = frozenset(" \t·•,|*-+")
_LONGEST_HEADING = 300
_FEWEST_LINKS = 5


def plain(text: str) -> Lines:
    """The numbered lines of a capture, its notation taken away as far as it has any."""
    if "</" in text or "<!--" in text or "<br" in text:
        text = _TAG.sub("", text)
    if ":::" in text or "]{" in text:
        text = _without_attributes(text)
    if "[" in text:
        text = _without_pictures(text)
    if text.count("](") >= _FEWEST_LINKS:
        text = _one_line_links(_ESCAPED.sub(r"\1", _BROKEN_LINE.sub("", text)))
    lines = list(_numbered(text))
    if "[" in text:
        lines = [(number, part) for number, line in resolved(lines) for part in _apart(line)]
    return list(_headed(lines)) if "\n==" in text or "\n--" in text else lines


def _without_attributes(text: str) -> str:
    """Pandoc's `:::` lines and `{.class}` gone, and the brackets that only held them."""
    text = _DIV.sub("", text)
    for _ in range(4):
        text, spans = _SPAN.subn(r"\1", text)
        if not spans:
            break
    return _ATTRIBUTES.sub("", text)


def _without_pictures(text: str) -> str:
    if "![" in text:
        text = _PICTURE.sub("", text)
    return _PICTURES_NAME.sub("", text)


def _one_line_links(text: str) -> str:
    text = _LINK.sub(lambda match: _link(match[1], match[2]), text.replace(_JOINED, ""))
    return _LINK_END.sub(lambda match: f"{match[1]}]({_address(match[2])})", text)


def _link(words: str, address: str) -> str:
    return f"[{words.strip().replace(chr(10), _JOINED)}]({_address(address)})"


def _address(address: str) -> str:
    whole = address.replace("\n", "")
    return f"{_HUB}{whole}" if whole.startswith("/") else whole


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; those that were joined count as one."""
    number = 1
    for line in text.split("\n"):
        yield number, joined(line.split(_JOINED)) if _JOINED in line else line
        number += 1 + line.count(_JOINED)


def _apart(line: str) -> Iterator[str]:
    """Links that stand beside one another, or beside a mark, each on its line."""
    line = _OPENING.sub("", line)
    if line.count("](") < 2 and "#community)" not in line:
        yield line
        return
    start = line.find("](")
    pieces = _WHOLE.split(line)
    outside = "".join(pieces[::3])
    if not (_BESIDE.issuperset(outside) or "#community)" in line or start == len(line) - len(line.lstrip())):
        yield line
        return
    end = 0
    for match in _WHOLE.finditer(line):
        if before := line[end : match.start()].strip():
            yield before
        yield match[0] if match[1].strip() else f"<{match[2]}>"
        end = match.end()
    if rest := line[end:].strip():
        yield rest


def _headed(lines: Lines) -> Iterator[tuple[int, str]]:
    """Underlined headings in the other notation."""
    held: tuple[int, str] | None = None
    for number, line in lines:
        if held is not None:
            rule = _UNDERLINE.fullmatch(line)
            above = held[1].strip()
            if rule and above and len(above) <= _LONGEST_HEADING and above[0] not in "#-*+|":
                held = (held[0], f"{'#' if rule[1][0] == '=' else '##'} {above}")
                yield held
                held = None
                continue
            yield held
        held = (number, line)
    if held is not None:
        yield held
