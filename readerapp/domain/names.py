"""Names of people, as sources write them and as they are spoken."""

from __future__ import annotations

import re

_OTHERS = re.compile(
    r"(?:[,;]? (?:and|&) |[,;] ?| )?(?<!\w)(?:et\.? al(?:ii|\.)?|others|…|\.\.\.)[.,;]?$", re.IGNORECASE
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){1,4}")
_PARTICLES = frozenset(
    "af al ap auf da de del della den der di do dos du el la le ten ter the van von zu zur".split()  # noqa: SIM905
)
_SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV|Ph\.?D|M\.?D)\.?", re.IGNORECASE)


def uninverted(name: str) -> str:
    """`Family, Given` (or `Family, Jr, Given`) the way it is spoken."""
    parts = [part.strip() for part in name.strip(" ,").split(",")]
    if len(parts) == 2:
        return f"{parts[0]}, {parts[1]}" if _SUFFIX.fullmatch(parts[1]) else f"{parts[1]} {parts[0]}".strip()
    if len(parts) == 3:
        return f"{parts[2]} {parts[0]}, {parts[1]}".strip(" ,")
    return name.strip(" ,")


def split_names(line: str) -> list[str]:
    """The people of one line: parted by `;` or `and`, else by commas between whole names.

    `Dahl, Ove` is one person; “et al.” and “others” are none.
    """
    line = _OTHERS.sub("", " ".join(line.split()))
    if ";" in line:
        return _parted([part.strip() for part in line.split(";") if part.strip()])
    if " & " in line and " and " not in line:
        line = line.replace(" & ", " and ")
    pieces = [piece.strip(" ,") for piece in re.split(r" and |^and ", line) if piece.strip(" ,")]
    if len(pieces) > 1 and all(map(_is_one, pieces)) and any(map(_is_inverted, pieces)):
        return [uninverted(piece) for piece in pieces]
    return [name for piece in pieces for name in _between_commas(piece)]


def _parted(parts: list[str]) -> list[str]:
    commas = [part.count(",") for part in parts]
    inverted = all(count == 1 for count in commas) or (max(commas) == 1 and any(map(_is_inverted, parts)))
    return [uninverted(part) for part in parts] if inverted else parts


def _between_commas(text: str) -> list[str]:
    """The names of a text without `and`: whole ones, or each family name with its given names after it."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) == 2 and _is_inverted(text):
        return [uninverted(text)]
    families, given = parts[::2], parts[1::2]
    if len(families) == len(given) and all(map(_are_initials, given)):
        return [f"{first} {family}" for family, first in zip(families, given, strict=True)]
    return parts


def _are_initials(name: str) -> bool:
    return name.isupper() and _INITIALS.fullmatch(name) is not None


def _is_one(name: str) -> bool:
    """Whether the commas of a name are its own: `Family, Given`, `Family, Jr, Given`."""
    parts = name.split(",")
    return len(parts) < 3 or (len(parts) == 3 and _SUFFIX.fullmatch(parts[1].strip()) is not None)


def _is_inverted(name: str) -> bool:
    """Whether a name has one comma, behind a family name that stands alone."""
    family, comma, given = name.partition(",")
    words = family.split()
    alone = len(words) == 1 or (len(words) > 1 and all(word.lower() in _PARTICLES for word in words[:-1]))
    return bool(comma and alone and given.strip() and "," not in given)
