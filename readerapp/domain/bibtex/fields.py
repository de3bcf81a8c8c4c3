"""Values of BibTeX fields as plain text, names and ISO dates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from readerapp.domain.dates.days import MONTH_NUMBERS
from readerapp.domain.latex.plain_text import latex_to_text
from readerapp.domain.people import spoken_order
from readerapp.domain.values import pattern

_YEAR = pattern(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_DAY = pattern("0?[1-9]|[12][0-9]|3[01]")
_MONTH = pattern(r"(?:(\d{1,2})[ ~.]+)?([a-z]{3,9})\.?(?:[ ~,]+(\d{1,2}))?", re.ASCII)
_DATE = pattern(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_COMMAND = pattern(r"\\[A-Za-z@]+\*?\s*(?=\{)|\\[-/]|\\(?=[{}])")
_INVISIBLE_COMMAND = pattern(r"\\(?:noopsort|SortNoop|switchargs|printfirst)\s*\{[^{}]*\}")
# A tie is a space, but not in an address and not in the accent `\~`.
_TIE = pattern(r"(\\(?:url|href|path|nolinkurl)\s*\{[^{}]*\}|https?://[^\s{}]*|\\~)|~")
_DASHES = pattern(r"https?://\S+|(?<=[\w.)\]”’])-{2,3}(?=[\w(\[“‘])|(?<= )-{2,3}(?= )")
_DASH = {"--": "–", "---": "—"}
# Visible braces get placeholders until all other braces are removed.
_VISIBLE_BRACES = (
    (re.compile(r"\\(?:\{|textbraceleft(?![A-Za-z])(?:\{\})?)"), "\x0e"),
    (re.compile(r"\\(?:\}|textbraceright(?![A-Za-z])(?:\{\})?)"), "\x0f"),
)
_PLACEHOLDERS = str.maketrans({"\x0e": "{", "\x0f": "}"})
_MARK = pattern(r"[\\{}$~`]")
_MAY_BE_MATH = frozenset("$_^")
_MATH = pattern(r"(\$[^$]*\$|[_^]\{[^{}]*\})")
_AND = pattern(r"\s+and\s+", re.IGNORECASE)
_NAME_PART = pattern(r"\\.|[{}]|\sand\s", re.IGNORECASE | re.DOTALL)
_ALONE_AND = pattern(r"\s[aA][nN][dD]\s")
_NOT_PLAIN_NAME = pattern(r"[,=\\{}$~`]")
_PARTS = pattern(r"(family|given|prefix|suffix|name)\s*=\s*", re.IGNORECASE)


def plain(text: str) -> str:
    """Return a field's text without LaTeX commands and protecting braces; math stays."""
    if not _MARK.search(text):
        return text
    if "\\" in text:
        text = _INVISIBLE_COMMAND.sub("", text)
    if "~" in text:
        text = _TIE.sub(lambda match: match[1] or " ", text)
    if "\\" in text:
        for seen, name in _VISIBLE_BRACES:
            text = seen.sub(name, text)
    text = latex_to_text(text)
    text = _COMMAND.sub("", text) if "\\" in text else text
    if ("{" in text or "}" in text) and _MAY_BE_MATH.isdisjoint(text):
        text = _bare(text)
    elif "{" in text or "}" in text:
        text = "".join(part if index % 2 else _bare(part) for index, part in enumerate(_MATH.split(text)))
    return text.translate(_PLACEHOLDERS)


def prose(text: str) -> str:
    """Return `plain` with `--` and `---` between words as dashes."""
    text = plain(text)
    return _DASHES.sub(lambda match: _DASH.get(match[0], match[0]), text) if "--" in text else text


def _bare(text: str) -> str:
    return text.replace("{", "").replace("}", "")


def people(text: str) -> list[str]:
    """Return the names of a name list in spoken order, without `others`."""
    return [spoken for name in names(text) if (spoken := person(name))]


def person(name: str) -> str:
    """Return one name of a list in spoken order; "" for `others` and anything that is no name."""
    spoken = plain(_spoken(name)).strip() if _NOT_PLAIN_NAME.search(name) else name.strip()
    return "" if spoken.lower() in ("others", "et al.", "et al") or "=" in spoken else spoken


def names(text: str) -> list[str]:
    """Return the names of a list as written, split at `and` outside braces."""
    if "{" not in text and "}" not in text and "\\" not in text:
        return [name.strip() for name in _ALONE_AND.split(text) if name.strip()]
    found, depth, start = [], 0, 0
    for match in _NAME_PART.finditer(text):
        if match[0] in "{}":
            depth = depth + 1 if match[0] == "{" else max(0, depth - 1)
        elif depth == 0 and match[0][0] != "\\":
            found.append(text[start : match.start()])
            start = match.end()
    found.append(text[start:])
    if depth > 0:  # an unbalanced brace protects nothing
        found = [part if part.count("{") == part.count("}") else _bare(part) for part in _AND.split(text)]
    return [name.strip() for name in found if name.strip()]


def _spoken(name: str) -> str:
    if _PARTS.match(name):
        return _from_parts(name)
    pieces = [piece for part in split_at_top(name, ",") if (piece := part.strip())]
    return spoken_order(pieces) or name


def _from_parts(name: str) -> str:
    """Return BibLaTeX's `family=…, given=…, prefix=…` in spoken order."""
    parts: dict[str, str] = {}
    for piece in split_at_top(name, ","):
        if match := _PARTS.match(piece.strip()):
            parts[match[1].lower()] = piece.strip()[match.end() :].strip('"{} ')
    order = (
        parts.get("given"),
        parts.get("prefix"),
        parts.get("family") or parts.get("name"),
        parts.get("suffix"),
    )
    return " ".join(part for part in order if part)


def split_at_top(text: str, mark: str) -> list[str]:
    """Split `text` at a character outside braces and quotes."""
    if mark not in text:
        return [text]
    if "{" not in text and "}" not in text and (mark != "#" or '"' not in text):
        return text.split(mark)
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
    """Return the ISO date in `date`, or in `year` with `month` and `day`, as precise as it is given."""
    if match := _DATE.match(fields.get("date", "").strip()):
        return "-".join(part for part in match.groups() if part)
    year = _YEAR.search(fields.get("year", "") or fields.get("date", ""))
    if not year:
        return None
    month, day = _month_and_day(fields.get("month", ""))
    day = fields.get("day", "").strip() or day
    parts = [year[0], month, f"{int(day):02}" if month and _DAY.fullmatch(day) else ""]
    return "-".join(part for part in parts if part)


def _month_and_day(text: str) -> tuple[str, str]:
    """Return ("03", day) for `Mar`, `march`, `3` or `10~March`; ("", "") for anything else."""
    text = text.strip(" .").lower()
    if not text:
        return "", ""
    if re.fullmatch("0?[1-9]|1[0-2]", text):
        return f"{int(text):02}", ""
    match = _MONTH.fullmatch(text)
    number = MONTH_NUMBERS.get(match[2][:3]) if match else None
    return (f"{number:02}", match[1] or match[3] or "") if match and number else ("", "")


def keywords(text: str) -> Sequence[str]:
    """Split a list of keywords at its semicolons, else at its commas."""
    return [part.strip() for part in text.split(";" if ";" in text else ",")]
