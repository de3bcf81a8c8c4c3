"""The settings, and the boxes in which one of them is changed."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence

from textual import on
from textual.widget import Widget

from readerapp.settings import SETTINGS, Setting, Settings
from readerapp.ui.cells import crop
from readerapp.ui.screens.picker import Offer, Picked, Picker
from readerapp.ui.widgets.choice_list import ChoiceList, Pickable

_MAX_VALUE_CELLS = 22
_MIN_WIDTH_FOR_SENTENCES = 80
DEFAULT, PUT_BACK = "f2", "f3"
"""Keys of the settings screen."""


def value_text(setting: Setting, value: object) -> str:
    """Return a value as the screen shows it."""
    if value == setting.default and setting.default is None:
        return "none" if setting.form == "command" else "default"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if setting.form == "templates" and isinstance(value, Mapping):
        return ", ".join(value) or "none"
    if setting.form == "command" and isinstance(value, tuple):
        return shlex.join(value)
    if isinstance(value, Mapping):
        return f"{len(value)} changed" if value else "as preset"
    if setting.form == "views" and isinstance(value, tuple):
        return str(len(value) or "none")
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return str(value)


def _lines(settings: Settings) -> Iterator[Pickable]:
    groups = list(dict.fromkeys(setting.group for setting in SETTINGS))
    for setting in sorted(SETTINGS, key=lambda setting: groups.index(setting.group)):
        text = value_text(setting, settings.value(setting.name))
        problem = settings.invalid.get(setting.name)
        yield Pickable(
            setting.name,
            setting.name,
            f"! {problem}" if problem else setting.help,
            group=setting.group,
            right=crop(text, _MAX_VALUE_CELLS).rstrip(),
            words=" ".join((text, *setting.choices())),
        )


class SettingsScreen(Picker):
    """Every setting with its value and sentence; it stays open while they are changed."""

    def __init__(self, settings: Settings, change: Callable[[str, str], object]) -> None:
        """`change` takes the name of a setting and the key that was pressed on it."""
        self._change = change
        keys = ((DEFAULT, "default"), (PUT_BACK, "put back"))
        super().__init__(Offer("settings", tuple(_lines(settings)), "find a setting", "change", keys))

    def picked(self, answer: Picked) -> None:
        """Change the setting."""
        self._change(answer.value, answer.key)

    def update_values(self, settings: Settings) -> None:
        """Show other values, unless it was closed meanwhile."""
        if not self.answered:
            self.offer(tuple(_lines(settings)))

    def tell(self, sentence: str, *, warning: bool = False) -> None:
        """Say something below the settings."""
        if not self.answered:
            tell_below(self, sentence, warning=warning)

    @on(ChoiceList.Highlighted)
    def show_sentence(self, event: ChoiceList.Highlighted) -> None:
        """Show the highlighted setting's sentence below if there is no room for it beside."""
        narrow = self.app.size.width < _MIN_WIDTH_FOR_SENTENCES
        if event.choice and (narrow or event.choice.detail.startswith("!")):
            self.tell(event.choice.detail, warning=event.choice.detail.startswith("!"))


def tell_below(picker: Picker, sentence: str, *, warning: bool = False) -> None:
    """Say something at the lower edge of a picker."""
    frame: Widget = picker.query_one("#picker")
    frame.set_class(warning, "-warning")
    frame.border_subtitle = sentence.replace("[", "\\[")


class Preview(Picker):
    """Asks for one of many, and shows what each would do while the reader moves through them."""

    sets_apart = False

    def __init__(self, offer: Offer, preview: Callable[[str], object]) -> None:
        self._preview = preview
        super().__init__(offer)

    @on(ChoiceList.Highlighted)
    def preview_highlighted(self, event: ChoiceList.Highlighted) -> None:
        """Show what the highlighted one does."""
        if event.choice and not self.answered:
            self._preview(event.choice.value)


class Checklist(Picker):
    """Turns single choices on and off, and stays open."""

    def __init__(
        self, title: str, choices: Callable[[], Sequence[Pickable]], toggle: Callable[[str], object]
    ):
        """`choices` returns them as they are now."""
        self._choices = choices
        self._toggle = toggle
        super().__init__(Offer(title, choices(), enter="on or off"))

    def picked(self, answer: Picked) -> None:
        """Turn the choice on or off."""
        self._toggle(answer.value)

    def update_choices(self) -> None:
        """Show the choices as they are by now, unless it was closed meanwhile."""
        if not self.answered:
            self.offer(self._choices())


class ValueBox(Picker):
    """Asks for a value, typed; one that is invalid is told, and the box stays open."""

    def __init__(self, setting: Setting, typed: str, hint: str, check: Callable[[str], str]) -> None:
        """`check` returns what is wrong with a text that was typed."""
        self._check = check
        super().__init__(
            Offer(
                setting.name, (), hint, "save", ((DEFAULT, "default"),), typed, free=True, none=setting.help
            )
        )

    def picked(self, answer: Picked) -> None:
        """Close with a valid value."""
        problem = "" if answer.key == DEFAULT else self._check(answer.typed)
        if problem:
            tell_below(self, problem, warning=True)
        else:
            self.dismiss(answer)

    def _answer(self, key: str) -> None:
        if key == DEFAULT or not self.box.value.strip():
            self.picked(Picked("", DEFAULT, ""))
        else:
            super()._answer(key)
