"""Hooks of the app: off its thread, and a message if they fail."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from readerapp.settings import HookSettings, Settings
from tests.actions.hooks.scripts import Fifo, script, told, writer
from tests.ui.conftest import OFFLINE, Start


def hooked(hooks: HookSettings) -> Settings:
    return dataclasses.replace(OFFLINE, hooks=hooks)


async def test_keys_go_on_while_a_hook_runs_and_closing_waits_for_it(start: Start, tmp_path: Path) -> None:
    words, out = writer(tmp_path)
    up, gate = Fifo(tmp_path / "up"), tmp_path / "gate"
    Fifo(gate).close()
    code = f"open({str(up.path)!r}, 'w').write('up'); open({str(gate)!r}).read()"
    async with start(settings=hooked(HookSettings(read=script(tmp_path, code), queued=words))) as reader:
        await reader.press("r")
        assert up.read() == b"up"
        for _ in range(3):
            await reader.press("a", "j")
        assert len(reader.reading.queued()) == 3
        assert told(out) == []
        gate.open("w").close()
        keys = list(reader.reading.queued())
    up.close()
    assert told(out) == [("queued", keys)]


async def test_a_hook_that_fails_is_a_message(start: Start) -> None:
    async with start(settings=hooked(HookSettings(read=("/nowhere/x",)))) as reader:
        await reader.press("r")
        assert await reader.shows("/nowhere/x can't be run")
        assert len(reader.titles) == 88


async def test_a_failure_after_the_end_is_a_line_on_standard_error(
    start: Start, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with start(settings=hooked(HookSettings(noted=script(tmp_path, "raise SystemExit(3)")))) as reader:
        await reader.press("n", *"thought", "escape")
    assert "The hook 'noted' failed: it ended with status 3" in capsys.readouterr().err


async def test_a_hook_is_typed_as_a_command_in_the_settings(start: Start, home: Path) -> None:
    async with start() as reader:
        await reader.press("comma", *"hooks.read", "enter")
        await reader.press(*"notify 'a", "space", "b", "enter")
        assert "no closing quotation" in reader.screen
        await reader.press("'", "enter")
        assert "notify 'a b'" in reader.screen
        await reader.press("escape")
    assert Settings.load(home / "config.toml").hooks.commands == {"read": ("notify", "a b")}
