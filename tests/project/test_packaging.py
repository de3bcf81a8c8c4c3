"""What is shipped: the package with its styles and seeds, and it works by itself."""

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout with nothing fetched."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_every_style_seed_and_module(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    data = [*ROOT.glob("styles/*.tcss"), *(path for path in ROOT.glob("seeds/*") if path.is_file())]
    wanted = {f"readerapp/{path.relative_to(ROOT).as_posix()}" for path in data}
    wanted |= {path.relative_to(ROOT).as_posix() for path in ROOT.glob("readerapp/**/*.py")}
    assert wanted | {"readerapp/py.typed"} <= inside


def test_the_wheel_alone_lists_the_seed(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    python = str(environment / "bin" / "python")
    install = [python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=120)
    where = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = subprocess.run(where, check=True, capture_output=True, text=True).stdout.strip()
    # The dependencies are those the tests run with; what is installed in this environment comes first.
    (Path(site) / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    listed = subprocess.run(
        [environment / "bin" / "readerapp", "list", "--count"],
        cwd=tmp_path,
        env={"READERAPP_HOME": str(tmp_path / "home")},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert listed.stdout == "88\n"
    assert not listed.stderr
