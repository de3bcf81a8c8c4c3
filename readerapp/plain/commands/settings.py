"""The settings: theme, keys and the rest."""

from __future__ import annotations

from readerapp.domain.errors import ReaderError
from readerapp.plain.desk import PlainDesk
from readerapp.settings import SETTINGS, Setting
from readerapp.settings.forms import parse
from readerapp.settings.writer import set_value


class PlainSettings(PlainDesk):
    """Commands that write `config.toml`."""

    def do_settings(self, rest: str) -> None:
        """Say the settings, or set one: its name, then its value; `-` is the default."""
        name, _, value = rest.partition(" ")
        if not name:
            values = [f"{it.name}: {self._shown(it)}. {it.help}" for it in SETTINGS]
            chosen = self.console.choose("Settings:", values)
            if chosen is None:
                return
            name = SETTINGS[chosen].name
        setting = next((it for it in SETTINGS if it.name == name or name.startswith(f"{it.name}.")), None)
        if setting is None:
            raise ReaderError(f"There is no setting {name!r}; settings lists them")
        value = value or self.console.ask(f"{name}, - for the default{_choices(setting)}: ")
        if value:
            self._set(setting, name, value)

    def do_theme(self, rest: str) -> None:
        """Set the theme of the app that draws on the screen."""
        self.do_settings(f"theme {rest}".strip())

    def _shown(self, setting: Setting) -> str:
        value = self.session.settings.value(setting.name)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, tuple):
            return ", ".join(map(str, value)) or "none"
        return str(dict(value) if setting.form == "keys" else "none" if value is None else value)

    def _set(self, setting: Setting, name: str, text: str) -> None:
        member = name.removeprefix(setting.name).removeprefix(".")
        value, wrong = (None, "") if text == "-" else parse(setting, text, member)
        if wrong:
            raise ReaderError(wrong)
        path = self.session.home.settings
        set_value(path, name, value)
        self.read_settings()
        self.say(f"{name} is {'the default' if value is None else text}, in {path}")
        for problem in (*self.session.settings.problems, *self.key_problems):
            self.say(problem)


def _choices(setting: Setting) -> str:
    return f" ({', '.join(setting.choices())})" if setting.choices() else ""
