"""Removes the notation of the program that captured a page.

Text browsers number links, clippers write Markdown and escape it, converters wrap links over lines, underline
headings, keep tags and attributes. The result is plain lines, `#` headings, and links on one line:
`[text](address)`, within a text or alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from readerapp.sources.hugging_face.numbered_links import resolve_links
from readerapp.sources.wrapping import join_lines

Lines = Sequence[tuple[int, str]]

_JOINED = "\x1f"
_HUB = "https://huggingface.co"
_TAGS = (
    "a|article|b|br|button|center|code|details|div|em|figure|footer|form|h[1-6]|header|hr|i|img|input|label|li|main"
    "|nav|ol|p|path|section|small|span|strong|sub|summary|sup|svg|time|u|ul"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|<!--(?:(?!<!--|-->).)*-->")
_HTML_LINK = re.compile(
    r"<a\s[^<>]*?href=[\"']((?:https?:/)?/[^\"'<>\s]*)[\"'][^<>]*>([^<]*(?:<(?!/?a\b)[^<]*)*)</a>",
    re.IGNORECASE,
)
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>]*>([^<]*(?:<(?!/?h[1-6])[^<]*)*)</h\1>", re.IGNORECASE)
_DIV = re.compile(r"^[ \t>*-]*:{3,}.*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{[.#][^{}]*\}")
_SPAN = re.compile(r"\[([^\[\]]*)\]\{[.#][^{}]*\}")
_PICTURE = re.compile(r"!\[[^\[\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])?")
_PICTURES_NAME = re.compile(
    r"\[(?:IMG|INLINE|BUTTON|图片[^\[\]]*|[Ii]mage(?![\w-])(?: *\d+)?(?::[^\[\]]*)?)\](?!\()|\(BUTTON\)"
    r"|\[[ _]?\](?![(\[])"
    r"|(?<=Submitted by )(?:\[[\w -]{0,30}\]\s*)*\[(?!\d{1,5}\])[\w -]{0,30}\]\s*(?![(\[])"
)
_ESCAPED = re.compile(r"\\([\\_*\[\]#.!()+~`>|<'\"@-])")
_BROKEN_LINE = re.compile(r"\\+(?=[ \t]*$|[ \t]{2})", re.MULTILINE)
_ADDRESS = (
    r"<?((?:https?://|/)[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*(?:\n[^\s()<>]+){0,2})>?(?:\s+\"[^\"\n]*\")?"
)
_WORDS = r"(?:[^\[\]\n]|\[[^\[\]\n]*\])*"
_LINK = re.compile(rf"\[({_WORDS}(?:\n(?![ \t]*\n){_WORDS}){{0,60}})\]\(\s*{_ADDRESS}\s*\)")
_REFERENCE = re.compile(rf"\[({_WORDS}(?:\n(?![ \t]*\n){_WORDS}){{1,60}})\]\[(\d{{1,5}})\]")
_BRACKETED = re.compile(r"\[(https?://[^\s\[\]]+)\] *([^\[\]\n]*)")
_BRACKETED_AFTER = re.compile(r"([^\[\]\n]*[^\[\]\n ])\s\[(https?://[^\s\[\]]+)\]")
_PARENTHESISED = re.compile(r"([^\n()]*)\((https?://[^\s()]+)\)")
_LINK_END = re.compile(rf"^([ \t]*)\]\(\s*{_ADDRESS}\s*\)", re.MULTILINE)
_WHOLE = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((https?://[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)")
# Beginning and end of a link that spans lines.
_OPENING = re.compile(r"(?<=\S)\s*\[[*• -]*(·?)$|^(\s*)\[(?=[^\[\]]*$)")
_END = re.compile(r"([^\[\]]*)\]\((https?://[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)(.*)")
_UNDERLINE = re.compile(r"(={3,}|-{3,})[ \t]*")
_BESIDE = frozenset(" \t·•,|*-+")
_MAX_HEADING_CHARS = 300
_MIN_LINKS = 5


def without_notation(text: str) -> Lines:
    """Return the numbered lines of a capture without notation."""
    text = text.replace("\u00a0", " ")
    if "</" in text or "<!--" in text or "<br" in text:
        text = _without_tags(text)
    if ":::" in text or "]{" in text:
        text = _without_attributes(text)
    if "[" in text:
        text = _without_pictures(text)
    if text.count("[http") >= _MIN_LINKS:
        text = _bracketed(text)
    if text.count("(http") >= _MIN_LINKS + 2 * text.count("]("):
        text = _PARENTHESISED.sub(lambda match: _beside(match[1], match[2]), text)
    if text.count("](") + text.count("][") >= _MIN_LINKS:
        text = _ESCAPED.sub(r"\1", _BROKEN_LINE.sub("", text)).replace("](/", f"]({_HUB}/")
        text = _one_line_links(text)
    lines = list(_numbered(text))
    if "[" in text:
        lines = [(number, part) for number, line in resolve_links(lines) for part in _apart(line)]
    return list(_headed(lines)) if "\n==" in text or "\n--" in text else lines


def _without_tags(text: str) -> str:
    """Return HTML within Markdown as Markdown, other tags dropped."""
    text = _HTML_LINK.sub(lambda match: f"[{' '.join(match[2].split())}]({match[1]})", text)
    text = _HTML_HEADING.sub(lambda match: f"{'#' * int(match[1])} {' '.join(match[2].split())}", text)
    return _TAG.sub("", text)


def _without_attributes(text: str) -> str:
    """Drop Pandoc's `:::` lines and `{.class}`, and brackets that only held them."""
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
    text = _REFERENCE.sub(lambda match: f"[{_folded(match[1])}][{match[2]}]", text)
    return _LINK_END.sub(lambda match: f"{match[1]}]({_address(match[2])})", text)


def _link(words: str, address: str) -> str:
    return f"[{_folded(words)}]({_address(address)})"


def _folded(words: str) -> str:
    return words.strip().replace("\n", _JOINED)


def _beside(words: str, address: str) -> str:
    return f"[{words.strip()}]({address})" if words.strip() else f"<{address}>"


def _bracketed(text: str) -> str:
    """Turn addresses in brackets, before or after their text, into links."""
    before = len(re.findall(r"\[http[^\s\[\]]+\][^\s\[]", text))
    if before * 2 > text.count("[http") / 2:
        return _BRACKETED.sub(lambda match: _beside(match[2], match[1]), text)
    return _BRACKETED_AFTER.sub(r"[\1](\2)", text)


def _address(address: str) -> str:
    return address.replace("\n", "")


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines with their numbers; joined lines count as one."""
    number = 1
    for line in text.split("\n"):
        yield number, join_lines(line.split(_JOINED)) if _JOINED in line else line
        number += 1 + line.count(_JOINED)


def _apart(line: str) -> Iterator[str]:
    """Put links beside one another, or beside a mark, on lines of their own."""
    line = _OPENING.sub(r" \1\2", line)
    if end := _END.fullmatch(line):
        yield from (end[1], f"<{end[2]}>")
        line = end[3]
    counts = "#community)" in line
    if line.count("](") > 1 or counts:
        outside = "".join(_WHOLE.split(line)[::3])
        if counts or _BESIDE.issuperset(outside) or line.lstrip().startswith("]("):
            yield from _each_link(line)
            return
    yield line


def _each_link(line: str) -> Iterator[str]:
    start = 0
    for match in _WHOLE.finditer(line):
        if before := line[start : match.start()].strip():
            yield before
        yield match[0] if match[1].strip() else f"<{match[2]}>"
        start = match.end()
    if rest := line[start:].strip():
        yield rest


def _headed(lines: Lines) -> Iterator[tuple[int, str]]:
    """Turn underlined headings into `#` headings; an underline may be as long as several lines above it."""
    block: list[tuple[int, str]] = []
    for number, line in lines:
        rule = _UNDERLINE.fullmatch(line) if block else None
        if rule and (heading := _heading(block, len(rule[1]))):
            yield from block[: -len(heading)]
            level = "#" if rule[1][0] == "=" else "##"
            yield heading[0][0], f"{level} {join_lines(text for _, text in heading)}"
            block = []
        elif line.strip():
            block.append((number, line))
        else:
            yield from block
            yield number, line
            block = []
    yield from block


def _heading(block: Lines, length: int) -> Lines:
    """Return the last lines of a block that an underline of some length covers."""
    above = block[-1][1].strip()
    if len(above) > _MAX_HEADING_CHARS or above[0] in "#-*+|":
        return ()
    whole = " ".join(line.strip() for _, line in block[-3:])
    return block[-3:] if len(block) > 1 and len(whole) == length else block[-1:]
