"""The block of `name: value` lines between `---` that note-taking tools put above a page."""

from __future__ import annotations

import re

_FENCE = re.compile(r"\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z][\w-]*):[ \t]*(.*)")


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields of the block at the head of `text`, and the rest with as many lines as before.

    Only plain values are read; lists and nested ones are left out.
    """
    match = _FENCE.match(text[:20_000])
    if not match:
        return {}, text
    fields: dict[str, str] = {}
    for line in match[1].split("\n"):
        if found := _FIELD.fullmatch(line):
            fields[found[1].lower()] = found[2].strip().strip("\"'")
    return fields, "\n" * match[0].count("\n") + text[match.end() :]
