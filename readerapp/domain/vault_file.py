"""The parts of a paper's file in an Obsidian vault: front matter, abstract, note, and the reader's own text.

Properties: https://help.obsidian.md/properties. Callouts: https://help.obsidian.md/callouts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import count

from readerapp.domain.carried_state import digest
from readerapp.domain.values import NamedTuple

MARK = "readerapp"
"""The property by which a file is ours: what `add` needs to merge it."""
FACTS = (
    *("title", "authors", "published", "venue", "volume", "number", "pages"),
    *("code", "arxiv", "pdf", "hf", "project", "doi", "other"),
    *("keywords", "upvotes", "stars", "listed", "summary"),
)
"""Properties with what is known of a paper."""
PROPERTIES = ("key", "status", "rating", "tags", "later", "queue", MARK, *FACTS, "aliases")
"""All that are ours. Others stay as the reader wrote them."""
KINDS = {"code": "repo", **{kind: kind for kind in ("arxiv", "pdf", "hf", "project", "doi", "other")}}
"""Property to kind of link."""
_FRONT = re.compile(r"\ufeff?---[ \t]*\n(.*?\n)??---[ \t]*(?:\n|\Z)", re.DOTALL)
_CALLOUT = re.compile(r"^> \[!abstract\][^\n]*(?:\n>[^\n]*)*", re.MULTILINE)
_BEGINS = re.compile(rf"^<!-- {MARK} note( \d{{1,4}})? -->\n", re.MULTILINE)
# What would load pictures, run plugins' code, make tags or end the callout's text; math stays as it is.
_ACTIVE = re.compile(r"[<`\[]|%(?=%)|(?<![^\s(])#(?=\S)|&(?=#\d+;)")
_ENTITY = re.compile(r"&#(\d{2,3});")


class VaultFile(NamedTuple):
    """A file of a vault, cut at the places of its parts."""

    text: str
    front: str
    """The lines of the front matter."""
    body: int
    """Where the text below the front matter begins."""
    callout: tuple[int, int] | None
    """Where the abstract stands."""
    block: tuple[int, int] | None
    """Where the note stands, with the marks around it."""
    note: str | None
    """The note; None if its marks are gone."""

    @property
    def abstract(self) -> str:
        """The lines of the abstract, as they stand."""
        return self.text[slice(*self.callout)] if self.callout else ""


def vault_file(text: str) -> VaultFile | None:
    """Return the parts of a file; None if it has no front matter."""
    if (front := _FRONT.match(text)) is None:
        return None
    body = front.end()
    block, note = _note(text, body)
    callout = _CALLOUT.search(text, body, block[0] if block else len(text))
    return VaultFile(text, front[1] or "", body, callout and callout.span(), block, note)


def _note(text: str, at: int) -> tuple[tuple[int, int] | None, str | None]:
    if (begins := _BEGINS.search(text, at)) is None:
        return None, None
    ends = f"\n{_end(begins[1] or '')}"
    end = text.find(ends, begins.end() - 1)
    return ((begins.start(), end + len(ends)), text[begins.end() : end]) if end >= 0 else (None, None)


def _end(number: str) -> str:
    return f"<!-- /{MARK} note{number} -->"


def note_block(note: str) -> str:
    """Return a note between marks that aren't in it."""
    number = next(n for each in count(1) if _end(n := f" {each}" if each > 1 else "") not in note)
    return f"<!-- {MARK} note{number} -->\n{note}\n{_end(number)}"


def callout(abstract: str, linked: Sequence[str]) -> str:
    """Return an abstract as a callout, with links to files below; empty if there is neither."""
    lines = ["> [!abstract]", *(f"> {line}".rstrip() for line in _passive(abstract).split("\n") if abstract)]
    if linked:
        lines += [">", f"> Papers in the note: {', '.join(linked)}"]
    return "\n".join(lines) if len(lines) > 1 else ""


def abstract_of(text: str) -> str:
    """Return the abstract in a callout."""
    lines = [line[1:].removeprefix(" ") for line in text.split("\n")[1:]]
    if lines and lines[-1].startswith("Papers in the note: [["):
        lines = lines[:-1]
    return _ENTITY.sub(lambda it: chr(int(it[1])), "\n".join(lines)).strip()


def _passive(text: str) -> str:
    return _ACTIVE.sub(lambda it: f"&#{ord(it[0])};", text)


def facts_digest(properties: Mapping[str, Sequence[str]], abstract: str) -> str:
    """Return what tells whether the facts in a file were edited."""
    return digest([{name: [*properties.get(name, ())] for name in FACTS}, abstract])
