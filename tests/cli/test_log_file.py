"""What `--log FILE` says, in processes of their own: an audit hook stays as long as Python runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.reader import SPAR, Reader

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes of files")


def call(reader: Reader, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    whole = {**os.environ, "READERAPP_HOME": str(reader.home), "HOME": str(reader.home.parent), **env}
    command = [sys.executable, "-m", "readerapp", *arguments]
    return subprocess.run(command, env=whole, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "what.log"


def test_a_log_has_the_versions_the_command_the_files_the_step_the_end_and_times(
    reader: Reader, file: Path
) -> None:
    assert call(reader, "--log", str(file), "rate", SPAR, "4").returncode == 0
    lines = file.read_text().splitlines()
    assert all(line[:4].isdigit() and line[23] == "Z" for line in lines)
    said = [line.split(" ", 3)[3] for line in lines]
    assert said[0].startswith("readerapp ") and "Python 3" in said[0]
    assert said[1] == f"command: rate {SPAR} 4"
    assert "reads ~/home/papers.jsonl" in said and "writes ~/home/journal.jsonl" in said
    assert any(line.startswith("renames ~/home/.state.json") for line in said)
    assert any(line.startswith("step ") and line.endswith(": rate, papers: 1") for line in said)
    assert said[-1].startswith("ended with status 0 after ")


@POSIX
def test_a_log_is_for_the_reader_alone_and_is_appended_to(reader: Reader, file: Path) -> None:
    call(reader, f"--log={file}", "list")
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_text()
    file.chmod(0o640)
    call(reader, f"--log={file}", "list")
    assert file.read_text().startswith(before) and file.stat().st_mode & 0o777 == 0o640


def test_a_log_is_never_appended_to_the_readers_own_files(reader: Reader) -> None:
    before = (reader.home / "papers.jsonl").read_bytes()
    result = call(reader, "--log", str(reader.home / "papers.jsonl"), "list")
    assert (result.returncode, result.stdout, len(result.stderr.splitlines())) == (1, "", 1)
    assert (reader.home / "papers.jsonl").read_bytes() == before


@pytest.mark.slow
def test_a_log_has_nothing_private(reader: Reader, file: Path) -> None:
    log = ("--log", str(file))
    call(reader, *log, "note", SPAR, "--text", "mine alone", MY_TOKEN="of the environment")
    call(reader, *log, "note", SPAR, "--append=mine too")
    call(reader, *log, "note", SPAR)
    call(reader, *log, "add", "http://me:secret@127.0.0.1:9/x?token=abc", "--private")
    text = file.read_text()
    for private in (
        "mine",
        "of the environment",
        "secret",
        "abc",
        str(reader.home),
        "fundamental capability",
    ):
        assert private not in text, private
    assert "fetched http://127.0.0.1:9/x: no response in " in text
    assert f"command: note {SPAR} --text …" in text and "--append=…" in text


def test_a_failure_is_logged_with_its_trace(reader: Reader, file: Path) -> None:
    assert call(reader, "--log", str(file), "show", "nothing").returncode == 3
    text = file.read_text()
    assert "Traceback" in text and "NoSuchPaper: No paper matches 'nothing'" in text
    assert "ended with status 3" in text


@pytest.mark.parametrize("name", ["", " ", ".", "no/such/folder/x", "a\nb/c", "x" * 300])
def test_a_log_that_cannot_be_written_is_one_line(reader: Reader, name: str) -> None:
    done = call(reader, "--log", name, "list")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1


def test_a_log_without_a_file_is_wrong_usage(reader: Reader) -> None:
    for line in (("--log",), ("list", "--log", "x")):
        assert call(reader, *line).returncode == 2
    assert "it stands before the verb: `readerapp --log … list`" in call(reader, "list", "--log", "x").stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has it")
def test_a_log_on_a_full_disk_stops_nothing(reader: Reader) -> None:
    done = call(reader, "--log", "/dev/full", "list", "--count")
    assert (done.returncode, done.stdout, done.stderr) == (0, "4\n", "")


@pytest.mark.slow
def test_the_app_and_the_conversation_are_logged_too(reader: Reader, file: Path) -> None:
    for options in (("--plain",), (), ("--fresh",)):
        call(reader, *options[:1], "--log", str(file), *options[1:], TERM="xterm")
    said = file.read_text()
    assert "command: --plain" in said and "command: the app" in said and "command: --fresh" in said


def test_without_a_log_nothing_is_loaded_for_it(reader: Reader) -> None:
    code = """
import atexit, sys
atexit.register(lambda: print([it for it in ("logging", "readerapp.disk.log_file") if it in sys.modules]))
from readerapp.__main__ import main
sys.argv = ["readerapp", "list", "--count"]
main()
"""
    env = {**os.environ, "READERAPP_HOME": str(reader.home)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
