"""Progress of a long job: count, percent, rate, time left."""

from __future__ import annotations

from readerapp.domain.values import dataclass

MIN_RATE_SECONDS = 1.5
"""Until then the rate is a guess and isn't shown."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import or a fetch is."""

    papers: int
    """Papers so far."""
    done: int = 0
    """Bytes read."""
    total: int | None = None
    """Bytes there are; None if unknown."""
    source: str = ""
    """What is being read."""

    @property
    def part(self) -> float | None:
        """The part done, 0 to 1; None if unknown."""
        return min(1.0, self.done / self.total) if self.total else None


def percent(part: float) -> str:
    """Return the part done as `40%`; 100% only when it is all."""
    return f"{int(part * 100)}%"


def rate(papers: int, seconds: float) -> str:
    """Return `300/s`; empty while that is a guess."""
    return f"{papers / seconds:,.0f}/s" if papers and seconds > MIN_RATE_SECONDS else ""


def time_left(part: float | None, seconds: float) -> str:
    """Return `12 s left` for a job that took `seconds` for the part done; empty while that is a guess."""
    if not part or part >= 1 or seconds <= MIN_RATE_SECONDS:
        return ""
    return f"{duration(seconds / part - seconds)} left"


def duration(seconds: float) -> str:
    """Return a waiting time in one unit: `12 s`, `3 min`, `2 h`."""
    if seconds < 100:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 6000 else f"{round(seconds / 3600)} h"
