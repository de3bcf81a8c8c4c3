"""`readerapp` alone opens the app; with a verb it is the command line."""

from __future__ import annotations

import gc
import os
import signal
import sys

from readerapp.cli.failures import guarded
from readerapp.cli.streams import prepare

_FRESH, _PLAIN = "--fresh", "--plain"


def main() -> None:
    """Run what the command line asks for and end with its exit status."""
    # What is read stays: looking for garbage in it every 700 objects would take a tenth of the time.
    gc.set_threshold(50_000)
    prepare()
    # A shell that completes calls without arguments and says so in the environment.
    if "_READERAPP_COMPLETE" in os.environ or not {_FRESH, _PLAIN}.issuperset(sys.argv[1:]):
        status = guarded(_command_line)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # from here on, ctrl+c ends it without a word
        sys.exit(status)
    # What calls itself dumb obeys no sequences, and what doesn't say what it is may not.
    plain = _PLAIN in sys.argv or os.environ.get("TERM") in ("dumb", "unknown")
    sys.exit(guarded(_plain if plain else _app))


def _app() -> int:
    # The first screen should not wait for the command line's parser, nor a verb for Textual.
    from readerapp.home import Home
    from readerapp.ui.start import run

    return run(Home.find(), fresh=_FRESH in sys.argv)


def _plain() -> int:
    """The list as it was left, in lines."""
    from readerapp.actions.last_place import Left
    from readerapp.actions.views import View
    from readerapp.cli.main import run
    from readerapp.home import Home
    from readerapp.settings import Settings

    home = Home.find()
    left = Left() if _FRESH in sys.argv else Left.load(home.cache / "left.json")
    own = [View(saved.name, saved.query) for saved in Settings.load(home.settings).views]
    return run(["list", *left.arguments(own)], {**os.environ, "NO_COLOR": "1"})


def _command_line() -> int:
    from readerapp.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    main()
