"""Hooks of many changes: what one run gets, and when it begins."""

from __future__ import annotations

import json
import re
import signal
import threading
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import readerapp
from readerapp.actions.hooks import attach
from readerapp.actions.hooks.hooks import BackgroundHooks, Hooks
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.state import Status
from readerapp.home import WITHIN_HOOK
from readerapp.settings import HookSettings
from tests.actions.hooks.scripts import DEADLINE_SECONDS, Fifo, runs, script, told, writer

A, B, C = KEYS = [f"arxiv:2401.0000{n}" for n in (1, 2, 3)]
LONG = 600
ENV: Mapping[str, str] = {"PATH": "/usr/bin:/bin"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    lines = (json.dumps({"key": key, "title": f"Paper {key}"}) + "\n" for key in KEYS)
    (home / "papers.jsonl").write_text("".join(lines), "utf-8")
    return home


@pytest.fixture
def lib(home: Path) -> Iterator[ReadingList]:
    with ReadingList.open(home) as lib:
        yield lib


@pytest.fixture
def failures() -> list[str]:
    return []


def on_demand(lib: ReadingList, settings: HookSettings, failures: list[str]) -> Hooks:
    hooks = Hooks(lib, lambda: settings, failures.append, ENV)
    lib.store.on_change = hooks.heard
    return hooks


def test_all_papers_of_an_event_go_to_one_run_each_once(
    lib: ReadingList, tmp_path: Path, failures: list[str]
) -> None:
    words, out = writer(tmp_path)
    hooks = on_demand(lib, HookSettings(read=words, queued=words), failures)
    for _ in range(50):
        lib.mark(Status.READ, A, B)
        lib.mark(Status.UNREAD, A)
    lib.queue(B, C)
    hooks.run()
    hooks.run()
    assert told(out) == [("read", [A, B]), ("queued", [B, C])]
    assert failures == []


def test_after_ctrl_c_no_hook_that_waits_is_run(
    lib: ReadingList, tmp_path: Path, failures: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words, out = writer(tmp_path)
    hooks = on_demand(lib, HookSettings(read=words, queued=words), failures)
    lib.mark(Status.READ, A)
    lib.queue(B)
    with monkeypatch.context() as first:
        first.setattr(
            "readerapp.actions.hooks.hooks.run_hook", lambda *_, **__: signal.raise_signal(signal.SIGINT)
        )
        with pytest.raises(KeyboardInterrupt):
            hooks.run()
    hooks.close()
    assert told(out) == []


def test_a_run_gets_the_papers_as_they_are_then_and_where_they_are(
    lib: ReadingList, home: Path, tmp_path: Path, failures: list[str]
) -> None:
    words, out = writer(tmp_path)
    hooks = on_demand(lib, HookSettings(noted=words), failures)
    lib.note(A, "first")
    lib.note(A, "second")
    lib.tag([A], add=["rl"])
    hooks.run()
    (run,) = runs(out)
    (paper,) = run["papers"]
    assert (paper["key"], paper["note"], paper["tags"], paper["status"]) == (A, "second", ["rl"], "unread")
    assert run["env"] == {"READERAPP_EVENT": "noted", "READERAPP_HOME": str(home), "READERAPP_HOOK": "noted"}


def test_a_failure_names_the_hook_and_the_others_still_run(
    lib: ReadingList, home: Path, tmp_path: Path, failures: list[str]
) -> None:
    words, out = writer(tmp_path)
    hooks = on_demand(lib, HookSettings(read=("/nowhere",), queued=words), failures)
    lib.queue(A)
    lib.mark(Status.READ, B)
    hooks.run()
    assert told(out) == [("queued", [A])]
    (sentence,) = failures
    assert "'read'" in sentence
    assert str(home / "config.toml") in sentence
    assert lib.state(B).status is Status.READ


def test_a_paper_that_is_gone_meanwhile_is_left_out(
    lib: ReadingList, tmp_path: Path, failures: list[str]
) -> None:
    words, out = writer(tmp_path)
    hooks = on_demand(lib, HookSettings(read=words, rated=words), failures)
    lib.mark(Status.READ, A, B)
    lib.rate(3, A)
    lib.remove(A)
    hooks.run()
    assert told(out) == [("read", [B])]
    assert failures == []


def test_the_change_is_on_disk_before_its_hook_runs(
    lib: ReadingList, failures: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    monkeypatch.setattr(lib.store, "sync", lambda: order.append("on disk"))
    monkeypatch.setattr("readerapp.actions.hooks.hooks.run_hook", lambda *_, **__: order.append("run"))
    hooks = on_demand(lib, HookSettings(noted=("true",)), failures)
    lib.note(A, "a thought")
    hooks.run()
    assert order == ["on disk", "run"]


# In the background


def background(
    lib: ReadingList, settings: HookSettings, failures: list[str], pause: float = 0.0
) -> BackgroundHooks:
    hooks = BackgroundHooks(lib, lambda: settings, failures.append, ENV)
    hooks.pause = pause
    lib.store.on_change = hooks.heard
    return hooks


def test_while_a_hook_runs_changes_wait_and_go_to_one_run(
    lib: ReadingList, tmp_path: Path, failures: list[str]
) -> None:
    words, out = writer(tmp_path)
    fifo, gate = Fifo(tmp_path / "fifo"), tmp_path / "gate"
    Fifo(gate).close()
    code = f"open({str(fifo.path)!r}, 'w').write('up'); open({str(gate)!r}).read()"
    settings = HookSettings(rated=script(tmp_path, code), read=words)
    hooks = background(lib, settings, failures)
    lib.rate(3, A)
    assert fifo.read() == b"up"
    for _ in range(200):
        lib.mark(Status.READ, A, B)
        lib.mark(Status.UNREAD, A, B)
    assert runs(out) == []
    gate.open("w").close()
    hooks.close()
    fifo.close()
    assert told(out) == [("read", [A, B])]


def test_a_note_waits_for_a_pause_in_writing_and_for_nothing_at_the_end(
    lib: ReadingList, tmp_path: Path, failures: list[str]
) -> None:
    words, out = writer(tmp_path)
    fifo = Fifo(tmp_path / "fifo")
    code = f"open({str(fifo.path)!r}, 'w').write('up')"
    hooks = background(lib, HookSettings(noted=words, read=script(tmp_path, code)), failures, pause=LONG)
    for text in ("a", "a thou", "a thought"):
        lib.note(A, text)
    lib.mark(Status.READ, B)
    assert fifo.read() == b"up"  # others run meanwhile
    assert runs(out) == []
    hooks.close()
    fifo.close()
    assert [paper["note"] for run in runs(out) for paper in run["papers"]] == ["a thought"]


@pytest.mark.slow
def test_closing_waits_no_longer_than_a_hook_may_run(
    lib: ReadingList, tmp_path: Path, failures: list[str]
) -> None:
    sleeper = script(tmp_path, "import signal; signal.pause()")
    settings = HookSettings(noted=sleeper, rated=sleeper, tagged=sleeper, seconds=1)
    hooks = background(lib, settings, failures, pause=LONG)
    lib.note(A, "a thought")
    lib.rate(3, A)
    lib.tag([A], add=["rl"])
    closing = threading.Thread(target=hooks.close)
    closing.start()
    closing.join(DEADLINE_SECONDS)
    assert not closing.is_alive()
    given = [float(took) for why in failures for took in re.findall(r"longer than ([\d.]+) s", why)]
    assert len(given) == 3
    assert sum(given) < 2


@pytest.fixture
def usual_signals() -> Iterator[None]:
    """Signals do what they do in a program that nobody told otherwise, such as `nohup`."""
    numbers = (signal.SIGHUP, signal.SIGTERM)
    before = [signal.signal(number, signal.SIG_DFL) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


@pytest.mark.usefixtures("usual_signals")
@pytest.mark.parametrize(
    ("number", "raised"),
    [(signal.SIGINT, KeyboardInterrupt), (signal.SIGHUP, SystemExit), (signal.SIGTERM, SystemExit)],
)
def test_a_signal_while_closing_waits_kills_the_hook_and_starts_no_other(
    lib: ReadingList,
    tmp_path: Path,
    failures: list[str],
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
    raised: type[BaseException],
) -> None:
    words, out = writer(tmp_path)
    up = Fifo(tmp_path / "up")
    code = f"""
import os, signal
held = os.open({str(up.path)!r}, os.O_WRONLY)
os.write(held, b"up")
signal.pause()
"""
    settings = HookSettings(rated=script(tmp_path, code), noted=words, seconds=LONG)
    hooks = background(lib, settings, failures, pause=LONG)
    lib.rate(3, A)
    lib.note(A, "a thought")
    assert up.read() == b"up"
    thread = hooks._thread
    assert thread

    with monkeypatch.context() as waiting:
        waiting.setattr(thread, "join", lambda: signal.raise_signal(number))
        with pytest.raises(raised):
            hooks.close()
    assert signal.getsignal(signal.SIGHUP) is signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert up.read() == b""
    thread.join(DEADLINE_SECONDS)
    assert not thread.is_alive()
    assert runs(out) == []
    up.close()


def test_a_reading_list_runs_hooks_only_if_asked_and_never_within_one(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, out = writer(tmp_path)
    (home / "config.toml").write_text(f"[hooks]\nread = {json.dumps(words)}\nrated = '/nowhere'\n")
    with readerapp.open(home) as lib:
        lib.mark("read", A)
    with monkeypatch.context() as within:
        within.setenv(WITHIN_HOOK, "read")
        with readerapp.open(home, hooks=True) as lib:
            lib.mark("read", B)
    assert runs(out) == []
    with warnings.catch_warnings(record=True) as caught, readerapp.open(home, hooks=True) as lib:
        warnings.simplefilter("always")
        lib.mark("read", C)
        lib.rate(3, C)
    assert told(out) == [("read", [C])]
    assert ["'rated'" in str(each.message) for each in caught] == [True]


def test_without_hooks_a_change_costs_no_thread(lib: ReadingList) -> None:
    threads = threading.active_count()
    attach(lib, HookSettings, lambda _: None)
    lib.mark(Status.READ, A)
    lib.flush()
    assert not [thread for thread in threading.enumerate() if thread.name == "hooks"]
    assert not lib.closing
    assert threading.active_count() <= threads + 1  # the store's writer
