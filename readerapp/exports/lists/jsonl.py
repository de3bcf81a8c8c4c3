"""JSON Lines (https://jsonlines.org): the whole record of a paper, with the reader's state, one a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from readerapp.domain.carried_state import record_with_state
from readerapp.exports import Item


def document(items: Iterable[Item]) -> Iterator[str]:
    """Yield a line for each paper: the fields of `--json`."""
    for item in items:
        yield json.dumps(record_with_state(item.paper, item.state, item.place), ensure_ascii=False) + "\n"
