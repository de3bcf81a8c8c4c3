"""What is wrong with a library's file, found without changing anything, and what can be mended of it."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from readerapp.disk import files
from readerapp.disk.access import unreadable
from readerapp.disk.lock import writing
from readerapp.home import Home
from readerapp.library.columns.table import GONE, Columns
from readerapp.library.file import cache, lines
from readerapp.library.file.catalogue import Catalogue

_NAMED = 3


@dataclass(frozen=True, slots=True)
class BadLines:
    """The lines of the library's file that are no papers."""

    said: tuple[str, ...]
    """A sentence for each."""

    @property
    def summary(self) -> str:
        """What is wrong, in one sentence."""
        more = f" and {len(self.said) - _NAMED:,} more" if len(self.said) > _NAMED else ""
        return "; ".join(self.said[:_NAMED]) + more


def bad_lines(home: Home) -> BadLines:
    """The lines that are no papers; read from the file, whatever the cache says."""
    with _fresh(home) as catalogue:
        return BadLines(catalogue.state.trouble)


@contextlib.contextmanager
def _fresh(home: Home) -> Iterator[Catalogue]:
    """The library as its file has it: its columns are kept nowhere."""
    with tempfile.TemporaryDirectory() as folder:
        catalogue = Catalogue(home.library, Path(folder) / "columns")
        catalogue.open()
        yield catalogue
        catalogue.papers.close()


def cache_is_wrong(home: Home) -> bool:
    """Whether the cached columns say otherwise than the file that they say they were made from."""
    cached = home.cache / "columns"
    if unreadable(cached) or not cached.is_file():
        return False
    found = cache.load(cached, home.library)
    if found is None:
        return True
    if not found.snapshot.stamp.fits(home.library):
        return False  # it is older than the file, which is noticed at every start
    with _fresh(home) as catalogue:
        return _places(catalogue.columns) != _places(found.snapshot.columns)


def _places(columns: Columns) -> list[int]:
    """Where the papers are; a file that was made smaller has no line of rows that became part of others."""
    return [offset for offset in columns.offsets if offset != GONE]


def forget_cache(home: Home) -> None:
    """Remove the cached columns; they are made anew from the file."""
    with contextlib.suppress(OSError):
        (home.cache / "columns").unlink()


def sweep(home: Home) -> list[Path]:
    """Remove what saves of the library's file left when they were killed; the paths.

    Raises:
        Unwritable: the folder can't be written.
    """
    if not files.unfinished(home.library):
        return []
    with writing(home.library):
        return files.sweep(home.library)


def set_bad_lines_aside(home: Home, now: datetime) -> Path | None:
    """Move the lines that are no papers into a file beside the library's; its path, None if there are none.

    Raises:
        Unwritable: the folder can't be written.
    """
    if not home.library.exists():
        return None
    with writing(home.library):
        try:
            raw = home.library.read_bytes().splitlines(keepends=True)
        except FileNotFoundError:
            return None
        bad = list(_bad(raw))
        if not bad:
            return None
        aside = _free(home.library, f"{now:%Y-%m-%dT%H%M%S}")
        files.replace(aside, [raw[number].rstrip(b"\r\n") + b"\n" for number in bad])
        gone = set(bad)
        files.replace(home.library, [line for number, line in enumerate(raw) if number not in gone])
        return aside


def _bad(raw: list[bytes]) -> Iterator[int]:
    from readerapp.domain.record import from_record

    for number, line in enumerate(raw):
        if not line.strip():
            continue
        record, _ = lines.decode(line)
        if record is None:
            yield number
        elif not (record.get("removed") and isinstance(record.get("key"), str)):
            try:
                from_record(record)
            except ValueError:
                yield number


def _free(path: Path, when: str) -> Path:
    names = (
        f"{path.stem}.damaged-{when}{extra}{path.suffix}" for extra in ("", *(f"-{n}" for n in range(2, 99)))
    )
    return next(aside for name in names if not (aside := path.with_name(name)).exists())
