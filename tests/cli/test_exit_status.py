"""What ends a call early, in processes of their own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from readerapp.cli.exit_status import guarded
from readerapp.domain.errors import NoSuchPaper
from tests.cli.reader import SPAR, Reader

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "readerapp", *arguments]


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "READERAPP_HOME": str(home), "PYTHONWARNINGS": "error"}


@contextmanager
def started(command: list[str], home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process with pipes for all it reads and writes; ended with the block."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment(home), stdin=pipe, stdout=pipe, stderr=pipe) as process:
        try:
            yield process
        finally:
            process.kill()


@POSIX
def test_a_closed_pipe_ends_it_quietly(reader: Reader) -> None:
    with started(command("list", "--json"), reader.home) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 141


# A shell that starts us in the background has us ignore the interrupt; a person's does not.
INTERRUPTIBLE = """
import runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.argv = ["readerapp", "add", "-"]
runpy.run_module("readerapp", run_name="__main__")
"""


@POSIX
def test_ctrl_c_ends_it_in_one_line(reader: Reader) -> None:
    with started([sys.executable, "-c", INTERRUPTIBLE], reader.home) as process:
        assert process.stdin and process.stderr
        # A pipe holds far less: once all of this is written, the other end is reading.
        process.stdin.write(b"x" * 1_000_000)
        process.stdin.flush()
        # Between two reads Python only notes the signal; a person too would press again.
        for _ in range(50):
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.2)
                break
        assert process.returncode == 130
        (said,) = process.stderr.read().splitlines()
        assert said.startswith(b"readerapp: stopped: kept the 0 papers")


def test_a_call_from_a_shell_works_as_one_from_here(reader: Reader) -> None:
    done = subprocess.run(
        command("list", "--format", "{key}", "has:repo"),
        env=environment(reader.home),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{SPAR}\n", "")


@POSIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes everywhere")
def test_a_home_that_cannot_be_written_is_one_line(reader: Reader) -> None:
    reader.home.chmod(0o500)
    try:
        result = reader("mark", "read", SPAR)
    finally:
        reader.home.chmod(0o700)
    assert result.status == 1
    assert len(result.err.splitlines()) == 1
    assert str(reader.home) in result.err


@pytest.mark.parametrize("home", ["file", "file/home", "file/of/a/home"])
@pytest.mark.parametrize("words", [("list", "--count"), ("queue", "add", "--query", "curriculum")])
def test_a_home_in_a_file_is_told_in_one_line_that_names_it(
    reader: Reader, tmp_path: Path, words: tuple[str, ...], home: str
) -> None:
    (tmp_path / "file").write_text("")
    reader.home = tmp_path / home
    result = reader(*words)
    assert (result.status, result.out) == (1, "")
    (line,) = result.err.splitlines()
    assert str(reader.home) in line


def test_a_failure_is_its_sentence_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> int:
        raise NoSuchPaper("No paper\nis called \x1b[31mx")

    assert guarded(fail) == 3
    assert capsys.readouterr() == ("", "readerapp: No paper is called x\n")


def test_a_failure_of_the_system_names_its_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def fail() -> int:
        return len((tmp_path / "gone").read_text())

    assert guarded(fail) == 1
    assert capsys.readouterr().err == f"readerapp: {tmp_path / 'gone'}: No such file or directory\n"
