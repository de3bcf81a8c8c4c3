"""The library's own JSON Lines: `papers.jsonl` and `readerapp export --format jsonl`.

Format: https://jsonlines.org, a record of `domain.record` a line; state as `domain.carried_state` has it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from readerapp.domain.carried_state import from_record_with_state
from readerapp.domain.paper import Paper
from readerapp.sources.results import Skip


def read(source: str) -> Iterator[Paper | Skip]:
    """Yield the paper of each line unchanged, with the state that an export has of it."""
    for number, line in enumerate(source.split("\n"), 1):
        if line and not line.isspace():
            yield _paper(number, line)


def _paper(number: int, line: str) -> Paper | Skip:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return Skip(f"line {number}", "not JSON")
    if not isinstance(record, dict):
        return Skip(f"line {number}", "not a record: not an object")
    if "removed" in record and "title" not in record:
        return Skip(f"line {number}", f"{record.get('key', 'a paper')} was removed")
    try:
        return from_record_with_state(record)
    except ValueError as error:
        return Skip(f"line {number}", str(error))
