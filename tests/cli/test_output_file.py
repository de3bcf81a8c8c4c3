"""`export -o`: a file whole or untouched, and whatever else a path may name."""

import errno
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from readerapp.disk import files
from tests.cli.reader import Reader

EXPORT = ("export", "--format", "bibtex", "-o")


def full(descriptor: int, data: bytes) -> None:
    os.write(descriptor, data[: len(data) // 2])
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("before", ["@misc{mine, title = {Years of work}}\n", None])
def test_an_export_that_a_full_disk_stops_leaves_the_file_as_it_was(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    folder = tmp_path / "refs"
    folder.mkdir()
    file = folder / "refs.bib"
    if before:
        file.write_text(before, "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(files, "write_all", full)
        result = reader(*EXPORT, str(file))
    assert (result.status, result.out) == (1, "")
    assert result.err == f"readerapp: {file} can't be written: {os.strerror(errno.ENOSPC)}\n"
    assert (file.read_text("utf-8") if before else file.exists()) == (before or False)
    assert [path.name for path in folder.iterdir()] == (["refs.bib"] if before else [])


def test_an_export_keeps_the_mode_and_the_link_of_a_file(reader: Reader, tmp_path: Path) -> None:
    real, link = tmp_path / "real.bib", tmp_path / "refs.bib"
    real.write_text("old", "utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    assert reader(*EXPORT, str(link)).status == 0
    assert link.is_symlink() and real.read_text("utf-8").count("@misc{") == 4
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_new_export_is_as_open_as_the_readers_other_files(reader: Reader, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        reader(*EXPORT, str(tmp_path / "refs.bib"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "refs.bib").stat().st_mode) == 0o644


def test_a_dash_is_standard_output(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert reader(*EXPORT, "-").out == reader("export", "--format", "bibtex").out != ""
    assert not (tmp_path / "-").exists()


def test_a_pipe_is_written_to_and_stays_one(reader: Reader, tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    other = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")))
    other.start()
    assert reader(*EXPORT, str(pipe)).status == 0
    other.join(10)
    assert read[0].count("@misc{") == 4
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_device_that_takes_nothing_is_one_line(reader: Reader) -> None:
    result = reader(*EXPORT, "/dev/full")
    assert result.status == 1
    assert len(result.err.splitlines()) == 1
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no name for standard output")
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "-"])
def test_what_the_shell_appends_to_keeps_what_it_had(reader: Reader, tmp_path: Path, name: str) -> None:
    file = tmp_path / "all.bib"
    file.write_text("% mine\n", "utf-8")
    code = "import sys; from readerapp.__main__ import main; sys.argv[0] = 'readerapp'; main()"
    with file.open("ab") as end:
        subprocess.run(
            [sys.executable, "-c", code, *EXPORT, name],
            stdout=end,
            env={**os.environ, "READERAPP_HOME": str(reader.home)},
            check=True,
        )
    assert file.read_text("utf-8").startswith("% mine\n@misc{")


def test_a_folder_is_no_file_to_write(reader: Reader, tmp_path: Path) -> None:
    result = reader(*EXPORT, str(tmp_path))
    assert result.status == 1
    assert result.err.startswith(f"readerapp: {tmp_path} can't be written: ")
