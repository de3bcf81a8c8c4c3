"""`readerapp` alone opens the app; with a verb it is the command line."""

from __future__ import annotations

import sys

_show_error = sys.excepthook


def _quiet_if_interrupted(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Say nothing of ctrl+c: it may come at any moment, also while all this loads."""
    if kind is not KeyboardInterrupt:
        _show_error(kind, error, trace)


sys.excepthook = _quiet_if_interrupted  # before all else is imported

import gc  # noqa: E402
import os  # noqa: E402

TYPE_CHECKING = False  # as in `typing`, which takes a while to load
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import TextIO

_FRESH, _PLAIN, _DEMO = "--fresh", "--plain", "--demo"
_OBJECTS_BETWEEN_COLLECTIONS = 150_000


def main() -> None:
    """Open the app or run a verb, and exit with its status."""
    # What a start makes stays: looking for garbage every 700 objects would take a tenth of the time, most of
    # it during imports, so they come after this.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from readerapp.cli.exit_status import guarded
    from readerapp.cli.streams import prepare

    prepare()
    log = _taken_log(sys.argv)
    # For completion, the shell sets this variable and passes no arguments.
    if "_READERAPP_COMPLETE" in os.environ or not {_FRESH, _PLAIN, _DEMO}.issuperset(sys.argv[1:]):
        status = guarded(lambda: _run(_command_line, log))
        import signal

        signal.signal(signal.SIGINT, signal.SIG_DFL)  # from here on, ctrl+c ends it silently
    else:
        # A dumb terminal doesn't understand escape sequences, and an unknown one may not.
        plain = _PLAIN in sys.argv or os.environ.get("TERM") in ("dumb", "unknown")
        screen = _demo if _DEMO in sys.argv else _plain if plain else _app
        status = guarded(lambda: _run(screen, log))
    sys.audit("readerapp.ended", status)  # for the log
    gc.freeze()  # or Python would go through every object once more before it ends
    sys.exit(status)


def _taken_log(argv: list[str]) -> str | None:
    """Take `--log FILE` out of the options before the verb; return FILE, or None if it isn't there."""
    for at, word in enumerate(argv[1:], 1):
        name, equals, file = word.partition("=")
        if name == "--log" and (equals or argv[at + 1 :]):
            file = file if equals else argv[at + 1]
            del argv[at : at + (1 if equals else 2)]
            return file
        if not word.startswith("-"):
            break
    return None


def _run(run: Callable[[], int], log: str | None) -> int:
    """Run the app or the command line, with a log if the reader asks for one."""
    if log is not None:
        from pathlib import Path

        from readerapp.disk.log_file import start
        from readerapp.domain.errors import ReaderError
        from readerapp.home import Home

        if Home.find().keeps(Path(log)):
            raise ReaderError(f"{log} holds your own list: name another file for --log")
        start(log, sys.argv[1:])
    return run()


def _app() -> int:
    # The first screen must not wait for click to load, nor a verb for Textual.
    from readerapp.home import Home
    from readerapp.ui.start import run

    return run(Home.find(), fresh=_FRESH in sys.argv)


def _demo() -> int:
    from readerapp.ui.demo import run

    return run()


def _plain() -> int:
    """Talk with the reader at a terminal; elsewhere print the list where they left it."""
    from readerapp.home import Home

    if _is_terminal(sys.stdin) and _is_terminal(sys.stdout):
        from readerapp.plain.start import run as talk

        return talk(Home.find(), os.environ, fresh=_FRESH in sys.argv)
    from readerapp.actions.views.last_place import LastPlace
    from readerapp.actions.views.view import views_of
    from readerapp.cli.main import run
    from readerapp.settings import Settings

    home = Home.find()
    left = LastPlace() if _FRESH in sys.argv else LastPlace.load(home.cache / "left.json")
    views = views_of(Settings.load(home.settings))
    return run(["list", *left.arguments(views)], {**os.environ, "NO_COLOR": "1"})


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _command_line() -> int:
    from readerapp.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    main()
