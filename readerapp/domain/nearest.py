"""The name that a misspelt one probably means."""

from __future__ import annotations

from collections.abc import Iterable

_LEAST = 0.6
_MAX_LETTERS = 100
"""Nobody mistypes a longer name, and comparing takes the square of its length."""


def nearest(name: str, names: Iterable[str], least: float = _LEAST) -> str:
    """Return the one of `names` that `name` is probably meant to be, in any case; empty if none is near.

    `least` is how alike they must be, 0 to 1. If none is, the first that begins with `name` is near.
    """
    from difflib import get_close_matches  # only mistakes need it

    folded = {it.casefold(): it for it in reversed(tuple(names))}
    wanted = name.strip().casefold()
    if len(wanted) > _MAX_LETTERS:
        return ""
    if near := get_close_matches(wanted, folded, 1, least):
        return folded[near[0]]
    return next((folded[it] for it in reversed(folded) if len(wanted) > 2 and it.startswith(wanted)), "")


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return the end of a sentence that offers the nearest name, `; did you mean 'read'?`, if one is near."""
    near = nearest(name, names)
    return f"; did you mean {near!r}?" if near else ""
