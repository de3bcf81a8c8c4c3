"""A Textual app as one is written in an hour: an input, a list drawn line by line, a text beside it.

Shows the papers of a file, given by its name, that has JSON with a title and an abstract on each line. `j`
and `k` move the row and show its paper; `/` goes to the input, and each change of it lists the titles that
hold what was typed.
"""

import json
import sys
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Region, Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input, Static


class Lines(ScrollView, can_focus=True):
    """Draws the titles that are on the screen."""

    DEFAULT_CSS = """
    Lines { width: 1fr; height: 1fr; overflow-x: hidden; }
    Lines > .lines--row { background: $primary; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--row"}
    BINDINGS: ClassVar[list[BindingType]] = [("j,down", "move(1)"), ("k,up", "move(-1)")]
    row: var[int] = var(0)

    def __init__(self) -> None:
        super().__init__()
        self.titles: list[str] = []

    def show(self, titles: list[str]) -> None:
        """Show other titles, the first one as the row."""
        self.titles = titles
        self.virtual_size = Size(self.size.width, len(titles))
        self.scroll_home(animate=False)
        self.row = 0
        self.refresh()

    def action_move(self, by: int) -> None:
        """Move the row, stopping at both ends."""
        self.row = max(0, min(self.row + by, len(self.titles) - 1))

    def watch_row(self, before: int, now: int) -> None:
        """Draw both rows anew and keep the row in sight."""
        self.refresh_lines(before, 1)
        self.refresh_lines(now, 1)
        self.scroll_to_region(Region(0, now, 1, 1), animate=False)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        line, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if line >= len(self.titles):
            return Strip.blank(width, self.rich_style)
        strip = Strip([Segment(f" {self.titles[line]}")]).adjust_cell_length(width)
        return strip.apply_style(
            self.get_component_rich_style("lines--row") if line == self.row else self.rich_style
        )


class Naive(App[None]):
    """Joins the three."""

    CSS = """
    VerticalScroll { width: 1fr; padding: 0 1; }
    """
    AUTO_FOCUS = "Lines"
    BINDINGS: ClassVar[list[BindingType]] = [("/", "search"), ("q", "quit")]

    def __init__(self, papers: list[dict[str, str]]) -> None:
        super().__init__()
        self.papers = papers
        self.shown = papers

    def compose(self) -> ComposeResult:
        """Lay them out."""
        yield Input(placeholder="search")
        with Horizontal():
            yield Lines()
            with VerticalScroll():
                yield Static(markup=False)

    def on_mount(self) -> None:
        """Show everything, and the paper of each row from now on."""
        self.watch(self.query_one(Lines), "row", self.show_paper, init=False)
        self.filter("")

    def action_search(self) -> None:
        """Type into the input."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what fits."""
        self.filter(event.value)

    def on_input_submitted(self) -> None:
        """Back to the list."""
        self.query_one(Lines).focus()

    def filter(self, typed: str) -> None:
        """List the titles that hold what was typed."""
        wanted = typed.casefold()
        self.shown = [paper for paper in self.papers if wanted in paper["title"].casefold()]
        self.query_one(Lines).show([paper["title"] for paper in self.shown])
        self.show_paper()

    def show_paper(self) -> None:
        """Show the paper of the row."""
        row = self.query_one(Lines).row
        paper = self.shown[row] if self.shown else {"title": "", "abstract": ""}
        self.query_one(Static).update(f"{paper['title']}\n\n{paper['abstract']}")


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
    Naive([json.loads(line) for line in lines]).run()
