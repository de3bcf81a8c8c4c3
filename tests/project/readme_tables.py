"""The README's tables of keys, verbs and settings, written from their definitions."""

import re
from collections.abc import Iterator

from readerapp.actions.keys_and_verbs import COMMANDS, VERBS
from readerapp.settings import SETTINGS, Setting


def with_tables(text: str) -> str:
    """`text` with the tables of keys, verbs and settings between their marks."""
    for name, rows in (("key", _keys()), ("verb", _verbs()), ("setting", _settings())):
        table = "\n".join((f"| {name} | does |", "| --- | --- |", *rows))
        marked = re.compile(rf"(?<=<!-- {name}s -->\n).*?(?=<!-- /{name}s -->)", re.DOTALL)
        text = marked.sub(lambda _, table=table: f"\n{table}\n\n", text, count=1)  # type: ignore[misc]
    return text


def _keys() -> Iterator[str]:
    """A row for each command; one without a key is found by its name, so that stands there."""
    views = [command for command in COMMANDS if command.id.startswith("view-")]
    for command in COMMANDS:
        if command not in views:
            shown = " ".join(f"`{key}`" for key in command.shown) or f"`:` {command.name.lower()}"
            yield f"| {shown} | {command.help} |".replace("`|`", "`\\|`")
        elif command is views[0]:
            yield f"| `{views[0].keys[0]}`…`{views[-1].keys[0]}` | Go to the view with that number |"


def _verbs() -> Iterator[str]:
    for verb in VERBS.values():
        yield f"| `{verb.name}` | {verb.summary} |"


def _settings() -> Iterator[str]:
    for setting in SETTINGS:
        if setting.form not in ("keys", "views", "templates"):  # tables of their own, shown above it
            yield f"| `{setting.name}` | {setting.help}{_default(setting)} |"


def _default(setting: Setting) -> str:
    if not setting.default or isinstance(setting.default, tuple):
        return ""
    return f" (`{str(setting.default).lower()}`)"
