"""What a BibTeX entry takes over from others: some fields by `crossref`, all by `xdata`, none by `xref`."""

from __future__ import annotations

from collections.abc import Mapping

_FARTHEST = 8
_NEVER = frozenset(
    (
        *(
            "abstract",
            "author",
            "crossref",
            "doi",
            "entryset",
            "eprint",
            "file",
            "ids",
            "keywords",
            "label",
            "note",
        ),
        *("options", "related", "relatedtype", "shorttitle", "sortkey", "subtitle", "url", "xdata", "xref"),
    )
)
_AS_BOOK = {"title": "booktitle", "subtitle": "booksubtitle", "author": "bookauthor"}
_PARTS = frozenset(("inproceedings", "conference", "incollection", "inbook", "suppbook", "inreference"))


def inherited(
    kind: str, fields: Mapping[str, str], by_key: Mapping[str, Mapping[str, str]], depth: int = 0
) -> Mapping[str, str]:
    """The fields of an entry with those it lacks from the entries it names; circles end."""
    parents = [(True, key) for key in fields.get("xdata", "").split(",")]
    parents.append((False, fields.get("crossref", "")))
    for whole, key in parents:
        parent = by_key.get(key.strip().casefold()) if key.strip() else None
        if parent is None or parent is fields or depth > _FARTHEST:
            continue
        parent = inherited("", parent, by_key, depth + 1)
        fields = {**(parent if whole else _for_child(kind, parent)), **fields}
    return fields


def _for_child(kind: str, parent: Mapping[str, str]) -> dict[str, str]:
    """A parent's fields under the names they have in a part of it."""
    given = {name: text for name, text in parent.items() if name not in _NEVER and name != "title"}
    renamed = _AS_BOOK if kind in _PARTS else {"title": "journaltitle"} if kind == "article" else {}
    given |= {new: parent[old] for old, new in renamed.items() if old in parent}
    return given
