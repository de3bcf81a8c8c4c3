"""Where the reader's files are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from readerapp.domain.errors import ReaderError
from readerapp.domain.values import dataclass

WITHIN_HOOK = "READERAPP_HOOK"
"""Set in the environment of a hook: what it calls runs none."""


FILES = ("settings", "styles", "state", "library", "inbox", "backups", "cache")
"""What of a home a reader may want to find."""


def is_agent(env: Mapping[str, str] = os.environ) -> bool:
    """Return True if an agent runs this, as `READERAPP_AGENT` says: its changes are signed."""
    return env.get("READERAPP_AGENT", "0") not in ("", "0")


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one reader: data, settings and caches."""

    data: Path
    config: Path
    cache: Path

    @classmethod
    def find(cls, home: Path | str | None = None, env: Mapping[str, str] = os.environ) -> Home:
        """Return the home at `home`, else at `READERAPP_HOME`, else in the platform's folders.

        Raises:
            ReaderError: the home is a file, or the platform's folders can't be determined.
        """
        if chosen := home or env.get("READERAPP_HOME", "").strip():
            root = _folder(chosen, "The home" if home else "READERAPP_HOME")
            return cls(root, root, root / "cache")
        from platformdirs import PlatformDirs

        dirs = PlatformDirs("readerapp", appauthor=False)
        try:
            return cls(dirs.user_data_path, dirs.user_config_path, dirs.user_cache_path)
        except RuntimeError as error:
            raise ReaderError(f"{error}, or READERAPP_HOME to a folder for your list.") from error

    @property
    def state(self) -> Path:
        """What the reader did, a TinyDB file."""
        return self.data / "state.json"

    @property
    def journal(self) -> Path:
        """Every change to the state, JSON Lines."""
        return self.data / "journal.jsonl"

    @property
    def library(self) -> Path:
        """The papers, JSON Lines."""
        return self.data / "papers.jsonl"

    @property
    def backups(self) -> Path:
        """Earlier states."""
        return self.data / "backups"

    @property
    def drafts(self) -> Path:
        """Notes that are open in an editor, or were when it was killed."""
        return self.data / "drafts"

    @property
    def arrivals(self) -> Path:
        """Undo records: what each recent import did to the library."""
        return self.data / "arrivals"

    @property
    def inbox(self) -> Path:
        """Files to be added, unless the settings name another folder."""
        return self.data / "inbox"

    @property
    def settings(self) -> Path:
        """Settings, TOML."""
        return self.config / "config.toml"

    @property
    def styles(self) -> Path:
        """The reader's own stylesheets."""
        return self.config / "styles"

    def keeps(self, path: Path) -> bool:
        """Return True for a file of the reader's list or settings, which nothing else may replace."""
        real = Path(os.path.realpath(path))
        files, folders = (self.state, self.journal, self.library, self.settings), (self.backups, self.drafts)
        return any(real.is_relative_to(os.path.realpath(each)) for each in (*files, *folders, self.arrivals))


def _folder(chosen: Path | str, name: str) -> Path:
    try:
        root = Path(chosen).expanduser().absolute()
    except (RuntimeError, OSError) as error:
        raise ReaderError(f"{name} is {chosen}: {error} Name a folder by its full path.") from error
    if not root.is_dir() and (file := next(filter(Path.is_file, (root, *root.parents)), None)):
        what = "a file" if file == root else f"below a file, {file.name}"
        raise ReaderError(f"{name} is {root}, {what}: name a folder; it is created if missing.")
    return root


def shipped(folder: str) -> Path:
    """Return the folder `styles` or `seeds`, in an installed package or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / folder
    return inside if inside.is_dir() else package.parent / folder
