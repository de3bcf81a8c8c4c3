"""A clock that only sleeping moves, and webs that live by it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from readerapp.web import Environment, Limits, Web

START = 1_795_000_000.0
"""Seconds since 1970: in November 2026."""


@dataclass
class Asker:
    """Makes webs, and remembers how long they slept and what they said."""

    cache: Path
    allow: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    slept: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def now(self) -> float:
        return START + sum(self.slept)

    @property
    def around(self) -> Environment:
        return Environment(
            program="readerapp/1.2 (tests)",
            clock=self.now,
            now=self.now,
            sleep=self.slept.append,
            chance=lambda: 0.5,
            env=self.env,
        )

    def web(self, limits: Limits | None = None, *, private: bool = False, patient: bool = False) -> Web:
        """`patient`: it really waits."""
        return Web(
            self.cache,
            limits=limits,
            allow=self.allow,
            private=private,
            say=self.said.append,
            around=replace(self.around, sleep=None) if patient else self.around,
        )
