"""The reader's hooks while the app runs."""

from __future__ import annotations

import sys
from collections.abc import Callable

from readerapp.actions import hooks
from readerapp.ui.desk import Desk


def attach(desk: Desk, warn: Callable[[str], object]) -> None:
    """Run the hooks of what the reader does, as the settings are then.

    `warn` says from any thread that one failed; after the app's end it is a line on standard error.
    """
    app = desk.app

    def failed(why: str) -> None:
        if app.is_running:
            warn(why)
        else:
            print(f"readerapp: {why}", file=sys.stderr)

    hooks.attach(desk.reading, lambda: desk.settings.hooks, failed)
