"""Values that a query can be completed with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from readerapp.domain.query.completion import Vocabulary
from readerapp.domain.state import State
from readerapp.domain.text import most_frequent
from readerapp.library.columns.table import Columns


def vocabulary(columns: Columns, states: Mapping[str, State]) -> Vocabulary:
    """Return the tags and sources in use, the most frequent first."""
    tags = Counter(tag for state in list(states.values()) for tag in state.tags)
    mixes = Counter(columns.source_set)
    sources: Counter[str] = Counter()
    for mix, some in enumerate(columns.source_sets):
        for source in some:
            sources[source] += mixes[mix]
    return Vocabulary(most_frequent(tags), most_frequent(sources))
