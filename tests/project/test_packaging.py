"""What is shipped: the package with styles, seeds and man page, which works by itself on every Python."""

import base64
import csv
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from pathlib import Path

import pytest

from readerapp import __version__
from tests.terminal.terminal import Terminal

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OLDEST, NEWEST_TRIED = 11, 15
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
pytestmark = pytest.mark.slow


def run(*command: str | Path, **more: str) -> str:
    """What a command prints; an error with all it said if it fails."""
    env = {**{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}, **more}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def built(kind: str, source: Path, folder: Path) -> Path:
    """A wheel or an sdist of a source tree, with nothing fetched."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(build, cwd=source, check=True, capture_output=True, timeout=120)
    (path,) = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    return built("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist of this checkout."""
    return built("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    """What an index would be told of the wheel."""
    with zipfile.ZipFile(wheel) as files:
        return BytesParser().parsebytes(files.read(f"readerapp-{__version__}.dist-info/METADATA"))


def test_the_wheel_holds_every_style_seed_and_module_and_no_test(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    data = [*ROOT.glob("styles/*.tcss"), *(path for path in ROOT.glob("seeds/*") if path.is_file())]
    wanted = {f"readerapp/{path.relative_to(ROOT).as_posix()}" for path in data}
    wanted |= {path.relative_to(ROOT).as_posix() for path in ROOT.glob("readerapp/**/*.py")}
    assert wanted | {"readerapp/py.typed"} <= inside
    beside = {name for name in inside if not name.startswith("readerapp/")}
    about = f"readerapp-{__version__}"
    assert {name.partition("/")[0] for name in beside} == {f"{about}.dist-info", f"{about}.data"}
    assert f"{about}.data/data/share/man/man1/readerapp.1" in beside
    assert [name for name in inside if "test" in Path(name).parts or "__pycache__" in name] == []


def test_the_record_of_the_wheel_has_each_file_as_it_is(wheel: Path) -> None:
    files = zipfile.ZipFile(wheel)
    (record,) = (name for name in files.namelist() if name.endswith("/RECORD"))
    rows = {name: digest for name, digest, _ in csv.reader(io.StringIO(files.read(record).decode()))}
    assert set(rows) == set(files.namelist())
    for name in files.namelist():
        digest = base64.urlsafe_b64encode(hashlib.sha256(files.read(name)).digest()).rstrip(b"=").decode()
        assert rows[name] == f"sha256={digest}" or name == record


def test_the_metadata_are_those_of_the_project(metadata: Message) -> None:
    assert (metadata["Name"], metadata["Version"]) == ("readerapp", __version__)
    assert metadata["Summary"] == PROJECT["description"]
    assert metadata["License-Expression"] == PROJECT["license"]
    assert metadata.get_all("License-File") == PROJECT["license-files"]
    assert metadata["Requires-Python"] == PROJECT["requires-python"]
    assert metadata["Description-Content-Type"] == "text/markdown"
    description = metadata.get_payload(decode=True)
    assert description == (ROOT / "README.md").read_bytes()
    assert set(metadata.get_all("Provides-Extra", [])) == set(PROJECT["optional-dependencies"])
    required = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert {named(line) for line in required} == {named(line) for line in PROJECT["dependencies"]}


def named(requirement: str) -> str:
    """The project that a requirement names."""
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0]


def test_a_wheel_of_the_sdist_is_that_of_the_checkout(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    again = zipfile.ZipFile(built("wheel", source, tmp_path / "dist"))
    first = zipfile.ZipFile(wheel)
    assert {name: again.read(name) for name in again.namelist()} == {
        name: first.read(name) for name in first.namelist()
    }


def pythons(minor: int) -> Iterator[Path]:
    """Pythons of a version that may be there: on the path, and where pyenv keeps them."""
    if sys.version_info[1] == minor:
        yield Path(sys.executable)
    if found := shutil.which(f"python3.{minor}"):
        yield Path(found)
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(root.glob(f"versions/3.{minor}.*/bin/python"))


def environment(minor: int, folder: Path) -> Path:
    """The folder of programs of an empty environment on a version of Python; skips the test without one."""
    for python in pythons(minor):
        made = [str(python), "-m", "venv", "--without-pip", str(folder)]
        if subprocess.run(made, capture_output=True, check=False, timeout=60).returncode == 0:
            return folder / "bin"
    pytest.skip(f"Python 3.{minor} is not installed here")


@pytest.mark.parametrize("minor", range(OLDEST, NEWEST_TRIED + 1))
@pytest.mark.timeout(300)
def test_the_wheel_works_in_an_empty_environment(wheel: Path, tmp_path: Path, minor: int) -> None:
    programs = environment(minor, tmp_path / "environment")
    install(programs / "python", wheel, minor)
    home = {"READERAPP_HOME": str(tmp_path / "home")}
    said = f"readerapp {__version__}\n"
    assert run(programs / "readerapp", "--version") == said
    assert run(programs / "python", "-m", "readerapp", "--version") == said
    assert run(programs / "readerapp", "list", "--count", **home) == "88\n"
    assert "_readerapp_completion" in run(programs / "readerapp", "completion", "bash", **home)
    assert (programs.parent / "share" / "man" / "man1" / "readerapp.1").is_file()
    shown = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    with Terminal([str(programs / "readerapp")], {**shown, **home}) as app:
        app.wait_for("All 88")
        app.press("ctrl+q")
        assert app.end() == 0


def install(python: Path, wheel: Path, minor: int) -> None:
    """Install the wheel and what it needs, by the index that pip is set up for."""
    pinned = ["--constraint", str(ROOT / "constraints.txt"), "--only-binary", ":all:"]
    command = [*PIP, "--python", str(python), "install", "--quiet", *pinned, str(wheel)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    missing = re.search(r"No matching distribution found for (\S+)", done.stderr)
    if done.returncode and missing and sys.version_info[1] != minor:
        pytest.skip(f"{missing[1]} has no wheel for Python 3.{minor} here")
    assert done.returncode == 0, done.stderr
