"""One call of the command line: the reading list, opened on first use, and the papers that KEYS mean."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from readerapp.actions.done import Done
from readerapp.cli.exit_status import complain
from readerapp.cli.named_papers import named, selected
from readerapp.cli.progress_line import ProgressLine
from readerapp.cli.query_remarks import refuse, remark
from readerapp.cli.streams import ClosedOutput, json_line, keys_from_stdin
from readerapp.domain.errors import ReaderError
from readerapp.home import WITHIN_HOOK, Home, is_agent

if TYPE_CHECKING:
    from readerapp.actions.hooks.hooks import Hooks
    from readerapp.actions.reading_list import ReadingList
    from readerapp.cli.terminal import Terminal
    from readerapp.library import Shelf
    from readerapp.settings import Settings
    from readerapp.state.journal_line import JournalLine


class Session:
    """One call of the command line."""

    lasts = False
    """True if it is for many calls: a search index is worth its time, and hooks run in the background."""

    def __init__(self, home: Home, env: Mapping[str, str]) -> None:
        self.home = home
        self.env = env
        self.as_json = False
        """True if what is printed is to be JSON."""
        self.keep_going = False
        """True if KEYS that mean no paper are only to be reported."""
        self.status = 0
        """The exit status of a verb that did what it could."""
        self._lib: ReadingList | None = None
        self._hooks: Hooks | None = None

    @property
    def is_agent(self) -> bool:
        """True if an agent calls, so that its changes are signed."""
        return is_agent(self.env)

    @property
    def lib(self) -> ReadingList:
        """The reading list. Problems with its files are reported once, on standard error."""
        if self._lib is None:
            from readerapp.actions.reading_list import ReadingList  # help and completion do without it

            self._require_files()
            with ProgressLine() as progress:
                percent = progress.percent("reading papers")
                self._lib = ReadingList.open(
                    self.home, progress=percent, asks_once=not self.lasts, agent=self.is_agent
                )
            for sentence in self._lib.trouble:
                complain(sentence)
            self._lib.store.on_change = self._changed
        return self._lib

    def _require_files(self) -> None:
        """Raise `ReaderError` if the library or the state can't be read: an answer would lack papers."""
        from readerapp.disk.access import unreadable

        for path in (self.home.library, self.home.state):
            if why := unreadable(path):
                raise ReaderError(why)

    @cached_property
    def settings(self) -> Settings:
        """The reader's settings. Invalid ones are reported once, on standard error."""
        from readerapp.settings import Settings

        settings = Settings.load(self.home.settings)
        for sentence in settings.problems:
            complain(sentence)
        return settings

    @cached_property
    def terminal(self) -> Terminal:
        """Standard output as a terminal."""
        from readerapp.cli.terminal import Terminal

        return Terminal.of(sys.stdout, self.env, ascii_only=self.settings.ascii)

    @property
    def is_terminal(self) -> bool:
        """True if standard output is a terminal."""
        return sys.stdout.isatty()

    def say(self, text: str) -> None:
        """Write one line of plain text to standard output."""
        sys.stdout.write(text + "\n")

    def say_json(self, values: Mapping[str, Any]) -> None:
        """Write one line of JSON to standard output."""
        self.say(json_line(values))

    def shelf(
        self, query: str, *, sort: str | None = None, reverse: bool = False, exact: bool = False
    ) -> Shelf:
        """Return all papers matching a query; waits for the search index.

        Raises:
            BadQuery: a term of the query is invalid.
        """
        shelf = self._answer(
            lambda progress: self.lib.shelf(query, sort=sort, reverse=reverse, exact=exact, progress=progress)
        )
        return self._told(shelf)

    def similar(self, targets: Sequence[str], where: str) -> Shelf:
        """Return the papers matching a query that are near others; see `queries.similar`.

        Raises:
            BadQuery: a term of the query is invalid.
        """
        from readerapp.actions.queries import similar

        return self._told(self._answer(lambda progress: similar(self.lib, targets, where, progress)))

    def _answer(self, ask: Callable[[Callable[[float], None]], Shelf]) -> Shelf:
        self.lib.poll()
        with ProgressLine() as progress:
            return ask(progress.percent("indexing"))

    def _told(self, shelf: Shelf) -> Shelf:
        """Return a shelf after saying what of its query was left out; raise if that makes no sense."""
        refuse(shelf)
        for problem in shelf.problems:
            complain(problem.reason)
        return shelf

    def explain(self, shelf: Shelf, *, related: bool = False) -> None:
        """Say on standard error if a query found nothing or not all it should, or was read as misspelt.

        `related` says that related papers are shown.
        """
        if told := remark(shelf, related=related):
            complain(told)

    def resolve(self, keys: Iterable[str], query: str | None = None) -> tuple[str, ...]:
        """Return the keys of the papers that KEYS and `--query` mean, in order and without repeats.

        Of several KEYS those that mean no paper are reported, one line each, before it raises. With
        `--keep-going` it returns the others, and the exit status tells.

        Raises:
            UsageError: neither is given, or one is empty.
            NoSuchPaper: a key means no paper, or several.
            BadQuery: a term of the query is invalid.
            ReaderError: no paper matches the query.
        """
        context = click.get_current_context()
        given = dict.fromkeys(text for key in keys for text in (keys_from_stdin() if key == "-" else [key]))
        if not all(map(str.strip, given)):
            raise click.UsageError("A KEY is empty: name a paper.", context)
        if not given and query is None:
            if "-" not in keys:
                raise click.UsageError("Name papers by KEY, or by --query QUERY.", context)
            complain("no keys on standard input, nothing to do")
            context.exit()
        others = query is not None
        found, status = named(given, self.lib.library, keep_going=self.keep_going, has_others=others)
        self.status = status or self.status
        if query is not None:
            found += selected(query, self.lib, self._exactly)
        return tuple(dict.fromkeys(found))

    def _exactly(self, query: str) -> Shelf:
        """Return the papers matching words as typed: a search may guess; a change to papers must not."""
        return self._answer(lambda progress: self.lib.shelf(query, exact=True, progress=progress))

    def resolve_one(self, keys: Iterable[str]) -> str:
        """Return the key of the one paper that KEYS mean.

        Raises:
            UsageError: they mean several. Otherwise as `resolve`.
        """
        found = self.resolve(keys)
        if len(found) > 1:
            raise click.UsageError("Name one paper.", click.get_current_context())
        return found[0]

    def did(self, done: Done) -> None:
        """Print what a change did; for several papers also how to undo it; or all of it as JSON."""
        if self.as_json:
            values = {"message": done.message, "keys": list(done.keys)}
            with suppress(ClosedOutput.Error):
                self.say_json({**values, "step": done.step or None, "undoable": done.undoable})
            return
        hint = " · undo with `readerapp undo`" if done.undoable and len(done.keys) > 1 else ""
        with suppress(ClosedOutput.Error):  # the change is made whether or not it can be printed
            self.say(done.message + hint)

    def flush(self) -> None:
        """Return when every change is on disk.

        Raises:
            Unwritable: a change can't be written.
        """
        if self._lib is not None:
            self._lib.flush()

    def _changed(self, line: JournalLine) -> None:
        """Have the hooks of a change wait for `run_hooks`."""
        if self._hooks is None and self.settings.hooks.commands and WITHIN_HOOK not in self.env:
            from readerapp.actions.hooks.hooks import BackgroundHooks, Hooks  # few readers have some

            kind = BackgroundHooks if self.lasts else Hooks
            self._hooks = kind(self.lib, lambda: self.settings.hooks, complain, self.env)
        if self._hooks is not None:
            self._hooks.heard(line)

    def run_hooks(self) -> None:
        """Run the hooks of what was changed, which is on disk, and return when they ended."""
        if self._hooks is not None and not self.lasts:
            self._hooks.run()

    def close(self) -> None:
        """Run the hooks that still wait, and close the files."""
        if self._lib is not None:
            try:
                if self._hooks is not None:
                    self._hooks.close()
            finally:
                self._lib.close()
