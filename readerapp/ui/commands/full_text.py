"""Reading a paper's full text: fetched in a thread if it isn't in the cache, and begun where one left it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from readerapp.actions.services.full_texts import full_text
from readerapp.actions.services.text_files import ReadingPlace, TextFiles
from readerapp.domain.errors import Cancelled, ReaderError
from readerapp.domain.paper import Paper
from readerapp.domain.values import NamedTuple
from readerapp.fulltext.blocks import FullText
from readerapp.fulltext.sections import Occurrence, find, named, outline
from readerapp.ui.bindings import with_own_keys
from readerapp.ui.commands.desktop import copy_best, open_url, put_text
from readerapp.ui.commands.intake.connection import Connection
from readerapp.ui.desk import Desk
from readerapp.ui.screens.full_text import KEYS, FullTextScreen
from readerapp.ui.screens.picker import Offer, Picked, Picker
from readerapp.ui.widgets.choice_list import Pickable
from readerapp.ui.widgets.text_layout import head
from readerapp.ui.widgets.text_page import Prepared

if TYPE_CHECKING:
    from readerapp.actions.services.client import ServiceClient

_SAVE_SECONDS = 5.0
_MAX_SECTION_CELLS = 24


class _Found(NamedTuple):
    """A text, under which id it is kept, and where the reader left it."""

    number: str
    text: FullText
    prepared: Prepared
    place: ReadingPlace


def begin(desk: Desk, key: str) -> None:
    """Open the full text of a paper."""
    if desk.is_demo:
        desk.say("The demo fetches nothing; the full text would come from arXiv")
        return
    FullTextSitting(desk, desk.reading.paper(key)).begin()


class FullTextSitting:
    """Does what the keys of the screen ask for."""

    def __init__(self, desk: Desk, paper: Paper) -> None:
        self._desk = desk
        self._paper = paper
        self._files = TextFiles(desk.reading.home.cache)
        self._keys = with_own_keys(KEYS, desk.commands)
        measure = desk.settings.measure
        self._screen = FullTextScreen(paper.title, desk.glyphs, measure, self._keys, self)
        self._found: _Found | None = None
        self._kept: ReadingPlace | None = None
        """The place that was saved last."""
        self._place = ReadingPlace()
        """Where the reader is."""
        self._last_words: Callable[[], None] = lambda: desk.say("")
        """Says in the list how it ended."""
        self._connection: Connection | None = None
        self._acts: Mapping[str, Callable[[], object]] = {
            "next-hit": partial(self._next_hit, 1),
            "previous-hit": partial(self._next_hit, -1),
            "outline": self._outline,
            "next-date": partial(self._next_section, 1),
            "previous-date": partial(self._next_section, -1),
            "tex": self._toggle_tex,
            "copy-link": self._copy_link,
            "open-link": self._open_link,
            "refresh": partial(self._load, anew=True),
            "back": self._back,
            "help": self._help,
        }

    def begin(self) -> None:
        """Open the screen."""
        self._desk.say("")
        self._desk.app.push_screen(self._screen, lambda _: self._ended())

    def ready(self) -> None:
        """Have the text read or fetched."""
        self._desk.status.above = self._screen.status
        self._screen.set_interval(_SAVE_SECONDS, self._save_place)
        self._load()

    def act(self, id: str) -> None:
        """Do what a key asks for."""
        if act := self._acts.get(id):
            self._desk.attempt(act)

    # The text

    def _load(self, *, anew: bool = False) -> None:
        if self._connection is not None:
            return
        self._save_place()
        self._connection = connection = Connection(self._desk)
        clock = self._desk.reading.clock

        def tell() -> None:
            if not self._screen.answered:
                self._say("Fetching the full text from arXiv …", hint="{back} stops it")

        def connect() -> ServiceClient:  # in the thread
            from readerapp.actions.services.client import ServiceClient

            self._desk.app.call_from_thread(tell)
            places, web = connection.open()
            return ServiceClient(web, places, clock())

        def work() -> _Found | ReaderError:
            try:
                number, text = full_text(self._paper, self._files, connect, anew=anew)
            except ReaderError as error:
                return error
            return _Found(number, text, self._screen.page.prepare(text), self._files.place(number))

        self._desk.threads.ask("fulltext", work, self._loaded, self._failed)

    def _failed(self) -> None:
        self._connection = None
        self._screen.dismiss()

    def _loaded(self, outcome: _Found | ReaderError) -> None:
        self._connection = None
        if self._screen.answered:
            return
        if isinstance(outcome, ReaderError):
            self._not_there(outcome)
            return
        self._desk.say("")
        self._found, self._place = outcome, outcome.place
        self._kept = outcome.place
        self._screen.page.show(outcome.prepared, outcome.place)
        self._screen.show_keys()
        self.moved()
        between = f" {self._desk.glyphs.separator} "
        self._desk.say(between.join(filter(None, (outcome.text.version, outcome.text.remarks))))

    def _not_there(self, error: ReaderError) -> None:
        """Say why there is no text: here if there is an earlier one to go on with, else in the list."""
        is_stopped = isinstance(error, Cancelled)
        hint = "" if is_stopped else "{open-link} opens its link"
        tell = partial(self._say, str(error), hint=hint, warning=not is_stopped)
        if self._found is None:
            self._last_words = tell
            self._screen.dismiss()
        else:
            tell()

    def _say(self, text: str, *, hint: str = "", warning: bool = False) -> None:
        self._desk.say(text, hint=self._desk.worded(hint), warning=warning)

    def moved(self) -> None:
        """Show how far the reader is."""
        page = self._screen.page
        if self._found is None or (top := page.top) is None:
            return
        self._place = ReadingPlace(*page.place)
        section = head(self._found.text, top, _MAX_SECTION_CELLS)
        percent = f"{int(page.part * 100)} %"
        between = f" {self._desk.glyphs.separator} "
        self._screen.progress(between.join(filter(None, (section, percent))), page.part)

    # Keys

    def find(self, words: str) -> None:
        """Find words in the text, and go to the first."""
        if self._found is not None:
            work = partial(find, self._found.text, words)
            self._desk.threads.ask("words", work, partial(self._mark, self._found, words))

    def _mark(self, found: _Found, words: str, hits: Sequence[Occurrence]) -> None:
        if self._screen.answered or found is not self._found:
            return
        self._screen.page.mark(hits)
        self._screen.show_keys()
        if hits:
            self._next_hit(0)
        else:
            self._desk.say(f"The text does not have {words!r}" if words.strip() else "")

    def _next_hit(self, by: int) -> None:
        number, total = self._screen.page.go_to_hit(by)
        if total:
            self._say(f"{number:,} of {total:,}", hint="{back} ends the search")
        else:
            self._say("Nothing is looked for", hint="{search} finds words")

    def _outline(self) -> None:
        if self._found is None:
            return
        text = self._found.text
        choices = [
            Pickable(str(index), "  " * (text.blocks[index].level - 1) + named(text.blocks[index]))
            for index in outline(text)
        ]
        here = next((it.value for it in reversed(choices) if int(it.value) <= self._screen.page.place[0]), "")

        def go(picked: Picked | None) -> None:
            if picked:
                self._screen.page.go_to(int(picked.value))

        offer = Offer(
            "sections", choices, enter="go there", highlight=here, none="No section is called that."
        )
        self._desk.app.push_screen(Picker(offer), go)

    def _next_section(self, by: int) -> None:
        if self._found is None:
            return
        block, letter = self._screen.page.place
        heads = outline(self._found.text)
        others = (
            [it for it in heads if it > block]
            if by > 0
            else [it for it in heads if (it, 0) < (block, letter)]
        )
        if others:
            self._screen.page.go_to(others[0 if by > 0 else -1])
        else:
            self._desk.say("This is the last section" if by > 0 else "This is the beginning")

    def _toggle_tex(self) -> None:
        page = self._screen.page
        page.tex = not page.tex
        page.lay_out()
        self._desk.say("Displayed math is shown as TeX" if page.tex else "Displayed math is readable")

    def _copy_link(self) -> None:
        copy_best(self._desk, [self._paper.links.best])

    def copy(self, text: str) -> None:
        """Copy what was selected with the mouse."""
        put_text(self._desk, text, text)

    def _open_link(self) -> None:
        if best := self._paper.links.best:
            open_url(self._desk, best[1])
        else:
            self._desk.say("No link for this paper")

    def _help(self) -> None:
        from readerapp.ui.screens.help import Help

        def run(picked: Picked | None) -> None:
            if picked:
                self._screen.action_act(picked.value)

        app = self._desk.app
        app.push_screen(Help(self._keys, {}, terminal_width=app.size.width), run)

    # The end

    def _back(self) -> None:
        if self._connection is not None and self._found is not None:
            self._connection.cancel()  # there is a text to go on with
        elif self._screen.page.has_hits:
            self._screen.page.mark(())
            self._screen.show_keys()
            self._desk.say("")
        else:
            self._screen.dismiss()

    def _save_place(self) -> None:
        """Save where the reader is, if that changed."""
        if self._found is None:
            return
        if self._place != self._kept:
            self._kept = self._place
            save = partial(self._files.save_place, self._found.number, self._place)
            self._desk.threads.ask("place", save, lambda _: None)

    def _ended(self) -> None:
        self._save_place()
        self._desk.status.above = None
        if self._connection is not None:
            self._connection.cancel()
            self._desk.say("Stopped")
        else:
            self._last_words()
