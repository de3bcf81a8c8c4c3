"""Papers' files in an Obsidian vault, as `exports.lists.obsidian` writes them and the reader edits them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from readerapp.domain.carried_state import CarriedState, QueuePlace, with_state
from readerapp.domain.paper import Paper
from readerapp.domain.record import from_record
from readerapp.domain.state_mark import marked_facts, marked_state, queue_rank
from readerapp.domain.values import NamedTuple
from readerapp.domain.vault_file import FACTS, KINDS, MARK, VaultFile, abstract_of, facts_digest, vault_file
from readerapp.sources.draft import Draft
from readerapp.sources.results import Skip

Properties = dict[str, list[str]]
_MAX_FRONT_CHARS = 1 << 20
_KEY = re.compile(r"^key:[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.MULTILINE)


class VaultNote(NamedTuple):
    """A paper's file in a vault."""

    file: VaultFile
    properties: Properties
    paper: Paper
    carried: CarriedState
    facts_edited: bool
    """True if title, abstract or another fact differs from what was exported."""


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the paper of a file with the reader's state."""
    if note := vault_note(source):
        yield Draft(title=note.paper.title, paper=with_state(note.paper, note.carried), line=1)
    else:
        yield Skip("line 1", "front matter that can't be read, or names no key and title")


def is_vault_note(head: str) -> bool:
    """Return True if the beginning of a text is that of one of our files."""
    return head.lstrip("\ufeff").startswith("---") and f"\n{MARK}:" in head and "\nkey:" in head


def vault_note(text: str) -> VaultNote | None:
    """Return what a file says; None if it isn't one of ours, or its front matter can't be read."""
    file = vault_file(text)
    found = properties(file.front) if file else {}
    if file is None or not found.get("key") or MARK not in found:
        return None
    record: dict[str, Any] = {name: found.get(name) or None for name in ("authors", "keywords")}
    for name in (*FACTS, "key"):
        if name not in KINDS and name not in record:
            record[name] = _number(next(iter(found.get(name, ())), None), name)
    record["links"] = {kind: found.get(name, []) for name, kind in KINDS.items()}
    record["abstract"] = abstract_of(file.abstract)
    try:
        paper = from_record(record)
    except ValueError:
        return None
    told = marked_facts(" ".join(found[MARK][:1]))
    edited = told.get("facts") != facts_digest(found, file.abstract)
    return VaultNote(file, found, paper, _carried(found, told, file.note), edited)


def key_of(head: str) -> str:
    """Return the key in the beginning of one of our files, even if its front matter can't be read."""
    found = _KEY.search(head)
    return found[1].strip() if found else ""


def properties(front: str) -> Properties:
    """Return the values of each property, as texts; none of front matter that isn't YAML."""
    import yaml  # few sources have front matter

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        found = yaml.load(front[:_MAX_FRONT_CHARS], Loader=loader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: _texts(value) for name, value in found.items() if isinstance(name, str)}


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str) and each]


def _number(text: str | None, name: str) -> str | int | None:
    is_count = name in ("upvotes", "stars") and text and text.isascii() and text.isdigit() and len(text) < 16
    return int(text) if is_count and text else text


def _carried(found: Properties, told: Mapping[str, str], note: str | None) -> CarriedState:
    first = {name: next(iter(values), "") for name, values in found.items()}
    rating = first.get("rating", "") or "0"
    names = _names(told.get("names"))
    tags = [tag.removeprefix("#") for tag in found.get("tags", ())]
    fields: dict[str, Any] = {
        "status": first.get("status", "").strip().lower() or "unread",
        "rating": int(rating) if rating in "012345" else rating,
        "tags": [names.get(tag, tag) for tag in tags],
        "later": first.get("later") or None,
        "queue": _queue(told, first.get("queue", "")),
    }
    if note is not None:
        fields["note"] = note
    return marked_state(fields, told)


def _queue(told: Mapping[str, str], place: str) -> float | QueuePlace | str | None:
    """Return what orders the queue; a place that is none as it was written, to be reported."""
    rank = queue_rank(told, place) if place else None
    return place or None if rank is None else rank


def _names(text: str | None) -> dict[str, str]:
    """Return the tags whose names Obsidian can't have, by the names that they got."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return {n: tag for n, tag in found.items() if isinstance(tag, str)} if isinstance(found, dict) else {}
