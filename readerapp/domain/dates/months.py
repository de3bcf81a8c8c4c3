"""English names of months."""

from __future__ import annotations

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
"""The number of each month by the first three letters of its name, in lower case."""
