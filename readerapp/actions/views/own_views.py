"""The reader's own views in `config.toml`: saving, changing and removing them, and undoing that."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from readerapp.actions.views.view import View
from readerapp.disk import files
from readerapp.disk.access import unwritable
from readerapp.disk.lock import writing
from readerapp.domain.errors import ReaderError, Unwritable
from readerapp.domain.text import clean_line, fold, shorten
from readerapp.domain.values import NamedTuple
from readerapp.settings.writer import set_entry

_MAX_NAME_CHARACTERS = 60


class SettingsStep(NamedTuple):
    """A change of the settings' file, which can be undone while nothing else has changed it."""

    path: Path
    before: bytes | None
    """What the file held; None if there was none."""
    after: bytes | None
    message: str
    """What was done, as a sentence without its full stop."""

    def undo(self) -> None:
        """Put the former text back.

        Raises:
            ReaderError: the file was changed since.
            Unwritable: it can't be written.
        """
        with writing(self.path):
            if _text(self.path) != self.after:
                raise ReaderError(f"{self.path} was changed since, so that this can't be undone")
            try:
                if self.before is None:
                    files.resolve(self.path).unlink()
                else:
                    files.replace(self.path, [self.before])
            except OSError as error:
                raise Unwritable(unwritable(self.path, error)) from error


def why_no_name(name: str, views: Sequence[View], renamed: str = "") -> str:
    """Return why a view can't have a name, as a sentence without its full stop; empty if it can.

    `renamed` is the view's present name.
    """
    if not clean_line(name):
        return "A view needs a name"
    same = next((view for view in views if fold(view.name) == fold(clean_line(name))), None)
    if same is None or same.name == renamed:
        return ""
    if same.own and not renamed:
        return ""  # saving under its name replaces it
    return f"There is a view {same.name} already"


def save_view(path: Path, view: View, message: str, former: str | None = None) -> SettingsStep:
    """Write a view with its name, query, order and digit; `former` is the name of the one that it replaces.

    Raises:
        ReaderError: the settings' file is not as it should be, or can't be written; it is left as it is.
    """
    name = shorten(clean_line(view.name), _MAX_NAME_CHARACTERS)
    entry = {"name": name, "query": view.filter}
    order = next((part for part in view.query.split(" ") if part.startswith("sort:")), "")
    if order:
        entry["sort"] = order.removeprefix("sort:")
    if view.digit:
        entry["key"] = view.digit
    replacing = {"name": former} if former else None
    return SettingsStep(path, *set_entry(path, "views", entry, replacing=replacing), message)


def remove_view(path: Path, name: str, message: str) -> SettingsStep:
    """Remove a view; raises as `save_view`."""
    return SettingsStep(path, *set_entry(path, "views", None, replacing={"name": name}), message)


def _text(path: Path) -> bytes | None:
    with suppress(OSError):
        return path.read_bytes()
    return None
