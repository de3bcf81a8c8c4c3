"""A remote that refuses, is gone or is broken is an error that says why and what to do, never "offline"."""

import os
import shutil
import stat
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from readerapp.actions.machines.git import CommandResult, Git
from readerapp.actions.machines.remote_errors import Offline, failure
from readerapp.actions.machines.syncing import sync
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import ReaderError
from readerapp.home import Home
from tests.actions.machines.homes import Env, Machine, files, git

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def hook(remote: Path, name: str, script: str) -> None:
    path = remote / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


def refusing(remote: Path) -> None:
    hook(remote, "pre-receive", "echo 'no pushes today' >&2; exit 1")


def refusing_in_other_words(remote: Path) -> None:
    hook(remote, "update", "echo 'Connection refused by policy of Ünï' >&2; exit 1")


def moved(remote: Path) -> None:
    remote.rename(remote.with_name("elsewhere"))


def emptied(remote: Path) -> None:
    shutil.rmtree(remote)
    remote.mkdir()


def a_file(remote: Path) -> None:
    shutil.rmtree(remote)
    remote.write_text("no repository")


def checked_out(remote: Path) -> None:
    bare = (remote / "config").read_text()
    (remote / "config").write_text(bare.replace("bare = true", "bare = false"))
    (remote / "HEAD").write_text("ref: refs/heads/main\n")
    inside = remote.with_name("inside")
    remote.rename(inside)
    remote.mkdir()
    inside.rename(remote / ".git")


def damaged(remote: Path) -> None:
    for path in (remote / "objects").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(b"")


def locked(remote: Path) -> None:
    (remote / "refs" / "heads" / "main.lock").touch()


SPOILED: list[tuple[Callable[[Path], None], str, str]] = [
    (refusing, "refused the push: no pushes today", "allow it there"),
    (refusing_in_other_words, "refused the push: Connection refused by policy", "allow it there"),
    (moved, "No git repository at", "sync --init REMOTE"),
    (emptied, "No git repository at", "sync --init REMOTE"),
    (a_file, "No git repository at", "sync --init REMOTE"),
    (checked_out, "has its branch checked out", "receive.denyCurrentBranch updateInstead"),
    (damaged, "is damaged", "sync --init REMOTE"),
    (locked, "can't be written", "remove a lock file"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("spoil", "what", "way"), SPOILED)
def test_a_remote_that_refuses_is_an_error_with_its_reason_and_what_to_do(
    machine: Machine, env: Env, remote: Path, spoil: Callable[[Path], None], what: str, way: str
) -> None:
    a = machine("a")
    with ReadingList.open(a) as lib:
        lib.rate(4, "arxiv:1")
    spoil(remote)
    with pytest.raises(ReaderError) as refused:
        sync(a, env=env)
    said = str(refused.value)
    assert what in said
    assert way in said
    assert "Everything is committed here" in said
    assert "\n" not in said
    assert refused.value.exit_status == 1
    assert "Rate " in git(a.data, env, "log", "-1", "--format=%s")


@pytest.mark.skipif(not ROOT, reason="only root can give a folder away")
@pytest.mark.parametrize("whose", ["remote", "a/.git"])
def test_a_repository_that_is_somebody_elses_is_an_error_that_says_how_to_trust_it(
    machine: Machine, env: Env, tmp_path: Path, whose: str
) -> None:
    a = machine("a")
    folder = tmp_path / whose
    for path in (folder.parent if whose != "remote" else folder, folder):
        os.chown(path, 12345, 12345)
    with pytest.raises(ReaderError, match=r"dubious ownership.*git config --global --add safe\.directory /"):
        sync(a, env=env)


def ssh(env: Env, tmp_path: Path, says: str) -> Env:
    """An ssh that says so and ends as ssh does where it fails."""
    script = tmp_path / "ssh"
    (tmp_path / "said").write_text(says)
    script.write_text(f"#!/bin/sh\ncat '{tmp_path / 'said'}' >&2\nexit 255\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return {**env, "GIT_SSH_COMMAND": str(script)}


@pytest.mark.parametrize(
    ("says", "what"),
    [
        ("git@host: Permission denied (publickey).", "did not let you in: git@host: Permission denied"),
        ("Host key verification failed.", "does not know the host key"),
        ("ERROR: Repository not found.", "No git repository at git@host:me/reading.git"),
        ("kex_exchange_identification: Connection closed by remote host", "broke: kex_exchange"),
        ("", "Not synced with git@host:me/reading.git"),
    ],
)
def test_what_ssh_says_is_told_apart(env: Env, tmp_path: Path, says: str, what: str) -> None:
    with pytest.raises(ReaderError, match=r"Everything is committed here\.") as refused:
        sync(Home.find(tmp_path / "a"), remote="git@host:me/reading.git", env=ssh(env, tmp_path, says))
    assert what in str(refused.value)


@pytest.mark.parametrize(
    "says",
    [
        "ssh: Could not resolve hostname host: Name or service not known",
        "ssh: connect to host host port 22: Connection timed out",
        "ssh: connect to host host port 22: No route to host",
        "ssh: connect to host host port 22: Network is unreachable",
    ],
)
def test_an_ssh_without_network_is_offline(env: Env, tmp_path: Path, says: str) -> None:
    report = sync(Home.find(tmp_path / "a"), remote="git@host:x", env=ssh(env, tmp_path, says))
    assert "can't be reached" in report.message


class Refusing(BaseHTTPRequestHandler):
    """Answers everything with the status that the address begins with."""

    def do_GET(self) -> None:
        self.send_response(int(self.path.split("/")[1]))
        self.send_header("WWW-Authenticate", 'Basic realm="x"')
        self.end_headers()
        self.wfile.write(b"<html>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Refusing) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("status", "what"),
    [
        (200, "No git repository at"),
        (401, "did not let you in"),
        (403, "did not let you in"),
        (404, "No git repository at"),
        (503, "broke"),
    ],
)
def test_what_a_web_server_answers_is_told_apart(
    env: Env, tmp_path: Path, server: str, status: int, what: str
) -> None:
    with pytest.raises(ReaderError, match=what):
        sync(Home.find(tmp_path / "a"), remote=f"{server}/{status}/x.git", env=env)


# What servers were seen to say where none can be had for a test.
SAID = [
    ("remote: error: GH006: Protected branch update failed for refs/heads/main.\n"
     " ! [remote rejected] main -> main (protected branch hook declined)",
     "refused the push: GH006"),
    ("remote: GitLab: You are not allowed to push code to protected branches on this project.\n"
     " ! [remote rejected] main -> main (pre-receive hook declined)",
     "refused the push: GitLab: You are"),
    ("remote: Permission to a/b.git denied to c.\nfatal: unable to access 'https://github.com/a/b.git/': "
     "The requested URL returned error: 403", "did not let you in"),
    ("remote: Invalid username or token. Password authentication is not supported for Git operations.\n"
     "fatal: Authentication failed for 'https://github.com/a/b.git/'", "did not let you in"),
    ("error: remote unpack failed: unable to create temporary object directory\n"
     " ! [remote rejected] main -> main (unpacker error)", "can't be written"),
    ("fatal: write error: No space left on device\nerror: remote unpack failed: index-pack failed\n"
     " ! [remote rejected] main -> main (unpacker error)", "is full"),
    ("remote: fatal: write error: Disk quota exceeded", "is full"),
    ("fatal: unable to access 'https://x/': SSL certificate problem: certificate has expired",
     "No secure connection"),
    ("git: 'remote-xyz' is not a git command. See 'git --help'.", "isn't an address that git understands"),
    ("error: cannot run ssh: No such file or directory\nfatal: unable to fork", "ssh doesn't run"),
    ("fatal: the remote end hung up unexpectedly\nfatal: early EOF", "broke"),
    ("fatal: remote error: access denied or repository not exported: /x", "did not let you in"),
    ("error: object file ./objects/ab/cd is empty\nfatal: bad object HEAD", "is damaged"),
    ("fatal: mismatched algorithms: client sha1; server sha256\nfatal: the remote end hung up unexpectedly",
     "another hash algorithm"),
    ("fatal: something new", "Not synced with"),
]  # fmt: skip


@pytest.mark.parametrize(("err", "what"), SAID)
def test_what_servers_say_is_told_apart(err: str, what: str) -> None:
    found = failure(CommandResult(128, "", err), "https://me:secret@x/y", "/home")
    assert isinstance(found, ReaderError)
    assert what in str(found)
    assert "secret" not in str(found)


@pytest.mark.parametrize(
    "err",
    [
        "fatal: unable to access 'https://x/': Could not resolve host: x",
        "fatal: unable to access 'https://x/': Failed to connect to x port 443 after 9 ms: No way",
        "fatal: unable to connect to x:\nx[0: 10.0.0.1]: errno=Connection timed out",
        "fatal: unable to look up x (port 9418) (Temporary failure in name resolution)",
        "fatal: no answer in 60 s",
    ],
)  # fmt: skip
def test_only_no_network_is_offline(err: str) -> None:
    assert isinstance(failure(CommandResult(128, "", err), "x", "/home"), Offline)


@pytest.mark.parametrize(
    ("says", "what"),
    [
        ("echo git version 1.8.3.1", r"git 1\.8 is too old"),
        ("echo xcode-select: no tools >&2; exit 1", "no tools"),
    ],
)
def test_a_git_that_is_old_or_none_is_one_line(tmp_path: Path, says: str, what: str) -> None:
    (tmp_path / "git").write_text(f"#!/bin/sh\n{says}\n")
    (tmp_path / "git").chmod(0o755)
    with pytest.raises(ReaderError, match=what):
        sync(Home.find(tmp_path / "a"), remote=str(tmp_path), env={"PATH": str(tmp_path)})
    assert not (tmp_path / "a").exists()


def test_the_home_itself_is_no_remote(tmp_path: Path, env: Env) -> None:
    home = Home.find(tmp_path / "a")
    home.data.mkdir()
    with pytest.raises(ReaderError, match="this home itself"):
        sync(home, remote=str(home.data), env=env)


def test_ssh_is_called_as_the_reader_has_set_it(tmp_path: Path, env: Env) -> None:
    git(tmp_path, env, "config", "--global", "core.sshCommand", "ssh -i key")
    assert "GIT_SSH_COMMAND" not in Git(tmp_path, env).for_network().more


@pytest.mark.slow
def test_what_git_says_is_understood_in_every_language(machine: Machine, env: Env, remote: Path) -> None:
    a = machine("a")
    before = files(a)
    moved(remote)
    with pytest.raises(ReaderError, match="does not appear to be a git repository"):
        sync(a, env={**env, "LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"})
    assert files(a) == before
