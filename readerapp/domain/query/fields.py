"""Meaning of `field:value` terms."""

from __future__ import annotations

from readerapp.domain.ids.parsing import arxiv_id, doi
from readerapp.domain.nearest import nearest
from readerapp.domain.query.lexer import Token
from readerapp.domain.query.tree import (
    DATE_FIELDS,
    FIELDS,
    HAS,
    NUMBER_FIELDS,
    ORDERS,
    STATES,
    TEXT_FIELDS,
    From,
    Has,
    Is,
    Key,
    Like,
    LinkText,
    Node,
    Range,
    Tag,
)
from readerapp.domain.query.values import Now, dates_of_field, nearest_date, number_range
from readerapp.domain.state import LATER
from readerapp.domain.text import fold
from readerapp.domain.values import dataclass, pattern
from readerapp.domain.words import words

_FIELD_ALIASES = {"authors": "author", "tags": "tag", "source": "from", "status": "is", "notes": "note"}
_MEANT = {
    **dict.fromkeys(("date", "year", "month", "day"), "published"),
    **{"by": "author", "code": "repo", "url": "link", "similar": "like", "order": "sort"},
}
"""Fields by words that people try for them, where spelling doesn't tell."""
_MEANT_ORDERS = {
    **dict.fromkeys(("date", "new", "newest", "recent"), "listed"),
    **dict.fromkeys(("year", "age"), "published"),
    **{"name": "title", "likes": "upvotes", "popular": "upvotes", "score": "relevance", "best": "foryou"},
}
"""Orders in the same way."""
_COMPARED = pattern(r"(\w+)([<>]=?|=)(\S+)")
_HAS_ALIASES = {"code": "repo", "notes": "note", "tags": "tag"}
MAX_RATING = 5
_TITLE_KEY = pattern(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Sort:
    """Sort order asked for."""

    order: str | None = None
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Invalid:
    """Reason why a term is invalid."""

    reason: str


Meaning = Node | Sort | Invalid | str
"""A node, a sort order, a reason why it is invalid, or the text field to search ("" for any)."""


def interpret(token: Token, now: Now) -> Meaning:
    """Return the meaning of a field term at a moment."""
    name = token.field.lower()
    name = _FIELD_ALIASES.get(name, name)
    value = token.text.strip()
    if key := _key(name, value):
        return Key(key)
    if name not in FIELDS:
        return _unknown(token, value)
    if not value:
        return _invalid(name)
    if name in TEXT_FIELDS:
        return name if words(value) else Invalid(f"{name}: needs letters or digits")
    if name in NUMBER_FIELDS:
        return _number(name, value)
    if name in DATE_FIELDS:
        return _date(name, value, now)
    return _like(token, value) if name == "like" else _chosen(token, name, value)


def _key(name: str, value: str) -> str | None:
    """Return the key named by `arxiv:2405.15738`, `doi:10.1/x`, `title:` and 16 hex digits, or an address."""
    if name in ("arxiv", "http", "https"):
        address = value if name == "arxiv" else f"{name}:{value}"
        if id := arxiv_id(address):
            return f"arxiv:{id}"
    if name in ("doi", "http", "https"):
        found = doi(value if name == "doi" else f"{name}:{value}")
        return f"doi:{found}" if found else None
    return f"title:{value}" if name == "title" and _TITLE_KEY.fullmatch(value) else None


def _unknown(token: Token, value: str) -> Meaning:
    if token.field.lower() in ("http", "https"):
        return LinkText(f"{token.field}:{value}".lower().rstrip("/"))
    if value and token.field.lower() in ("arxiv", "doi"):
        return Invalid(f"no {token.field} id")
    meant = _MEANT.get(token.field.lower()) if value else None  # "Code: an outline" is a title
    near = meant or nearest(token.field.lower(), FIELDS)
    if not value and not near:
        return ""  # "BERT: " is a word with a colon after it
    if near:
        return Invalid(f"no field {token.field}: (did you mean {near}:?)")
    return Invalid(f'no field {token.field}: (search for it as "{token.field}:{value}")')


def _needs(name: str) -> str:
    choices = {"is": STATES, "has": HAS, "sort": ORDERS}.get(name)
    if choices:
        return "one of " + ", ".join(choices)
    if name == "rating":
        return "a number from 0 to 5, as in >3 or 1..2"
    if name in NUMBER_FIELDS:
        return "a number, as in >50 or 10..20"
    if name == LATER:
        return "a date, as in 2026-12-24, friday, 7d or 2026-12.."
    if name in DATE_FIELDS:
        return "a date, as in 2026-10-09, 2026-10.., 7d or yesterday"
    if name == "like":
        return "a key, queue or tag:NAME"
    return "a word"


def _like(token: Token, value: str) -> Meaning:
    """Return the papers that others should be like: keys, ids, addresses, `queue`, `tag:rl`, with commas."""
    targets = [_target(part) for part in _parts(value)]
    known = tuple(target for target in targets if target)
    return Like(known, token.start, token.end) if known and all(targets) else _invalid("like")


def _parts(value: str) -> list[str]:
    """Split at commas that are no part of a DOI."""
    parts: list[str] = []
    for part in filter(None, value.split(",")):
        if parts and not _target(part) and _target(f"{parts[-1]},{part}"):
            parts[-1] += f",{part}"
        else:
            parts.append(part)
    return parts


def _target(text: str) -> str | None:
    if text.lower() == "queue":
        return "queue"
    name, colon, value = text.partition(":")
    if name.lower() == "tag":
        return f"tag:{fold(value).lstrip('#')}" if value else None
    if colon and (key := _key(name.lower(), value)):
        return key
    id = arxiv_id(text)
    return f"arxiv:{id}" if id else text if colon and value else None  # other programs have other keys


def _number(name: str, value: str) -> Meaning:
    found = number_range(value)
    if found and name == "rating" and (found[0] > MAX_RATING or found[1] < 0):
        found = None
    return Range(name, *found) if found else _invalid(name)


def _date(name: str, value: str, now: Now) -> Meaning:
    if found := dates_of_field(name, value, now):
        return Range(name, *found)
    near = nearest_date(value)
    return Invalid(f"did you mean {name}:{near}?") if near else _invalid(name)


def _invalid(name: str) -> Invalid:
    return Invalid(f"{name}: needs {_needs(name)}")


def _chosen(token: Token, name: str, value: str) -> Meaning:
    folded = fold(value)
    match name:
        case "tag":
            return Tag(folded.lstrip("#"), whole=token.quoted and not token.open)
        case "from":
            return From(folded)
        case "repo" | "link":
            return LinkText(value.lower(), "repo" if name == "repo" else None)
        case "is":
            return _one(name, folded, STATES, Is)
        case "has":
            return _one(name, _HAS_ALIASES.get(folded, folded), HAS, Has)
    return _order(folded)


def _order(value: str) -> Meaning:
    order, minus = value.removeprefix("-"), "-" if value.startswith("-") else ""
    if order in ORDERS:
        return Sort(order, bool(minus))
    near = nearest_order(order)
    return Invalid(f"did you mean sort:{minus}{near}?") if near else _invalid("sort")


def nearest_order(name: str) -> str:
    """Return the order that a name for none is probably meant to be; empty if none is near."""
    return _MEANT_ORDERS.get(name.lower()) or nearest(name, ORDERS)


def compared(word: str) -> str:
    """Return the term that a word like `upvotes>50` or `tag=rl` is meant to be; empty if it is a word."""
    found = _COMPARED.fullmatch(word)
    if not found or found[1].lower() not in FIELDS:
        return ""
    return f"{found[1]}:{found[2].removeprefix('=')}{found[3]}"


def _one(name: str, value: str, choices: tuple[str, ...], node: type[Is] | type[Has]) -> Meaning:
    if value in choices:
        return node(value)
    near = nearest(value, choices)
    return Invalid(f"did you mean {name}:{near}?") if near else _invalid(name)
