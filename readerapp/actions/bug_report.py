"""What a bug report needs to say of a machine, with nothing private in it."""

from __future__ import annotations

import getpass
import os
import platform
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import Any

from readerapp.actions.desktop.clipboard import has_desktop
from readerapp.domain.text import clean_line, shorten
from readerapp.home import Home
from readerapp.settings import SETTINGS, Settings
from readerapp.version import __version__

Fact = str | int | bool | list[str]
Facts = Mapping[str, Mapping[str, Fact]]
"""Facts by their name, by what they are about."""
_DUMB = ("", "dumb", "unknown")
_TERMINAL_VARIABLES = ("TERM", "COLORTERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION")
_WITH_KITTY_KEYS = re.compile(r"kitty|ghostty|foot|wezterm|alacritty|iterm|rio|konsole", re.IGNORECASE)
"""Terminals known to speak kitty's keyboard protocol (sw.kovidgoyal.net/kitty/keyboard-protocol)."""
_ADDRESS = re.compile(r"[\w+.-]+://[^\s'\"]+|[\w.+-]+@[\w.-]+(?::[^\s'\"]+)?")
_MAX_LETTERS = 40
_FILES = ("library", "state", "journal", "settings", "styles", "backups", "cache", "drafts", "arrivals")


def facts(home: Home, env: Mapping[str, str]) -> Facts:
    """Return versions, what is known of the terminal without asking it, and the kinds of files."""
    return {"versions": dict(_versions()), "terminal": dict(_terminal(env)), "home": dict(_home(home, env))}


def _versions() -> Iterator[tuple[str, Fact]]:
    yield "readerapp", __version__
    yield "python", f"{platform.python_version()} ({platform.python_implementation()})"
    yield "platform", " ".join(filter(None, (platform.system(), platform.release(), platform.machine())))
    extras: dict[str, list[str]] = {}
    for requirement in _requirements():
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        if extra := re.search(r"extra\s*==\s*['\"]([\w-]+)", requirement):
            extras.setdefault(extra[1], []).append(name)
        else:
            yield name, _version(name) or "missing"
    for extra_name, names in sorted(extras.items()):
        there = [f"{name} {version}" for name in names if (version := _version(name))]
        yield f"[{extra_name}]", ", ".join(there) if len(there) == len(names) else "not installed"


def _requirements() -> list[str]:
    with suppress(metadata.PackageNotFoundError):
        return metadata.requires("readerapp") or []
    return []


def _version(name: str) -> str:
    with suppress(metadata.PackageNotFoundError):
        return metadata.version(name)
    return ""


def _terminal(env: Mapping[str, str]) -> Iterator[tuple[str, Fact]]:
    for name in _TERMINAL_VARIABLES:
        if value := env.get(name):
            yield name, shorten(clean_line(value), _MAX_LETTERS)
    yield "output", "a terminal" if sys.stdout.isatty() else "no terminal"
    if size := _size():
        yield "size", size
    yield "encoding", getattr(sys.stdout, "encoding", None) or "unknown"
    yield "locale", next(filter(None, map(env.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "not set")
    yield "colours", _colours(env)
    yield "tmux", bool(env.get("TMUX"))
    yield "screen", bool(env.get("STY"))
    yield "ssh", bool(env.get("SSH_CONNECTION") or env.get("SSH_TTY"))
    yield "clipboard", _clipboards(env)
    known = _WITH_KITTY_KEYS.search(f"{env.get('TERM', '')} {env.get('TERM_PROGRAM', '')}")
    yield "kitty keys", "known to have them" if known else "not known"


def _size() -> str:
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        with suppress(OSError, ValueError, AttributeError):
            columns, rows = os.get_terminal_size(stream.fileno())
            return f"{columns}x{rows}"
    return ""


def _colours(env: Mapping[str, str]) -> str:
    if env.get("NO_COLOR") or env.get("TERM", "") in _DUMB:
        return "none"
    if env.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "16 million"
    return "256" if "256" in env.get("TERM", "") else "16"


def _clipboards(env: Mapping[str, str]) -> list[str]:
    """Return the ways that a text is copied, if they work: nobody can ask."""
    ways = {"desktop": has_desktop(env), "tmux": bool(env.get("TMUX"))}
    ways["terminal (OSC 52)"] = env.get("TERM", "") not in _DUMB
    return [name for name, there in ways.items() if there]


def _home(home: Home, env: Mapping[str, str]) -> Iterator[tuple[str, Fact]]:
    yield "place", "READERAPP_HOME" if env.get("READERAPP_HOME", "").strip() else "the platform's folders"
    for name in _FILES:
        path: Path = getattr(home, name)
        yield path.name if path.suffix else name, _kind(path)
    yield "git", (home.data / ".git").exists()
    settings = Settings.load(home.settings)
    yield "settings changed", [it.name for it in SETTINGS if settings.value(it.name) != it.default]


def _kind(path: Path) -> str:
    """Return what a path is and how large."""
    link = "a link to " if path.is_symlink() else ""
    try:
        if path.is_dir():
            files = [each for each in path.rglob("*") if each.is_file()]
            size = sum(each.stat().st_size for each in files)
            return f"{link}a folder, {len(files):,} files, {size:,} bytes"
        return f"{link}a file, {path.stat().st_size:,} bytes"
    except FileNotFoundError:
        return f"{link}nothing" if link else "not there"
    except OSError as error:
        return f"{link}unreadable ({error.strerror})"


class Discreet:
    """Takes names of the reader, their machine and their folders, and addresses, out of texts."""

    def __init__(self, home: Home, env: Mapping[str, str]) -> None:
        places: dict[str, str] = {}
        if env.get("READERAPP_HOME", "").strip():
            places[str(home.data)] = "$READERAPP_HOME"
        for folder in {env.get("HOME", ""), str(Path.home())} - {"", "/"}:
            places.setdefault(folder, "~")
        self._places = sorted(places.items(), key=lambda it: -len(it[0]))
        names = "|".join(sorted(map(re.escape, _names(env)), key=len, reverse=True))
        self._names = re.compile(rf"(?<![^\W_])(?:{names})(?![^\W_])", re.IGNORECASE) if names else None

    def __call__(self, text: str) -> str:
        """Return a text without them: folders as `~` or `$READERAPP_HOME`, the rest as `…`."""
        for place, name in self._places:
            text = re.sub(re.escape(place.rstrip("/")) + r"(?![\w.-])", lambda _, name=name: name, text)  # type: ignore[misc]
        text = _ADDRESS.sub("…", text)
        return self._names.sub("…", text) if self._names else text

    def values(self, record: Any) -> Any:
        """Return a JSON value without them."""
        if isinstance(record, Mapping):
            return {name: self.values(value) for name, value in record.items()}
        if isinstance(record, list | tuple):
            return [self.values(value) for value in record]
        return self(record) if isinstance(record, str) else record


def _names(env: Mapping[str, str]) -> set[str]:
    """Return the names of the reader and their machine."""
    names = {env.get(name, "") for name in ("USER", "LOGNAME", "USERNAME", "HOSTNAME")}
    with suppress(OSError, KeyError, ImportError):  # a user without an entry
        names.add(getpass.getuser())
    host = platform.node()
    return {name for name in (*names, host, host.partition(".")[0]) if len(name) > 1}
