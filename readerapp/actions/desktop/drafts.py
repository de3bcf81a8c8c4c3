"""Drafts: notes open in an editor, as files that survive a crash of the editor, terminal or machine.

A draft has a folder, `drafts/<paper>/note.md`, as editors put swap files and backups beside what they edit;
`drafts/<paper>.json` holds its key and original text, and is locked while the editor runs.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from readerapp.disk import files
from readerapp.disk.lock import try_open_locked
from readerapp.domain.errors import ReaderError
from readerapp.domain.text import decode_utf8
from readerapp.domain.values import dataclass

_NAME = "note.md"
_MAX_AGE_SECONDS = 24 * 3600.0
"""An unchanged draft is removed after this: its editor must be closed by now."""


@dataclass
class NoteDraft:
    """A note as a file, locked by this process."""

    path: Path
    """The file for the editor."""
    key: str
    began: str
    """The note that it started from."""
    _meta: Path
    _lock: int

    @classmethod
    def of(cls, drafts: Path, key: str, note: str) -> NoteDraft:
        """Open a draft with the text `note`, or the one that an earlier edit left.

        Raises:
            OSError: it can't be written.
            ReaderError: the note is open in too many editors.
        """
        name = _folder_name(key)
        for number in range(1, 100):
            meta = drafts / f"{name}{'' if number == 1 else f'-{number}'}.json"
            if (lock := try_open_locked(meta)) is not None:
                break
        else:
            raise ReaderError(f"This note is open in 99 editors; close some, or remove {drafts}")
        began = _began(lock, key)
        draft = cls(meta.with_suffix("") / _NAME, key, note if began is None else began, meta, lock)
        try:
            if began is None or not draft._is_left:
                draft._begin(note)
        except OSError:
            draft.release()
            raise
        return draft

    def _begin(self, note: str) -> None:
        files.make_folder(self.path.parent)
        files.replace(self.path, [note.encode("utf-8", "replace")])
        self.keep(note)

    @property
    def _is_left(self) -> bool:
        """True if an editor changed the text or left other files."""
        with contextlib.suppress(OSError, ReaderError):
            return self.path.exists() and (self.text() != self.began or bool(self.others()))
        return True

    def text(self) -> str | None:
        """Return the file's text with LF line endings; None if the editor removed it.

        Raises:
            ReaderError: it can't be read as text; the sentence says where it is.
        """
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ReaderError(
                f"The note can't be read ({error.strerror}); it is kept in {self.path}"
            ) from None
        text = decode_utf8(data, f"Nothing changed: what the editor left in {self.path}")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        # Most editors end the last line, also of a note that doesn't.
        return text if self.began.endswith("\n") else text.removesuffix("\n")

    def others(self) -> list[str]:
        """Return the names of the editor's other files in the folder, except copies of the text."""
        known = {self.began, None}
        with contextlib.suppress(ReaderError):
            known.add(self.text())
        texts = {text for text in known if text is not None}
        try:
            there = list(self.path.parent.iterdir())
        except FileNotFoundError:
            return []
        return sorted(path.name for path in there if path != self.path and not _holds(path, texts))

    def keep(self, note: str) -> None:
        """Keep the draft's file, whose text has been saved as `note`."""
        self.began = note
        os.ftruncate(self._lock, 0)
        os.pwrite(self._lock, json.dumps({"key": self.key, "began": note}).encode("ascii"), 0)
        files.sync(self._lock)

    def clear(self) -> list[str]:
        """Remove our files. Return the names of the editor's, which stay with the folder."""
        left = self.others()
        with contextlib.suppress(OSError):  # the text is saved, so the file may stay
            for beside in self.path.parent.iterdir():
                if beside.name not in left:
                    beside.unlink()
            if not left:
                self.path.parent.rmdir()
        with contextlib.suppress(OSError):
            self._meta.unlink()
        return left

    def drop(self) -> None:
        """Remove the draft of an editor that didn't start, unless an earlier one left text in it."""
        if not self._is_left:
            self.clear()

    def release(self) -> None:
        """Release the lock."""
        os.close(self._lock)


def trouble(drafts: Path, note_of: Callable[[str], str]) -> list[str]:
    """Return a sentence for each unsaved text that an editor left."""
    what = "has unsaved text for the note on {}: edit it again to continue"
    return [f"{path} {what.format(key)}" for key, path in leftovers(drafts, note_of)]


def leftovers(drafts: Path, note_of: Callable[[str], str]) -> Iterator[tuple[str, Path]]:
    """Yield (key, file) for each draft with unsaved text that no editor has open.

    Drafts that have been unchanged for a day are removed.
    """
    try:
        metas = sorted(path for path in drafts.iterdir() if path.suffix == ".json")
    except OSError:
        return
    for meta in metas:
        with contextlib.suppress(OSError):
            if found := _leftover(meta, note_of):
                yield found


def _leftover(meta: Path, note_of: Callable[[str], str]) -> tuple[str, Path] | None:
    path = meta.with_suffix("") / _NAME
    if not path.parent.is_dir() or (lock := try_open_locked(meta)) is None:
        return None
    draft = NoteDraft(path, "", "", meta, lock)
    try:
        described = _described(lock)
        draft.key, draft.began = described or ("", "")
        if draft._is_left and (draft.others() or _text(draft) != note_of(draft.key)):
            return draft.key, path
        if described and not draft.others() and meta.stat().st_mtime < _now() - _MAX_AGE_SECONDS:
            draft.clear()
        return None
    finally:
        draft.release()


def _text(draft: NoteDraft) -> str | None:
    try:
        return draft.text()
    except ReaderError:
        return None


def _now() -> float:
    import time

    return time.time()  # as the times of files are


def _folder_name(key: str) -> str:
    import hashlib  # slow to load; only a draft needs it

    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{re.sub('[^A-Za-z0-9.]+', '-', key)[:60].strip('-.')}-{digest}"


def _described(descriptor: int) -> tuple[str, str] | None:
    """Return a draft's key and original text."""
    try:
        found = json.loads(os.pread(descriptor, 1 << 27, 0))
        return (found["key"], found["began"]) if isinstance(found["began"], str) else None
    except (ValueError, TypeError, KeyError):
        return None


def _began(descriptor: int, key: str) -> str | None:
    described = _described(descriptor)
    return described[1] if described and described[0] == key else None


def _holds(path: Path, texts: set[str]) -> bool:
    """Return True if a plain file holds exactly one of the texts."""
    if path.is_symlink() or not path.is_file():
        return False
    try:
        found = path.read_bytes().decode("utf-8")
    except (OSError, ValueError):
        return False
    return found.removesuffix("\n") in {text.removesuffix("\n") for text in texts}
