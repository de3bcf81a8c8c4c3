"""Reads the values of settings from parsed TOML; an invalid one is reported, and its default holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from readerapp.domain.text import clean, clean_line
from readerapp.settings import Form, SavedView, Setting

Table = Mapping[str, Any]
Wrong = Callable[[str], None]
"""Takes a sentence on what is wrong."""
_ADDRESS = r"(?i)https?://[^\s/]\S*"
_COMMA = r',(?=(?:[^"]*"[^"]*")*[^"]*$)'
"""One that isn't in quotes, as in `author:"King, Ada"`."""
_FLAGS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""Whether a query makes sense doesn't depend on the day."""
_VIEW_NAMES = ("name", "query", "sort", "key")


def read(settings: Iterable[Setting], table: Table) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Return the valid values by name, and (name, sentence) for each problem."""
    settings = tuple(settings)
    found: dict[str, Any] = {}
    problems: list[tuple[str, str]] = []
    tables = {"": table}
    for name in dict.fromkeys(setting.name.rpartition(".")[0] for setting in settings):
        if name and isinstance(inner := table.get(name, {}), dict):
            tables[name] = inner
        elif name:
            problems.append((name, f"{name} should be a table, [{name}]"))
    for setting in settings:
        inside, _, member = setting.name.rpartition(".")
        if (value := tables.get(inside, {}).get(member)) is None:
            continue
        complaints: list[str] = []
        result = _FORMS[setting.form](value, setting, complaints.append)
        problems += [(setting.name, clean_line(sentence)) for sentence in complaints]
        if result is not None:
            found[setting.name] = result
    return found, [*problems, *_unknown_names(settings, tables)]


def parse(setting: Setting, typed: str, member: str = "") -> tuple[Any, str]:
    """Return the value that a person typed for a setting, for the file, and what is wrong with it.

    Several words or phrases are typed with commas between them, keys with spaces. `member` names the one of
    a table that is meant: a command's id for `keys`.
    """
    text = typed.strip()
    value: Any = text
    if setting.form == "number" and re.fullmatch(r"-?\d{1,9}", text):
        value = int(text)
    elif setting.form == "flag":
        value = _FLAGS.get(text.lower(), text)
    elif setting.form in ("texts", "choices", "queries"):
        value = [part.strip() for part in re.split(_COMMA, text) if part.strip()]
    elif setting.form == "keys":
        value = text.split()
    elif setting.form == "command":
        with suppress(ValueError):  # then it is told below
            value = _split_words(text)
    complaints: list[str] = []
    _FORMS[setting.form]({member: value} if member else value, setting, complaints.append)
    return value, clean_line(complaints[0]) if complaints else ""


def _unknown_names(settings: Iterable[Setting], tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
    names = [setting.name for setting in settings]
    for inside, table in tables.items():
        start = f"{inside}." if inside else ""
        known = [name.removeprefix(start).partition(".")[0] for name in names if name.startswith(start)]
        where = f"[{inside}] " if inside else ""
        yield from ((start + name, where + _unknown(name, known)) for name in table if name not in known)


def _unknown(name: str, known: Iterable[str]) -> str:
    from readerapp.domain.nearest import nearest  # only mistakes need it

    names = tuple(dict.fromkeys(known))
    near = nearest(name, names)
    hint = f"did you mean {near!r}?" if near else f"known: {', '.join(names)}"
    return f"no setting {clean_line(name)!r} ({hint})"


def _text(value: Any, setting: Setting, wrong: Wrong) -> str | None:
    if isinstance(value, str):
        return clean(value)
    wrong(f"{setting.label} should be text in quotes")
    return None


def _flag(value: Any, setting: Setting, wrong: Wrong) -> bool | None:
    if isinstance(value, bool):
        return value
    wrong(f"{setting.label} should be true or false")
    return None


def _number(value: Any, setting: Setting, wrong: Wrong) -> int | None:
    least, greatest = setting.between or (0, 1 << 31)
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= greatest:
        return value
    wrong(f"{setting.label} should be a number from {least} to {greatest}; using {setting.default}")
    return None


def _choice(value: Any, setting: Setting, wrong: Wrong) -> str | None:
    if isinstance(value, str) and value.strip().lower() in setting.choices():
        return value.strip().lower()
    from readerapp.domain.nearest import did_you_mean  # only mistakes need it

    near = did_you_mean(value, setting.choices()) if isinstance(value, str) else ""
    wrong(f"{setting.label} should be one of {', '.join(setting.choices())}; using {setting.default}{near}")
    return None


def _choices(value: Any, setting: Setting, wrong: Wrong) -> tuple[str, ...] | None:
    texts = _list(value)
    if texts is None or not set(texts) <= set(setting.choices()):
        wrong(f"{setting.label} should be a list of {', '.join(setting.choices())}")
        return None
    return tuple(choice for choice in setting.choices() if choice in texts)


def _texts(value: Any, setting: Setting, wrong: Wrong) -> tuple[str, ...] | None:
    if (texts := _list(value)) is None:
        wrong(f'{setting.label} should be texts in quotes: ["survey", "language models"]')
        return None
    return tuple(_worded(texts, setting, wrong))


def _worded(texts: Iterable[str], setting: Setting, wrong: Wrong) -> Iterator[str]:
    for text in dict.fromkeys(map(clean_line, texts)):
        if any(map(str.isalnum, text)):
            yield text
        else:
            wrong(f'{setting.label} needs letters or digits in "{text}"; ignored')


def _queries(value: Any, setting: Setting, wrong: Wrong) -> tuple[str, ...] | None:
    """Return texts without those that as a query say nothing on papers."""
    texts = _texts(value, setting, wrong)
    return texts and tuple(text for text in texts if _can_be_followed(text, setting, wrong))


def _can_be_followed(text: str, setting: Setting, wrong: Wrong) -> bool:
    if all(map(str.isalnum, text.split())):
        return True
    from readerapp.domain.query.following import why_not  # most are plain words

    why = why_not(text, _ANY_DAY)
    if why:
        wrong(f"{setting.label}: {text!r} can't be followed: {why}; ignored")
    return not why


def _address(value: Any, setting: Setting, wrong: Wrong) -> str | None:
    if isinstance(value, str) and re.fullmatch(_ADDRESS, value) and value.isprintable():
        return value
    wrong(f'{setting.label} should be an address in quotes: "https://…"')
    return None


def _command(value: Any, setting: Setting, wrong: Wrong) -> tuple[str, ...] | None:
    """Return the words of a command, from a list of them, or from text with quotes as in a shell.

    Only `{command = "a | b", shell = true}` is run by a shell.
    """
    is_for_shell = isinstance(value, dict) and value.get("shell") is True
    if isinstance(value, dict) and value.keys() <= {"command", "shell"}:
        value = value.get("command")
    try:
        words = [value] if is_for_shell else _split_words(value) if isinstance(value, str) else _list(value)
    except ValueError as error:  # a quote that isn't closed
        wrong(f"{setting.label}: {str(error).lower()}")
        return None
    if not words or not all(isinstance(word, str) and "\0" not in word for word in words) or not words[0]:
        wrong(f'{setting.label} should be a command: ["notify-send", "Read"], or "notify-send Read"')
        return None
    return ("/bin/sh", "-c", *words) if is_for_shell else tuple(words)


def _split_words(text: str) -> list[str]:
    import shlex  # few readers have hooks

    return shlex.split(text)


def _keys(value: Any, setting: Setting, wrong: Wrong) -> Mapping[str, tuple[str, ...]] | None:
    """Return keys by command id, from `down = "j"`, `down = "j, n"` or `down = ["j", "n"]`."""
    if not isinstance(value, dict):
        wrong(f"{setting.label} should be a table, [{setting.name}]")
        return None
    found: dict[str, tuple[str, ...]] = {}
    for name, given in value.items():
        if (keys := _list(given)) is None:
            wrong(f'[{setting.name}] {name} should be a key or several: "j" or ["j", "down"]')
        else:
            found[name] = tuple(single for key in keys for single in _split(key))
    return MappingProxyType(found)


def _views(value: Any, setting: Setting, wrong: Wrong) -> tuple[SavedView, ...] | None:
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        wrong(f"{setting.label} should be tables, [[{setting.name}]]")
        return None
    return tuple(view for number, entry in enumerate(value, 1) if (view := _view(entry, number, wrong)))


def _view(entry: Table, number: int, wrong: Wrong) -> SavedView | None:
    for name in entry:
        if name not in _VIEW_NAMES:
            wrong(f"view {number}: {_unknown(name, _VIEW_NAMES)}")
        elif not isinstance(entry[name], str):
            wrong(f"view {number}: {name} should be text in quotes")
    texts = {key: text for key, text in entry.items() if isinstance(text, str)}
    if not texts.get("name") or "query" not in texts:
        wrong(f"view {number} needs a name and a query; ignored")
        return None
    order = f" sort:{texts['sort']}" if texts.get("sort") else ""
    key = texts.get("key", "")
    if key and (len(key) > 1 or key not in "123456789"):
        wrong(f"view {number}: key should be a digit, 1 to 9, in quotes; ignored")
        key = ""
    return SavedView(clean_line(texts["name"]), clean_line(texts["query"] + order), key)


def _templates(value: Any, setting: Setting, wrong: Wrong) -> Mapping[str, str] | None:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        wrong(f'{setting.label} should be a table of texts, [{setting.name}] with Review = "…"')
        return None
    return MappingProxyType({clean_line(name): text for name, text in value.items()})


def _list(value: Any) -> list[str] | None:
    """Return a text, or a list of texts, as a list; None for anything else."""
    texts = [value] if isinstance(value, str) else value
    return texts if isinstance(texts, list) and all(isinstance(text, str) for text in texts) else None


def _split(keys: str) -> list[str]:
    # A lone comma or space is a key itself; so is a comma with ctrl or alt.
    if not keys.strip() or keys.strip() == "," or keys.strip().endswith(("+,", "-,")):
        return [keys.strip() or keys[0]] if keys else []
    return [key.strip() for key in keys.split(",") if key.strip()]


_FORMS: Mapping[Form, Callable[[Any, Setting, Wrong], Any]] = {
    "text": _text,
    "flag": _flag,
    "number": _number,
    "choice": _choice,
    "choices": _choices,
    "texts": _texts,
    "queries": _queries,
    "address": _address,
    "keys": _keys,
    "views": _views,
    "templates": _templates,
    "command": _command,
}
