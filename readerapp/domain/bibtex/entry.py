"""A BibTeX entry as it was read: citation key, type and fields. A paper's record keeps it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from readerapp.domain.bibtex.citation_keys import ENTRY_FIELD
from readerapp.domain.bibtex.fields import prose
from readerapp.domain.text import clean_paragraphs
from readerapp.domain.values import dataclass, pattern

_KIND = pattern(r"[a-z][a-z0-9-]{0,40}", re.ASCII)
_NAME = pattern(r"[a-z_][\w:.+*/-]{0,60}", re.ASCII)
_NOT_IN_KEYS = pattern(r"[\s,{}\\\"#%~=@]+")
_BRACE = pattern(r"\\.?|[{}]", re.DOTALL)
_AS_COMMAND = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}


@dataclass(frozen=True, slots=True)
class BibtexEntry:
    """One entry of a `.bib` file."""

    kind: str
    """Entry type in lower case, e.g. `inproceedings`."""
    key: str
    fields: Mapping[str, str]
    """Lower-case field names to their values as written, macros resolved."""

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
        """The title as plain text."""
        return " ".join(prose(self.title).split())

    def mentions(self, number: str) -> bool:
        """Return True if a field contains an id, however it is escaped."""
        return any(number.lower() in _plain_id(text).lower() for text in self.fields.values())

    def to_value(self) -> dict[str, Any]:
        """Return the entry as JSON values for the record."""
        return {"type": self.kind, "key": self.key, "fields": dict(self.fields)}


def bibtex_entry(record: Mapping[str, Any]) -> BibtexEntry | None:
    """Return the entry in a record's extra fields, made safe to write; None if there is none."""
    value = record.get(ENTRY_FIELD)
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
    """Return `text` without characters that would end or break a citation key."""
    text = clean_paragraphs(text)
    return _NOT_IN_KEYS.sub("", text) if _NOT_IN_KEYS.search(text) else text


def balanced(text: str) -> str:
    r"""Return `text` with unbalanced braces as commands, so that it can't break the file.

    BibTeX counts `\{` as a brace and other readers don't, so each kind is balanced by itself.
    """
    if "{" not in text and "}" not in text:
        return _without_final_escape(text) if text.endswith("\\") else text
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
    return _without_final_escape(text)


def _without_final_escape(text: str) -> str:
    """Return `text` so that a final backslash can't escape the field's closing brace."""
    return text + " " if (len(text) - len(text.rstrip("\\"))) % 2 else text


def _plain_id(text: str) -> str:
    return text.replace("{", "").replace("}", "").replace("\\", "") if "\\" in text or "{" in text else text
