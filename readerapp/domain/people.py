"""Names of people, from the forms sources use to spoken order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from readerapp.domain.values import NamedTuple, pattern

_OTHERS = pattern(
    r"(?:[,;]? (?:and|&) |[,;] ?| )?(?<!\w)(?:et\.? al(?:ii|\.)?|others|…|\.\.\.)[.,;]?$", re.IGNORECASE
)
_AFFILIATION = pattern(r" ?\((?:[\d, &*†‡]{1,20}\)|[^()]*\)(?=\s*(?:[,;&)(]|and\b|$)))")
_MAX_DEPTH = 3
_INITIALS = pattern(r"(?:[^\W\d_]\.?[ -]?){1,4}")
PARTICLES = frozenset(
    "af al ap auf da de del della den der di do dos du el la le ten ter the van von zu zur".split()
)
"""Lower-case words that are part of family names."""
_BEFORE_FAMILY = PARTICLES | frozenset("bin bint dalla degli dei dello e ibn la las lo los y zum 't".split())
_GROUP = pattern(
    r"(?:.* )?(?:Collaborations?|Teams?|Groups?|Consortium|Committee|Initiative|Inc\.?|Labs?)"
    r"|.*[,;:@=<>$%&#_~^\"\\|*+].*|(?:.* )?and(?: .*)?|others|et al\.?",
    re.DOTALL | re.IGNORECASE,
)
_SUFFIX = pattern(r"(?:Jr|Sr|I{2,3}|IV|2nd|3rd|Esq|Ph\.?D|(?-i:M\.?D))\.?", re.IGNORECASE)

_WHOLE = "name display_name literal fullname full_name raw_author_name text".split()
_GIVEN = "given firstName forenames given_name first_name first".split()
_FAMILY = "family lastName family_name last_name last surname".split()
_NAMESAKE = pattern(r" (?<=\w )0\d{3}$")
"""The number by which DBLP tells people of one name apart."""


def spoken_name(name: str) -> str:
    """Return `Family, Given`, `Family, Jr, Given` or `Family, Given, Jr` in spoken order."""
    bare = name.strip(" ,")
    return spoken_order([part.strip() for part in bare.split(",")]) or bare


def spoken_order(parts: Sequence[str]) -> str:
    """Join the comma-separated parts of one name in spoken order; "" if the order is unclear."""
    if len(parts) == 2:
        family, given = parts
        return f"{family}, {given}" if _is_suffix(given) else f"{given} {family}".strip()
    if len(parts) != 3:
        return ""
    family, middle, last = parts
    if _is_suffix(last) and not _is_suffix(middle):  # not BibTeX's order, but what most people write
        return f"{middle} {family} {last}"
    return f"{last} {family}, {middle}".strip(" ,")


def _is_suffix(part: str) -> bool:
    return _SUFFIX.fullmatch(part.strip(" {}")) is not None


def split_names(line: str) -> list[str]:
    """Split one line into names: at `;` or `and`, else at commas between full names.

    `Dahl, Ove` is one person; “et al.” and “others” are dropped.
    """
    line = _OTHERS.sub("", _without_affiliations(" ".join(line.split())))
    if ";" in line:
        return _parted([part.strip() for part in line.split(";") if part.strip()])
    if " & " in line and " and " not in line:
        line = line.replace(" & ", " and ")
    pieces = [piece.strip(" ,") for piece in re.split(r" and |^and ", line) if piece.strip(" ,")]
    if len(pieces) > 1 and all(map(_is_one, pieces)) and any(map(_is_inverted, pieces)):
        return [spoken_name(piece) for piece in pieces]
    return [name for piece in pieces for name in _between_commas(piece)]


def names_in(value: object) -> list[str]:
    """Return the people of a JSON value: one line of names, a list of names, or of objects that hold them.

    An object has the whole name or its parts, in any of the usual spellings.
    """
    if isinstance(value, str):
        return split_names(value)
    if isinstance(value, Mapping):  # DBLP wraps the list once more
        value = value.get("author") or [value]
    people = value if isinstance(value, list) else []
    names = [person if isinstance(person, str) else _name(person) for person in people]
    return [_NAMESAKE.sub("", name) for name in names if name and not name.isspace()]


def _name(person: object) -> str:
    if not isinstance(person, Mapping):
        return ""

    def first(names: Iterable[str]) -> str:
        values = (person.get(name) for name in names)
        return next((value for value in values if isinstance(value, str) and value.strip()), "")

    if whole := first(_WHOLE):
        return whole
    parts = (
        *(first(_GIVEN), first(["dropping-particle"])),
        *(first(["non-dropping-particle"]), first(_FAMILY)),
    )
    suffix = first(["suffix"])
    return " ".join(filter(None, parts)) + (f", {suffix}" if suffix else "")


def _without_affiliations(line: str) -> str:
    """Remove parentheses after full names: `Rin Abe (1), Lia Costa (2, Lab) ((1) Uni)`."""
    if "(" not in line:
        return line
    for _ in range(_MAX_DEPTH):
        line = _AFFILIATION.sub("", line)
    return line


def _parted(parts: list[str]) -> list[str]:
    commas = [part.count(",") for part in parts]
    inverted = all(count == 1 for count in commas) or (max(commas) == 1 and any(map(_is_inverted, parts)))
    return [spoken_name(part) for part in parts] if inverted else parts


def _between_commas(text: str) -> list[str]:
    """Return the names of a text without `and`: full names, or family names each followed by given names."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if _is_one(text) and _is_inverted(",".join(parts[:2])):
        return [spoken_name(text)]
    parts = _with_suffixes(parts)
    families, given = parts[::2], parts[1::2]
    if len(families) == len(given) and all(map(_are_initials, given)):
        return [f"{first} {family}" for family, first in zip(families, given, strict=True)]
    return parts


def _with_suffixes(parts: Iterable[str]) -> list[str]:
    """Join each `Jr.` with the name before it."""
    kept: list[str] = []
    for part in parts:
        if kept and _is_suffix(part):
            kept[-1] += f", {part}"
        else:
            kept.append(part)
    return kept


def _are_initials(name: str) -> bool:
    return name.isupper() and _INITIALS.fullmatch(name) is not None


def _is_one(name: str) -> bool:
    """Return True if a name's commas are its own: `Family, Given`, with `Jr` between or after."""
    parts = name.split(",")
    return len(parts) < 3 or (len(parts) == 3 and any(map(_is_suffix, parts[1:])))


def _is_inverted(name: str) -> bool:
    """Return True if a name has one comma, after a lone family name."""
    family, comma, given = name.partition(",")
    words = family.split()
    alone = len(words) == 1 or (len(words) > 1 and all(word.lower() in PARTICLES for word in words[:-1]))
    return bool(comma and alone and given.strip() and "," not in given)


class NameParts(NamedTuple):
    """A name as bibliographies take it apart; that of a group or of one word is all family name."""

    family: str
    given: str = ""
    particle: str = ""
    """Words before the family name that it isn't sorted by: `van den`."""
    suffix: str = ""
    """`Jr.`, `III`"""
    is_group: bool = False
    """True if the family name is that of a group, or not clearly that of a person."""

    @property
    def whole_family(self) -> str:
        """The family name with its particle."""
        return f"{self.particle} {self.family}".lstrip()


def name_parts(name: str) -> NameParts:
    """Return the parts of a name in spoken order.

    The last word is the family name, together with the words between it and a particle. A name with a comma
    is taken for a group's, unless the comma stands before `Jr.` or the like. Braces are TeX's, and left out.
    """
    name = name.replace("{", "").replace("}", "")
    spoken, suffix = _without_suffix(name.strip(" ,"))
    if _GROUP.fullmatch(spoken):
        return NameParts(name, is_group=True)
    words = spoken.split()
    places = [place for place, word in enumerate(words[:-1]) if word in _BEFORE_FAMILY]
    if not places:
        return NameParts("".join(words[-1:]), " ".join(words[:-1]), suffix=suffix)
    first, last = _run(places)
    given, particle, family = words[:first], words[first : last + 1], words[last + 1 :]
    return NameParts(" ".join(family), " ".join(given), " ".join(particle), suffix)


def _run(places: list[int]) -> tuple[int, int]:
    """Return the first and the last of the adjacent numbers at the start of a list."""
    last = places[0]
    for place in places[1:]:
        if place == last + 1:
            last = place
    return places[0], last


def _without_suffix(name: str) -> tuple[str, str]:
    """Return `Ada King` and `Jr.` for `Ada King, Jr.` and `Ada King Jr.`"""
    before, _, last = name.rpartition(" ")
    before = before.rstrip(" ,")
    return (before, last) if " " in before and _is_suffix(last) and "," not in before else (name, "")
