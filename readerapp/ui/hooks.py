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
    late: list[str] = []

    def failed(why: str) -> None:
        if app.is_running and not app.ended:
            warn(why)
        else:
            late.append(why)

    def tell() -> None:  # the hooks have ended by then: they are attached later, and closed first
        for why in late:
            print(f"readerapp: {why}", file=sys.stderr)

    desk.reading.closing.append(tell)
    hooks.attach(desk.reading, lambda: desk.settings.hooks, failed)
