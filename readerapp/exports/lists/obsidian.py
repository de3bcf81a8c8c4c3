"""Notes for Obsidian (https://obsidian.md): a Markdown file for each paper, its facts in the front matter.

`domain.vault_file` has the parts of a file; `sources.lists.vault_note` reads it back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from readerapp.domain.paper import Paper
from readerapp.domain.state import State
from readerapp.domain.state_mark import state_mark
from readerapp.domain.values import pattern
from readerapp.domain.vault_file import (
    FACTS,
    KINDS,
    MARK,
    PROPERTIES,
    VaultFile,
    callout,
    facts_digest,
    note_block,
)
from readerapp.exports import Item

_MAX_NAME_CHARACTERS = 97
_MAX_NAME_BYTES = 240
# What Windows forbids in names, and Obsidian in links.
_FORBIDDEN = pattern(r"[*\"\\/<>:|?#^\[\]\x00-\x1f\x7f]+|%%+")
_RESERVED = pattern(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_NO_TAG = pattern(r"[^\w/-]+")
_PLAIN = pattern(r"unread|reading|read|archived|\d{4}-\d\d-\d\d")
_LISTS = ("authors", "keywords")
_TO_FILL_IN = ("rating", "tags")
"""Properties that stand there even if they are empty."""
_FOREIGN = pattern(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_PROPERTY = pattern(
    r"(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\s#'\"\-\[\]{},&*!|>%@`?:][^:\n]*|-\S[^:\n]*)):(?=\s|$)"
)


def file_name(title: str, taken: Iterable[str]) -> str:
    """Return a name for a file without `.md`, legal everywhere, unlike all `taken` ones (casefolded)."""
    name = " ".join(_FORBIDDEN.sub(" ", title).split())
    name = _shortened(name.lstrip(". "), _MAX_NAME_CHARACTERS) or "Paper"
    name = f"{name} -" if _RESERVED.match(name) else name
    number, unique = 1, name
    while unique.casefold() in taken:
        number += 1
        end = f" {number}"
        unique = _shortened(name, _MAX_NAME_CHARACTERS - len(end)) + end
    return unique


def _shortened(name: str, characters: int) -> str:
    """Return a name that is short enough, cut between words if that leaves half of it."""
    cut = name[:characters]
    while len(cut.encode()) > _MAX_NAME_BYTES:
        cut = cut[:-1]
    if cut != name and name[len(cut)] != " " and (space := cut.rfind(" ")) > len(cut) // 2:
        cut = cut[:space]
    return cut.rstrip(". ")


def text(
    item: Item, linked: Mapping[str, str], old: VaultFile | None = None, more: Iterable[str] = ()
) -> str:
    """Return the text of a paper's file.

    Args:
        item: the paper.
        linked: names of files to titles, of the papers that its note names.
        old: the file as it is; everything in it that isn't ours stays.
        more: aliases besides the title.
    """
    abstract = callout(item.paper.abstract, [_link(*each) for each in linked.items()])
    front = f"---\n{''.join(_front(item, abstract, more))}{_kept(old.front) if old else ''}---\n"
    note = note_block(item.state.note)
    if old is None:
        return "\n".join(filter(None, (front, f"{abstract}\n" if abstract else "", f"## Note\n\n{note}\n")))
    return front + _body(old, abstract, note, lacks_note=bool(item.state.note))


def _body(old: VaultFile, abstract: str, note: str, *, lacks_note: bool) -> str:
    """Return a file's text below the front matter with a new abstract and note."""
    parts = (
        [(old.callout, abstract)] if old.callout else [((old.body, old.body), abstract and f"\n{abstract}\n")]
    )
    parts += [(old.block, note)] if old.block else []
    body, at = "", old.body
    for (start, end), made in parts:
        body, at = body + old.text[at:start] + made, end
    body += old.text[at:]
    return body if old.block or not lacks_note else f"{body.rstrip()}\n\n## Note\n\n{note}\n"


def _link(name: str, title: str) -> str:
    alias = " ".join(re.sub(r"[\[\]|]", " ", title).split())
    return f"[[{name}]]" if name == alias else f"[[{name}|{alias}]]"


def _front(item: Item, abstract: str, more: Iterable[str]) -> Iterator[str]:
    """Yield our lines of the front matter: the title, what the reader edits, and the facts."""
    paper, state = item.paper, item.state
    tags, facts = tag_names(state.tags), _facts(paper)
    yield _lines("title", paper.title)
    yield _lines("key", paper.key)
    yield _lines("status", state.status.value)
    yield _lines("rating", state.rating or "")
    yield _lines("tags", [*tags])
    yield _lines("later", state.later or "")
    yield _lines("queue", (item.place or "put off") if state.is_queued else "")
    yield _lines(MARK, _mark(state, tags, facts_digest(facts, abstract)))
    for name, values in facts.items():
        if name != "title":
            yield _lines(name, values[0] if len(values) == 1 and name not in _LISTS else values)
    yield _lines("aliases", [paper.title, *more])


def _lines(name: str, value: Sequence[str] | int) -> str:
    """Return the lines of a property; none for an empty one that isn't there to be filled in."""
    if not value:
        return f"{name}:{' []' if isinstance(value, list) else ''}\n" if name in _TO_FILL_IN else ""
    if isinstance(value, str | int):
        return f"{name}: {_scalar(value) if isinstance(value, str) else value}\n"
    return f"{name}:\n" + "".join(f"  - {_scalar(each)}\n" for each in value)


def _scalar(text: str) -> str:
    """Return a text as YAML (https://yaml.org/spec/1.2.2): in double quotes, as JSON has it, if need be."""
    if _PLAIN.fullmatch(text):
        return text
    return _FOREIGN.sub(lambda it: f"\\u{ord(it[0]):04x}", json.dumps(text, ensure_ascii=False))


def _facts(paper: Paper) -> dict[str, list[str]]:
    """Return the properties that are known, as YAML has them: as texts."""
    found: dict[str, list[str]] = {}
    for name in FACTS:
        value = getattr(paper.links, KINDS[name]) if name in KINDS else getattr(paper, name)
        if values := [
            str(each) for each in (value if isinstance(value, tuple) else (value,)) if each is not None
        ]:
            found[name] = values
    return found


def _mark(state: State, tags: Mapping[str, str], facts: str) -> str:
    renamed = {name: tag for name, tag in tags.items() if name != tag}
    names = json.dumps(renamed, ensure_ascii=False) if renamed else None
    return state_mark(state, {"facts": facts}, {"names": names})


def tag_names(tags: Sequence[str]) -> dict[str, str]:
    """Return Obsidian's spelling of tags (https://help.obsidian.md/tags), each once, and the tag it means."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for tag in tags:
        name = base = _tag(tag)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name.casefold())
        found[name] = tag
    return found


def _tag(tag: str) -> str:
    name = _NO_TAG.sub("-", tag).strip("-/") or "tag"
    return f"_{name}" if name.isdecimal() else name


def _kept(front: str) -> str:
    """Return the lines of a front matter with properties that aren't ours."""
    kept, ours = [], False
    for line in front.splitlines(keepends=True):
        if found := _PROPERTY.match(line):
            ours = next(filter(None, found.groups()), "").strip() in PROPERTIES
        if not ours:
            kept.append(line)
    return "".join(kept)
