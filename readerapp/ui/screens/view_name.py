"""The prompt for a view's name and digit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from readerapp.domain.values import NamedTuple, dataclass
from readerapp.home import shipped
from readerapp.ui.bindings import KeyHint
from readerapp.ui.screens.modal import Modal
from readerapp.ui.widgets.key_bar import KeyBar
from readerapp.ui.widgets.line_input import LineInput

_KEYS = (
    KeyHint("enter", "save", id="enter"),
    KeyHint("tab", "another digit", id="tab"),
    KeyHint("esc", "back", id="escape"),
)


class ViewName(NamedTuple):
    """A view's name and digit; without one it has none."""

    name: str
    digit: str


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """What the prompt shows."""

    title: str
    query: str
    """The view's query."""
    digits: Mapping[str, str]
    """The digits to choose from, the first at the start: each with the name of the view that has it now."""
    name: str = ""
    """The name it has; empty for a new view."""
    suggestion: str = ""
    """The name that enter alone gives."""
    why_not: Callable[[str], str] = lambda _: ""
    """Returns why a view can't have a name; empty if it can."""


class ViewNamePrompt(Modal[ViewName | None]):
    """Asks for a name and a digit; the result is both, or None."""

    CSS_PATH = shipped("styles") / "picker.tcss"
    BINDINGS: ClassVar = [
        ("escape", "dismiss(None)", "Back"),
        ("tab,down", "digit(1)", "Next digit"),
        ("shift+tab,up", "digit(-1)", "Previous digit"),
    ]

    def __init__(self, question: NameQuestion) -> None:
        super().__init__()
        self._question = question
        self._digits = [*question.digits] or [""]
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out the name, the digit, the query and the keys."""
        question = self._question
        with Vertical(id="view-name") as frame:
            frame.border_title = question.title
            yield LineInput(question.name, placeholder=question.suggestion, id="view-name-box", compact=True)
            yield Static(self._about_digit(), id="view-digit", markup=False)
            yield Static(Content.styled(question.query, "$quiet"), id="view-query", markup=False)
            yield Static(id="view-problem", markup=False)
            yield KeyBar(_KEYS)

    def _about_digit(self) -> Content:
        digit = self._digits[self._at]
        if not digit:
            return Content.styled("no digit is free", "$quiet")
        taken = self._question.digits[digit]
        return Content.assemble(
            (digit, "bold $accent"),
            (f" will go to it, no longer to {taken}" if taken else " will go to it", "$quiet"),
        )

    def action_digit(self, by: int) -> None:
        """Choose the next digit."""
        self._at = (self._at + by) % len(self._digits)
        self.query_one("#view-digit", Static).update(self._about_digit())

    @property
    def _typed(self) -> str:
        return self.query_one(Input).value.strip() or self._question.suggestion

    @on(Input.Changed)
    def check(self) -> None:
        """Say at once why a name can't be."""
        self._problem()

    def _problem(self) -> str:
        """Say why the name can't be instead of the keys; return that, empty if it can."""
        why = self._question.why_not(self._typed)
        self.query_one("#view-problem", Static).update(why)
        self.set_class(bool(why), "-wrong")
        return why

    @on(Input.Submitted)
    def save(self) -> None:
        """Answer, unless the name can't be."""
        if not self._problem():
            self.dismiss(ViewName(self._typed, self._digits[self._at]))
