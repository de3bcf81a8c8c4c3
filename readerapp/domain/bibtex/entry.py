"""A BibTeX entry as it was read, which a paper's record keeps: its citation key, its type, its own fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from readerapp.domain.bibtex.fields import prose
from readerapp.domain.text import clean_paragraphs

FIELD = "bibtex"
"""The record's field that holds it."""

_KIND = re.compile(r"[a-z][a-z0-9-]{0,40}", re.ASCII)
_NAME = re.compile(r"[a-z_][\w:.+*/-]{0,60}", re.ASCII)
_NOT_IN_KEYS = re.compile(r"[\s,{}\\\"#%~=@]+")
_BRACE = re.compile(r"\\.?|[{}]", re.DOTALL)
_AS_COMMAND = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}


@dataclass(frozen=True, slots=True)
class BibtexEntry:
    """What one entry of a `.bib` file says."""

    kind: str
    """Its type in small letters: `inproceedings`."""
    key: str
    fields: Mapping[str, str]
    """Field names in small letters to their values as they were written, macros resolved."""

    @property
    def title(self) -> str:
        """The title with its subtitle, as written."""
        title = self.fields.get("title", "") or self.fields.get("maintitle", "")
        subtitle = self.fields.get("subtitle", "")
        if not (title and subtitle):
            return title
        return (
            f"{title} {subtitle}" if title.rstrip("}").endswith((":", "?", "!")) else f"{title}: {subtitle}"
        )

    @property
    def shown_title(self) -> str:
        """The title as a person would read it."""
        return " ".join(prose(self.title).split())

    def mentions(self, number: str) -> bool:
        """Whether one of its fields has an id in it, however escaped."""
        return any(number.lower() in _plain_id(text).lower() for text in self.fields.values())

    def to_value(self) -> dict[str, Any]:
        """The entry as the record keeps it."""
        return {"type": self.kind, "key": self.key, "fields": dict(self.fields)}


def bibtex_entry(record: Mapping[str, Any]) -> BibtexEntry | None:
    """The entry that a record's further fields hold, made safe to write; None if it holds none."""
    value = record.get(FIELD)
    if not isinstance(value, Mapping) or not isinstance(value.get("fields"), Mapping):
        return None
    kind = str(value.get("type", "")).lower()
    fields = {
        name: balanced(clean_paragraphs(text))
        for name, text in value["fields"].items()
        if isinstance(name, str) and isinstance(text, str) and _NAME.fullmatch(name)
    }
    return BibtexEntry(
        kind if _KIND.fullmatch(kind) else "misc", clean_citation_key(str(value.get("key", ""))), fields
    )


def clean_citation_key(text: str) -> str:
    """`text` without what would end or break a citation key."""
    text = clean_paragraphs(text)
    return _NOT_IN_KEYS.sub("", text) if _NOT_IN_KEYS.search(text) else text


def balanced(text: str) -> str:
    r"""`text` with odd braces as commands, so that it can't break the file.

    BibTeX counts `\{` as a brace and other readers don't, so that each kind is closed by its own.
    """
    if "{" not in text and "}" not in text:
        return _without_end(text) if text.endswith("\\") else text
    odd: set[int] = set()
    opened: dict[str, list[int]] = {"{": [], r"\{": []}
    for match in _BRACE.finditer(text):
        brace = match[0]
        if brace in opened:
            opened[brace].append(match.start())
        elif brace in ("}", r"\}"):
            stack = opened[brace.replace("}", "{")]
            if stack:
                stack.pop()
            else:
                odd.add(match.start())
    odd.update(*opened.values())
    if odd:
        text = _BRACE.sub(lambda m: _AS_COMMAND[m[0][-1]] if m.start() in odd else m[0], text)
    return _without_end(text)


def _without_end(text: str) -> str:
    """`text` so that its last backslash does not escape the brace that ends the field."""
    return text + " " if (len(text) - len(text.rstrip("\\"))) % 2 else text


def _plain_id(text: str) -> str:
    return text.replace("{", "").replace("}", "").replace("\\", "") if "\\" in text or "{" in text else text
