"""Colours and attributes of text as a terminal's SGR parameters, and the shortest change between two."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache


def joined(pen: str, more: str) -> str:
    """Return the parameters in force when `more` follow `pen`; a zero resets."""
    if more in ("", "0"):
        return ""
    if more.startswith("0;"):
        return more[2:]
    return f"{pen};{more}" if pen else more


@lru_cache(maxsize=4096)
def change(before: str, now: str) -> str:
    """Return the sequence that turns the pen `before` into `now`; empty if both look the same."""
    old, new = dict(_parts(before)), dict(_parts(now))
    if old == new:
        return ""
    whole = ";".join(filter(None, ("0" if old else "", *new.values()))) or "0"
    if any(kind not in new for kind in old if kind not in _COLOURS):
        return f"\x1b[{whole}m"
    colours = [new.get(kind, default) for kind, default in _COLOURS.items() if old.get(kind) != new.get(kind)]
    added = [code for kind, code in new.items() if kind not in _COLOURS and kind not in old]
    return f"\x1b[{min(';'.join(added + colours), whole, key=len)}m"


_COLOURS = {"text": "39", "background": "49"}
"""The two colours of a pen, and the code of the terminal's own."""


def _parts(pen: str) -> Iterator[tuple[str, str]]:
    """Yield what a pen sets and the code for it; an attribute is its own code."""
    codes = iter(pen.split(";") if pen else ())
    for code in codes:
        if code in ("38", "48"):
            depth = next(codes, "")
            rest = [depth, *(next(codes, "") for _ in range(3 if depth == "2" else 1))]
            yield "text" if code == "38" else "background", ";".join((code, *rest))
        elif len(code) > 1 and code[-2] in "39":
            yield "text", code
        elif len(code) > 1 and (code[-2] == "4" or code[:2] == "10"):
            yield "background", code
        else:
            yield code, code
