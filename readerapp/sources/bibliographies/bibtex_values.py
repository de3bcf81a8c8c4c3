"""What BibTeX fields say: macros resolved, braces and LaTeX read, names as they are spoken, dates in ISO."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from readerapp.domain.latex import readable
from readerapp.domain.names import uninverted

MONTHS = dict(
    zip(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        (f"{number:02}" for number in range(1, 13)),
        strict=True,
    )
)
_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_COMMAND = re.compile(r"\\[A-Za-z@]+\*?\s*(?=\{)|\\[-/]|\\(?=[{}])")
_NOT_SHOWN = re.compile(r"\\(?:noopsort|SortNoop|switchargs|printfirst)\s*\{[^{}]*\}")
_MATH = re.compile(r"(\$[^$]*\$|[_^]\{[^{}]*\})")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_PARTS = re.compile(r"(family|given|prefix|suffix|name)\s*=\s*", re.IGNORECASE)


def value_of(raw: str, strings: Mapping[str, str]) -> str:
    """The text of a field as the file has it: `{…}`, `"…"`, a number, a macro, or some joined by `#`."""
    return "".join(_part(part.strip(), strings) for part in _at_top(raw, "#"))


def _part(part: str, strings: Mapping[str, str]) -> str:
    if len(part) >= 2 and (part[0], part[-1]) in (("{", "}"), ('"', '"')):
        return part[1:-1]
    return strings.get(part.lower(), part)


def plain(text: str) -> str:
    """A field's text as a person would read it: LaTeX read, protecting braces gone, math as it is."""
    if not any(mark in text for mark in "\\{}$~`"):
        return text
    text = readable(_NOT_SHOWN.sub("", text))
    text = _COMMAND.sub("", text) if "\\" in text else text
    if "{" in text or "}" in text:
        text = "".join(part if index % 2 else _bare(part) for index, part in enumerate(_MATH.split(text)))
    return text.replace("~", " ") if "://" not in text else text


def _bare(text: str) -> str:
    return text.replace("{", "").replace("}", "")


def people(text: str) -> list[str]:
    """The names of a name list, each as it is spoken; `others` says nothing."""
    found = (plain(_spoken(name)).strip() for name in _names(text))
    return [name for name in found if name and name.lower() != "others" and "=" not in name]


def _names(text: str) -> Iterator[str]:
    """The names of a list, parted by `and` outside braces."""
    start = 0
    for match in _AND.finditer(text):
        if text.count("{", start, match.start()) == text.count("}", start, match.start()):
            yield text[start : match.start()].strip()
            start = match.end()
    yield text[start:].strip()


def _spoken(name: str) -> str:
    if name.startswith("{") and name.endswith("}") and name.count("{") == 1:
        return name
    if _PARTS.match(name):
        return _from_parts(name)
    pieces = [piece.strip() for piece in _at_top(name, ",")]
    return uninverted(",".join(pieces)) if len(pieces) <= 3 else name


def _from_parts(name: str) -> str:
    """BibLaTeX's `family=…, given=…, prefix=…`."""
    parts: dict[str, str] = {}
    for piece in _at_top(name, ","):
        if match := _PARTS.match(piece.strip()):
            parts[match[1].lower()] = piece.strip()[match.end() :].strip('"{} ')
    order = (
        parts.get("given"),
        parts.get("prefix"),
        parts.get("family") or parts.get("name"),
        parts.get("suffix"),
    )
    return " ".join(part for part in order if part)


def _at_top(text: str, mark: str) -> list[str]:
    """`text` parted at a mark outside braces and quotes."""
    if mark not in text:
        return [text]
    parts, depth, start, quoted = [], 0, 0, False
    for index, char in enumerate(text):
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        elif char == '"' and depth == 0 and mark == "#":
            quoted = not quoted
        elif char == mark and depth <= 0 and not quoted:
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]


def date(fields: Mapping[str, str]) -> str | None:
    """The ISO date of an entry as far as it says it: `date`, or `year` with `month` and `day`."""
    if match := _DATE.match(fields.get("date", "").strip()):
        return "-".join(part for part in match.groups() if part)
    year = _YEAR.search(fields.get("year", "") or fields.get("date", ""))
    if not year:
        return None
    month = month_number(fields.get("month", ""))
    day = fields.get("day", "").strip()
    if not month:
        return year[0]
    return (
        f"{year[0]}-{month}-{int(day):02}"
        if day.isascii() and day.isdigit() and len(day) < 3
        else f"{year[0]}-{month}"
    )


def month_number(text: str) -> str | None:
    """`Mar`, `march`, `3` as `03`; None for anything else."""
    text = text.strip().strip(".").lower()
    if text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= 12:
        return f"{int(text):02}"
    return MONTHS.get(text[:3]) if text[:3] in MONTHS and text.isalpha() else None


def keywords(text: str) -> Sequence[str]:
    """The keywords of a list parted by semicolons or commas."""
    return [part.strip() for part in text.split(";" if ";" in text else ",")]
