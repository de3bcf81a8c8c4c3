"""The smallest Textual app of the same make: a header, an input, a list and a footer."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Input, OptionList


class Smallest(App[None]):
    """Shows as many lines as the seed has papers."""

    def compose(self) -> ComposeResult:
        yield Header()
        yield Input()
        yield OptionList(*(f"Paper number {number}" for number in range(88)))
        yield Footer()


if __name__ == "__main__":
    Smallest().run()
