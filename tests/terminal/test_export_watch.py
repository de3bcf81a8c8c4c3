"""`export --watch` as a program of its own, while others add and mark papers."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PAPERS = [{"key": f"arxiv:2405.0000{n}", "title": f"Paper {n}"} for n in range(3)]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="ctrl+c is sent by signal")
@pytest.mark.parametrize(("name", "tail"), [("refs.bib", b"}\n"), ("week.epub", b"")])
def test_a_file_follows_what_other_programs_do_until_ctrl_c(tmp_path: Path, name: str, tail: bytes) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "papers.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in PAPERS), "utf-8")
    file, new = tmp_path / name, tmp_path / "new.jsonl"
    new.write_text(json.dumps({"key": "arxiv:2405.00009", "title": "Another"}) + "\n", "utf-8")
    env = {**os.environ, "READERAPP_HOME": str(home)}
    program = [sys.executable, "-m", "readerapp"]
    with subprocess.Popen(
        [*program, "export", "--watch", "-o", str(file), "is:unread"],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as watch:
        assert watch.stdout and watch.stderr
        assert watch.stdout.readline().decode() == f"{file} has 3 papers\n"
        first = file.read_bytes()
        subprocess.run([*program, "add", str(new)], env=env, check=True, capture_output=True)
        assert watch.stdout.readline().decode() == f"{file} has 4 papers\n"
        assert (second := file.read_bytes()) != first and second.endswith(tail)
        subprocess.run([*program, "mark", "read", "2405.00000"], env=env, check=True, capture_output=True)
        assert watch.stdout.readline().decode() == f"{file} has 3 papers\n"
        assert file.read_bytes() not in (first, second)
        watch.send_signal(signal.SIGINT)
        assert watch.wait(30) == 130
        assert (watch.stdout.read(), watch.stderr.read()) == (b"", b"")
    assert not list(tmp_path.glob(".*"))
