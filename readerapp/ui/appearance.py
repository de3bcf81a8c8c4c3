"""What the app looks like: its theme and stylesheets, and those of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from textual.reactive import Reactive
from textual.theme import Theme

from readerapp.disk import files
from readerapp.home import Home, shipped
from readerapp.ui.key_gate import KeyGate
from readerapp.ui.themes import DARK, OURS, with_roles

_STYLES = shipped("styles")
_FIRST_PAINT_SECONDS = 0.1


class Appearance(KeyGate):
    """The app's part that dresses it; styles of other screens are parsed behind the first list."""

    CSS_PATH: ClassVar = [_STYLES / "main.tcss"]
    theme: Reactive[str] = Reactive(DARK.name)
    """Ours from the start: with a change of theme, Textual would parse every stylesheet once more."""

    _own_styles: Path | None = None
    _styles_seen: Mapping[Path, files.Signature | None] = MappingProxyType({})

    def dress(self, home: Home, wanted: str | None) -> tuple[str, ...]:
        """Use the theme `wanted` and the reader's stylesheets. Return a line for each problem with them."""
        self._own_styles, self._styles_seen = home.styles, _seen(home.styles)
        theme, problems = self._styled(home, wanted)
        self.add_class(f"-theme-{self.theme}", update=False)
        if theme != self.theme:
            self.theme = theme
        return problems

    def _styled(self, home: Home, wanted: str | None) -> tuple[str, tuple[str, ...]]:
        """Add the reader's stylesheets. Return the theme to use, and a line for each problem."""
        if wanted in (None, *OURS) and not home.styles.exists():
            return wanted or DARK.name, ()
        from readerapp.ui import styles  # few readers have stylesheets: don't slow down the start

        theme, problem = styles.find_theme(wanted, self.available_themes, DARK.name)
        own, problems = styles.valid_stylesheets(home.styles, self.get_css_variables())
        self.css_path = [*self.css_path, *_of_other_screens(), *own]
        return theme, (*([f"{home.settings}: {problem}"] if problem else []), *problems)

    def follow_styles(self) -> str:
        """Use the reader's stylesheets as they are by now. Return what to say of it; empty without a change.

        An invalid one is told, and the last good version of it stays.
        """
        folder = self._own_styles
        if folder is None or (now := _seen(folder)) == self._styles_seen:
            return ""
        self._styles_seen = now
        from readerapp.ui import styles

        valid, problems = styles.valid_stylesheets(folder, self.get_css_variables())
        sheet = self.stylesheet.copy()
        loaded = {name for name, _ in sheet.source if Path(name).parent == folder}
        for name in loaded - set(map(str, now)):
            del sheet.source[name, ""]
        for path in valid:
            sheet.read(path)
        sheet.parse()
        self.stylesheet = sheet
        for node in (self, *self.screen_stack):
            sheet.update(node)
        self.style_problems = tuple(problems)
        return (
            problems[0].replace("; ignored", "; as before until it is right") if problems else "Styles loaded"
        )

    @property
    def available_themes(self) -> dict[str, Theme]:
        """All themes by name, ours among them before the app is made."""
        return {**super().available_themes, **OURS}

    def get_theme(self, theme_name: str) -> Theme | None:
        """Return a theme by name. Textual asks for every line that it draws."""
        return OURS.get(theme_name) or super().get_theme(theme_name)

    def on_mount(self) -> None:
        """Read the styles of the other screens once the list is there, so that none waits for them."""
        self.set_timer(_FIRST_PAINT_SECONDS, self._read_other_styles)

    def _read_other_styles(self) -> None:
        """Read one stylesheet, then the others: keys are taken in between."""
        if path := next((it for it in _of_other_screens() if not self.stylesheet.has_source(str(it))), None):
            self.stylesheet.read(path)
            self.stylesheet.parse()
            self.call_later(self._read_other_styles)

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's variables, with a value for each of our colour roles."""
        return with_roles(super().get_css_variables())


def _seen(folder: Path) -> dict[Path, files.Signature | None]:
    """Return the reader's stylesheets, each with what changes when it is saved."""
    try:
        return {path: files.signature(path) for path in folder.iterdir() if path.suffix == ".tcss"}
    except OSError:
        return {}


def _of_other_screens() -> list[Path]:
    """Return the stylesheets of screens that aren't shown at first."""
    return sorted(path for path in _STYLES.glob("*.tcss") if path.stem != "main")
