"""One setting is written, and everything else in the file stays as it was."""

import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from readerapp.disk import files
from readerapp.domain.errors import Damaged, ReaderError, Unwritable
from readerapp.settings import Settings, writer
from readerapp.settings.writer import set_entry, set_value

MINE = """\
# My settings
theme = "nord" # until winter

watch = [
  "curriculum", # the thesis
  "sparse",
]
[keys]
down = "j" # as ever

# Work
[[views]]
name = "RL"
query = "tag:rl"

[[views]]
name = "Code" # for the group
query = "has:repo"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def changed(path: Path, *edits: Callable[[Path], object]) -> tuple[list[str], list[str]]:
    """The lines that edits take from the file, and those that they add."""
    before = path.read_text("utf-8").splitlines()
    for edit in edits:
        edit(path)
    after = path.read_text("utf-8").splitlines()
    return [it for it in before if it not in after], [it for it in after if it not in before]


CHANGES: dict[str, tuple[Callable[[Path], object], list[str], list[str]]] = {
    "a value": (
        lambda path: set_value(path, "theme", "dracula"),
        ['theme = "nord" # until winter'],
        ['theme = "dracula" # until winter'],
    ),
    "a new value": (lambda path: set_value(path, "measure", 70), [], ["measure = 70"]),
    "a flag": (lambda path: set_value(path, "ascii", True), [], ["ascii = true"]),
    "a member": (
        lambda path: set_value(path, "watch", ("curriculum", "dense")), ['  "sparse",'], ['  "dense",'],
    ),
    "one more": (
        lambda path: set_value(path, "watch", ("curriculum", "sparse", "new")), [], ['  "new",'],
    ),
    "one less": (lambda path: set_value(path, "watch", ("curriculum",)), ['  "sparse",'], []),
    "a key": (lambda path: set_value(path, "keys.up", ("k",)), [], ['up = ["k"]']),
    "no key": (lambda path: set_value(path, "keys.down", None), ['down = "j" # as ever'], []),
    "a table": (
        lambda path: set_value(path, "fetch.sources", ("hf",)), [], ["[fetch]", 'sources = ["hf"]'],
    ),
    "nothing": (lambda path: set_value(path, "fetch.sources", None), [], []),
    "the same": (lambda path: set_value(path, "theme", "nord"), [], []),
    "a view": (
        lambda path: set_entry(path, "views", {"name": "New", "query": "added:7d"}),
        [],
        ['name = "New"', 'query = "added:7d"'],
    ),
    "a view changed": (
        lambda path: set_entry(path, "views", {"name": "RL", "query": "rl"}, replacing={"name": "RL"}),
        ['query = "tag:rl"'],
        ['query = "rl"'],
    ),
    "a view renamed": (
        lambda path: set_entry(
            path, "views", {"name": "Repo", "query": "has:repo"}, replacing={"name": "Code"}
        ),
        ['name = "Code" # for the group'],
        ['name = "Repo" # for the group'],
    ),
    "a view removed": (
        lambda path: set_entry(path, "views", None, replacing={"name": "Code"}),
        ['name = "Code" # for the group', 'query = "has:repo"'],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_only_the_lines_of_what_is_set_differ(path: Path, change: str) -> None:
    path.write_text(MINE, "utf-8")
    edit, gone, come = CHANGES[change]
    assert changed(path, edit) == (gone, come)


def test_a_new_view_stands_where_it_was_asked_for(path: Path) -> None:
    path.write_text(MINE, "utf-8")
    set_entry(path, "views", {"name": "First", "query": "a"}, at=0)
    assert [view.name for view in Settings.load(path).views] == ["First", "RL", "Code"]


@pytest.mark.parametrize("written", ["views = [{name = 'A', query = 'a'}]\n", "keys = {up = 'k'}", "", "#"])
def test_every_way_to_write_the_same_can_be_changed(path: Path, written: str) -> None:
    path.write_text(written, "utf-8")
    set_value(path, "keys.queue", ("Q",))
    set_value(path, "theme", "nord")
    set_entry(path, "views", {"name": "B", "query": "b"})
    set_entry(path, "views", None, replacing={"name": "A"})
    settings = Settings.load(path)
    assert not settings.problems
    assert settings.theme == "nord"
    assert settings.keys["queue"] == ("Q",)
    assert [view.name for view in settings.views] == ["B"]


def test_what_is_written_first_makes_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    set_value(path, "theme", "nord")
    assert path.read_text("utf-8") == 'theme = "nord"\n'
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="needs links and modes")
def test_bom_line_ends_link_and_mode_stay(tmp_path: Path) -> None:
    real, path = tmp_path / "dotfiles.toml", tmp_path / "config.toml"
    real.write_bytes(b"\xef\xbb\xbftheme = 'nord'\r\n\r\n[keys]\r\ndown = 'j'\r\n")
    real.chmod(0o640)
    path.symlink_to(real.name)
    set_value(path, "keys.up", ("k",))
    set_value(path, "dates", "iso")
    data = real.read_bytes()
    assert path.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert data.startswith(b"\xef\xbb\xbftheme")
    assert data.count(b"\n") == data.count(b"\r\n") == 6
    assert Settings.load(path).keys == {"down": ("j",), "up": ("k",)}


@pytest.mark.parametrize("bad", [b"theme = ", b"\xff\xfe", b"keys = 3\n", b"[keys]\nqueue = 1\n[[keys]]\n"])
def test_a_file_that_makes_no_sense_is_never_overwritten(path: Path, bad: bytes) -> None:
    path.write_bytes(bad)
    with pytest.raises(Damaged, match=r"config\.toml .*by hand") as caught:
        set_value(path, "keys.queue", ("Q",))
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == bad


@pytest.mark.skipif(os.name == "nt", reason="needs modes")
def test_a_read_only_file_is_never_overwritten(path: Path) -> None:
    path.write_text(MINE, "utf-8")
    path.chmod(0o444)
    with pytest.raises(Unwritable, match="read-only: make it writable"):
        set_value(path, "theme", "dracula")
    assert path.read_text("utf-8") == MINE


def test_a_folder_in_its_place_is_told_in_a_line(path: Path) -> None:
    path.mkdir()
    with pytest.raises(ReaderError, match=r"config\.toml") as caught:
        set_value(path, "theme", "dracula")
    assert "\n" not in str(caught.value)
    assert path.is_dir()


def test_what_another_program_writes_meanwhile_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text(MINE, "utf-8")
    read = writer._read
    reads: list[bytes] = []

    def interrupted(at: Path) -> bytes:
        data = read(at) or b""
        if not reads:
            files.replace(at, [data.replace(b'"j"', b'"n"')])
        reads.append(data)
        return data

    monkeypatch.setattr(writer, "_read", interrupted)
    set_value(path, "theme", "dracula")
    settings = Settings.load(path)
    assert (settings.theme, settings.keys["down"], len(reads)) == ("dracula", ("n",), 2)


def test_what_would_change_the_meaning_of_another_line_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text(MINE, "utf-8")
    monkeypatch.setattr("tomlkit.dumps", lambda document: "theme = 'dracula'\n")
    with pytest.raises(Damaged, match="would harm"):
        set_value(path, "theme", "dracula")
    assert tomllib.loads(path.read_text("utf-8"))["theme"] == "nord"
