"""The reader's own commands, run after what was done to a paper."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from readerapp.home import WITHIN_HOOK

if TYPE_CHECKING:
    from readerapp.actions.hooks.hooks import BackgroundHooks
    from readerapp.actions.reading_list import ReadingList
    from readerapp.settings import HookSettings
    from readerapp.state.journal_line import JournalLine


def attach(
    lib: ReadingList,
    settings: Callable[[], HookSettings],
    failed: Callable[[str], object],
    env: Mapping[str, str] = os.environ,
) -> None:
    """Run hooks after each change made with `lib`, in a thread; closing it waits for them.

    Args:
        settings: returns the hooks as they are at a change.
        failed: takes a sentence on a hook that failed, in that thread.
        env: its environment; within a hook nothing is run.
    """
    if WITHIN_HOOK in env:
        return
    hooks: list[BackgroundHooks] = []

    def heard(line: JournalLine) -> None:
        if not hooks and settings().commands:
            from readerapp.actions.hooks.hooks import BackgroundHooks  # few readers have some

            hooks.append(BackgroundHooks(lib, settings, failed, env))
            lib.closing.append(hooks[0].close)
        for each in hooks:
            each.heard(line)

    lib.store.on_change = heard
