"""How far something is that takes a while: how much, how fast, how long still."""

from __future__ import annotations

from dataclasses import dataclass

from readerapp.actions.progress import Progress, percent, rate, time_left


@dataclass(frozen=True, slots=True)
class JobProgress:
    """What has come so far, and in how many seconds."""

    name: str
    papers: int = 0
    part: float | None = None
    """How much of all there is, from 0 to 1; None where that is not known."""
    seconds: float = 0.0
    stop: str = ""
    """How to stop it from where the reader is."""

    @classmethod
    def of(cls, name: str, progress: Progress | None, seconds: float) -> JobProgress:
        """Return the pace of a job after `seconds`; `name` is used until its progress names a source."""
        if progress is None:
            return cls(name, seconds=seconds)
        source = progress.source.rstrip("/\\").replace("\\", "/").rpartition("/")[2]
        return cls(source or name, progress.papers, progress.part, seconds)

    def texts(self, separator: str) -> tuple[str, ...]:
        """It in words, from the most of them to the fewest, for a line to take those it has room for."""
        papers = f"{self.papers:,} papers" if self.papers else ""
        part = "" if self.part is None else percent(self.part)
        left = time_left(self.part, self.seconds)
        least = part or papers or self.name
        layouts = (
            (self.name, papers, rate(self.papers, self.seconds), part, left, self.stop),
            (self.name, papers, part, left, self.stop),
            (least, left, self.stop),
            (least, self.stop),
        )
        return tuple(dict.fromkeys(f" {separator} ".join(filter(None, layout)) for layout in layouts))
