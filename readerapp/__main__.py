"""`readerapp` alone opens the app; with a verb it is the command line."""

from __future__ import annotations

import os
import sys

from readerapp.cli.edge import guarded


def main() -> None:
    """Run what the command line asks for and end with its exit status."""
    # A shell that completes calls without arguments and says so in the environment.
    asked = sys.argv[1:] or "_READERAPP_COMPLETE" in os.environ
    sys.exit(guarded(_command_line if asked else _app))


def _app() -> int:
    import gc

    # What a start makes stays: looking for garbage in it every 700 objects would take a tenth of the start.
    gc.set_threshold(50_000)
    # The first screen should not wait for the command line's parser, nor a verb for Textual.
    from readerapp.home import Home
    from readerapp.ui.app import run

    return run(Home.find())


def _command_line() -> int:
    from readerapp.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    main()
