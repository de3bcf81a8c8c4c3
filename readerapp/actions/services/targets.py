"""What a person wants fetched, as words: `hf week`, `arxiv cs.LG`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from readerapp.domain.dates import moments
from readerapp.domain.errors import ReaderError

SERVICES = ("hf", "arxiv")
LAST = "last"


class NotUnderstood(ReaderError):
    """Words that name nothing that can be fetched."""

    exit_status = 2


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to fetch."""

    service: str
    """One of `SERVICES`."""
    what: str
    """The rest of the words; empty is the service's own choice."""

    @property
    def name(self) -> str:
        """The words again."""
        return f"{self.service} {self.what}".rstrip()


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of it."""

    today: date
    """In UTC, as the services count."""
    since: date | None = None
    """Only what came on this day or after."""
    limit: int | None = None
    """Papers of each thing that is fetched, at most."""


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How much a person wants, in words."""

    since: str | None = None
    """A day, an age (`7d`), or `last`: since what was fetched last."""
    limit: int | None = None
    dry_run: bool = False
    """Only say what would be added."""


def wanted(texts: Iterable[str]) -> tuple[Target, ...]:
    """The things that texts such as `hf week` name.

    Raises:
        NotUnderstood: one of them names no service.
    """
    return tuple(map(_one, texts))


def _one(text: str) -> Target:
    service, _, what = " ".join(text.split()).partition(" ")
    if service.lower() not in SERVICES:
        raise NotUnderstood(f"Nothing is fetched from {service!r}; name {' or '.join(SERVICES)}")
    return Target(service.lower(), what)


def split(words: Iterable[str]) -> tuple[str, ...]:
    """The words of a command line, one text for each thing: `hf week arxiv cs.LG` is two."""
    texts: list[str] = []
    for word in words:
        if word.lower() in SERVICES or not texts:
            texts.append(word)
        else:
            texts[-1] += f" {word}"
    return tuple(texts)


def day(text: str, now: datetime) -> date:
    """The day that a date or an age (`7d`) means.

    Raises:
        NotUnderstood: it is neither.
    """
    if (age := moments.age(text)) is not None:
        return now.date() - timedelta(days=age // moments.DAY_SECONDS)
    if (period := moments.period(text)) is not None:
        return date.fromordinal(period[0] // moments.DAY_SECONDS)
    raise NotUnderstood(f"{text!r} is no day; write 2026-11-21, an age such as 7d, or {LAST}")
