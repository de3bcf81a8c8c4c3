"""Full texts in the cache folder, and how far each was read. All of it may be deleted at any time."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from readerapp.disk import files
from readerapp.domain.ids.parsing import arxiv_id
from readerapp.domain.values import NamedTuple
from readerapp.fulltext.blocks import FullText, of_record

_MAX_BYTES = 64 << 20
"""Of all texts together; those not read for longest go first."""
_MAX_FILE_BYTES = 32 << 20
_MAX_NUMBER = 1 << 31


class ReadingPlace(NamedTuple):
    """A place in a text, however it is wrapped."""

    block: int = 0
    letter: int = 0
    """The letters of the block before it."""


class TextFiles:
    """The texts of one reader, by arXiv id."""

    def __init__(self, cache: Path) -> None:
        self._folder = cache / "fulltext"

    def load(self, number: str) -> FullText | None:
        """Return the text of a paper; None if there is none, or none that can be used."""
        path = self._path(number, "json")
        try:
            if path.stat().st_size > _MAX_FILE_BYTES:
                return None
            record = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        with suppress(OSError):
            os.utime(path)
        return of_record(record)

    def save(self, number: str, text: FullText) -> None:
        """Keep a text, if the folder can be written, and make room for it."""
        data = json.dumps(text.record(), ensure_ascii=False, separators=(",", ":")).encode()
        with suppress(OSError):  # then it is fetched again
            files.make_folder(self._folder)
            files.replace(self._path(number, "json"), [data], durable=False)
            self._make_room()

    def _make_room(self) -> None:
        held = sorted(((it.stat(), it) for it in self._folder.iterdir()), key=lambda one: -one[0].st_mtime)
        room = _MAX_BYTES
        for stat, path in held:
            room -= stat.st_size
            if room < 0:
                path.unlink(missing_ok=True)

    def place(self, number: str) -> ReadingPlace:
        """Return where the reader left a text; its beginning if that isn't known."""
        try:
            block, letter = json.loads(self._path(number, "place").read_bytes())
            return ReadingPlace(*(max(0, min(int(it), _MAX_NUMBER)) for it in (block, letter)))
        except (OSError, ValueError, TypeError, OverflowError, RecursionError):
            return ReadingPlace()

    def save_place(self, number: str, place: ReadingPlace) -> None:
        """Keep where the reader is in a text, if the folder can be written."""
        with suppress(OSError):
            files.make_folder(self._folder)
            files.replace(self._path(number, "place"), [json.dumps(place).encode()], durable=False)

    def number(self, key: str) -> str | None:
        """Return the arXiv id that was found for a paper's key; None if none was."""
        try:
            return arxiv_id(self._path(_digest(key), "id").read_text("ascii"))
        except (OSError, ValueError):
            return None

    def save_number(self, key: str, number: str) -> None:
        """Keep the arXiv id of a paper that has none in the library, if the folder can be written."""
        with suppress(OSError):
            files.make_folder(self._folder)
            files.replace(self._path(_digest(key), "id"), [number.encode()], durable=False)

    def _path(self, number: str, ending: str) -> Path:
        return self._folder / f"{number.replace('/', '_')}.{ending}"


def _digest(key: str) -> str:
    return blake2b(key.encode(), digest_size=16).hexdigest()
