"""Hooks of the command line."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from readerapp.cli.main import invoke
from readerapp.home import Home
from readerapp.plain.console import Console
from readerapp.plain.session import NumberedSession
from tests.actions.hooks.scripts import DEADLINE_SECONDS, Fifo, script, told, writer
from tests.cli.agent.agent import Agent
from tests.cli.reader import CURRICULUM, ORDER, SPAR, Reader


def hooks(reader: Reader, **commands: object) -> None:
    """Set hooks."""
    lines = [f"{event} = {json.dumps(words)}\n" for event, words in commands.items()]
    (reader.home / "config.toml").write_text("[hooks]\n" + "".join(lines), "utf-8")


def test_a_verb_runs_the_hook_of_its_change(reader: Reader, tmp_path: Path) -> None:
    words, out = writer(tmp_path)
    hooks(reader, read=words, queued=words, noted=words, added=words)
    reader("mark", "read", SPAR, CURRICULUM)
    reader("queue", "add", ORDER)
    reader("note", SPAR, "--text", "good")
    reader("add", "-", stdin='{"title": "New One"}\n')
    events = told(out)
    assert events[:3] == [("read", [SPAR, CURRICULUM]), ("queued", [ORDER]), ("noted", [SPAR])]
    assert [event for event, _ in events[3:]] == ["added"]
    reader("undo")
    reader("redo")
    reader("queue", "next", "--done")
    assert [event for event, _ in told(out)[4:]] == ["read"]


def test_an_import_is_one_process(reader: Reader, tmp_path: Path) -> None:
    words, out = writer(tmp_path)
    hooks(reader, added=words)
    lines = (json.dumps({"title": f"New Paper Number {n} on Topic {n * n}"}) + "\n" for n in range(600))
    papers = "".join(lines)
    assert reader("add", "-", stdin=papers).status == 0
    ((_, keys),) = told(out)
    assert len(set(keys)) == 600


def test_a_hook_that_fails_is_one_line_and_no_other_status(reader: Reader, tmp_path: Path) -> None:
    hooks(reader, read=["./nowhere"], rated=script(tmp_path, "raise SystemExit(3)"))
    before = reader("mark", "read", SPAR)
    assert (before.status, before.out) == (0, 'Marked "SPaR: Self-Play with Tree-Search Refinement" read\n')
    assert before.err.count("\n") == 1
    assert "./nowhere can't be run: No such file or directory" in before.err
    after = reader("rate", SPAR, "4")
    assert (after.status, after.err.count("\n")) == (0, 1)
    assert "it ended with status 3" in after.err
    assert (reader.state(SPAR)["status"], reader.state(SPAR)["rating"]) == ("read", 4)


def test_a_verb_that_fails_keeps_its_status_and_runs_the_hook_of_what_it_did(
    reader: Reader, tmp_path: Path
) -> None:
    words, out = writer(tmp_path)
    hooks(reader, read=words)
    reader("queue", "add", SPAR)
    assert reader("queue", "next", "--done").status == 1  # nothing is queued then
    assert told(out) == [("read", [SPAR])]


def test_what_a_hook_calls_runs_no_hook(reader: Reader, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code = f"""
import os, subprocess, sys
open({str(out)!r}, "a").write(os.environ["READERAPP_EVENT"] + "\\n")
subprocess.run([{sys.executable!r}, "-m", "readerapp", "queue", "add", {ORDER!r}], check=True)
"""
    hooks(reader, read=script(tmp_path, code), queued=script(tmp_path, code))
    assert reader("mark", "read", SPAR).err == ""
    assert out.read_text() == "read\n"
    assert reader.state(ORDER)["queue"] == 1


def test_a_shell_is_used_only_if_asked(reader: Reader, tmp_path: Path) -> None:
    (reader.home / "config.toml").write_text(
        "[hooks]\n"
        "read = 'touch $READERAPP_EVENT;x'\n"
        "rated = {command = 'touch $READERAPP_EVENT && touch too', shell = true}\n"
        "tagged = {command = 'touch tagged;x'}\n"
    )
    for verb in (["mark", "read", SPAR], ["rate", SPAR, "3"], ["tag", SPAR, "+rl"]):
        assert reader(*verb).err == ""
    assert {"$READERAPP_EVENT;x", "rated", "too", "tagged;x"} <= {path.name for path in reader.home.iterdir()}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_ends_the_command_ends_the_hook_and_keeps_the_change(
    reader: Reader, tmp_path: Path, number: signal.Signals
) -> None:
    fifo = Fifo(tmp_path / "fifo")
    code = f"""
import os, signal
held = os.open({str(fifo.path)!r}, os.O_WRONLY)
os.write(held, b"up")
signal.pause()
"""
    hooks(reader, read=script(tmp_path, code))
    process = subprocess.Popen(
        [sys.executable, "-m", "readerapp", "mark", "read", SPAR],
        env={**os.environ, "READERAPP_HOME": str(reader.home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert fifo.read() == b"up"
    process.send_signal(number)
    out, err = process.communicate(timeout=DEADLINE_SECONDS)
    assert process.returncode in (128 + number, -number)
    assert "Traceback" not in err
    assert out.startswith("Marked")
    assert fifo.read() == b""  # the hook is gone
    fifo.close()
    assert reader.state(SPAR)["status"] == "read"


@pytest.mark.parametrize(
    "wrong", ['""', "[]", "3", '"a \'b"', "{command = 3, shell = true}", '["a", 3]', "{x = 1}"]
)
def test_a_hook_that_makes_no_sense_is_told_and_left_out(reader: Reader, wrong: str) -> None:
    (reader.home / "config.toml").write_text(f"[hooks]\nread = {wrong}\nreadd = 'x'\n")
    result = reader("mark", "read", SPAR)
    assert result.status == 0
    assert result.err.count("[hooks] read") == 1
    assert "did you mean 'read'?" in result.err
    assert len(result.err.splitlines()) == 2


def test_reading_verbs_and_homes_without_hooks_load_nothing_of_them(reader: Reader) -> None:
    code = """
import sys
import time
from readerapp.cli.main import run
assert run(["mark", "read", sys.argv[1]]) == run(["list"]) == 0
assert not [name for name in sys.modules if name.startswith("readerapp.actions.hooks")]
"""
    env = {**os.environ, "READERAPP_HOME": str(reader.home)}
    subprocess.run([sys.executable, "-c", code, SPAR], env=env, check=True, stdout=subprocess.DEVNULL)


def test_settings_show_and_keep_hooks(reader: Reader) -> None:
    hooks(reader, read=["notify-send", "Read it"], seconds=20)
    shown = {line.split()[0]: line.split(maxsplit=1)[1] for line in reader("config").lines}
    assert (shown["hooks.read"], shown["hooks.queued"], shown["hooks.seconds"]) == (
        "notify-send 'Read it'",
        "-",
        "20",
    )
    (record,) = reader("config", "--json").records
    assert record["hooks"] == {"read": ["notify-send", "Read it"], "seconds": 20}


@pytest.mark.parametrize("who", ["an agent", "a reader at the prompt", "a watched inbox"])
def test_a_session_that_lasts_goes_on_while_a_hook_runs(
    reader: Reader, tmp_path: Path, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    up, gate, done = Fifo(tmp_path / "up"), tmp_path / "gate", tmp_path / "done"
    Fifo(gate).close()
    code = f"""
open({str(up.path)!r}, "w").write("up")
open({str(gate)!r}).read()
open({str(done)!r}, "w")
"""
    words = script(tmp_path, code)
    hooks(reader, read=words, added=words)

    def meanwhile() -> None:
        assert up.read() == b"up"
        assert not done.exists()
        gate.open("w").close()

    if who == "an agent":
        agent = Agent(reader.home)
        assert not agent("change", do="mark", keys=[SPAR], status="read").is_error
        meanwhile()
        agent.runs.close()
    elif who == "a watched inbox":
        monkeypatch.setattr("readerapp.actions.intake.inbox_folder.REST_SECONDS", -60.0)
        (reader.home / "inbox").mkdir()
        (reader.home / "inbox" / "share.txt").write_text("https://arxiv.org/abs/2406.00001")

        def sleep(_: float) -> None:
            meanwhile()
            raise KeyboardInterrupt

        monkeypatch.setattr(
            "readerapp.cli.verbs.inbox.time", SimpleNamespace(sleep=sleep, monotonic=time.monotonic)
        )
        reader("inbox", "--watch")
    else:
        session = NumberedSession(Home.find(reader.home), {}, Console(io.StringIO(), io.StringIO()))
        session.told = lambda _: None
        invoke(["mark", "read", SPAR], session)
        meanwhile()
        session.close()
    assert done.exists()
    up.close()
