"""Choosing from a list that narrows as one types: views, tags, settings …"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Offset, clamp
from textual.widgets import Input, Static

from readerapp.domain.values import NamedTuple, dataclass
from readerapp.home import shipped
from readerapp.ui.bindings import KeyHint
from readerapp.ui.screens.modal import Modal
from readerapp.ui.widgets.choice_list import ChoiceList, Pickable
from readerapp.ui.widgets.key_bar import KeyBar
from readerapp.ui.widgets.line_input import LineInput

_FRAME_LINES = 6
"""Border, text box with a blank line below it, the line of keys, and the line above it all."""
_MIN_LINES = 3


class Picked(NamedTuple):
    """The answer of a picker."""

    value: str
    """The value of the chosen line; empty if none matched."""
    key: str
    """The key that chose it: `enter`, also for a click, or one of the picker's other keys."""
    typed: str
    """What was typed."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a picker shows.

    The line of keys at its foot is made from `enter` and `keys`.
    """

    title: str
    choices: Sequence[Pickable]
    placeholder: str = "type to narrow"
    enter: str = "choose"
    """What enter does, for the line of keys."""
    keys: Sequence[tuple[str, str]] = ()
    """Other keys that answer, with what they do: `("f2", "rename")`. Letters are typed, so none of them."""
    typed: str = ""
    """What is typed at the start."""
    highlight: str = ""
    """The value highlighted at the start."""
    free: bool = False
    """True if enter also answers when nothing matches, with what was typed."""
    none: str = "Nothing matches."
    """Shown if nothing does."""
    tall: bool = False
    """True to be as high as the terminal from the start: more will be offered."""


class PickerBox(LineInput):
    """The text box of a picker, which sees each key first."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the line is that enter chooses: that tells more than where the letters go."""
        screen = self.screen if self.is_mounted else None  # asked before, with a first text
        if isinstance(screen, Picker) and screen.lines.highlighted:
            return screen.lines.cursor_screen_offset
        return super().cursor_screen_offset

    def on_key(self, event: events.Key) -> None:
        """Leave the keys that answer to the picker."""
        if isinstance(screen := self.screen, Picker) and screen.takes(event):
            event.stop()
            event.prevent_default()


class Picker(Modal[Picked | None]):
    """Asks for one of many; the result is what was picked, or None.

    Letters narrow the list, arrows move, enter or a click chooses. While nothing is typed, a choice's own
    key chooses it. A subclass may do something else with an answer in `picked`, and stay open.
    """

    CSS_PATH: ClassVar = [shipped("styles") / name for name in ("picker.tcss", "choice_list.tcss")]
    BINDINGS: ClassVar = [
        ("escape", "dismiss(None)", "Back"),
        ("down,ctrl+n,ctrl+j", "move(1)", "Down"),
        ("up,ctrl+p,ctrl+k", "move(-1)", "Up"),
        ("pagedown", "page(1)", "Page down"),
        ("pageup", "page(-1)", "Page up"),
    ]
    AUTO_FOCUS = "#picker-box"
    sets_apart = True

    box = getters.query_one("#picker-box", PickerBox)
    lines = getters.query_one("#picker-list", ChoiceList)

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self._offer = offer

    def compose(self) -> ComposeResult:
        """Lay out the text box, the lines and the keys."""
        with Vertical(id="picker") as frame:
            frame.border_title = self._offer.title
            yield PickerBox(
                self._offer.typed, placeholder=self._offer.placeholder, id="picker-box", compact=True
            )
            yield ChoiceList(self._offer.choices, id="picker-list")
            yield Static(self._offer.none, id="picker-none", markup=False)
            yield KeyBar(self._keys(), id="picker-foot")

    def _keys(self) -> list[KeyHint]:
        others = [KeyHint(key, name, id=key) for key, name in self._offer.keys]
        enter, back = KeyHint("enter", self._offer.enter, id="enter"), KeyHint("esc", "back", id="escape")
        return [enter, *others, KeyHint("↑↓", "move"), back]

    def on_mount(self) -> None:
        """Show the choices, all or as narrowed at the start."""
        if self.lines.choices is not self._offer.choices:  # they came between compose and now
            self.lines.offer(self._offer.choices)
        if self._offer.typed:
            self.lines.narrow(self._offer.typed)
        if self._offer.highlight:
            self.lines.highlight(self._offer.highlight)
        self._fit()

    def on_resize(self) -> None:
        """Fit the lines and the keys into the terminal."""
        self._fit()

    def _fit(self) -> None:
        lines = len(self._offer.choices) + len({it.group for it in self._offer.choices if it.group})
        most = self.app.size.height - _FRAME_LINES - (2 if self.app.size.height > 20 else 0)
        lines = most if self._offer.tall else lines
        height = clamp(lines, _MIN_LINES, max(_MIN_LINES, most))
        self.lines.styles.height = height
        self.query_one("#picker-none").styles.height = height if lines else "auto"

    def offer(self, choices: Sequence[Pickable], highlight: str | None = None) -> None:
        """Show other choices, narrowed as before: with counts that are known by now, or after a change.

        It may not be laid out yet, or no longer.
        """
        self._offer = replace(self._offer, choices=choices)
        for lines in self.query(ChoiceList):
            lines.offer(choices, highlight)
            self._tell_none()

    def picked(self, answer: Picked) -> None:
        """Answer: close with it."""
        self.dismiss(answer)

    def _tell_none(self) -> None:
        self.set_class(self.lines.highlighted is None, "-none")

    @on(ChoiceList.Highlighted)
    def highlighted(self, event: ChoiceList.Highlighted) -> None:
        """Say so if nothing matches."""
        self._tell_none()

    @on(Input.Changed, "#picker-box")
    def narrow(self, event: Input.Changed) -> None:
        """Narrow the list as the reader types."""
        self.lines.narrow(event.value)

    @on(Input.Submitted, "#picker-box")
    def choose(self) -> None:
        """Choose the highlighted line."""
        self._answer("enter")

    @on(ChoiceList.Clicked)
    def clicked(self, event: ChoiceList.Clicked) -> None:
        """Choose the clicked line."""
        self._answer("enter")

    def _answer(self, key: str) -> None:
        choice = self.lines.highlighted
        if choice or (self._offer.free and self.box.value.strip()):
            self.picked(Picked(choice.value if choice else "", key, self.box.value))

    def takes(self, event: events.Key) -> bool:
        """Answer if a key is one that does; return False if it is to be typed."""
        if event.key in (key for key, _ in self._offer.keys):
            self._answer(event.key)
            return True
        direct = {it.key: it for it in self.lines.choices if it.key} if not self.box.value else {}
        if event.character and (choice := direct.get(event.character)):
            self.lines.highlight(choice.value)
            self._answer("enter")
            return True
        return False

    def action_move(self, by: int) -> None:
        """Move the highlight."""
        self.lines.move(by)

    def action_page(self, by: int) -> None:
        """Move the highlight by a page."""
        self.lines.move(by * self.lines.page())
