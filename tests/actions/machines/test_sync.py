"""Machines kept together by real git: a bare remote on the disk, and homes that change everything at once."""

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from readerapp.actions.machines.git import Git
from readerapp.actions.machines.syncing import SyncReport, sync
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import ReaderError
from readerapp.domain.ids.keys import title_key
from readerapp.domain.paper import Paper
from readerapp.domain.state import Status
from readerapp.home import Home
from tests.actions.machines.homes import Env, Machine, files, git, in_step

# Nobody listens on the first port, and .invalid names no host.
NOBODY_THERE = ["git://127.0.0.1:1/x", "http://127.0.0.1:1/x", "git://nowhere.invalid/x"]
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def test_two_machines_that_met_nowhere_become_one(machine: Machine, env: Env) -> None:
    a, b = machine("a"), machine("b")
    in_step([a, b], env)
    with ReadingList.open(a) as lib:
        assert len(lib.library) == 5
        assert "what a thinks" in lib.state("arxiv:0").note
        assert "what b thinks" in lib.state("arxiv:0").note


def test_a_commit_says_what_was_done_in_the_journals_words(machine: Machine, env: Env) -> None:
    a = machine("a")
    with ReadingList.open(a) as lib:
        lib.rate(4, "arxiv:1")
    assert sync(a, env=env).changes == 1
    assert git(a.data, env, "log", "-1", "--format=%s") == 'Rate "Paper 1" 4 of 5'
    with ReadingList.open(a) as lib:
        lib.queue("arxiv:1")
        lib.rate(2, "arxiv:1")
        lib.undo()
        lib.tag(["arxiv:2"], add=["rl"])
    sync(a, env=env)
    said = git(a.data, env, "log", "-1", "--format=%B").splitlines()
    assert said[0] == 'Tag "Paper 2" +rl (and 1 more)'
    assert said[2:] == ['- Queue "Paper 1"', '- Tag "Paper 2" +rl']
    assert git(a.data, env, "log", "-1", "--format=%an <%ae>") == "readerapp <readerapp@localhost>"
    head = git(a.data, env, "rev-parse", "HEAD")
    report = sync(a, env=env)
    assert report.message.startswith("Already in sync")
    assert git(a.data, env, "rev-parse", "HEAD") == head


@pytest.mark.slow
def test_what_came_is_a_step_of_the_journal_and_is_counted(machine: Machine, env: Env) -> None:
    a, b = machine("a"), machine("b")
    in_step([a, b], env)
    with ReadingList.open(a) as lib:
        lib.rate(4, "arxiv:1")
        lib.library.add([Paper(key="arxiv:new", title="New")])
    sync(a, env=env)
    report = sync(b, env=env)
    assert (report.state, report.papers, report.changes) == (1, 1, 0)
    assert report.message.endswith("received state of 1 paper and 1 paper")
    with ReadingList.open(b) as lib:
        assert "took in 1 paper" in lib.store.entries(1)[0].words


@pytest.mark.slow
def test_only_what_all_machines_share_is_committed_and_stays_private(machine: Machine, env: Env) -> None:
    a = machine("a")
    a.settings.write_text("ascii = true")
    a.state.chmod(0o640)
    b = machine("b")
    sync(b, env=env)
    sync(a, env=env)
    assert git(a.data, env, "ls-files").split() == [".gitignore", "papers.jsonl", "state.json"]
    assert git(a.data, env, "status", "--porcelain") == ""
    assert a.state.stat().st_mode & 0o777 == 0o640
    assert b.state.stat().st_mode & 0o777 == 0o600
    assert (a.data / ".git").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("address", NOBODY_THERE)
def test_offline_is_no_error_and_nothing_is_lost(
    machine: Machine, env: Env, remote: Path, address: str
) -> None:
    a = machine("a")
    git(a.data, env, "remote", "set-url", "origin", address)
    with ReadingList.open(a) as lib:
        lib.rate(4, "arxiv:1")
    report = sync(a, env=env)
    assert not report.sent
    assert report.changes == 1
    assert "can't be reached" in report.message
    assert "\n" not in report.message
    git(a.data, env, "remote", "set-url", "origin", str(remote))
    assert sync(a, env=env).sent
    assert "Rate " in git(remote, env, "log", "--all", "-1", "--format=%s")


def test_a_home_without_a_remote_or_repository_is_told_so(tmp_path: Path, machine: Machine, env: Env) -> None:
    with pytest.raises(ReaderError, match="sync --init REMOTE"):
        sync(Home.find(tmp_path / "none"), env=env)
    assert not (tmp_path / "none").exists()
    a = machine("a")
    git(a.data, env, "remote", "remove", "origin")
    report = sync(a, env=env)
    assert report.message.startswith("No remote yet")


def test_without_git_it_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="git is not installed"):
        Git(tmp_path, {"PATH": str(tmp_path)}).run("status")


@pytest.mark.slow
def test_a_remote_of_something_else_is_refused(tmp_path: Path, env: Env, remote: Path) -> None:
    other = tmp_path / "other"
    git(tmp_path, env, "clone", "-q", str(remote), "other")
    (other / "main.c").write_text("int main;")
    git(other, env, "add", "main.c")
    git(other, env, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "code")
    git(other, env, "push", "-q", "origin", "HEAD:refs/heads/trunk")
    home = Home.find(tmp_path / "a")
    with pytest.raises(ReaderError, match="holds something else"):
        sync(home, remote=str(remote), env=env)
    assert not (home.data / "main.c").exists()


@pytest.mark.slow
def test_what_cannot_be_merged_leaves_all_as_it_was(machine: Machine, env: Env) -> None:
    a, b = machine("a"), machine("b")
    in_step([a, b], env)
    tables = json.loads(b.state.read_bytes())
    tables["meta"]["1"]["schema"] = 99
    b.state.write_text(json.dumps(tables))
    git(b.data, env, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qam", "from the future")
    git(b.data, env, "push", "-q", "origin", "HEAD")
    with ReadingList.open(a) as lib:
        lib.rate(4, "arxiv:1")
    before = files(a)
    with pytest.raises(ReaderError, match="newer readerapp"):
        sync(a, env=env)
    assert files(a) == before
    assert git(a.data, env, "status", "--porcelain") == ""


@pytest.mark.slow
def test_a_merge_that_a_kill_cut_short_is_made_again(machine: Machine, env: Env) -> None:
    a, b = machine("a"), machine("b")
    in_step([a, b], env)
    for home, rating in ((a, 3), (b, 4)):
        with ReadingList.open(home) as lib:
            lib.rate(rating, f"arxiv:{rating - 2}")
    sync(b, env=env)
    sync_half = Git(a.data, env)
    assert sync_half.says("add", "-A")
    who = ("-c", "user.name=x", "-c", "user.email=x@x")
    sync_half.run(*who, "commit", "-qm", "here")
    sync_half.run("fetch", "-q", "origin")
    sync_half.run(*who, "merge", "--no-commit", "-q", "-s", "ours", "origin/main")  # as if theirs had no say
    in_step([a, b], env)
    with ReadingList.open(a) as lib:
        assert (lib.state("arxiv:1").rating, lib.state("arxiv:2").rating) == (3, 4)


@pytest.mark.slow
def test_a_file_that_is_gone_here_stays_everywhere(machine: Machine, env: Env) -> None:
    a, b = machine("a"), machine("b")
    in_step([a, b], env)
    a.library.unlink()
    in_step([a, b], env)
    with ReadingList.open(a) as lib:
        assert len(lib.library) == 5


@pytest.mark.slow
def test_a_readers_git_settings_have_no_say(tmp_path: Path, machine: Machine, env: Env) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("pre-commit", "pre-push", "commit-msg", "pre-merge-commit"):
        (hooks / name).write_text("#!/bin/sh\nexit 1\n")
        (hooks / name).chmod(0o755)
    Path(env["GIT_CONFIG_GLOBAL"]).write_text(
        f"[core]\nhooksPath={hooks}\nautocrlf=true\neditor=false\n[merge]\nff=only\n[pull]\nrebase=true\n"
        "[commit]\ngpgsign=true\n[user]\nname=Ada\nemail=ada@example.org\n"
    )
    env |= {"GIT_DIR": str(tmp_path / "nowhere"), "GIT_INDEX_FILE": "nothing"}
    a, b = machine("a"), machine("b")
    for home in (a, b):
        sync(home, env=env)
    sync(a, env=env)
    assert files(a) == files(b)
    del env["GIT_DIR"], env["GIT_INDEX_FILE"]
    assert git(a.data, env, "log", "-1", "--format=%an") == "Ada"


@pytest.mark.slow
def test_a_password_in_the_address_is_not_shown(tmp_path: Path, env: Env) -> None:
    with pytest.raises(ReaderError) as refused:
        sync(Home.find(tmp_path / "a"), remote="file://ada:sec@ret@localhost/nothing", env=env)
    assert "sec" not in str(refused.value)
    assert "No git repository at file://localhost/nothing" in str(refused.value)


@pytest.mark.parametrize("address", ["", "--upload-pack=touch x", "-x"])
def test_what_is_no_address_makes_nothing(tmp_path: Path, env: Env, address: str) -> None:
    with pytest.raises(ReaderError, match="isn't the address"):
        sync(Home.find(tmp_path / "a"), remote=address, env=env)
    assert not (tmp_path / "a").exists()


@pytest.mark.slow
def test_homes_meet_on_the_branch_that_the_other_side_has(machine: Machine, env: Env, remote: Path) -> None:
    a = machine("a")
    git(remote, env, "branch", "-m", "main", "trunk")
    b = machine("b")
    assert git(b.data, env, "branch", "--show-current") == "trunk"
    in_step([a, b], env)
    assert git(a.data, env, "branch", "--show-current") == "trunk"
    assert git(remote, env, "branch", "--format=%(refname:short)") == "trunk"


@pytest.mark.slow
def test_a_lock_that_a_power_cut_left_does_not_stand_in_the_way(machine: Machine, env: Env) -> None:
    a = machine("a")
    lock = a.data / ".git" / "index.lock"
    lock.touch()
    with ReadingList.open(a) as lib:
        lib.rate(4, "arxiv:1")
    with pytest.raises(ReaderError, match=r"index\.lock"):
        sync(a, env=env)
    os.utime(lock, (0, 0))
    assert sync(a, env=env).sent


@pytest.mark.slow
def test_a_paper_known_by_title_here_and_by_id_there_is_one_with_its_state(
    machine: Machine, env: Env
) -> None:
    a, b = machine("a"), machine("b")
    in_step([a, b], env)
    key = title_key("One Title")
    with ReadingList.open(a) as lib:
        lib.library.add([Paper(key=key, title="One Title")])
        lib.note(key, "by title")
    with ReadingList.open(b) as lib:
        lib.library.add([Paper(key="arxiv:9", title="One Title")])
        lib.rate(4, "arxiv:9")
    in_step([a, b], env)
    for home in (a, b):
        with ReadingList.open(home) as lib:
            assert (lib.state("arxiv:9").note, lib.state("arxiv:9").rating) == ("by title", 4)
            assert lib.find(key) == "arxiv:9"


# Everything at once


def one_change(lib: ReadingList, key: str, name: str, chance: random.Random) -> None:
    number = chance.randrange(10_000)
    new = Paper(key=f"arxiv:{name}{number}", title=f"New {number}")
    changes: list[Callable[[], object]] = [
        lambda: lib.queue(key),
        lambda: lib.move(
            chance.choice([it for it in lib.queued() if lib.library.row(it) is not None] or [key]), 1
        ),
        lambda: lib.mark(chance.choice(list(Status)), key),
        lambda: lib.tag([key], add=[f"t{number}"]),
        lambda: lib.rate(number % 6, key),
        lambda: lib.library.add([new, Paper(key=key, title=f"Retold {number}")]),
        lib.undo,
    ]
    chance.choice(changes)()


def change(home: Home, chance: random.Random, words: list[str]) -> None:
    """A dozen changes of any kind, then a note that must never be lost."""
    with ReadingList.open(home) as lib:
        keys = [lib.library.paper(row).key for row in lib.shelf("").rows]
        for _ in range(12):
            one_change(lib, chance.choice(keys), home.data.name, chance)
        word = f"word{home.data.name}{len(words)}"
        words.append(word)
        lib.note("arxiv:0", lib.state("arxiv:0").note + f"\n{word}")
        if chance.random() < 0.3:
            lib.remove(chance.choice([key for key in keys if key != "arxiv:0"]))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_machines_that_change_everything_at_once_end_with_the_same_bytes(
    machine: Machine, env: Env, seed: int
) -> None:
    homes, chance, words = [machine("a"), machine("b"), machine("c")], random.Random(seed), list[str]()
    for _ in range(4):
        for home in homes:
            change(home, chance, words)
            if chance.random() < 0.4:
                sync(home, env=env)
        with ThreadPoolExecutor(2) as pool:
            reports: list[SyncReport] = list(pool.map(lambda home: sync(home, env=env), homes[:2]))
        assert all(report.sent for report in reports)
        in_step(homes, env)
        with ReadingList.open(homes[0]) as lib:
            note = lib.state("arxiv:0").note
        assert [word for word in words if word not in note] == []


@pytest.mark.slow
def test_an_app_that_is_open_loses_nothing_and_sees_what_came(machine: Machine, env: Env) -> None:
    a, b = machine("a"), machine("b")
    in_step([a, b], env)
    with ReadingList.open(a) as app:
        for number in range(3):
            app.rate(number + 1, "arxiv:1")
            with ReadingList.open(b) as lib:
                lib.tag(["arxiv:2"], add=[f"t{number}"])
            sync(b, env=env)
            sync(a, env=env)
            app.rate(5 - number, "arxiv:a")
            app.poll()
            app.flush()
            app.poll()
            assert f"t{number}" in app.state("arxiv:2").tags
            assert app.state("arxiv:1").rating == number + 1
    in_step([a, b], env)


@pytest.mark.slow
def test_a_sync_killed_at_any_moment_loses_nothing(machine: Machine, env: Env) -> None:
    a, b = machine("a"), machine("b")
    in_step([a, b], env)
    chance = random.Random(1)
    for number in range(8):
        for home in (a, b):
            with ReadingList.open(home) as lib:
                lib.tag(["arxiv:0"], add=[f"{home.data.name}{number}"])
                lib.note(f"arxiv:{home.data.name}", f"note {number}")
                lib.library.add([Paper(key=f"arxiv:{home.data.name}{number}", title=f"New {number}")])
        sync(b, env=env)
        whole = {**env, "READERAPP_HOME": str(a.data), "PYTHONPATH": str(Path(__file__).parents[2])}
        command = [sys.executable, "-m", "readerapp", "sync"]
        with subprocess.Popen(
            command, env=whole, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as run:
            with contextlib.suppress(subprocess.TimeoutExpired):
                run.wait(timeout=chance.uniform(0.2, 1.2))
            run.kill()
    settled([a, b], env)
    for home in (a, b):
        with ReadingList.open(home) as lib:
            keys = {lib.library.paper(row).key for row in lib.shelf("").rows}
            assert {f"arxiv:{name}{number}" for name in "ab" for number in range(8)} <= keys
            assert (lib.state("arxiv:a").note, lib.state("arxiv:b").note) == ("note 7", "note 7")


def settled(homes: list[Home], env: Env) -> None:
    """`in_step`, once the git that a killed run left is done."""
    for home in homes:
        for _ in range(100):
            if not (home.data / ".git" / "index.lock").exists():
                break
            threading.Event().wait(0.1)
    in_step(homes, env)


@pytest.mark.slow
def test_undo_takes_back_ones_own_last_step_not_what_a_sync_took_in(machine: Machine, env: Env) -> None:
    a, b = machine("a"), machine("b")
    in_step([a, b], env)
    with ReadingList.open(a) as lib:
        lib.rate(4, "arxiv:1")
    with ReadingList.open(b) as lib:
        lib.rate(5, "arxiv:2")
        lib.library.add([Paper(key="arxiv:new", title="New")])
    sync(b, env=env)
    assert sync(a, env=env).state == 1
    with ReadingList.open(a) as lib:
        done = lib.undo()
        assert done is not None
        assert "rated" in done.message
        assert (lib.state("arxiv:1").rating, lib.state("arxiv:2").rating) == (0, 5)
        assert lib.library.row("arxiv:new") is not None
