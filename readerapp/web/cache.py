"""A cache of pages, for conditional requests."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from readerapp.disk import files
from readerapp.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class CachedPage:
    """A cached page."""

    url: str
    """Its address after redirects."""
    kind: str
    etag: str | None
    modified: str | None
    body: bytes

    @property
    def conditions(self) -> dict[str, str]:
        """The request headers that ask for it only if it has changed."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in found.items() if value}


class Cache:
    """A folder of pages; the oldest are removed beyond `size` bytes. May be deleted at any time."""

    def __init__(self, folder: Path, size: int) -> None:
        self._folder = folder
        self._size = size

    def get(self, url: str, accept: str) -> CachedPage | None:
        """Return the last page from `url`, if it is cached and intact."""
        try:
            head, _, body = self._path(url, accept).read_bytes().partition(b"\n")
            facts = json.loads(head)
            if facts.pop("digest") != _digest(body):
                return None
            return CachedPage(**facts, body=body)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def put(self, url: str, accept: str, page: CachedPage) -> None:
        """Cache a page, if its server can confirm it later and the folder can be written."""
        if not page.conditions:
            return
        facts = {name: value for name, value in asdict(page).items() if name != "body"}
        head = json.dumps({**facts, "digest": _digest(page.body)}).encode()
        try:
            files.replace(self._path(url, accept), [head + b"\n", page.body], durable=False)
            self._prune()
        except OSError:
            return  # without a cache the next fetch is slower

    def _path(self, url: str, accept: str) -> Path:
        return self._folder / (_digest(f"{url}\n{accept}".encode())[:32] + ".page")

    def _prune(self) -> None:
        held = sorted(
            ((path.stat(), path) for path in self._folder.glob("*.p*")), key=lambda one: -one[0].st_mtime
        )
        room = self._size
        for stat, path in held:
            room -= stat.st_size
            if room < 0:
                path.unlink(missing_ok=True)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
