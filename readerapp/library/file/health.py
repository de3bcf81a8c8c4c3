"""Problems of a library's file and cache: found without changing anything, and repaired."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from readerapp.disk import files
from readerapp.disk.access import unreadable
from readerapp.disk.lock import writing
from readerapp.domain.values import dataclass
from readerapp.home import Home
from readerapp.library.columns.table import GONE, Columns
from readerapp.library.file import column_cache, lines
from readerapp.library.file.catalogue import Catalogue

_MAX_NAMED = 3


@dataclass(frozen=True, slots=True)
class BadLines:
    """Lines of the library's file that are no papers."""

    said: tuple[str, ...]
    """A sentence for each line."""

    @property
    def summary(self) -> str:
        """The problem in one sentence."""
        more = f" and {len(self.said) - _MAX_NAMED:,} more" if len(self.said) > _MAX_NAMED else ""
        return "; ".join(self.said[:_MAX_NAMED]) + more


def bad_lines(home: Home) -> BadLines:
    """Return the lines that are no papers, read from the file regardless of the cache."""
    with _fresh(home) as catalogue:
        return BadLines(catalogue.state.trouble)


@contextlib.contextmanager
def _fresh(home: Home) -> Iterator[Catalogue]:
    """Open the library from its file, without its cache."""
    with tempfile.TemporaryDirectory() as folder:
        catalogue = Catalogue(home.library, Path(folder) / "columns")
        catalogue.open()
        yield catalogue
        catalogue.papers.close()


def cache_is_wrong(home: Home) -> bool:
    """Return True if the cached columns contradict the file they were made from."""
    cached = home.cache / "columns"
    if unreadable(cached) or not cached.is_file():
        return False
    found = column_cache.load(cached, home.library)
    if found is None:
        return True
    if not found.snapshot.stamp.fits(home.library):
        return False  # older than the file, which every start notices
    with _fresh(home) as catalogue:
        return _places(catalogue.columns) != _places(found.snapshot.columns)


def _places(columns: Columns) -> list[int]:
    """Return the offsets of the papers; a compacted file has no lines for merged rows."""
    return [offset for offset in columns.offsets if offset != GONE]


def forget_cache(home: Home) -> None:
    """Remove the cached columns, which are then rebuilt from the file."""
    with contextlib.suppress(OSError):
        (home.cache / "columns").unlink()


def sweep(home: Home) -> list[Path]:
    """Remove what interrupted saves of the library's file left behind; return the paths.

    Raises:
        Unwritable: the folder can't be written.
    """
    if not files.unfinished(home.library):
        return []
    with writing(home.library):
        return files.sweep(home.library)


def set_bad_lines_aside(home: Home, now: datetime) -> Path | None:
    """Move the lines that are no papers to a file beside the library's; return its path, else None.

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
    for number, line in enumerate(raw):
        found = lines.parse(line)
        if line.strip() and found.removed_key is None:
            try:
                found.paper()
            except ValueError:
                yield number


def _free(path: Path, when: str) -> Path:
    names = (
        f"{path.stem}.damaged-{when}{extra}{path.suffix}" for extra in ("", *(f"-{n}" for n in range(2, 99)))
    )
    return next(aside for name in names if not (aside := path.with_name(name)).exists())
