"""The conversation: one line after the other is understood and done, until the reader ends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from readerapp.actions.command import Command
from readerapp.actions.views.last_place import LastPlace
from readerapp.cli.exit_status import bug_report
from readerapp.domain.errors import ReaderError
from readerapp.plain.commands.finding import PlainFinding
from readerapp.plain.commands.intake import PlainIntake
from readerapp.plain.commands.linking import PlainLinking
from readerapp.plain.commands.marking import PlainMarking
from readerapp.plain.commands.settings import PlainSettings
from readerapp.plain.commands.triage import PlainTriage
from readerapp.plain.commands.writing import PlainWriting
from readerapp.plain.console import Console
from readerapp.plain.listing import names_numbers
from readerapp.plain.session import NumberedSession
from readerapp.plain.typed import understood

PROMPT = "readerapp> "
_VERBS_HERE = {"list": "search", "show": "into", "queue": "view-3", "keys": "help"}
"""Verbs that print papers or keys, and the commands that do so with numbers."""


class Conversation(
    PlainTriage, PlainFinding, PlainMarking, PlainWriting, PlainLinking, PlainIntake, PlainSettings
):
    """A reader at a prompt."""

    def __init__(self, session: NumberedSession, console: Console, place: LastPlace, left: Path) -> None:
        """`left` is the file that keeps where the reader is, for the next start."""
        super().__init__(session, console, place)
        self._left = left
        self._kept = place

    def begin(self) -> None:
        """Say where the reader is and what can be typed."""
        for sentence in (*self.session.settings.problems, *self.key_problems, *self.lib.trouble):
            self.say(sentence)
        self.say(
            self.worded("readerapp: {search} searches, a number opens a paper, {help} for help, {leave} ends")
        )
        self.show(self.place)

    def hold(self) -> None:
        """Ask for one line after the other, and do what each asks for."""
        while not self.ended:
            try:
                self.obey(self.console.ask(PROMPT))
                self._keep_place()
            except KeyboardInterrupt:
                self.say("\nCancelled")
            except EOFError:
                self.say("")
                self.ended = True
            except ReaderError as error:
                self.say(str(error))
            except OSError:  # the terminal is gone
                raise
            except Exception as error:  # noqa: BLE001 - one command fails, and the reader goes on
                self.say(bug_report(error))

    def _keep_place(self) -> None:
        self.remember()
        if self.place != self._kept:
            self._kept = self.place
            self.place.save(self._left)

    def obey(self, line: str) -> None:
        """Do what a line asks for.

        Raises:
            ReaderError: it asks for nothing that there is, or that fails.
        """
        self.lib.poll()
        line = line.strip()
        if not line:
            self.next_page()
        elif all(map(names_numbers, line.split())):
            self.do_into(line)
        else:
            typed = understood(line, self.commands)
            if isinstance(typed.what, Command):
                self.perform(typed.what, typed.rest)
            elif (here := _VERBS_HERE.get(typed.what.name)) and "--" not in typed.rest:
                self.perform(self.command(here), typed.rest)
            else:
                self.run_verb(*typed.what.name.split(), rest=typed.rest)

    def perform(self, command: Command, rest: str = "") -> None:
        """Do what a command does, with the text typed behind it."""
        number = command.id.rpartition("-")[2]
        if handler := self.handler(command):
            handler(rest)
        elif number.isdecimal():
            self.list_view(number)
        elif command.does:
            self._change(command, rest)
        elif command.verb:
            self.run_verb(*command.verb.name.split(), rest=rest)
        else:
            self.say(f"{command.name} is for the app that draws on the screen")

    def handler(self, command: Command) -> Callable[[str], None] | None:
        """Return what does a command here, if it is more than its definition."""
        found: Callable[[str], None] | None = getattr(self, f"do_{command.id.replace('-', '_')}", None)
        return found

    def _change(self, command: Command, rest: str) -> None:
        keys, unknown = self.papers_and_rest(rest)
        if unknown:
            raise ReaderError(f"{unknown!r} is no paper's number; as in: {command.id} 3 5-8")
        is_queued = self.lib.place(keys[0]) is not None
        if why := command.why_not(has_paper=True, is_queued=is_queued):
            raise ReaderError(why)
        assert command.does
        self.did(command.does(self.lib, keys))

    def do_palette(self, rest: str) -> None:
        """Do the command that is chosen among those that have to do with some words."""
        words = rest or self.console.ask("Command: ")
        if words and (command := self.find_command(words)):
            self.perform(command)
