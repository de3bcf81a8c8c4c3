"""References in the usual citation styles: authors, title, year and venue in one line."""

from __future__ import annotations

import re

from readerapp.domain.values import NamedTuple

_MAX_CHARS = 2000
_NUMBER = re.compile(r"\s*(?:\[\w{1,12}\]|\(?\d{1,4}[.)])\s+")
_YEAR = r"(?:19|20)\d\d"
# `Dahl, O., & Ek, P. (2024). Title. Venue.` and `Dahl O, Ek P. Title. Venue. 2024`
_APA = re.compile(
    rf"(?P<people>[^()]{{3,600}}?)\s*"
    rf"(?:\((?P<year>{_YEAR})[a-z]?(?:,\s*[A-Z]\w+(?: \d+)?)?\)|(?<=\.)\s(?P<bare>{_YEAR}))[.,:]?\s+"
    r"(?P<rest>\S.*)",
    re.DOTALL,
)
_QUOTED = re.compile(
    r"(?P<people>[^\"“]{3,600}?)[,.]?\s+[\"“](?P<title>[^\"“”]{4,400}?)[,.]?[\"”]\s*[,.]?\s*(?P<rest>.*)",
    re.DOTALL,
)
_INITIALS = r"(?:[A-Z]\.[ -]?){1,4}"
_LAST = r"(?:[A-Z]\.[ -]?){0,3}[A-Z]\b\.?"
_FAMILY = (
    r"(?:(?:van|von|de|der|den|la|le|di|da|del|el|al|ten|ter)\s+){0,3}[A-Z][\w’'-]+(?:[ -][A-Z][\w’'-]+)?"
)
_PERSON = re.compile(
    rf"(?:{_INITIALS}\s*{_FAMILY}|{_FAMILY},\s*{_LAST}|{_FAMILY}\s[A-Z]{{1,3}}\b|[A-Z][\w’'-]+\s+(?:{_INITIALS}\s*)?{_FAMILY})"
)
_INVERTED = re.compile(rf"({_FAMILY}), ([A-Z][\w’'-]+(?: [A-Z]\.)?)(?=,| and |\.?$)")
_INITIAL = re.compile(r"\b[A-Z]\.|\s[A-Z]{1,3}$")
_BEHIND = re.compile(r"\w\s[A-Z]{1,3}$")
_JOINS = re.compile(r"\s*(?:,\s*(?:&|and)\s+|;\s*|\s+(?:&|and)\s+|,\s+)\s*")
_REST = re.compile(r",?\s*(?:et\.? al\.?|and others)\s*,?$", re.IGNORECASE)
_TITLE_END = re.compile(r"(?<=[^\s.][^\s.])[.?!](?:\s+|$)")
_VENUE = re.compile(rf"^(?:[Ii]n:?\s+)?(?P<venue>(?:Proc\.\s)?[^.,]*[A-Za-z][^.,]*?)\s*(?:[.,(\[]|{_YEAR}|$)")
_ANY_YEAR = re.compile(rf"\b({_YEAR})\b")


class Citation(NamedTuple):
    """Facts of one reference."""

    title: str
    authors: list[str]
    year: str | None
    venue: str | None


def parse_citation(text: str) -> Citation | None:
    """Return the facts of a line in one of the usual citation styles; None if it is in none of them."""
    number = _NUMBER.match(text)
    text = " ".join(text[number.end() if number else 0 :][:_MAX_CHARS].replace("*", "").split())
    if match := _QUOTED.fullmatch(text):
        people, title, rest = match["people"], match["title"], match["rest"]
    elif match := _APA.fullmatch(text):
        people, (title, rest) = match["people"], _first_sentence(match["rest"])
    elif end := _end_of_people(text):
        people, (title, rest) = text[: end.start()], _first_sentence(text[end.end() :])
    else:
        title, rest = _first_sentence(text)  # `Title. Ann Hale, Bo Rue. Venue 2024.`
        end = _end_of_people(rest)
        people, rest = (rest[: end.start()], rest[end.end() :]) if end else (rest, "")
        if len(_people(people)) < 2:
            return None
    authors = _people(people)
    if not authors and match and match.re is _QUOTED:  # `Lamb, Ann, and Bo Ram. "T."`
        first = _INVERTED.match(people)
        authors = _people(f"{first[2]} {first[1]}{people[first.end() :]}") if first else []
    if not authors or len(title) < 4 or _REST.search(f", {title}"):
        return None
    dated = (match["year"] or match["bare"]) if match and match.re is _APA else None
    year = dated or (found[1] if (found := _ANY_YEAR.search(rest)) else None)
    venue = _VENUE.match(rest)
    return Citation(title.strip(' .,"“”'), authors, year, _named(venue["venue"]) if venue else None)


def _end_of_people(text: str) -> re.Match[str] | None:
    """Return the first full stop with nothing but people before it."""
    for match in re.finditer(r"\.\s+(?=[A-Z0-9\"“])", text[:600]):
        people = _people(text[: match.start()])
        if len(people) > 1 or (people and _INITIAL.search(people[0])):  # two words may be a title
            return match
    return None


def _first_sentence(text: str) -> tuple[str, str]:
    end = _TITLE_END.search(text)
    if not end:
        return text, ""
    kept = text[: end.start()] + (text[end.start()] if text[end.start()] in "?!" else "")
    return kept, text[end.end() :]


def _people(text: str) -> list[str]:
    """Return the people of a line that consists of names only; otherwise nothing."""
    text = _REST.sub("", text.strip(" .,")).strip(" ,")
    found, position = [], 0
    while position < len(text):
        if not (person := _PERSON.match(text, position)):
            return []
        found.append(person[0].strip())
        position = person.end()
        if position >= len(text):
            break
        if not (join := _JOINS.match(text, position)):
            return []
        position = join.end()
    return [_spoken(name) for name in found]


def _spoken(name: str) -> str:
    """Return `Dahl, O` and `Dahl O` as `O. Dahl`."""
    family, comma, given = name.partition(",")
    if not comma and _BEHIND.search(name):
        family, _, given = name.rpartition(" ")
        given = " ".join(given)
    given = re.sub(r"\b([A-Z])(?=\s|$)", r"\1.", given.strip())
    return f"{given} {family}" if given else name


def _named(venue: str) -> str | None:
    venue = venue.strip(" .,")
    return (
        venue
        if len(venue) > 2 and "http" not in venue and not venue.lower().startswith(("arxiv", "doi"))
        else None
    )
