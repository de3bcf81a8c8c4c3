"""Front matter: the block of `name: value` lines between `---` lines at the top of a note.

Format: https://jekyllrb.com/docs/front-matter/.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", re.DOTALL)
_CUT = re.compile(r"(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t]*-[^\n]*\n|[ \t]+[^\n]*\n)*){2,40}---[ \t]*\n")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.+)")
_LISTED = re.compile(r"\s*(\"[^\"]*\"|'[^']*'|[^,]+)")
_MAX_CHARS = 20_000
_FIELD = re.compile(r"([A-Za-z][\w-]*):[ \t]*(.*)")


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the plain fields of the front matter, and the rest with its line numbers unchanged.

    The first lines of the block may be missing. Lists and nested values are left out.
    """
    match = _FENCE.match(text[:_MAX_CHARS]) or _CUT.match(text[:_MAX_CHARS])
    if not match:
        return {}, text
    fields: dict[str, str] = {}
    for line in match[0].split("\n"):
        if found := _FIELD.fullmatch(line):
            fields[found[1].lower()] = found[2].strip().strip("\"'")
    return fields, "\n" * match[0].count("\n") + text[match.end() :]


def read_fields(text: str) -> dict[str, list[str]]:
    """Return the values of each field of the front matter, lists included."""
    match = _FENCE.match(text[:_MAX_CHARS])
    fields: dict[str, list[str]] = {}
    last = ""
    for line in match[1].split("\n") if match else ():
        if found := _FIELD.fullmatch(line):
            last = found[1].lower()
            fields[last] = _values(found[2].strip())
        elif last and (item := _ITEM.fullmatch(line)):
            fields[last].append(_bare(item[1]))
    return fields


def _values(text: str) -> list[str]:
    if text.startswith("[") and text.endswith("]") and not text.startswith("[["):
        return [value for part in _LISTED.findall(text[1:-1]) if (value := _bare(part))]
    return [value] if (value := _bare(text)) else []


def _bare(text: str) -> str:
    return text.strip().strip("\"'")
