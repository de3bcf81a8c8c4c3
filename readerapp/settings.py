"""The reader's settings in `config.toml`. Invalid ones are reported and ignored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from readerapp.domain.text import clean_line
from readerapp.domain.values import dataclass

T = TypeVar("T")
_ADDRESS = r"(?i)https?://[^\s/]\S*"
_NO_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_KNOWN = ("theme", "ascii", "keymap", "keys", "views", "watch", "mute", "fetch")


class SavedView(NamedTuple):
    """A view the reader defined; its sort order is part of the query (`sort:queue`)."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Addresses to fetch from; None is the service's own."""

    huggingface: str | None = None
    arxiv: str | None = None
    github: str | None = None
    sources: tuple[str, ...] = ("hf",)
    """Fetched by default: `hf`, `hf week`, `arxiv cs.LG` …"""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in `config.toml`; the default for each one that is missing or invalid."""

    theme: str | None = None
    """Name of a theme; None for the default."""
    ascii: bool = False
    """Draw with ASCII characters only."""
    keymap: str | None = None
    """Name of a key preset."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_KEYS)
    """Keys by command id; they replace the defaults."""
    views: tuple[SavedView, ...] = ()
    """The reader's own views, shown after the built-in ones."""
    watch: tuple[str, ...] = ()
    """Words and phrases; of the papers for the reader, those with one come earlier."""
    mute: tuple[str, ...] = ()
    """Words and phrases; of the papers for the reader, those with one come last."""
    fetch: FetchSettings = field(default_factory=FetchSettings)
    problems: tuple[str, ...] = ()
    """One sentence per invalid setting: where, what, and what applies instead."""

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read the TOML file at `path`; return the defaults if it doesn't exist. Never raises."""
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except (FileNotFoundError, NotADirectoryError):
            return cls()
        except OSError as error:
            return cls(problems=(f"{path} can't be read ({error.strerror}); using the defaults",))
        except UnicodeDecodeError:
            return cls(problems=(f"{path} is not UTF-8 text; using the defaults",))
        return _parse(text, path)


def _parse(text: str, path: Path) -> Settings:
    # Few readers have settings, and start-up shouldn't wait for the parser.
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(problems=(f"{path} is not TOML: {clean_line(str(error))}; using the defaults",))
    reader = _SettingsReader(path)
    return Settings(
        theme=reader.take(table, "theme", str),
        ascii=reader.take(table, "ascii", bool) or False,
        keymap=reader.take(table, "keymap", str),
        keys=MappingProxyType(dict(reader.keys(reader.take(table, "keys", dict) or {}))),
        views=tuple(reader.views(reader.take(table, "views", list) or [])),
        watch=tuple(reader.texts(table, "watch")),
        mute=tuple(reader.texts(table, "mute")),
        fetch=reader.fetch(reader.take(table, "fetch", dict) or {}),
        problems=(*reader.problems, *reader.unknown(table, _KNOWN)),
    )


class _SettingsReader:
    """Reads settings from tables and collects the problems."""

    _TYPES: Mapping[type, str] = MappingProxyType(
        {str: "text in quotes", bool: "true or false", dict: "a table, [{name}]", list: "tables, [[{name}]]"}
    )

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[str] = []

    def take(self, table: Mapping[str, Any], name: str, form: type[T]) -> T | None:
        """Return the value of `name` if it has the right type, else None."""
        value = table.get(name)
        if value is None or isinstance(value, form):
            return value
        self.wrong(f"{name} should be {self._TYPES[form].format(name=name)}")
        return None

    def keys(self, table: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield (command id, keys) from `down = "j"`, `down = "j, n"` or `down = ["j", "n"]`."""
        for name, value in table.items():
            keys = [value] if isinstance(value, str) else value
            if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
                self.wrong(f'[keys] {name} should be a key or several: "j" or ["j", "down"]')
                continue
            yield name, tuple(single for key in keys for single in _split(key))

    def views(self, tables: Iterable[Any]) -> Iterator[SavedView]:
        """Yield the views that have a name and a query."""
        for number, table in enumerate(tables, 1):
            if not isinstance(table, dict):
                self.wrong("views should be tables, [[views]]")
                return
            name, query = self.take(table, "name", str), self.take(table, "query", str)
            sort = self.take(table, "sort", str)
            self.problems += self.unknown(table, ("name", "query", "sort"), f"view {number}: ")
            if not name or query is None:
                self.wrong(f"view {number} needs a name and a query; ignored")
                continue
            yield SavedView(clean_line(name), clean_line(f"{query} sort:{sort}" if sort else query))

    def texts(self, table: Mapping[str, Any], name: str) -> Iterator[str]:
        """Yield the words and phrases under `name`, each once."""
        value = table.get(name, [])
        some = [value] if isinstance(value, str) else value
        if not isinstance(some, list) or not all(isinstance(text, str) for text in some):
            self.wrong(f'{name} should be words in quotes: ["survey", "language models"]')
            return
        for text in dict.fromkeys(map(clean_line, some)):
            if any(map(str.isalnum, text)):
                yield text
            else:
                self.wrong(f'{name} needs letters or digits in "{text}"; ignored')

    def fetch(self, table: Mapping[str, Any]) -> FetchSettings:
        """Return the settings of `[fetch]`; `sources` is a text or a list."""
        services = ("huggingface", "arxiv", "github")
        self.problems += self.unknown(table, (*services, "sources"), "[fetch] ")
        named = table.get("sources", ["hf"])
        sources = [named] if isinstance(named, str) else named
        if not isinstance(sources, list) or not all(isinstance(one, str) for one in sources):
            self.wrong('[fetch] sources should be a list of texts: ["hf", "arxiv cs.LG"]')
            sources = ["hf"]
        places = [self.address(table, name) for name in services]
        return FetchSettings(places[0], places[1], places[2], tuple(map(clean_line, sources)))

    def address(self, table: Mapping[str, Any], name: str) -> str | None:
        """Return the web address under `name`, or None if it isn't one."""
        value = table.get(name)
        if value is None or (isinstance(value, str) and re.fullmatch(_ADDRESS, value)):
            return value
        self.wrong(f'[fetch] {name} should be an address in quotes: "https://…"')
        return None

    def unknown(self, table: Mapping[str, Any], known: Iterable[str], where: str = "") -> list[str]:
        """Return a problem for each unknown name."""
        names = tuple(known)
        choice = f"known: {', '.join(names)}"
        unknown = (clean_line(name) for name in table if name not in names)
        return [f"{self.path}: {where}no setting {name!r} ({choice})" for name in unknown]

    def wrong(self, sentence: str) -> None:
        """Add a problem."""
        self.problems.append(f"{self.path}: {clean_line(sentence)}")


def _split(keys: str) -> list[str]:
    # A lone comma or space is a key itself; so is a comma with ctrl or alt.
    if not keys.strip() or keys.strip() == "," or keys.strip().endswith(("+,", "-,")):
        return [keys.strip() or keys[0]] if keys else []
    return [key.strip() for key in keys.split(",") if key.strip()]
