"""Dates in the spellings that sources use."""

from __future__ import annotations

import re

from readerapp.domain.dates.days import MONTH_NUMBERS
from readerapp.domain.dates.iso import iso_date

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"0?[1-9]|[12]\d|3[01]"
_NTH = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_WRITTEN = re.compile(
    rf"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+)?"
    rf"(?:(?P<m1>{_MONTH})\s+(?P<d1>{_DAY}){_NTH}|(?P<d2>{_DAY}){_NTH}\s+(?P<m2>{_MONTH})|(?P<m3>{_MONTH}))"
    rf"(?:,?\s+(?P<year>{_YEAR}))?(?:\s+\d\d?:\d\d.*)?",
    re.IGNORECASE,
)
# Invalid parts are dropped: `2020-13-40` is 2020.
_ISO = re.compile(rf"({_YEAR})(?:[-/.](\d\d?)(?:[-/.](\d\d?)(?!\d))?)?(?:[T ].*)?")
_MONTH_ALONE = re.compile(_MONTH, re.IGNORECASE)


def parse_date(text: str) -> str | None:
    """Return a date in ISO, as precise as it is; as written if it has no year; None if it isn't a date."""
    text = " ".join(text.split())
    if match := _ISO.fullmatch(text):
        return iso_date("-".join(part.zfill(2) for part in match.groups() if part))
    match = _WRITTEN.fullmatch(text)
    if not match:
        return None
    month = match["m1"] or match["m2"] or match["m3"]
    day = match["d1"] or match["d2"]
    if not match["year"]:
        return text if day else None
    number = MONTH_NUMBERS[month[:3].lower()]
    iso = f"{match['year']}-{number:02}"
    return iso_date(f"{iso}-{int(day):02}") if day else iso


def is_month(text: str) -> bool:
    """Return True if a text is the name of a month and nothing else."""
    return len(text) <= 10 and _MONTH_ALONE.fullmatch(text) is not None


def iso_only(text: str | None) -> str | None:
    """Return a date in ISO, as precise as it is; None if it has no year or isn't a date."""
    date = parse_date(text) if text else None
    return date if date and date[0].isdigit() and date[:4].isdigit() else None
