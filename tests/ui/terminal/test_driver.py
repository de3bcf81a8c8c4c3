"""What was drawn reaches the terminal at once, or in order once the terminal takes it."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import Any, cast

from textual.drivers._writer_thread import WriterThread

from readerapp.ui.terminal.driver import TerminalDriver
from readerapp.ui.terminal.output import Output


async def test_output_is_written_before_write_returns_and_a_slow_terminal_holds_nothing_up() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as there, os.fdopen(writing, "w", encoding="ascii") as stream:
        os.set_blocking(reading, False)
        driver = TerminalDriver(cast(Any, SimpleNamespace()))
        driver._output = Output(stream, lambda: None)
        driver._writer_thread = WriterThread(cast(Any, driver._output))
        driver._writer_thread.start()
        for text in ("one\x07", "two\x07"):
            driver.write(text)
            assert os.read(reading, 100) == text.encode()
        texts = [f"\x1b]0;{chr(97 + number) * 4_000}\x07" for number in range(26)]
        for text in texts:  # more than the pipe holds: would stand still here
            driver.write(text)
        os.set_blocking(reading, True)
        wanted = "".join(texts).encode()
        assert there.read(len(wanted)) == wanted
        driver.close()
        assert driver._output.written == 2 + len(texts)
