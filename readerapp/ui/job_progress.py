"""Progress of a long job, worded for the bottom line."""

from __future__ import annotations

from readerapp.actions.progress import Progress, percent, rate, time_left
from readerapp.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class JobProgress:
    """Progress of a long job: papers so far, part done, seconds taken."""

    name: str
    papers: int = 0
    part: float | None = None
    """The part done, 0 to 1; None if unknown."""
    seconds: float = 0.0
    stop: str = ""
    """How to stop it, as in `esc stops`; empty if no key does from here."""

    @classmethod
    def of(cls, name: str, progress: Progress | None, seconds: float) -> JobProgress:
        """Return a job's progress after `seconds`; `name` is shown until its progress names a source."""
        if progress is None:
            return cls(name, seconds=seconds)
        source = progress.source.rstrip("/\\").replace("\\", "/").rpartition("/")[2]
        return cls(source or name, progress.papers, progress.part, seconds)

    def texts(self, separator: str) -> tuple[str, ...]:
        """Return the progress in words, from the longest text to the shortest."""
        papers = f"{self.papers:,} papers" if self.papers else ""
        part = "" if self.part is None else percent(self.part)
        left = time_left(self.part, self.seconds)
        shortest = part or papers or self.name
        layouts = (
            (self.name, papers, rate(self.papers, self.seconds), part, left, self.stop),
            (self.name, papers, part, left, self.stop),
            (shortest, left, self.stop),
            (shortest, self.stop),
        )
        return tuple(dict.fromkeys(f" {separator} ".join(filter(None, layout)) for layout in layouts))
