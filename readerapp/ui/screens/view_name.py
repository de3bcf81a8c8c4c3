"""The prompt for a view's name and digit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from readerapp.domain.values import dataclass
from readerapp.home import shipped
from readerapp.ui.screens.modal import Modal
from readerapp.ui.widgets.line_input import LineInput


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
            yield Static(self._foot(), id="view-foot", markup=False)

    def _about_digit(self) -> Content:
        digit = self._digits[self._at]
        if not digit:
            return Content.styled("no digit is free", "$quiet")
        taken = self._question.digits[digit]
        return Content.assemble(
            (digit, "bold $accent"),
            (f" will go to it, no longer to {taken}" if taken else " will go to it", "$quiet"),
        )

    @staticmethod
    def _foot() -> Content:
        keys = (("enter", " save  "), ("tab", " another digit  "), ("esc", " back"))
        return Content.assemble(
            *(part for key, does in keys for part in ((key, "bold $accent"), (does, "$quiet")))
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
        why = self._question.why_not(self._typed)
        foot = Content.styled(why, "$warning") if why else self._foot()
        self.query_one("#view-foot", Static).update(foot)

    @on(Input.Submitted)
    def save(self) -> None:
        """Answer, unless the name can't be."""
        if why := self._question.why_not(self._typed):
            self.query_one("#view-foot", Static).update(Content.styled(why, "$warning"))
        else:
            self.dismiss(ViewName(self._typed, self._digits[self._at]))
