"""Caches of a call that may not change anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from readerapp.cli.session import Session


@contextmanager
def temporary_cache(session: Session) -> Iterator[None]:
    """Read existing caches, but write new ones to a temporary folder."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for cached in filter(Path.is_file, session.home.cache.glob("*")):
            with suppress(OSError):
                (Path(folder) / cached.name).symlink_to(cached)
        session.home = replace(session.home, cache=Path(folder))
        yield
