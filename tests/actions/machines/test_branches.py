"""Machines meet on one branch, whatever the remote calls it and whatever is checked out here."""

import shutil
from pathlib import Path

import pytest

from readerapp.actions.machines.remote import Heads
from readerapp.actions.machines.syncing import sync
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.paper import Paper
from readerapp.home import Home
from tests.actions.machines.homes import Env, Machine, git, in_step

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def second_branch(remote: Path, env: Env, name: str) -> None:
    """A branch of other things beside that of the home."""
    blob = git(remote, env, "hash-object", "-w", "--stdin", "--path", "x")
    assert blob
    tree = git(remote, env, "mktree")
    commit = git(remote, env, "-c", "user.name=x", "-c", "user.email=x", "commit-tree", tree, "-m", "other")
    git(remote, env, "update-ref", f"refs/heads/{name}", commit)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("default", "other"), [("master", "gh-pages"), ("trunk", "main"), ("notes/reading", "aaa")]
)
def test_a_new_machine_goes_to_the_branch_that_the_remotes_head_names(
    machine: Machine, env: Env, remote: Path, default: str, other: str
) -> None:
    a = machine("a")
    git(remote, env, "branch", "-m", "main", default)
    git(remote, env, "symbolic-ref", "HEAD", f"refs/heads/{default}")
    second_branch(remote, env, other)
    b = machine("b")
    in_step([a, b], env)
    with ReadingList.open(a) as lib:
        assert len(lib.library) == 5
    assert git(b.data, env, "branch", "--show-current") == default


@pytest.mark.slow
@pytest.mark.parametrize("welcome", [(), ("README.md", "LICENSE", ".gitignore")])
def test_a_repository_that_a_server_filled_is_as_good_as_an_empty_one(
    machine: Machine, env: Env, tmp_path: Path, welcome: tuple[str, ...]
) -> None:
    remote, desk = tmp_path / "filled.git", tmp_path / "desk"
    git(tmp_path, env, "init", "-q", "--bare", "-b", "master", str(remote))
    git(tmp_path, env, "clone", "-q", str(remote), str(desk))
    for name in welcome:
        (desk / name).write_text("hello\n", encoding="utf-8")
    git(desk, env, "add", "-A")
    who = ("-c", "user.name=x", "-c", "user.email=x@x")
    git(desk, env, *who, "commit", "-q", "--allow-empty", "-m", "Initial commit")
    git(desk, env, "push", "-q", "origin", "HEAD:master", "HEAD:drafts")
    homes = [Home.find(tmp_path / name) for name in ("one", "two")]
    for number, home in enumerate(homes):
        with ReadingList.open(home) as lib:
            lib.library.add([Paper(key=f"arxiv:{number}", title=f"Paper {number}")])
            lib.rate(4, f"arxiv:{number}")
        sync(home, remote=str(remote), env=env)
    in_step(homes, env)
    for home in homes:
        with ReadingList.open(home) as lib:
            assert len(lib.library) == 2
        assert git(home.data, env, "branch", "--show-current") == "master"


@pytest.mark.slow
def test_machines_on_two_branches_meet_when_the_remotes_head_says_where(
    machine: Machine, env: Env, remote: Path
) -> None:
    a = machine("a")
    git(a.data, env, "push", "-q", "origin", "main:refs/heads/master")
    with ReadingList.open(a) as lib:
        lib.rate(4, "arxiv:1")
    sync(a, env=env)
    git(remote, env, "symbolic-ref", "HEAD", "refs/heads/master")
    b = machine("b")
    in_step([a, b], env)
    with ReadingList.open(b) as lib:
        assert lib.state("arxiv:1").rating == 4


@pytest.mark.slow
def test_a_head_that_names_something_else_does_not_take_a_home_from_its_branch(
    machine: Machine, env: Env, remote: Path
) -> None:
    a = machine("a")
    second_branch(remote, env, "code")
    git(remote, env, "symbolic-ref", "HEAD", "refs/heads/code")
    in_step([a, machine("b")], env)


@pytest.mark.slow
@pytest.mark.parametrize("where", ["HEAD", "HEAD~1"])
def test_a_detached_head_finds_back_and_loses_nothing(machine: Machine, env: Env, where: str) -> None:
    a, b = machine("a"), machine("b")
    in_step([a, b], env)
    with ReadingList.open(a) as lib:
        lib.rate(4, "arxiv:1")
    sync(a, env=env)
    git(a.data, env, "checkout", "-q", "--detach", where)
    with ReadingList.open(a) as lib:
        lib.rate(3, "arxiv:2")
    in_step([a, b], env)
    assert git(a.data, env, "branch", "--show-current") == "main"
    with ReadingList.open(b) as lib:
        assert (lib.state("arxiv:1").rating, lib.state("arxiv:2").rating) == (4, 3)


@pytest.mark.slow
def test_another_branch_checked_out_here_is_joined(machine: Machine, env: Env) -> None:
    a, b = machine("a"), machine("b")
    in_step([a, b], env)
    git(a.data, env, "checkout", "-q", "-b", "trial", "HEAD~1")
    with ReadingList.open(a) as lib:
        lib.rate(3, "arxiv:2")
    in_step([a, b], env)
    with ReadingList.open(b) as lib:
        assert lib.state("arxiv:2").rating == 3


@pytest.mark.slow
def test_an_empty_remote_gets_the_branch_that_is_here(tmp_path: Path, env: Env, remote: Path) -> None:
    home = Home.find(tmp_path / "a")
    home.data.mkdir()
    git(home.data, env, "init", "-q")
    git(home.data, env, "symbolic-ref", "HEAD", "refs/heads/reading")
    assert sync(home, remote=str(remote), env=env).sent
    assert git(remote, env, "branch", "--format=%(refname:short)") == "reading"


@pytest.mark.slow
def test_a_repository_that_lies_elsewhere_syncs(
    tmp_path: Path, env: Env, machine: Machine, remote: Path
) -> None:
    a = machine("a")
    (a.data / ".git").rename(tmp_path / "git-of-a")
    (a.data / ".git").write_text(f"gitdir: {tmp_path / 'git-of-a'}\n")
    with ReadingList.open(a) as lib:
        lib.rate(4, "arxiv:1")
    assert sync(a, env=env).sent
    assert sync(a, remote=str(remote), env=env).sent


def test_of_several_branches_the_likeliest_is_asked_first() -> None:
    tips = dict.fromkeys(["zeta", "main", "mine", "alpha", "master"], "0" * 40)
    assert list(Heads("alpha", tips).candidates("mine")) == ["alpha", "mine", "main", "master", "zeta"]
    assert list(Heads("", tips).candidates("")) == ["main", "master", "alpha", "mine", "zeta"]
    assert Heads().choose("", lambda _: True) == "main"
    assert Heads("alpha", tips).choose("", lambda name: name == "mine") == "mine"
    assert Heads("alpha", tips).choose("", lambda _: False) == "alpha"


def test_a_head_that_names_no_branch_there_is_has_no_say() -> None:
    name = "a" * 40
    assert Heads.read(f"ref: refs/heads/x\tHEAD\n{name}\tHEAD\n{name}\trefs/heads/x\n") == Heads(
        "x", {"x": name}
    )
    assert Heads.read(f"{name}\trefs/heads/a/b\n{name}\trefs/tags/t\n") == Heads("", {"a/b": name})
    assert Heads.read("") == Heads()
