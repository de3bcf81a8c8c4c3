"""How far something is that takes a while: how much, how fast, how long still."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

_SURE_AFTER = 1.5
"""Seconds from which on a rate says something about the rest."""


class Far(Protocol):
    """How far an add or a fetch is. An add knows its bytes, too: `done` of `total`."""

    @property
    def papers(self) -> int:
        """Papers so far."""

    @property
    def source(self) -> str:
        """What is being read."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What has come so far, and in how many seconds."""

    name: str
    papers: int = 0
    part: float | None = None
    """How much of all there is, from 0 to 1; None where that is not known."""
    seconds: float = 0.0
    stop: str = ""
    """How to stop it from where the reader is."""

    @classmethod
    def of(cls, name: str, far: Far | None, seconds: float) -> Pace:
        """The pace of what is called `name` and is this far after so many seconds."""
        done, total = getattr(far, "done", 0), getattr(far, "total", None)
        part = min(1.0, done / total) if total else None
        now = far.source.rstrip("/\\").replace("\\", "/").rpartition("/")[2] if far else ""
        return cls(now or name, far.papers if far else 0, part, seconds)

    def said(self, separator: str) -> tuple[str, ...]:
        """It in words, from the most of them to the fewest, for a line to take those it has room for."""
        papers = f"{self.papers:,} papers" if self.papers else ""
        part = "" if self.part is None else f"{self.part:.0%}"
        least = part or papers or self.name
        layouts = (
            (self.name, papers, self._rate(), part, self._left(), self.stop),
            (self.name, papers, part, self._left(), self.stop),
            (least, self._left(), self.stop),
            (least, self.stop),
        )
        return tuple(dict.fromkeys(f" {separator} ".join(filter(None, layout)) for layout in layouts))

    def _rate(self) -> str:
        sure = self.papers and self.seconds > _SURE_AFTER
        return f"{self.papers / self.seconds:,.0f}/s" if sure else ""

    def _left(self) -> str:
        if not self.part or self.part >= 1 or self.seconds < _SURE_AFTER:
            return ""
        seconds = self.seconds / self.part - self.seconds
        return f"{seconds / 60:.0f} min left" if seconds >= 90 else f"{max(1.0, seconds):.0f} s left"
