"""`config`: the settings, and where the files are."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from readerapp.cli.options import json_option
from readerapp.cli.session import Session
from readerapp.cli.streams import json_line
from readerapp.cli.verb import verb
from readerapp.settings import SETTINGS

_FILES = ("settings", "styles", "state", "library", "backups", "cache")


@verb("config")
@json_option
def run(session: Session, as_json: bool) -> None:
    values = {setting.name: _plain(session.settings.value(setting.name)) for setting in SETTINGS}
    files = {name: getattr(session.home, name) for name in _FILES}
    if as_json:
        record = _nested(values) | {"files": {name: str(path) for name, path in files.items()}}
        session.say(json_line(record))
        return
    width = max(map(len, (*values, *files)))
    for setting in SETTINGS:
        text = _text(values[setting.name], between=" " if setting.form == "command" else ", ")
        session.say(f"{setting.name:<{width}}  {text}")
    for name, path in files.items():
        session.say(f"{name:<{width}}  {path}" + ("" if path.exists() else "  (not there)"))


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return value._asdict() if hasattr(value, "_asdict") else [_plain(each) for each in value]
    return value


def _nested(values: Mapping[str, object]) -> dict[str, object]:
    """Return values by name, with those of a table in an object of their own."""
    record: dict[str, object] = {}
    for name, value in values.items():
        table, _, member = name.rpartition(".")
        if not table:
            record[name] = value
        elif isinstance(inner := record.setdefault(table, {}), dict) and value is not None:
            inner[member] = value
    return record


def _text(value: object, between: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        quoted = shlex.quote if between == " " else str
        return (
            between.join(quoted(each) if isinstance(each, str) else json_line(each) for each in value) or "-"
        )
    if isinstance(value, dict):
        return json_line(value) if value else "-"
    return "-" if value is None else str(value)
