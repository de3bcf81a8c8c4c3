"""A repository that a crash damaged has a way out that sync and doctor name, and that loses nothing."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from readerapp.actions.doctor import examine
from readerapp.actions.machines.syncing import sync
from readerapp.actions.reading_list import ReadingList
from readerapp.actions.workspace import utc_now
from readerapp.domain.errors import ReaderError
from readerapp.domain.paper import Paper
from tests.actions.machines.homes import Env, Machine, git, in_step

pytestmark = [pytest.mark.skipif(shutil.which("git") is None, reason="needs git"), pytest.mark.slow]


def empty_head(inside: Path) -> None:
    (inside / "HEAD").write_bytes(b"")


def no_head(inside: Path) -> None:
    (inside / "HEAD").unlink()


def empty_ref(inside: Path) -> None:
    (inside / "refs" / "heads" / "main").write_bytes(b"")


def zeros_in_a_ref(inside: Path) -> None:
    (inside / "refs" / "heads" / "main").write_bytes(b"\0" * 41)


def empty_objects(inside: Path) -> None:
    for path in (inside / "objects").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(b"")


def no_objects(inside: Path) -> None:
    shutil.rmtree(inside / "objects")


def lost_objects(inside: Path) -> None:
    for path in (inside / "objects").glob("??/*"):
        path.unlink()


def broken_config(inside: Path) -> None:
    (inside / "config").write_text('[remote "origin\n')


DAMAGES = [
    empty_head, no_head, empty_ref, zeros_in_a_ref, empty_objects, no_objects, lost_objects, broken_config,
]  # fmt: skip


@pytest.mark.parametrize("spoil", DAMAGES)
def test_a_damaged_repository_is_made_anew_as_sync_and_doctor_say(
    machine: Machine, env: Env, remote: Path, spoil: Callable[[Path], None]
) -> None:
    a, b = machine("a"), machine("b")
    in_step([a, b], env)
    git(a.data.parent, env, "init", "-q")  # which must never be taken for the home's own
    with ReadingList.open(b) as lib:
        lib.rate(3, "arxiv:2")
    sync(b, env=env)
    with ReadingList.open(a) as lib:
        lib.rate(4, "arxiv:1")
        lib.library.add([Paper(key="arxiv:new", title="New")])
    spoil(a.data / ".git")
    with pytest.raises(ReaderError, match=r"\.git is damaged \(.*`readerapp sync --init .* makes it again"):
        sync(a, env=env)
    found = [it for it in examine(a, clock=utc_now, env=env).left if not it.harmless]
    assert [it.path.name for it in found] == [".git"]
    assert "readerapp sync --init" in found[0].what
    assert sync(a, remote=str(remote), env=env).sent
    in_step([a, b], env)
    for home in (a, b):
        with ReadingList.open(home) as lib:
            assert (lib.state("arxiv:1").rating, lib.state("arxiv:2").rating) == (4, 3)
            assert len(lib.library) == 6
    assert [path.name[:12] for path in a.data.glob(".git.*")] == [".git.damaged"]
    assert not [it for it in examine(a, clock=utc_now, env=env).left if not it.harmless]


@pytest.mark.parametrize("content", [b"", b"DIRC\0\0\0\2", b"\0" * 500])
def test_a_damaged_index_is_only_a_cache(machine: Machine, env: Env, content: bytes) -> None:
    a, b = machine("a"), machine("b")
    (a.data / ".git" / "index").write_bytes(content)
    with ReadingList.open(a) as lib:
        lib.rate(4, "arxiv:1")
    in_step([a, b], env)


def test_a_rebase_or_merge_that_was_never_ended_stands_in_no_way(machine: Machine, env: Env) -> None:
    a, b = machine("a"), machine("b")
    in_step([a, b], env)
    for home, rating in ((a, 3), (b, 4)):
        with ReadingList.open(home) as lib:
            lib.rate(rating, f"arxiv:{rating - 2}")
    sync(b, env=env)
    who = ("-c", "user.name=x", "-c", "user.email=x@x")
    git(a.data, env, *who, "commit", "-qam", "by hand")
    git(a.data, env, "fetch", "-q")
    inside = a.data / ".git" / "rebase-merge"
    inside.mkdir()
    (inside / "head-name").write_text("refs/heads/main\n")
    git(a.data, env, "checkout", "-q", "--detach")
    in_step([a, b], env)
    with ReadingList.open(a) as lib:
        assert (lib.state("arxiv:1").rating, lib.state("arxiv:2").rating) == (3, 4)
    assert not inside.exists()


@pytest.mark.parametrize("name", ["index.lock", "HEAD.lock", "refs/heads/main.lock", "packed-refs.lock"])
def test_a_lock_of_a_crash_is_named_and_dropped_when_it_is_old(machine: Machine, env: Env, name: str) -> None:
    a = machine("a")
    path = a.data / ".git" / name
    path.touch()
    with ReadingList.open(a) as lib:
        lib.rate(4, "arxiv:1")
    if name != "packed-refs.lock":
        with pytest.raises(ReaderError, match=rf"{path.name}.*remove it"):
            sync(a, env=env)
    os.utime(path, (0, 0))
    assert sync(a, env=env).sent
    assert not path.exists()


def test_a_fault_in_a_readers_own_settings_is_no_damage(machine: Machine, env: Env) -> None:
    a = machine("a")
    Path(env["GIT_CONFIG_GLOBAL"]).write_text("[core\n")
    with pytest.raises(ReaderError, match=r"bad config line 1 in file .*gitconfig"):
        sync(a, env=env)
