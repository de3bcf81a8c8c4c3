"""Verbs run for an agent, in a session that lasts: what they print is caught, their failure is a sentence."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any

from readerapp.domain.errors import ReaderError
from readerapp.domain.values import NamedTuple
from readerapp.home import Home

if TYPE_CHECKING:
    from readerapp.cli.agent.session import LastingSession

_PREFIX = "readerapp: "


class Printed(NamedTuple):
    """What a verb printed."""

    records: Sequence[Any]
    remarks: Sequence[str]
    """Sentences on what it did, such as a word that it took to be misspelt."""
    failed: bool = False
    """True if not all could be done."""


class Calls:
    """Runs verbs in one session, which is opened when the first is called."""

    def __init__(self, home: Home, env: Mapping[str, str]) -> None:
        self._home = home
        self._env = {**env, "READERAPP_AGENT": "1", "NO_COLOR": "1", "TERM": "dumb"}
        self._session: LastingSession | None = None

    def run(self, command_line: Sequence[str]) -> Printed:
        """Run a verb; its changes are on disk then.

        Raises:
            ReaderError: it failed, or made no sense.
        """
        raw, err = io.BytesIO(), io.StringIO()
        out = io.TextIOWrapper(raw, "utf-8")
        with _streams(out, err):
            status = self._run(command_line)
        remarks = [line.removeprefix(_PREFIX) for line in err.getvalue().splitlines()]
        out.flush()
        text = raw.getvalue().decode("utf-8", "replace")
        if status and not text:
            raise ReaderError(remarks[-1] if remarks else "It could not be done")
        return Printed([_parsed(line) for line in text.splitlines()], remarks, failed=bool(status))

    def _run(self, command_line: Sequence[str]) -> int:
        import click

        from readerapp.cli.verb import click_command

        name, *arguments = command_line
        session = self._opened()
        command = click_command(name)
        assert command is not None
        session.status = 0
        try:
            with command.make_context(name, list(arguments), obj=session) as context:
                command.invoke(context)
            session.flush()
            session.run_hooks()
        except click.exceptions.Exit as end:
            session.status = end.exit_code
        except click.Abort:
            raise ReaderError("Cancelled") from None
        except click.ClickException as error:
            raise ReaderError(error.format_message()) from None
        finally:
            session.flush()
        return int(session.status)

    def _opened(self) -> LastingSession:
        """Return the session; it has seen what other programs changed."""
        from readerapp.cli.agent.session import LastingSession

        if self._session is None:
            self._session = LastingSession(self._home, self._env)
        else:
            self._session.refresh()
        return self._session

    def close(self) -> None:
        """Close the files."""
        if self._session is not None:
            self._session.close()


@contextmanager
def _streams(out: io.TextIOWrapper, err: io.StringIO) -> Iterator[None]:
    """Catch what is printed; standard input, over which the agent talks, is closed to verbs."""
    given, sys.stdin = sys.stdin, None
    try:
        with redirect_stdout(out), redirect_stderr(err):
            yield
    finally:
        sys.stdin = given


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return line
