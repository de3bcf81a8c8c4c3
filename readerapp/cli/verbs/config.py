"""`config`: the settings, and where the files are."""

from __future__ import annotations

from dataclasses import asdict

from readerapp.cli.options import json_option
from readerapp.cli.records import json_line
from readerapp.cli.session import Session
from readerapp.cli.verb import verb

_FILES = ("settings", "styles", "state", "library", "backups", "cache")


@verb("config")
@json_option
def run(session: Session, as_json: bool) -> None:
    settings = session.settings
    files = {name: getattr(session.home, name) for name in _FILES}
    values = {
        "theme": settings.theme,
        "ascii": settings.ascii,
        "keymap": settings.keymap,
        "keys": {name: list(keys) for name, keys in settings.keys.items()},
        "views": [view._asdict() for view in settings.views],
        "watch": list(settings.watch),
        "mute": list(settings.mute),
        "fetch": {name: value for name, value in asdict(settings.fetch).items() if value},
    }
    if as_json:
        session.say(json_line({**values, "files": {name: str(path) for name, path in files.items()}}))
        return
    for name, value in values.items():
        session.say(f"{name:<9} {_text(value)}")
    for name, path in files.items():
        session.say(f"{name:<9} {path}" + ("" if path.exists() else "  (not there)"))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return json_line(value) if isinstance(value, dict) and value else str(value or "-")
