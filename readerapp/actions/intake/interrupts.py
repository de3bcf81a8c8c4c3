"""ctrl+c where it does no harm: it ends what is read at once, and waits for what is written."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Self


class Interrupts:
    """Within it ctrl+c raises `KeyboardInterrupt` only where `allow` was called last, or at its next call.

    On other threads than the main one, and where somebody else handles SIGINT, it changes nothing.
    """

    def __init__(self) -> None:
        self._asked = self._allowed = self._ours = False

    def __enter__(self) -> Self:
        main = threading.current_thread() is threading.main_thread()
        self._ours = main and signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if self._ours:
            signal.signal(signal.SIGINT, self._on_signal)
        return self

    def __exit__(self, *_: object) -> None:
        if self._ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._asked = True
        if self._allowed:
            raise KeyboardInterrupt

    def allow(self) -> None:
        """From now on ctrl+c may come at any time; it comes now if it was asked for."""
        self._allowed = True
        if self._asked:
            raise KeyboardInterrupt

    def hold(self) -> None:
        """From now on ctrl+c waits."""
        self._allowed = False
