"""The reader's settings in `config.toml`: one definition each, read leniently, written one at a time.

`forms` reads the file, `writer` writes it: both only when there is something to read or write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from readerapp.domain.text import clean_line
from readerapp.domain.values import NamedTuple, dataclass, field

T = TypeVar("T")
Form = Literal[
    "text",
    "texts",
    "flag",
    "number",
    "choice",
    "choices",
    "address",
    "command",
    "queries",
    "keys",
    "views",
    "templates",
]
"""What a setting holds; `forms` reads each."""
DATES = ("short", "relative", "iso")
"""How the list writes a date: `Oct 9`, `6 w`, `2026-10-09`."""
COLUMNS = ("status", "note", "queue", "code", "new", "date")
"""What the list shows beside the titles."""
_LOOK, _LIST, _WORK, _KEYS, _FETCH, _HOOKS = "Look", "List", "Work", "Keys", "Sources", "Hooks"


class Setting(NamedTuple):
    """What a name in `config.toml` means.

    The reader of the file, `readerapp config`, the README and the settings screen are made from it.
    """

    name: str
    """As in the file; that of a table's member has a dot: `fetch.sources`."""
    form: Form
    default: Any
    group: str
    help: str
    """One sentence without its full stop."""
    choices: Callable[[], tuple[str, ...]] = tuple
    """Returns the values it can have; for `choices`, any of them."""
    between: tuple[int, int] | None = None
    """The least and the greatest number."""

    @property
    def label(self) -> str:
        """Its name as a problem names it: `[fetch] sources`."""
        table, dot, name = self.name.rpartition(".")
        return f"[{table}] {name}" if dot else name


class SavedView(NamedTuple):
    """A view the reader defined; its sort order is part of the query (`sort:queue`)."""

    name: str
    query: str
    key: str = ""
    """The digit that goes to it; empty for the first that is free."""


def _orders() -> tuple[str, ...]:
    from readerapp.domain.query.tree import ORDERS  # only a search needs it at the start

    return ORDERS


def _setting(form: Form, default: T, group: str, help: str, **more: Any) -> T:
    """Return a field with the definition of a setting; its name is the field's."""
    definition = Setting("", form, default, group, help, **more)
    metadata = {"setting": definition}
    if isinstance(default, Mapping):  # can't be hashed: taken for a default that might change
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)


_NO_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_TEMPLATES: Mapping[str, str] = MappingProxyType(
    {"Review": "## Claim\n\n\n## Method\n\n\n## Doubts\n", "Dated": "### {date}\n\n"}
)


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """What to fetch, and from where; None is a service's own address."""

    # fmt: off
    sources: tuple[str, ...] = _setting(
        "texts", ("hf",), _FETCH, "What a refresh fetches: `hf`, `hf week`, `arxiv cs.LG`")
    huggingface: str | None = _setting("address", None, _FETCH, "Another address for Hugging Face")
    arxiv: str | None = _setting("address", None, _FETCH, "Another address for arXiv")
    github: str | None = _setting("address", None, _FETCH, "Another address for GitHub")
    # fmt: on


Words = tuple[str, ...]
"""A command and its arguments."""


@dataclass(frozen=True, slots=True)
class HookSettings:
    """Commands that are run after a change, by what was done to a paper; None is none."""

    # fmt: off
    read: Words | None = _setting("command", None, _HOOKS, "Run when you mark papers read")
    queued: Words | None = _setting("command", None, _HOOKS, "Run when you queue papers")
    noted: Words | None = _setting("command", None, _HOOKS, "Run when you write a note")
    added: Words | None = _setting("command", None, _HOOKS, "Run when papers are added or fetched")
    archived: Words | None = _setting("command", None, _HOOKS, "Run when you archive papers")
    rated: Words | None = _setting("command", None, _HOOKS, "Run when you rate papers")
    tagged: Words | None = _setting("command", None, _HOOKS, "Run when you tag papers")
    seconds: int = _setting("number", 10, _HOOKS, "How long a hook may run", between=(1, 600))
    # fmt: on

    @property
    def commands(self) -> Mapping[str, Words]:
        """The commands there are, by event."""
        found = ((it.name, getattr(self, it.name)) for it in fields(self) if it.name != "seconds")
        return {name: words for name, words in found if words}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in `config.toml`."""

    # fmt: off
    theme: str | None = _setting("text", None, _LOOK, "Colours: ours, high contrast, or any Textual theme")
    ascii: bool = _setting("flag", False, _LOOK, "Draw with ASCII characters only")
    motion: bool = _setting("flag", True, _LOOK, "Scroll smoothly; else nothing moves by itself")
    measure: int = _setting(
        "number", 79, _LOOK, "Greatest width of a paper's text, in characters", between=(60, 100))
    order: str = _setting("choice", "listed", _LIST, "Order of the view All", choices=_orders)
    dates: str = _setting(
        "choice", "short", _LIST, "Dates as `Oct 9`, `6 w`, or `2026-10-09`", choices=lambda: DATES)
    compact: bool = _setting("flag", True, _LIST, "One line for a title, cut off at its end; else two")
    columns: tuple[str, ...] = _setting(
        "choices", COLUMNS, _LIST, "What stands beside the titles", choices=lambda: COLUMNS)
    watch: tuple[str, ...] = _setting(
        "queries", (), _WORK, "What you follow: words, authors, queries")
    mute: tuple[str, ...] = _setting(
        "queries", (), _WORK, "Words and queries that put a paper last")
    editor: str | None = _setting(
        "text", None, _WORK, "Command that edits notes, in place of $VISUAL and $EDITOR")
    confirm: int = _setting(
        "number", 0, _WORK, "Ask before a change of more papers than this; 0 never asks",
        between=(0, 1_000_000))
    inbox: str | None = _setting(
        "text", None, _WORK, "Folder whose files are added as they land, in place of `inbox`")
    templates: Mapping[str, str] = _setting(
        "templates", _TEMPLATES, _WORK, "Beginnings of a note, by name, with {title}, {date}, {authors}")
    keymap: str | None = _setting("text", None, _KEYS, "Key preset: `vim`, `newsboat` or `mutt`")
    keys: Mapping[str, tuple[str, ...]] = _setting(
        "keys", _NO_KEYS, _KEYS, "Keys of single commands, by their ids")
    views: tuple[SavedView, ...] = _setting("views", (), _LIST, "Your own views, after the built-in ones")
    fetch: FetchSettings = field(default_factory=FetchSettings)
    hooks: HookSettings = field(default_factory=HookSettings)
    # fmt: on
    problems: tuple[str, ...] = ()
    """One sentence per invalid setting: where, what, and what applies instead."""
    invalid: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The names of settings with an invalid value, and what is wrong with each."""

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

    def value(self, name: str) -> Any:
        """Return the value of the setting with a name, such as `fetch.sources`."""
        table, _, member = name.rpartition(".")
        return getattr(getattr(self, table) if table else self, member)


def _definitions(of: type, table: str = "") -> Iterator[Setting]:
    for each in fields(of):
        if definition := each.metadata.get("setting"):
            yield definition._replace(name=table + each.name)


_TABLES: Mapping[str, type] = MappingProxyType({"fetch": FetchSettings, "hooks": HookSettings})
SETTINGS = (
    *_definitions(Settings),
    *(it for table, of in _TABLES.items() for it in _definitions(of, f"{table}.")),
)
"""Every setting, in the order in which it is shown."""


def _parse(text: str, path: Path) -> Settings:
    # Few readers have settings, and start-up shouldn't wait for the parser.
    import tomllib

    from readerapp.settings.forms import read

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(problems=(f"{path} is not TOML: {clean_line(str(error))}; using the defaults",))
    found, problems = read(SETTINGS, table)
    inner: dict[str, dict[str, Any]] = {name: {} for name in _TABLES}
    for name in [name for name in found if "." in name]:
        inside, _, member = name.partition(".")
        inner[inside][member] = found.pop(name)
    return Settings(
        **found,
        **{name: of(**inner[name]) for name, of in _TABLES.items()},
        problems=tuple(f"{path}: {sentence}" for _, sentence in problems),
        invalid=MappingProxyType(dict(reversed(problems))),
    )
