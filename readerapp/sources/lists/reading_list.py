"""Reading lists as `exports.lists.markdown` writes them: items with a box, and the reader's state.

Only a comment of ours at the end of an item makes it one; boxes in other lists mean nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from readerapp.domain.carried_state import QueuePlace, with_state
from readerapp.domain.ids.parsing import arxiv_id
from readerapp.domain.links.extraction import collect_links
from readerapp.domain.paper import KINDS
from readerapp.domain.record import from_record
from readerapp.domain.state_mark import marked_facts, marked_state, queue_rank
from readerapp.sources.draft import Draft

MARK = "<!-- readerapp "
"""What the comment at the end of an item begins with."""
_ITEM = re.compile(r"[-*+] \[([ xX])\] (.*) <!-- readerapp (\S+)((?: [a-z]+=\S+)*) -->\s*")
_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\((?:<([^<>]*)>|([^\s()<>]*))\)")
_BYLINE = re.compile(r"((?:[^()\\]|\\.)*?) ?(?:\(((?:[^()\\]|\\.)*)\))?")
_NAME = re.compile(r"(?:[^\\,]|\\.)+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&(middot|nbsp);")
_ENTITIES = {"middot": "·", "nbsp": " "}
_MARK = re.compile(r"\*(reading|archived|queued|until)(?: (\S+))?\*")
_LABELS = {"code": "repo", "project": "project"}
_YEAR = re.compile(r"\d{4}")
_INDENT = "  "


def is_reading_list(text: str) -> bool:
    """Return True if a text has an item of ours."""
    return MARK in text and any(map(_ITEM.fullmatch, text.split("\n")))


def split(source: str) -> tuple[list[Draft], str]:
    """Return the papers of our items, and the other lines in their places."""
    lines = source.split("\n")
    drafts: list[Draft] = []
    at = 0
    while at < len(lines):
        if MARK not in lines[at] or (found := _ITEM.fullmatch(lines[at])) is None:
            at += 1
            continue
        end = _end(lines, at + 1)
        if draft := _draft(found, _note(lines[at + 1 : end]), at + 1):
            drafts.append(draft)
            lines[at:end] = [""] * (end - at)
        at = end
    return drafts, "\n".join(lines)


def _end(lines: Sequence[str], at: int) -> int:
    """Return where what is indented below an item ends."""
    while at < len(lines) and (not lines[at].strip() or lines[at].startswith(_INDENT)):
        at += 1
    return at


def _note(lines: Sequence[str]) -> str:
    """Return what stands below an item: without a blank line before it, and any behind it."""
    below = [*lines]
    while below and not below[-1]:
        below.pop()
    if below and not below[0]:
        del below[0]
    return "\n".join(line.removeprefix(_INDENT) if line.strip() else line[len(_INDENT) :] for line in below)


def _draft(item: re.Match[str], note: str, line: int) -> Draft | None:
    """Return the paper of an item; None if nothing is left of its title."""
    ticked, parts = item[1] != " ", item[2].split(" · ")
    told = marked_facts(item[4])
    record, urls = _titled(parts[0])
    record |= {"key": unquote(item[3]), "published": told.get("published")}
    fields: dict[str, Any] = {"note": note, "tags": [], "rating": 0, "queue": None, "later": None}
    fields["status"] = "read" if ticked else "unread"
    for part in parts[1:]:
        if (linked := _LINK.fullmatch(part)) and linked[1] in _LABELS:
            urls.setdefault(_LABELS[linked[1]], []).append(linked[2] or linked[3])
        elif not _take_mark(fields, part, told, ticked=ticked):
            record |= _people(part)
    record["links"] = urls
    try:
        paper = from_record(record)
    except ValueError:
        return None
    return Draft(title=paper.title, paper=with_state(paper, marked_state(fields, told)), line=line)


def _titled(part: str) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return the title, and the links that its address is."""
    if (linked := _LINK.fullmatch(part)) is None:
        return {"title": _plain(part)}, {}
    url = linked[2] or linked[3]
    links = collect_links([url], arxiv_id(url))
    return {"title": _plain(linked[1])}, {kind: [*found] for kind in KINDS if (found := getattr(links, kind))}


def _take_mark(fields: dict[str, Any], part: str, told: dict[str, str], *, ticked: bool) -> bool:
    """Set the field of the reader's state that a part shows; return False if it shows none."""
    if part.startswith("#"):
        fields["tags"] = [_plain(tag.removeprefix("#")) for tag in part.split()]
    elif part and not part.strip("★☆"):
        fields["rating"] = part.count("★")
    elif mark := _MARK.fullmatch(part):
        if mark[1] == "queued":
            rank = queue_rank(told, mark[2] or "")
            fields["queue"] = QueuePlace(1) if rank is None else rank
        elif mark[1] == "until":
            fields["later"] = mark[2]
        elif ticked == (mark[1] == "archived"):  # else the box was changed since
            fields["status"] = mark[1]
    else:
        return False
    return True


def _people(part: str) -> dict[str, Any]:
    """Return the authors and the venue of a part: `Ada Lovelace, Alan Turing (Mind, 1950)`."""
    found = _BYLINE.fullmatch(part)
    if found is None:
        return {"authors": _names(part)}
    where = _names(found[2] or "")
    venue = where[0] if len(where) > 1 or (where and not _YEAR.fullmatch(where[0])) else None
    return {"authors": _names(found[1]), "venue": venue}


def _names(text: str) -> list[str]:
    return [_plain(name.strip()) for name in _NAME.findall(text)]


def _plain(text: str) -> str:
    """Return what Markdown shows for a text of ours."""
    return _ESCAPED.sub(lambda it: it[1] or _ENTITIES[it[2]], text)
