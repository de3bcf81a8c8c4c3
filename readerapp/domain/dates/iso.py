"""ISO dates, as precise as their source gives them."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date
from functools import lru_cache

from readerapp.domain.values import pattern

_USUAL = pattern(r"(\d{4}-\d\d-\d\d)(?:T(?:[01]\d|2[0-3]):[0-5]\d\S*)?", re.ASCII)
"""The common form; it may still not be a calendar date."""
_RUN = pattern(r"(\d{4})(\d\d)(\d\d)")
_PARTS = pattern(r"(\d{4})(?!\d)(?:([-/.])(\d{1,2})(?!\d)(?:\2(\d{1,2})(?!\d))?)?(.*)", re.DOTALL)
_TIME = pattern(r"[T ](?:[01]\d|2[0-3]):?[0-5]\d\S*")
_WORD = pattern(r"[^\W\d_]{3}")


@lru_cache(maxsize=4096)  # all papers of a listing share a date
def iso_date(text: str) -> str:
    """Return a date that starts with a digit in ISO, as far as it is valid: `2020-13` is `2020`.

    Dates in words or without a year are unchanged; a full date keeps its time; `12345` is "".
    """
    text = text.strip()
    if not text[:1].isdigit():
        return text
    if usual := _USUAL.fullmatch(text):
        with suppress(ValueError):
            date.fromisoformat(usual[1])
            return text
    plain = unicodedata.normalize("NFKC", text)
    if run := _RUN.fullmatch(plain):
        found = _whole(*run.groups())
        return found if len(found) == len("2020-12-31") else ""
    match = _PARTS.fullmatch(plain)
    if match is None:
        return text if _WORD.search(plain) else ""
    year, _, month, day, rest = match.groups()
    found = _whole(year, month, day)
    timed = day and len(found) == len("2020-12-31") and _TIME.fullmatch(rest.rstrip())
    return found + rest.rstrip() if timed else found


def _whole(year: str, month: str | None, day: str | None) -> str:
    """Return as much of a date as is in the calendar."""
    if not int(year):
        return ""
    if not month or not 1 <= int(month) <= 12:
        return f"{int(year):04}"
    iso = f"{int(year):04}-{int(month):02}"
    try:
        return date(int(year), int(month), int(day)).isoformat() if day else iso
    except ValueError:
        return iso
