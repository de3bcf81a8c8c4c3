"""Following `config.toml` as another program saves it while the app runs."""

from __future__ import annotations

from dataclasses import fields, replace

from readerapp.settings import SETTINGS, Settings
from readerapp.ui.commands.settings.dialog import apply_settings, told
from readerapp.ui.desk import Desk


def follow(desk: Desk, loaded: Settings) -> None:
    """Make the app follow the settings that are in the file by now, and say what changed.

    An invalid one is told, and its last good value stays.
    """
    before = desk.settings
    now = _right_ones(loaded, before)
    if now == before:
        return
    names = [it.name for it in SETTINGS if now.value(it.name) != before.value(it.name)]
    new_problems = [problem for problem in now.problems if problem not in before.problems]
    apply_settings(desk, now)
    if new_problems:
        what = new_problems[0].rpartition(";")[0] or new_problems[0]
        desk.say(f"{what}; as before until it is right", warning=True)
    elif names:
        desk.say(f"Settings loaded: {told(dict.fromkeys(names), now)}")


def _right_ones(loaded: Settings, before: Settings) -> Settings:
    """Return the settings of a file, with those of `before` where it has no valid ones."""
    if loaded.problems and not loaded.invalid:  # nothing of the file could be read
        return replace(before, problems=loaded.problems)
    wrong = {name.partition(".")[0] for name in loaded.invalid}
    kept = {it.name: getattr(before, it.name) for it in fields(Settings) if it.name in wrong}
    return replace(loaded, **kept)
