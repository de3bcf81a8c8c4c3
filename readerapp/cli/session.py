"""What every verb shares: the reading list, opened when first asked for, and the papers meant by KEYS."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import click

from readerapp.actions.done import Done
from readerapp.actions.queries import refuse
from readerapp.actions.reading_list import ReadingList
from readerapp.cli.arguments import keys as given_keys
from readerapp.cli.edge import complain
from readerapp.cli.streams import Closed
from readerapp.cli.ticker import Ticker
from readerapp.domain.errors import ReaderError
from readerapp.domain.paper import Paper
from readerapp.home import Home
from readerapp.library import Shelf

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from readerapp.cli.screen import Screen
    from readerapp.settings import Settings


Verb = TypeVar("Verb", bound=Callable[..., Any])


class Session:
    """One call of the command line."""

    def __init__(self, home: Home, env: Mapping[str, str]) -> None:
        self.home = home
        self.env = env
        self._lib: ReadingList | None = None

    @property
    def lib(self) -> ReadingList:
        """The reading list; what is wrong with its files is said once, on standard error."""
        if self._lib is None:
            self._require_files()
            with Ticker() as ticker:
                self._lib = ReadingList.open(self.home, progress=ticker.part("reading papers"))
            for sentence in self._lib.trouble:
                complain(sentence)
        return self._lib

    def _require_files(self) -> None:
        """An answer without the library or the state would be none; raises `ReaderError`."""
        from readerapp.disk.access import unreadable

        for path in (self.home.library, self.home.state):
            if why := unreadable(path):
                raise ReaderError(why)

    @cached_property
    def settings(self) -> Settings:
        """The reader's settings; what makes no sense in them is said once, on standard error."""
        from readerapp.settings import Settings

        settings = Settings.load(self.home.settings)
        for sentence in settings.problems:
            complain(sentence)
        return settings

    @cached_property
    def screen(self) -> Screen:
        """Standard output as a terminal."""
        from readerapp.cli.screen import Screen

        return Screen.of(sys.stdout, self.env, ascii_only=self.settings.ascii)

    @property
    def is_terminal(self) -> bool:
        """Whether a person looks at standard output."""
        return sys.stdout.isatty()

    def say(self, text: str) -> None:
        """Write one line of plain text to standard output."""
        sys.stdout.write(text + "\n")

    def shelf(
        self, query: str, *, sort: str | None = None, reverse: bool = False, exact: bool = False
    ) -> Shelf:
        """The papers that answer a query, all of them: the search index is waited for.

        Raises:
            BadQuery: a part of the query makes no sense.
        """
        self.lib.poll()
        with Ticker() as ticker:
            shelf = self.lib.shelf(
                query, sort=sort, reverse=reverse, exact=exact, progress=ticker.part("indexing")
            )
        refuse(shelf)
        for problem in shelf.problems:
            complain(problem.reason)
        return shelf

    def tell_how(self, shelf: Shelf) -> None:
        """Say on standard error where a query found nothing, or what it was taken to mean."""
        if shelf.partial or (shelf.query.strip() and not shelf.rows):
            complain(f"No paper matches {shelf.query!r}{suggested(shelf)}")
        elif shelf.suggestion:
            complain(f"{shelf.query!r} may be misspelt: searched for {shelf.suggestion!r}, too")

    def papers(self, shelf: Shelf, limit: int | None = None) -> Iterator[Paper]:
        """The papers of a shelf in its order, each read when it is its turn."""
        return (self.lib.library.paper(row, shelf) for row in shelf.rows[:limit])

    def resolve(self, keys: Iterable[str], query: str | None = None) -> tuple[str, ...]:
        """The keys of the papers that KEYS and `--query` mean, each once, in their order.

        Raises:
            UsageError: neither is given, or one that is empty.
            NoSuchPaper: a key means no paper.
            BadQuery: the query makes no sense in part.
            ReaderError: no paper answers the query.
        """
        context = click.get_current_context()
        given = [text for key in keys for text in (given_keys() if key == "-" else [key])]
        if not all(map(str.strip, given)):
            raise click.UsageError("A KEY is empty: name a paper.", context)
        if not given and query is None:
            if "-" not in keys:
                raise click.UsageError("Name papers by KEY, or by --query QUERY.", context)
            complain("no keys on standard input: nothing to do")
            context.exit()
        found = [self.lib.find(text) for text in given]
        if query is not None:
            found += self._answers(query, context)
        return tuple(dict.fromkeys(found))

    def _answers(self, query: str, context: click.Context) -> list[str]:
        from readerapp.domain.query.parser import parse
        from readerapp.domain.query.tree import EVERYTHING

        asked = parse(query, self.lib.clock())
        if asked.node == EVERYTHING and not asked.problems:
            raise click.UsageError(f"--query {query!r} names no papers; --all means all of them.", context)
        # A search may guess; a change to papers must not.
        shelf = self.shelf(query, exact=True)
        refuse(shelf, too_long=True)
        if shelf.partial or not shelf.rows:
            raise ReaderError(f"No paper matches {query!r}" + suggested(shelf))
        return [self.lib.library.key(row, shelf) for row in shelf.rows]

    def did(self, done: Done) -> None:
        """Say what a change did; of several papers also how to undo it."""
        back = " · undo with `readerapp undo`" if done.undoable and len(done.keys) > 1 else ""
        with suppress(Closed.Error):  # it is done, whether or not anybody can be told
            self.say(done.message + back)

    def flush(self) -> None:
        """Return when every change is on disk.

        Raises:
            Unwritable: it can't be written.
        """
        if self._lib is not None:
            self._lib.flush()

    def close(self) -> None:
        """Let go of the files."""
        if self._lib is not None:
            self._lib.close()


def suggested(shelf: Shelf) -> str:
    """`; did you mean …?`, or nothing where nothing is suggested."""
    return f"; did you mean {shelf.suggestion!r}?" if shelf.suggestion else ""


class QueryVerb(click.Command):
    """A verb that takes a query, in which `-word` is a word to leave out and no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; a space before it keeps a word from being taken for options."""
        short = {name for parameter in self.get_params(ctx) for name in parameter.opts if len(name) == 2}
        words = (f" {arg}" if _leaves_out(arg) and arg not in short else arg for arg in args)
        return super().parse_args(ctx, list(words))


def _leaves_out(argument: str) -> bool:
    return len(argument) > 1 and argument[0] == "-" and argument[1] != "-"


def files(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Leave it to the shell to complete the names of files."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


pass_session = click.make_pass_decorator(Session)

keys_argument = click.argument("keys", nargs=-1, metavar="KEY…")


def query_option(function: Verb) -> Verb:
    """`--query QUERY` and `--all`, as the argument `query`."""
    every = click.option("--all", "query", flag_value="is:any", help="Every paper, archived ones too.")
    return click.option("--query", metavar="QUERY", help="All papers matching QUERY.")(every(function))


exact_option = click.option("--exact", is_flag=True, help="Match words exactly as typed.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one object per line.")
