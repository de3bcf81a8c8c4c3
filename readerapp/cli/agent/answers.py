"""What a tool answers: records in pages of a thousand tokens, with the papers' own texts marked as such."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from readerapp.cli.agent.tools import UNTRUSTED
from readerapp.domain.text import shorten

MAX_BYTES = 3500
"""Of an answer: a thousand tokens, at three and a half bytes each."""
MAX_RECORDS = 60
"""More of them never fit into an answer."""
_MAX_RECORD = 2200
_STRINGS = (900, 450, 220, 110, 50, 20)
"""Letters of each text of a record that is too long; the first of them with which it fits."""
_MAX_CHUNK, _MAX_ITEMS, _MAX_KEY = 1700, 12, 200
_MAX_REMARKS, _MAX_REMARK = 2, 150
_HIDDEN = ("sightings", "original", "aliases", "changed", "rank")
_MAX_AUTHORS = 3

Record = dict[str, Any]


def pieces(printed: Iterable[Any], own: Sequence[str], *, brief: bool = False) -> Iterator[Record]:
    """Yield what a verb printed as records, each small enough for an answer; texts go on in the next.

    Args:
        own: fields that are the reader's or the app's; all other texts are marked.
        brief: leave out abstracts, and all links but the repo.
    """
    for each in printed:
        for record in _records(each):
            if brief:
                record = _brief(record)
            yield from _cut(_marked(record, own))


def _records(printed: Any) -> Iterator[Record]:
    """Yield the records in one line: a text of several is one each."""
    if not isinstance(printed, dict):
        yield {"count": printed} if isinstance(printed, int) else {"text": str(printed)}
    elif isinstance(texts := printed.get("texts"), list):
        yield from ({"text": text} for text in texts)
    else:
        yield printed


def _brief(record: Mapping[str, Any]) -> Record:
    repos = (record.get("links") or {}).get("repo") or [None]
    authors = record.get("authors") or []
    more = [f"and {len(authors) - _MAX_AUTHORS} more"] if len(authors) > _MAX_AUTHORS + 1 else []
    shown = {"authors": ", ".join(authors[:_MAX_AUTHORS] + more if more else authors), "repo": repos[0]}
    left = {
        name: value
        for name, value in record.items()
        if name not in ("abstract", "links", "keywords", "summary")
    }
    return {**left, **shown}


def _marked(record: Mapping[str, Any], own: Sequence[str]) -> Record:
    """Return a record without what is empty, with texts that may be of papers in a field of their own."""
    given = {name: value for name, value in record.items() if not _is_blank(name, value)}
    known = {name: value for name, value in given.items() if name in own or not _has_text(value)}
    texts = {name: value for name, value in given.items() if name not in known}
    return {**known, UNTRUSTED: texts} if texts else known


def _is_blank(name: str, value: Any) -> bool:
    usual = (name == "rating" and value == 0) or (name == "part" and value == "exact")
    return usual or name in _HIDDEN or value in (None, "", [], {})


def _has_text(value: Any) -> bool:
    if isinstance(value, dict):
        return True
    return any(map(_has_text, value)) if isinstance(value, list) else isinstance(value, str)


def _cut(record: Record) -> Iterator[Record]:
    """Yield a record; a long text of it goes on in records of their own."""
    if size(record) <= _MAX_RECORD:
        yield record
        return
    key = {"key": shorten(str(record["key"]), _MAX_KEY)} if "key" in record else {}
    for most in _STRINGS:
        if size(short := _short(record, most)) <= _MAX_RECORD:
            break
    else:
        yield {**key, "remark": "too long to be shown"}
        return
    yield short
    for name, value in record.items():
        if name != UNTRUSTED:
            yield from ({**key, "goes_on": name, name: chunk} for chunk in _rest(value, most))
    for name, value in record.get(UNTRUSTED, {}).items():
        yield from ({**key, "goes_on": name, UNTRUSTED: {name: chunk}} for chunk in _rest(value, most))


def _rest(value: Any, shown: int) -> Iterator[str]:
    """Yield what a record has no room for of a long text."""
    rest = value[shown:] if isinstance(value, str) else ""
    while rest:
        end = _fitting(rest)
        yield rest[:end]
        rest = rest[end:]


def _fitting(text: str) -> int:
    """Return how many letters of a text are within the bytes of a chunk."""
    end = _MAX_CHUNK
    while len(json.dumps(text[:end], ensure_ascii=False).encode("utf-8", "replace")) > _MAX_CHUNK:
        end = end * 3 // 4
    return max(1, end)


def _short(value: Any, most: int) -> Any:
    if isinstance(value, str):
        return value[:most]
    if isinstance(value, list):
        left = len(value) - _MAX_ITEMS
        cut = [_short(item, most) for item in value[:_MAX_ITEMS]]
        return [*cut, f"and {left:,} more"] if left > 0 else cut
    if isinstance(value, dict):
        return {
            shorten(str(name), 40): _short(item, most) for name, item in [*value.items()][: 3 * _MAX_ITEMS]
        }
    return value


def size(value: Any) -> int:
    """Return the bytes that a value takes in an answer."""
    return len(encoded(value).encode("utf-8", "replace"))


def encoded(value: Any) -> str:
    """Return a value as an answer has it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def quotes(sentence: str) -> bool:
    """Return True if a sentence may quote a title, which stands in double quotes."""
    return any(mark in sentence for mark in '"“”')


def page(found: Iterable[Record], after: int, remarks: Sequence[str]) -> Record:
    """Return the answer that begins after so many pieces, with `next` if there are more than fit."""
    told = [shorten(remark, _MAX_REMARK) for remark in remarks[:_MAX_REMARKS]]
    answer: Record = {"remarks": [remark for remark in told if not quotes(remark)]} if told else {}
    if quoting := [remark for remark in told if quotes(remark)]:
        answer[UNTRUSTED] = {"remarks": quoting}
    answer["results"] = []
    left = MAX_BYTES - size(answer) - len(',"next":1000000')
    for number, record in enumerate(found):
        if number < after:
            continue
        left -= size(record) + 1
        if left < 0:
            return {**answer, "next": number}
        answer["results"].append(record)
    return answer
