"""Git for one repository: never asks, never waits for ever, heeds no settings made for work on code."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from readerapp.domain.errors import ReaderError
from readerapp.domain.text import clean_line

LOCAL, NETWORK, MERGE = 60.0, 120.0, 600.0
"""Seconds after which a command is given up."""
_KEPT = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG", "GIT_SSH", "GIT_SSL_", "GIT_EXEC_PATH", "GIT_TRACE")
# What a reader has set for work on code has no say here: hooks, signatures, line ends, ways to merge.
_SETTINGS = (
    f"core.hooksPath={os.devnull}",
    "core.autocrlf=false",
    "core.safecrlf=false",
    "core.quotePath=false",
    "commit.gpgSign=false",
    "merge.verifySignatures=false",
    "core.askPass=",
    "advice.detachedHead=false",
)
_NAME, _ADDRESS = "readerapp", "readerapp@localhost"


class NoGit(ReaderError):
    """There is no git on this machine."""


class GitFailed(ReaderError):
    """A git command failed; the message is its own last word."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said."""

    status: int
    out: str
    err: str

    @property
    def reason(self) -> str:
        """The line that says best why it failed."""
        lines = [clean_line(line) for line in f"{self.out}\n{self.err}".splitlines() if line.strip()]
        telling = [line for line in lines if line.startswith(("fatal: ", "error: ", "! [", "readerapp: "))]
        return next(iter(telling or lines[-1:]), f"status {self.status}").removeprefix("fatal: ")


@dataclass(frozen=True)
class Git:
    """Runs git in one folder."""

    folder: Path
    env: Mapping[str, str]

    def ask(self, *arguments: str, given: str = "", patience: float = LOCAL) -> Answer:
        """Run a command and say how it ended: well, badly, or by `patience` seconds, after which it is ended.

        Raises:
            NoGit: there is no git.
        """
        status, out, err = self._call(arguments, given, patience)
        return Answer(status, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))

    def blob(self, name: str) -> bytes | None:
        """What a commit holds of a file, named as `commit:file`; None where it has none."""
        status, out, _ = self._call(("cat-file", "blob", name), "", LOCAL)
        return out if status == 0 else None

    def _call(self, arguments: tuple[str, ...], given: str, patience: float) -> tuple[int, bytes, bytes]:
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        try:
            process = subprocess.Popen(
                ["git", *settings, *arguments],
                cwd=self.folder,
                env=environment(self.env),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
                umask=0o077 if os.name != "nt" else -1,  # what it writes is the owner's alone
            )
        except FileNotFoundError as error:
            raise NoGit("git is not installed: sync needs it; `readerapp merge` does without.") from error
        try:
            out, err = process.communicate(given.encode(), timeout=patience)
        except subprocess.TimeoutExpired:
            late = f"fatal: {arguments[0]} took longer than {patience:g} s and was ended"
            return -1, b"", late.encode()
        finally:
            if process.returncode is None:
                _end(process)
        return process.returncode, out, err

    def run(self, *arguments: str, given: str = "") -> str:
        """Run a command; what it printed.

        Raises:
            GitFailed: it failed, or took too long.
            NoGit: there is no git.
        """
        answer = self.ask(*arguments, given=given)
        if answer.status:
            raise GitFailed(f"{self.folder}: git {arguments[0]}: {answer.reason}")
        return answer.out.strip()

    def says(self, *arguments: str) -> bool:
        """Whether a command succeeds."""
        return self.ask(*arguments).status == 0


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends git and the programs it started, which would hold its output open."""
    if os.name == "nt":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


def environment(env: Mapping[str, str]) -> dict[str, str]:
    """The environment of a git that asks nothing and knows of no other repository."""
    kept = {
        name: value for name, value in env.items() if not name.startswith("GIT_") or name.startswith(_KEPT)
    }
    kept.pop("SSH_ASKPASS", None)
    if not {"GIT_SSH", "GIT_SSH_COMMAND"} & kept.keys():
        kept["GIT_SSH_COMMAND"] = "ssh -o BatchMode=yes"
    quiet = {"GIT_TERMINAL_PROMPT": "0", "GCM_INTERACTIVE": "never", "GIT_EDITOR": "true", "LC_ALL": "C"}
    return {**kept, **quiet}


def identity(git: Git) -> tuple[str, ...]:
    """Settings that name who commits, where the reader's own settings don't."""
    if "GIT_COMMITTER_EMAIL" in git.env and "GIT_AUTHOR_EMAIL" in git.env:
        return ()
    if git.ask("config", "user.email").out.strip():
        return () if git.ask("config", "user.name").out.strip() else ("-c", f"user.name={_NAME}")
    return ("-c", f"user.name={_NAME}", "-c", f"user.email={_ADDRESS}")
