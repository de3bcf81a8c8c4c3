"""Whatever the locale or the streams, a call ends in its result or in one line. In real processes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from readerapp.cli.terminal import cells, fit, padded
from tests.cli.reader import CURRICULUM, SPAR, Reader

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="what a POSIX shell can do with streams")
TITLE = "Überlegung – 深度学习 π₀ 👩\u200d🔬"
NARROW = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    papers = ({"key": SPAR, "title": TITLE, "authors": ["Ω"]}, {"key": CURRICULUM, "title": "Plain"})
    lines = "".join(json.dumps(paper) + "\n" for paper in papers)
    (home / "papers.jsonl").write_text(lines)
    return home


def shell(home: Path, command: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """What `command` comes to in a shell in which `R` is this program."""
    whole = {**os.environ, "READERAPP_HOME": str(home), "R": f"{sys.executable} -m readerapp", **env}
    done = subprocess.run(["sh", "-c", command], env=whole, capture_output=True, check=False, timeout=60)
    assert b"Traceback" not in done.stderr and b"Exception ignored" not in done.stderr
    return done


READING = ("list", "list --json", f"show {SPAR}", "export --format bibtex", "keys", "-h", "--version")


@pytest.mark.parametrize("verb", READING)
def test_closed_output_is_one_line_and_status_1(home: Path, verb: str) -> None:
    done = shell(home, f"$R {verb} >&-")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert b"Standard output is closed" in line


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has it")
@pytest.mark.parametrize("verb", ["list --json", "export --format bibtex", "-h"])
def test_a_full_device_is_one_line_and_status_1(home: Path, verb: str) -> None:
    done = shell(home, f"$R {verb} >/dev/full")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_a_change_is_made_whether_or_not_anybody_can_be_told(home: Path) -> None:
    assert shell(home, f"$R mark read {SPAR} >&-").returncode == 0
    assert shell(home, f"$R mark read {CURRICULUM} <&- >&- 2>&-").returncode == 0
    assert shell(home, "$R list is:read --count").stdout == b"2\n"
    assert shell(home, "$R undo >&- 2>&-").returncode == 0
    assert shell(home, "$R list is:read --count").stdout == b"1\n"


def test_a_stream_that_is_closed_is_never_a_file_of_ours(home: Path) -> None:
    for streams in (">&-", "2>&-", "<&-", "<&- >&-", "<&- >&- 2>&-"):
        shell(home, f"$R mark read {SPAR} {streams}")
        shell(home, f"$R note nothing {streams}")
    for file in home.iterdir():
        assert file.is_dir() or b"readerapp:" not in file.read_bytes()
    assert json.loads((home / "state.json").read_text())["papers"]


@pytest.mark.parametrize("verb", ["note {} -", "mark read -", "add -"])
def test_closed_input_is_one_line_that_changes_nothing(home: Path, verb: str) -> None:
    shell(home, f"$R note {SPAR} --text mine")
    done = shell(home, f"$R {verb.format(SPAR)} <&-")
    assert done.returncode == 1 and b"closed" in done.stderr
    assert shell(home, f"$R note {SPAR}").stdout == b"mine"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has it")
@pytest.mark.parametrize("errors", ["2>&-", "2>/dev/full"])
def test_errors_that_nobody_can_be_told_leave_the_status(home: Path, errors: str) -> None:
    assert shell(home, f"$R list nosuchthing {errors}").returncode == 0
    assert shell(home, f"$R list is:unred {errors}").returncode == 2
    assert shell(home, f"$R show arxiv:9901.00001 {errors}").returncode == 3
    done = shell(home, f"$R list {errors}")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)


@pytest.mark.parametrize(
    "env",
    [NARROW, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "ascii"}],
    ids=["C", "latin-1", "ascii"],
)
def test_what_an_encoding_lacks_is_escaped_and_json_stays_json(home: Path, env: dict[str, str]) -> None:
    for verb in ("list", "keys", f"show {SPAR}", "doctor", "-h"):
        done = shell(home, f"$R {verb}", **env)
        assert done.returncode == 0 and done.stdout
    first = shell(home, "$R list --json", **env).stdout.splitlines()[0]
    assert json.loads(first.decode("ascii"))["title"] == TITLE
    assert "Ω".encode() in shell(home, "$R export --format markdown", **env).stdout, "a document is UTF-8"


@pytest.mark.parametrize("bytes_", [r"caf\351", r"\377\376", r"\355\240\200"])
@pytest.mark.parametrize(
    "verb",
    ["list", "show", "mark read", "tag 2405.15738", "list --sort", "list --format", "add", "rate 2405.15738"],
)
def test_arguments_of_any_bytes_are_understood_or_one_line(home: Path, verb: str, bytes_: str) -> None:
    done = shell(home, f"$R {verb} \"$(printf '{bytes_}')\" </dev/null")
    assert done.returncode in (0, 1, 2, 3)
    assert len(done.stderr.splitlines()) <= 1


def test_a_home_of_any_bytes_works(tmp_path: Path) -> None:
    home = os.fsdecode(bytes(tmp_path) + b"/h\xe9")
    assert shell(Path(home), "$R list --count").stdout == b"88\n"
    assert shell(Path(home), "$R mark read --query curriculum").returncode == 0


def test_a_pipe_that_is_closed_early_ends_it_quietly(home: Path) -> None:
    lines = "".join(json.dumps({"title": f"Paper {n}", "abstract": "x" * 200}) + "\n" for n in range(3000))
    (home / "papers.jsonl").write_text(lines)
    done = shell(home, "{ $R list --json; echo $? >&2; } | head -n 1")
    assert (len(done.stdout.splitlines()), done.stderr) == (1, b"141\n")


def test_a_fault_nobody_expected_is_one_line(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no such\nthing")

    monkeypatch.setattr("readerapp.cli.session.Session.shelf", fail)
    result = reader("list")
    assert (result.status, result.out) == (1, "")
    (line,) = result.err.splitlines()
    assert "RuntimeError: no such thing" in line and "test_streams.py, line " in line


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("深度", 4),
        ("e\u0301x\u0304", 2),
        ("กำ", 2),
        ("नु", 1),
        ("한글", 4),
        ("👩\u200d🔬", 4),
        ("", 0),
    ],
)
def test_text_is_as_wide_as_a_terminal_draws_it(text: str, width: int) -> None:
    assert cells(text) == width
    for room in range(1, 8):
        assert cells(padded(text, room)) == room
        assert cells(fit(text * 5, room)) <= room


def test_an_empty_source_is_no_folder(reader: Reader) -> None:
    for source in ("", " "):
        result = reader("add", source)
        assert (result.status, len(result.err.splitlines())) == (2, 1)
