"""The demo: a day with the app on sample papers, in a scratch home; a line says what to try next."""

from __future__ import annotations

from collections.abc import Callable
from tempfile import TemporaryDirectory
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from readerapp.disk import files
from readerapp.domain.values import NamedTuple
from readerapp.home import Home
from readerapp.ui import start
from readerapp.ui.app import ReaderApp
from readerapp.ui.main import Main
from readerapp.ui.screens.triage import TriageScreen

_LOOK_SECONDS = 0.2
"""Between looks at whether the reader did what the line says."""
_NO_SOURCES = b"# The demo asks nobody on the network.\n[fetch]\nsources = []\n"
_END = "That was a day. Go on as you like; {quit} ends the demo, and nothing of it is kept"


class DemoTask(NamedTuple):
    """One thing to try."""

    words: str
    """What to do, with the ids of commands in braces."""
    is_done: Callable[[DemoMain], bool]


class DemoMain(Main):
    """The main screen with a line at the bottom that tells what to try next."""

    is_demo = True

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._views_before = len(self.views)
        self._theme_before = self.app.theme
        self._keys_before = [command.keys for command in self.commands]
        self._queue_before: tuple[str, ...] = ()
        self.seen: set[str] = set()
        """First words of what was said."""
        self._to_do = list(STEPS)

    def compose(self) -> ComposeResult:
        """Lay out the line below all else."""
        yield from super().compose()
        yield Static(id="tour", markup=False)

    def on_mount(self) -> None:
        """Tell the first thing to try, and look from time to time whether it was done."""
        super().on_mount()
        self.look()
        self.set_interval(_LOOK_SECONDS, self.look)

    def say(self, text: str, *, hint: str = "", warning: bool = False, lasts: int | None = 5) -> None:
        """Show a message, and keep in mind that it was said."""
        self.seen.add(text.partition(" ")[0])
        super().say(text, hint=hint, warning=warning, lasts=lasts)

    def look(self) -> None:
        """Strike off what was done, and tell the next thing to try."""
        queue = tuple(self.reading.queued())
        self._to_do = [step for step in self._to_do if not step.is_done(self)]
        if set(queue) != set(self._queue_before):
            self._queue_before = queue
        done = len(STEPS) - len(self._to_do)
        words = self.worded(self._to_do[0].words if self._to_do else _END)
        head = f" {done} of {len(STEPS)} "
        text = Content.assemble((head, "bold $accent"), words)
        if str(self.query_one("#tour", Static).content) != str(text):
            self.query_one("#tour", Static).update(text)

    # What the steps ask for

    @property
    def has_own_view(self) -> bool:
        """True once there is a view more than at the start."""
        return len(self.views) > self._views_before

    @property
    def has_other_theme(self) -> bool:
        """True if the colours are not those of the start."""
        return self.app.theme != self._theme_before

    @property
    def has_other_keys(self) -> bool:
        """True if the keys are not those of the start."""
        return [command.keys for command in self.commands] != self._keys_before

    @property
    def is_reordered(self) -> bool:
        """True if the queue has the papers it had, in another order."""
        queue = tuple(self.reading.queued())
        return queue != self._queue_before and set(queue) == set(self._queue_before)


STEPS = (
    DemoTask(
        "Press {search}, type curiculum lerning, then enter: typos don't matter",
        lambda it: bool(it.question.typed) and not it.search_bar.box.has_focus,
    ),
    DemoTask(
        "Press {views}, type code, then enter: only papers with code",
        lambda it: it.question.view.name == "With code" or "has:repo" in it.question.typed,
    ),
    DemoTask("Press {queue} on two papers: you will read them next", lambda it: len(it.reading.queued()) > 1),
    DemoTask(
        "Press {view-3} for the queue; {queue-sooner} or {queue-later} reorders it",
        lambda it: it.is_reordered,
    ),
    DemoTask(
        "Press {note}, write a line, then esc: it is saved as you type",
        lambda it: any(state.note for state in it.reading.store.states.values()),
    ),
    DemoTask(
        "Press {tags}, type a word, then enter: that is a tag",
        lambda it: any(state.tags for state in it.reading.store.states.values()),
    ),
    DemoTask(
        "Press {copy-link}: copies the link to the code, or the best one there is",
        lambda it: "Copied," in it.seen,
    ),
    DemoTask(
        "Press {undo}: undoes the last change, and so every change before it", lambda it: "Undid:" in it.seen
    ),
    DemoTask("Search for something, then press {save-view}: a view of your own", lambda it: it.has_own_view),
    DemoTask("Press {palette}, type theme, then enter: other colours", lambda it: it.has_other_theme),
    DemoTask("Press {settings}, type keymap, then enter: other keys", lambda it: it.has_other_keys),
    DemoTask(
        "Press {triage}: decide on one unread paper at a time",
        lambda it: any(isinstance(screen, TriageScreen) for screen in it.app.screen_stack),
    ),
)
"""The day, in the order it is told; any other order is as good."""


class DemoApp(ReaderApp):
    """The app with the demo's main screen."""

    main_screen = DemoMain


def run() -> int:
    """Run the demo in a scratch home, which is gone at the end. Return the exit status.

    Raises:
        ReaderError: there is no terminal.
    """
    with TemporaryDirectory(prefix="readerapp-demo-") as folder:
        home = Home.find(folder)
        files.replace(home.settings, (_NO_SOURCES,))
        return start.run(home, fresh=True, app_type=DemoApp)
