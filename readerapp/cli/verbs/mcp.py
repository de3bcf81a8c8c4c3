"""`mcp`: a server for agents on standard input and output."""

from __future__ import annotations

import os
import sys

import click

from readerapp.cli.agent.calls import Calls
from readerapp.cli.agent.server import Server
from readerapp.cli.exit_status import complain
from readerapp.cli.session import Session
from readerapp.cli.verb import verb


@verb("mcp")
@click.option("--write", "writes", is_flag=True, help="Also offer tools that change something.")
def run(session: Session, writes: bool) -> None:
    """It speaks the Model Context Protocol, one message a line. Without --write its tools only read. Changes
    are signed as an agent's: `undo --agent` takes them all back.
    """
    if sys.stdin is not None and sys.stdin.isatty():
        complain("waiting for the messages of an agent; end with ctrl+d")
    sys.stdout.flush()
    # Nothing but messages may come out, and no verb may read what the agent sends.
    with os.fdopen(os.dup(0), "rb") as source, os.fdopen(os.dup(1), "wb", buffering=0) as sink:
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(2, 1)
        os.close(null)
        calls = Calls(session.home, session.env)
        try:
            Server(calls, writes=writes).serve(source, sink)
        finally:
            os.dup2(source.fileno(), 0)  # at the plain prompt the reader goes on
            os.dup2(sink.fileno(), 1)
            calls.close()
