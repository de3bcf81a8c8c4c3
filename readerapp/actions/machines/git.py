"""Git for one repository: no prompts, no endless waits, none of the reader's settings for code."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path

from readerapp.domain.errors import ReaderError
from readerapp.domain.text import clean_line
from readerapp.domain.values import dataclass

LOCAL_SECONDS, NETWORK_SECONDS, TRANSFER_SECONDS = 120.0, 60.0, 1800.0
"""Time limits of a command that works locally, asks the remote, or transfers files."""
MIN_VERSION = (2, 11)
"""Of 2016."""
_KEPT = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG", "GIT_SSH", "GIT_SSL_", "GIT_EXEC_PATH", "GIT_TRACE")
# Override what a reader has set up for code: hooks, signatures, line ends, filters, colours.
_SETTINGS = f"""
core.hooksPath={os.devnull} core.attributesFile={os.devnull} core.excludesFile={os.devnull} core.askPass=
core.autocrlf=false core.safecrlf=false core.quotePath=false core.fsmonitor=false core.sparseCheckout=false
core.fsync=all color.ui=false color.push=false color.transport=false commit.gpgSign=false push.gpgSign=false
push.followTags=false push.recurseSubmodules=no fetch.recurseSubmodules=no i18n.commitEncoding=utf-8
init.defaultObjectFormat=sha1 user.useConfigOnly=false
""".split()
_WITHOUT = "`readerapp merge` works without it"
_NAME, _ADDRESS = "readerapp", "readerapp@localhost"


class NoGit(ReaderError):
    """There is no git on this machine."""


class GitFailed(ReaderError):
    """A git command failed; the message is its own."""


@dataclass(frozen=True, slots=True)
class CommandResult:
    """The result of a git command."""

    status: int
    out: str
    err: str

    @property
    def reason(self) -> str:
        """The line of output that best says why it failed."""
        lines = [clean_line(line) for line in f"{self.out}\n{self.err}".splitlines() if line.strip()]
        telling = [line for line in lines if line.startswith(("fatal: ", "error: "))]
        return next(iter(telling or lines[-1:]), f"status {self.status}").removeprefix("fatal: ")


@dataclass(frozen=True)
class Git:
    """Runs git in one folder."""

    folder: Path
    env: Mapping[str, str]
    more: Mapping[str, str] = field(default_factory=dict)
    """More environment variables."""

    def with_index(self, path: Path) -> Git:
        """Return a git with its index at `path`, which leaves that of the repository alone."""
        return replace(self, more={**self.more, "GIT_INDEX_FILE": str(path)})

    def for_network(self) -> Git:
        """Return a git whose ssh doesn't prompt, unless the reader has set one up."""
        own = {"GIT_SSH", "GIT_SSH_COMMAND"} & self.env.keys() or self.says("config", "core.sshCommand")
        return self if own else replace(self, more={**self.more, "GIT_SSH_COMMAND": "ssh -o BatchMode=yes"})

    def require(self) -> None:
        """Raise `NoGit` if git is missing or too old."""
        result = replace(self, folder=Path(os.sep)).ask("--version")
        found = re.search(r"version (\d+)\.(\d+)", result.out)
        if result.status or not found:
            raise NoGit(f"git doesn't run here ({result.reason}): sync needs it; {_WITHOUT}.")
        if (int(found[1]), int(found[2])) < MIN_VERSION:
            oldest = ".".join(map(str, MIN_VERSION))
            raise NoGit(f"git {found[1]}.{found[2]} is too old: sync needs git {oldest} or newer.")

    def ask(self, *arguments: str, given: str | bytes = "", timeout: float = LOCAL_SECONDS) -> CommandResult:
        """Run a command and return its result, with status -1 if it took longer than `timeout` seconds.

        Raises:
            NoGit: git is missing.
        """
        status, out, err = self._call(arguments, given, timeout)
        return CommandResult(status, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))

    def blob(self, name: str) -> bytes | None:
        """Return the bytes of a file named as `commit:file`; None if the commit doesn't have it."""
        status, out, _ = self._call(("cat-file", "blob", name), "", LOCAL_SECONDS)
        return out if status == 0 else None

    def _call(
        self, arguments: tuple[str, ...], given: str | bytes, timeout: float
    ) -> tuple[int, bytes, bytes]:
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        try:
            process = subprocess.Popen(
                ["git", *settings, *arguments],
                cwd=self.folder,
                env={**environment(self.env, self.folder), **self.more},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
                umask=0o077 if os.name != "nt" else -1,  # its files are private
            )
        except OSError as error:
            raise _not_run(error) from error
        try:
            data = given.encode() if isinstance(given, str) else given
            out, err = process.communicate(data, timeout=timeout)
        except subprocess.TimeoutExpired:
            late = f"fatal: {arguments[0]} took longer than {timeout:g} s and was ended"
            return -1, b"", late.encode()
        finally:
            if process.returncode is None:
                _end(process)
        return process.returncode, out, err

    def run(self, *arguments: str, given: str | bytes = "") -> str:
        """Run a command and return its output.

        Raises:
            GitFailed: it failed, or took too long.
            NoGit: git is missing.
        """
        result = self.ask(*arguments, given=given)
        if result.status:
            what = f"{self.folder}: git {arguments[0]}: {result.reason}"
            raise GitFailed(what + _help(result.err, self.folder))
        return result.out.strip()

    def says(self, *arguments: str) -> bool:
        """Return True if a command succeeds."""
        return self.ask(*arguments).status == 0


def _help(said: str, folder: Path) -> str:
    """Return what to do about a failure that a person can fix at once; else nothing."""
    if "dubious ownership" in said:
        return f": if you trust it, run `git config --global --add safe.directory {folder}`"
    if ".lock'" in said:
        return ": another git is at work there; if none is, a crash left that file: remove it"
    return ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git and its child processes, which would keep its output open."""
    if os.name == "nt":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


def _not_run(error: OSError) -> NoGit:
    if isinstance(error, FileNotFoundError):
        return NoGit(f"git is not installed: sync needs it; {_WITHOUT}.")
    return NoGit(f"git can't be run ({error.strerror}): sync needs it; {_WITHOUT}.")


def environment(env: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return the environment of a git without prompts, in English, that sees no other repository."""
    foreign = {name for name in env if name.startswith("GIT_") and not name.startswith(_KEPT)}
    foreign |= {"SSH_ASKPASS", "LANGUAGE", "LANG"}
    kept = {name: value for name, value in env.items() if name not in foreign}
    quiet = {"GIT_TERMINAL_PROMPT": "0", "GCM_INTERACTIVE": "never", "GIT_EDITOR": "true", "LC_ALL": "C"}
    # A damaged repository must not make git look for another in the folders above.
    above = os.pathsep.join(dict.fromkeys((str(folder.parent), os.path.realpath(folder.parent))))
    return {**kept, **quiet, "GIT_CEILING_DIRECTORIES": above}


def identity(git: Git) -> tuple[str, ...]:
    """Return options that name the committer, if the reader's own settings don't."""
    if "GIT_COMMITTER_EMAIL" in git.env and "GIT_AUTHOR_EMAIL" in git.env:
        return ()
    if git.ask("config", "user.email").out.strip():
        return () if git.ask("config", "user.name").out.strip() else ("-c", f"user.name={_NAME}")
    return ("-c", f"user.name={_NAME}", "-c", f"user.email={_ADDRESS}")
