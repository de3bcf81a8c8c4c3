"""Changing the settings in the app: each change is written to `config.toml` and applies at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from readerapp.actions.keymap import PRESETS, keyed
from readerapp.domain.errors import ReaderError
from readerapp.settings import SETTINGS, Setting, Settings
from readerapp.settings.forms import parse
from readerapp.settings.writer import set_values
from readerapp.ui.bindings import keymap
from readerapp.ui.commands.settings.keys import KeyDialog
from readerapp.ui.commands.views.own_views import show_views
from readerapp.ui.desk import Desk
from readerapp.ui.glyphs import ASCII, UNICODE
from readerapp.ui.screens.picker import Offer, Picked, Picker
from readerapp.ui.screens.settings import (
    DEFAULT,
    PUT_BACK,
    Checklist,
    Preview,
    SettingsScreen,
    ValueBox,
    value_text,
)
from readerapp.ui.styles import find_theme
from readerapp.ui.themes import DARK
from readerapp.ui.widgets.choice_list import Pickable
from readerapp.ui.widgets.list_row import RowLook

_BY_NAME = {setting.name: setting for setting in SETTINGS}
_COMMAS, _COMMAND = "commas between them", "a command"
_HINTS = {"texts": _COMMAS, "queries": _COMMAS, "address": "https://…", "text": _COMMAND, "command": _COMMAND}


def apply_settings(desk: Desk, now: Settings) -> None:
    """Make the app follow settings, as far as they differ from those it has."""
    if desk.app.ascii_terminal:
        now = replace(now, ascii=True)
    before, desk.settings = desk.settings, now
    if (now.keymap, now.keys) != (before.keymap, before.keys):
        desk.use_keys(*keyed(now.keymap, now.keys))
        desk.app.set_keymap(keymap(desk.commands))
    if now.theme != before.theme:
        desk.app.theme = find_theme(now.theme, desk.app.available_themes, DARK.name)[0]
    if now.ascii != before.ascii:
        desk.glyphs.become(ASCII if now.ascii else UNICODE)
        desk.app.ascii_only = now.ascii
        desk.app.refresh(layout=True)
    desk.app.animation_level = "full" if now.motion else "none"
    if now.measure != before.measure:
        desk.paper_view.wrap(now.measure)
    desk.paper_list.look = RowLook.of(now)
    desk.paper_list.refresh()
    desk.problems = (*now.problems, *desk.key_problems, *desk.app.style_problems)
    desk.show_trouble()
    if now.order != before.order or now.views != before.views:
        show_views(desk)
    elif (now.watch, now.mute) != (before.watch, before.mute):
        desk.make_list()


class SettingsDialog:
    """The settings screen on a desk, and the changes made in it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._changed: list[Mapping[str, object]] = []
        """What the settings were before each change."""
        self._screen: SettingsScreen | None = None
        self._keys: KeyDialog | None = None

    @property
    def _settings(self) -> Settings:
        return self._desk.settings

    def open(self) -> None:
        """Show all settings, as they are in the file by now."""
        self._reload()
        self._screen = SettingsScreen(self._settings, self._pressed)
        self._desk.app.push_screen(self._screen)
        if problems := [*self._settings.problems, *self._desk.key_problems]:
            self._desk.call_after_refresh(self._show, problems[0], warning=True)

    def _reload(self) -> None:
        loaded = Settings.load(self._desk.reading.home.settings)
        if self._desk.reading.home.settings.exists() and loaded != self._settings:
            apply_settings(self._desk, loaded)

    def _pressed(self, name: str, key: str) -> None:
        if key == PUT_BACK:
            self.put_back()
        elif key == DEFAULT:
            self.change({name: None})
        elif _BY_NAME[name].form == "templates":
            self._show(f"[{name}] in {self._desk.reading.home.settings} holds them")
        else:
            self._choose(_BY_NAME[name])

    def _choose(self, setting: Setting) -> None:
        """Let the reader choose another value for a setting."""
        value = self._settings.value(setting.name)
        if setting.name == "theme":
            self.choose_theme()
        elif setting.name == "keymap":
            choices = [Pickable(name, name, active=name == value) for name in PRESETS]
            self._pick(setting, choices, value)
        elif setting.form == "flag":
            self.change({setting.name: not value})
        elif setting.form == "choice":
            self._pick(setting, [Pickable(it, it, active=it == value) for it in setting.choices()], value)
        elif setting.form == "choices":
            self._check_off(setting)
        elif setting.form in (*_HINTS, "number"):
            self._ask(setting, value)
        else:
            self._open(setting)

    def _open(self, setting: Setting) -> None:
        """Open what a setting of several parts is changed in."""
        if setting.form == "views":
            self._leave_for("views")
        elif setting.form == "keys":
            self._keys = KeyDialog(self._desk, self)
            self._keys.open()
        else:
            self._show(f"[{setting.name}] in config.toml has a line for each: Name = 'text'")

    def _pick(self, setting: Setting, choices: list[Pickable], value: str | None) -> None:
        def chosen(picked: Picked | None) -> None:
            if picked:
                self.change({setting.name: picked.value})

        offer = Offer(setting.name, choices, setting.help, highlight=value or "")
        self._desk.app.push_screen(Picker(offer), chosen)

    def choose_theme(self) -> None:
        """Choose a theme, which the app has while it is highlighted."""
        app = self._desk.app
        before = app.theme

        def chosen(picked: Picked | None) -> None:
            if picked is None:
                app.theme = before
            else:
                app.theme = picked.value
                self.change({"theme": picked.value})

        choices = [
            Pickable(
                name,
                name,
                "dark" if theme.dark else "light",
                group="ours" if name.startswith("readerapp") else "of Textual",
                active=name == before,
            )
            for name, theme in sorted(
                app.available_themes.items(), key=lambda each: (not each[0].startswith("readerapp"), each)
            )
            if name not in ("textual-ansi", "ansi-dark", "ansi-light")
        ]
        offer = Offer("theme", choices, "find a theme", highlight=before)
        app.push_screen(Preview(offer, partial(setattr, app, "theme")), chosen)

    def _check_off(self, setting: Setting) -> None:
        def choices() -> list[Pickable]:
            on = self._settings.value(setting.name)
            return [Pickable(it, it, right="yes" if it in on else "no") for it in setting.choices()]

        def toggle(choice: str) -> None:
            on = self._settings.value(setting.name)
            kept = [it for it in setting.choices() if (it in on) != (it == choice)]
            self.change({setting.name: kept}, box.update_choices)

        box = Checklist(setting.name, choices, toggle)
        self._desk.app.push_screen(box)

    def _ask(self, setting: Setting, value: object) -> None:
        def chosen(picked: Picked | None) -> None:
            if picked:
                typed = parse(setting, picked.typed)[0]
                self.change({setting.name: None if picked.key == DEFAULT else typed})

        typed = "" if value is None else value_text(setting, value) if value else ""
        hint = "{} to {}".format(*setting.between) if setting.between else _HINTS[setting.form]
        box = ValueBox(setting, typed, hint, lambda text: parse(setting, text)[1])
        self._desk.app.push_screen(box, chosen)

    def _leave_for(self, id: str) -> None:
        command = next(command for command in self._desk.commands if command.id == id)
        if self._screen:
            self._screen.dismiss(None)
        self._desk.run_command(command)

    # Changing

    def change(
        self, values: Mapping[str, object], then: Callable[[], object] = lambda: None, *, words: str = ""
    ) -> None:
        """Write settings, in a thread, make the app follow them, and say so or in `words`."""

        def written(answer: tuple[Mapping[str, object], Settings]) -> None:
            before, settings = answer
            self._changed.append(before)
            apply_settings(self._desk, settings)
            self._show(words or told(values, settings))
            then()

        self._write(values, written)

    def put_back(self) -> None:
        """Undo the last change."""
        if not self._changed:
            self._show("Nothing was changed here")
            return
        values = self._changed.pop()

        def written(answer: tuple[Mapping[str, object], Settings]) -> None:
            apply_settings(self._desk, answer[1])
            self._show(f"Put back: {told(values, answer[1])}")

        self._write(values, written)

    def _write(self, values: Mapping[str, Any], written: Any) -> None:
        path = self._desk.reading.home.settings

        def write() -> tuple[Mapping[str, object], Settings] | ReaderError:
            try:
                return set_values(path, values), Settings.load(path)
            except ReaderError as error:
                return error

        def done(answer: tuple[Mapping[str, object], Settings] | ReaderError) -> None:
            if isinstance(answer, ReaderError):
                self._show(str(answer), warning=True)
            else:
                written(answer)

        self._desk.work("settings", write, done)

    def _show(self, sentence: str, *, warning: bool = False) -> None:
        if warning or not self._screen:  # whole, where the box has no room for all of it
            hint = "" if warning else self._desk.worded("{settings} opens the settings")
            self._desk.say(sentence, hint=hint, warning=warning)
        if self._screen:
            self._screen.update_values(self._settings)
            hint = "" if warning or not self._changed else f" · {PUT_BACK} puts it back"
            folder = f"{self._desk.reading.home.settings.parent}/"
            self._screen.tell(sentence.replace(folder, "") + hint, warning=warning)
            if self._keys:
                self._keys.follow(sentence.replace(folder, "") + hint)


def told(values: Mapping[str, object], settings: Settings) -> str:
    """Return the settings that have these names, with their values, in words."""
    return ", ".join(
        f"{name} is {value_text(_BY_NAME[name], settings.value(name))}"
        if name in _BY_NAME
        else f"keys of {name.removeprefix('keys.')}"
        for name in values
    )
