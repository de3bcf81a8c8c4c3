"""The reader's settings: `config.toml`, read tolerantly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from readerapp.domain.text import clean_line

T = TypeVar("T")
_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_NO_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_KNOWN = ("theme", "ascii", "keymap", "keys", "views", "fetch")


class SavedView(NamedTuple):
    """A view of the reader's own; its order stands in the query (`sort:queue`)."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Fetching:
    """Where papers are fetched from; None is the service's own address."""

    huggingface: str | None = None
    arxiv: str | None = None
    github: str | None = None
    sources: tuple[str, ...] = ("hf",)
    """What is fetched if nothing is named: `hf`, `hf week`, `arxiv cs.LG` …"""


@dataclass(frozen=True, slots=True)
class Settings:
    """What `config.toml` says. A setting that makes no sense keeps its default and is a problem."""

    theme: str | None = None
    """Name of a theme; None is the app's own."""
    ascii: bool = False
    """Draw with ASCII signs only."""
    keymap: str | None = None
    """Name of a preset of keys."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_KEYS)
    """Command id to the keys that replace its own."""
    views: tuple[SavedView, ...] = ()
    """The reader's own views, shown after those that are always there."""
    fetch: Fetching = field(default_factory=Fetching)
    problems: tuple[str, ...] = ()
    """One sentence for each part that makes no sense: where, what, and what holds instead."""

    @classmethod
    def load(cls, path: Path) -> Settings:
        """The settings in the TOML file at `path`; the defaults where there is none. Never raises."""
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except (FileNotFoundError, NotADirectoryError):
            return cls()
        except OSError as error:
            return cls(problems=(f"{path} can't be read ({error.strerror}); the defaults hold",))
        except UnicodeDecodeError:
            return cls(problems=(f"{path} is not UTF-8 text; the defaults hold",))
        return _parse(text, path)


def _parse(text: str, path: Path) -> Settings:
    # Few readers have settings, and the list should not wait for what most don't use.
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(problems=(f"{path} is not TOML: {clean_line(str(error))}; the defaults hold",))
    reading = _Reading(path)
    return Settings(
        theme=reading.take(table, "theme", str),
        ascii=reading.take(table, "ascii", bool) or False,
        keymap=reading.take(table, "keymap", str),
        keys=MappingProxyType(dict(reading.keys(reading.take(table, "keys", dict) or {}))),
        views=tuple(reading.views(reading.take(table, "views", list) or [])),
        fetch=reading.fetching(reading.take(table, "fetch", dict) or {}),
        problems=(*reading.problems, *reading.unknown(table, _KNOWN)),
    )


class _Reading:
    """Takes settings out of tables and gathers what makes no sense in them."""

    FORMS: Mapping[type, str] = MappingProxyType(
        {str: "text in quotes", bool: "true or false", dict: "a table, [{name}]", list: "tables, [[{name}]]"}
    )

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[str] = []

    def take(self, table: Mapping[str, Any], name: str, form: type[T]) -> T | None:
        """The value called `name` if it has the right form, else None."""
        value = table.get(name)
        if value is None or isinstance(value, form):
            return value
        self.wrong(f"{name} should be {self.FORMS[form].format(name=name)}")
        return None

    def keys(self, table: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """(command id, its keys); `down = "j"`, `down = "j, n"` and `down = ["j", "n"]` are all taken."""
        for name, value in table.items():
            keys = [value] if isinstance(value, str) else value
            if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
                self.wrong(f'[keys] {name} should be a key or several: "j" or ["j", "down"]')
                continue
            yield name, tuple(single for key in keys for single in _split(key))

    def views(self, tables: Iterable[Any]) -> Iterator[SavedView]:
        """The views that have a name and a query."""
        for number, table in enumerate(tables, 1):
            if not isinstance(table, dict):
                self.wrong("views should be tables, [[views]]")
                return
            name, query = self.take(table, "name", str), self.take(table, "query", str)
            sort = self.take(table, "sort", str)
            self.problems += self.unknown(table, ("name", "query", "sort"), f"view {number}: ")
            if not name or query is None:
                self.wrong(f"view {number} needs a name and a query; it is left out")
                continue
            yield SavedView(clean_line(name), clean_line(f"{query} sort:{sort}" if sort else query))

    def fetching(self, table: Mapping[str, Any]) -> Fetching:
        """Where papers are fetched from; `sources = "hf"` and `sources = ["hf", "arxiv cs.LG"]` are taken."""
        services = ("huggingface", "arxiv", "github")
        self.problems += self.unknown(table, (*services, "sources"), "[fetch] ")
        named = table.get("sources", ["hf"])
        sources = [named] if isinstance(named, str) else named
        if not isinstance(sources, list) or not all(isinstance(one, str) for one in sources):
            self.wrong('[fetch] sources should be texts: ["hf", "arxiv cs.LG"]')
            sources = ["hf"]
        places = [self.address(table, name) for name in services]
        return Fetching(places[0], places[1], places[2], tuple(map(clean_line, sources)))

    def address(self, table: Mapping[str, Any], name: str) -> str | None:
        """The web address called `name`; None if it is none."""
        value = table.get(name)
        if value is None or (isinstance(value, str) and _ADDRESS.fullmatch(value)):
            return value
        self.wrong(f'[fetch] {name} should be an address in quotes: "https://…"')
        return None

    def unknown(self, table: Mapping[str, Any], known: Iterable[str], where: str = "") -> list[str]:
        """A problem for each name that no setting has."""
        names = tuple(known)
        choice = f"there are {', '.join(names)}"
        strange = (clean_line(name) for name in table if name not in names)
        return [f"{self.path}: {where}no setting {name!r} ({choice})" for name in strange]

    def wrong(self, sentence: str) -> None:
        """Note what makes no sense."""
        self.problems.append(f"{self.path}: {clean_line(sentence)}")


def _split(keys: str) -> list[str]:
    # A lone comma is a key itself, with ctrl or alt too, and so is a lone space.
    if not keys.strip() or keys.strip() == "," or keys.strip().endswith(("+,", "-,")):
        return [keys.strip() or keys[0]] if keys else []
    return [key.strip() for key in keys.split(",") if key.strip()]
