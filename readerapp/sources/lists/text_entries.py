"""The lines of any text, with those that are broken whole and those of a chat without who said them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBERED = re.compile(r"\s*\[\w{1,12}\]\s")
# Who said it when, as chats are exported: `[02.07.24, 10:11] Ann: `, `10:11 <ann> `.
_SAID = re.compile(
    r"\[?(?:\d[\d./-]{5,9}(?:,?\s|T))?\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?\]?\s?(?:[-–—]\s)?"
    r"(?:<[^<>\n]{1,40}>|[^:<>/\n]{1,40}:)\s+(?=\S)"
)
# Where an id or an address ends a line and goes on in the next.
_BROKEN = re.compile(r"(?:(?:\b10\.\d{4,9}|://)[^\s]{0,300}/|\barxiv:\s?\d{4}\.)$", re.IGNORECASE)
_LONGEST = 4000


def entries(source: str) -> Iterator[tuple[int, str, bool]]:
    """The number of each line, its text, and whether a blank line is before it.

    Where several lines begin with `[1]`, each comes with those that go on with it.
    """
    lines = source.split("\n")
    numbered = sum(1 for line in lines if _NUMBERED.match(line)) > 1
    blank, pending, began = True, "", 0
    for number, line in enumerate(lines, 1):
        goes_on = numbered and pending and line.strip() and not _NUMBERED.match(line)
        if goes_on and len(pending) < _LONGEST and _NUMBERED.match(pending):
            pending += ("" if _BROKEN.search(pending[-400:]) else " ") + line.strip()
            continue
        if pending:
            yield began, pending, blank
            blank = False
        blank = blank or not line.strip()
        said = _SAID.match(line)
        pending, began = (line[said.end() :] if said else line).strip(), number
    if pending:
        yield began, pending, blank
