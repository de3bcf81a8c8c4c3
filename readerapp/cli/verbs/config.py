"""`config`: the settings, and where the files are."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from readerapp.cli.options import json_option
from readerapp.cli.session import Session
from readerapp.cli.streams import json_line
from readerapp.cli.verb import verb
from readerapp.home import FILES
from readerapp.settings import SETTINGS

_UNSET = "-"


@verb("config")
@click.argument("name", required=False, metavar="[SETTING]")
@json_option
def run(session: Session, name: str | None, as_json: bool) -> None:
    """With SETTING, prints only its value, or the path of one of the files: state, library, inbox …"""
    values = {setting.name: _plain(session.settings.value(setting.name)) for setting in SETTINGS}
    files = _files(session)
    if name is not None:
        _say_one(session, name, values | {each: str(path) for each, path in files.items()})
    elif as_json:
        session.say_json(_nested(values) | {"files": {each: str(path) for each, path in files.items()}})
    else:
        rows = {setting: _text(setting, value) for setting, value in values.items()}
        rows |= {each: f"{path}" + ("" if path.exists() else "  (not there)") for each, path in files.items()}
        width = max(map(len, rows))
        for each, text in rows.items():
            session.say(f"{each:<{width}}  {text}")


def _files(session: Session) -> dict[str, Path]:
    from readerapp.actions.intake.inbox_folder import Inbox

    files: dict[str, Path] = {name: getattr(session.home, name) for name in FILES}
    return files | {"inbox": Inbox(session.home, session.settings.inbox).folder}


def _say_one(session: Session, name: str, values: Mapping[str, object]) -> None:
    if name not in values:
        from readerapp.domain.nearest import did_you_mean  # only mistakes need it

        near = did_you_mean(name, values) or "; `readerapp config` lists them."
        raise click.UsageError(f"No setting {name!r}{near}", click.get_current_context())
    if session.as_json:
        session.say_json({"name": name, "value": values[name]})
    else:
        text = _text(name, values[name])
        session.say("" if text == _UNSET else text)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return value._asdict() if hasattr(value, "_asdict") else [_plain(each) for each in value]
    return value


def _nested(values: Mapping[str, object]) -> dict[str, Any]:
    """Return values by name, with those of a table in an object of their own."""
    record: dict[str, Any] = {}
    for name, value in values.items():
        table, _, member = name.rpartition(".")
        if not table:
            record[name] = value
        elif isinstance(inner := record.setdefault(table, {}), dict) and value is not None:
            inner[member] = value
    return record


def _text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        is_command = any(setting.name == name and setting.form == "command" for setting in SETTINGS)
        words = [each if isinstance(each, str) else json_line(each) for each in value]
        return (shlex.join(words) if is_command else ", ".join(words)) or _UNSET
    if isinstance(value, dict):
        return json_line(value) if value else _UNSET
    return _UNSET if value is None else str(value)
