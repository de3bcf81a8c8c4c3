"""Inheritance between BibTeX entries: some fields by `crossref`, all by `xdata`, none by `xref`.

Format: https://ctan.org/pkg/biblatex, section 2.4.
"""

from __future__ import annotations

from collections.abc import Mapping

_MAX_GENERATIONS = 8
_MAX_PARENTS = 100
_MAX_VALUE_CHARS = 10_000
"""Longer values aren't inherited, since many entries may name the same parent."""
_NEVER = frozenset(
    """
    abstract author crossref doi entryset eprint file ids keywords label note options related relatedtype
    shorttitle sortkey subtitle url xdata xref
    """.split()
)
_AS_BOOK = {"title": "booktitle", "subtitle": "booksubtitle", "author": "bookauthor"}
_PARTS = frozenset(("inproceedings", "conference", "incollection", "inbook", "suppbook", "inreference"))


class Family:
    """Entries of a bibliography by key, each of which may inherit fields from others."""

    def __init__(self, by_key: Mapping[str, Mapping[str, str]]) -> None:
        self._by_key = by_key
        self._complete: dict[str, Mapping[str, str]] = {}
        self._begun: set[str] = set()

    def with_inherited(self, kind: str, fields: Mapping[str, str]) -> Mapping[str, str]:
        """Return the fields of an entry with those it inherits. Circles end."""
        if "xdata" not in fields and "crossref" not in fields:  # most entries
            return fields
        named = [(True, key) for key in fields.get("xdata", "").split(",", _MAX_PARENTS)[:_MAX_PARENTS]]
        for whole, key in dict.fromkeys((*named, (False, fields.get("crossref", "")))):
            parent = self._parent(key.strip().casefold(), fields)
            if parent is not None:
                fields = {**(parent if whole else _for_child(kind, parent)), **fields}
        return fields

    def _parent(self, key: str, child: Mapping[str, str]) -> Mapping[str, str] | None:
        """Return what an entry hands on, worked out once for all its children."""
        if key in self._complete:
            return self._complete[key]
        fields = self._by_key.get(key)
        if fields is None or fields == child or key in self._begun or len(self._begun) > _MAX_GENERATIONS:
            return None
        self._begun.add(key)
        given = self.with_inherited("", fields)
        self._begun.discard(key)
        self._complete[key] = {name: text for name, text in given.items() if len(text) <= _MAX_VALUE_CHARS}
        return self._complete[key]


def _for_child(kind: str, parent: Mapping[str, str]) -> dict[str, str]:
    """Return a parent's fields under the names they have in one of its parts."""
    given = {name: text for name, text in parent.items() if name not in _NEVER and name != "title"}
    renamed = _AS_BOOK if kind in _PARTS else {"title": "journaltitle"} if kind == "article" else {}
    given |= {new: parent[old] for old, new in renamed.items() if old in parent}
    return given
