"""ctrl+c during an import: stops reading at once, but waits for writes to finish."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Self


class Interrupts:
    """A context in which ctrl+c raises `KeyboardInterrupt` after `allow`, and is held back after `hold`.

    Does nothing outside the main thread, or if SIGINT already has another handler.
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
        """Let ctrl+c through; raise `KeyboardInterrupt` now if it was pressed meanwhile."""
        self._allowed = True
        if self._asked:
            raise KeyboardInterrupt

    def hold(self) -> None:
        """Hold ctrl+c back until `allow`."""
        self._allowed = False
