"""Targets of a fetch, as people write them: `hf week`, `arxiv cs.LG`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from readerapp.domain.dates import moments
from readerapp.domain.errors import ReaderError
from readerapp.domain.nearest import did_you_mean
from readerapp.domain.values import dataclass

SERVICES = ("hf", "arxiv")
LAST = "last"


class NotUnderstood(ReaderError):
    """A target or a date that makes no sense."""

    exit_status = 2


@dataclass(frozen=True, slots=True)
class FetchTarget:
    """One thing to fetch."""

    service: str
    """One of `SERVICES`."""
    what: str
    """The rest of the text; empty is the service's default."""

    @property
    def name(self) -> str:
        """The target as text: `hf week`."""
        return f"{self.service} {self.what}".rstrip()


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a target to fetch."""

    today: date
    """In UTC, which the services use."""
    since: date | None = None
    """Only papers from this day on."""
    limit: int | None = None
    """Most papers per target."""


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How much to fetch, as a person writes it."""

    since: str | None = None
    """A day, an age (`7d`), or `last`: since the last fetch."""
    limit: int | None = None
    """Most papers per target."""
    dry_run: bool = False
    """Only report what would be added."""


DEFAULTS = FetchOptions()


def parse_targets(texts: Iterable[str]) -> tuple[FetchTarget, ...]:
    """Return the targets that texts such as `hf week` name.

    Raises:
        NotUnderstood: one of them names no service.
    """
    return tuple(map(_one, texts))


def _one(text: str) -> FetchTarget:
    service, _, what = " ".join(text.split()).partition(" ")
    if service.lower() not in SERVICES:
        near = did_you_mean(service, SERVICES) or f"; name {' or '.join(SERVICES)}"
        raise NotUnderstood(f"Can't fetch from {service!r}{near}")
    return FetchTarget(service.lower(), what)


def split(words: Iterable[str]) -> tuple[str, ...]:
    """Return one text per target: the words `hf week arxiv cs.LG` are two."""
    texts: list[str] = []
    for word in words:
        if word.lower() in SERVICES or not texts:
            texts.append(word)
        else:
            texts[-1] += f" {word}"
    return tuple(texts)


def day(text: str, now: datetime) -> date:
    """Return the day that a date or an age (`7d`) means.

    Raises:
        NotUnderstood: it is neither.
    """
    if (age := moments.age(text)) is not None:
        return now.date() - timedelta(days=age // moments.DAY_SECONDS)
    if (period := moments.period(text)) is not None:
        return date.fromordinal(period[0] // moments.DAY_SECONDS)
    raise NotUnderstood(f"{text!r} is not a date; write 2026-11-21, an age such as 7d, or {LAST}")
