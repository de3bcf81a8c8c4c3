"""Notes that are open in an editor: files that survive the editor, the terminal and the machine going down.

A draft is a folder of its own, `drafts/<name of the paper>/note.md`, as editors put swap files, backups and
folders beside what they edit; `drafts/<name of the paper>.json` beside it says of which note and with what
text it began, and is locked while its editor runs.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from readerapp.disk import files
from readerapp.disk.lock import try_open_locked
from readerapp.domain.errors import ReaderError
from readerapp.domain.text import decode_utf8

_NAME = "note.md"
_OLD_SECONDS = 24 * 3600.0
"""An editor that nobody waited for has been closed after so long, if it wrote nothing."""


@dataclass
class NoteDraft:
    """One note as a file. Whoever has it has it alone."""

    path: Path
    """The file for the editor."""
    key: str
    began: str
    """The note that it was made of."""
    _meta: Path
    _lock: int

    @classmethod
    def of(cls, drafts: Path, key: str, note: str) -> NoteDraft:
        """A file that holds `note`; or what an earlier edit left of it, to go on with.

        Raises:
            OSError: it can't be written.
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
            draft.let_go()
            raise
        return draft

    def _begin(self, note: str) -> None:
        files.make_folder(self.path.parent)
        files.replace(self.path, [note.encode("utf-8", "replace")])
        self.keep(note)

    @property
    def _is_left(self) -> bool:
        """Whether an editor left more than it was given."""
        with contextlib.suppress(OSError, ReaderError):
            return self.path.exists() and (self.text() != self.began or bool(self.others()))
        return True

    def text(self) -> str | None:
        """What stands in the file, with LF line ends; None where the editor removed it.

        Raises:
            ReaderError: it can't be read as text; the sentence says where it is kept.
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
        """The names of what else is in the folder: the editor's, except copies of a text that is known."""
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
        """Leave the draft where it is, as one whose text is in the note already where it still is `note`."""
        self.began = note
        os.ftruncate(self._lock, 0)
        os.pwrite(self._lock, json.dumps({"key": self.key, "began": note}).encode("ascii"), 0)
        files.sync(self._lock)

    def clear(self) -> list[str]:
        """Remove what is ours; the names of what the editor left, with which the folder stays."""
        left = self.others()
        with contextlib.suppress(OSError):  # the text is safe: what stays of the file says nothing new
            for beside in self.path.parent.iterdir():
                if beside.name not in left:
                    beside.unlink()
            if not left:
                self.path.parent.rmdir()
        with contextlib.suppress(OSError):
            self._meta.unlink()
        return left

    def drop(self) -> None:
        """Remove it where no editor has had it, unless an earlier one left a text in it."""
        if not self._is_left:
            self.clear()

    def let_go(self) -> None:
        """Let others have it."""
        os.close(self._lock)


def trouble(drafts: Path, note_of: Callable[[str], str]) -> list[str]:
    """A sentence for each text that an editor left."""
    told = "holds what an editor left for the note on {}: edit it again to take it"
    return [f"{path} {told.format(key)}" for key, path in left(drafts, note_of)]


def left(drafts: Path, note_of: Callable[[str], str]) -> Iterator[tuple[str, Path]]:
    """(key, file) of each draft that holds a text which is not in its note, and that no editor has open.

    What nobody wrote to for a day is removed on the way.
    """
    try:
        metas = sorted(path for path in drafts.iterdir() if path.suffix == ".json")
    except OSError:
        return
    for meta in metas:
        with contextlib.suppress(OSError):
            if found := _left(meta, note_of):
                yield found


def _left(meta: Path, note_of: Callable[[str], str]) -> tuple[str, Path] | None:
    path = meta.with_suffix("") / _NAME
    if not path.parent.is_dir() or (lock := try_open_locked(meta)) is None:
        return None
    draft = NoteDraft(path, "", "", meta, lock)
    try:
        described = _described(lock)
        draft.key, draft.began = described or ("", "")
        if draft._is_left and (draft.others() or _text(draft) != note_of(draft.key)):
            return draft.key, path
        if described and not draft.others() and meta.stat().st_mtime < _now() - _OLD_SECONDS:
            draft.clear()
        return None
    finally:
        draft.let_go()


def _text(draft: NoteDraft) -> str | None:
    try:
        return draft.text()
    except ReaderError:
        return None


def _now() -> float:
    import time

    return time.time()  # as the times of files are


def _folder_name(key: str) -> str:
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{re.sub('[^A-Za-z0-9.]+', '-', key)[:60].strip('-.')}-{digest}"


def _described(descriptor: int) -> tuple[str, str] | None:
    """The key and the text that a draft began with."""
    try:
        found = json.loads(os.pread(descriptor, 1 << 27, 0))
        return (found["key"], found["began"]) if isinstance(found["began"], str) else None
    except (ValueError, TypeError, KeyError):
        return None


def _began(descriptor: int, key: str) -> str | None:
    described = _described(descriptor)
    return described[1] if described and described[0] == key else None


def _holds(path: Path, texts: set[str]) -> bool:
    """Whether a plain file holds one of the texts and nothing else."""
    if path.is_symlink() or not path.is_file():
        return False
    try:
        found = path.read_bytes().decode("utf-8")
    except (OSError, ValueError):
        return False
    return found.removesuffix("\n") in {text.removesuffix("\n") for text in texts}
