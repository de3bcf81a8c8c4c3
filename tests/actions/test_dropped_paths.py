import os
import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.actions.intake.dropped_paths import dropped_paths


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two files and a folder with names as people give them."""
    found = [
        tmp_path / "plain.txt",
        tmp_path / os.fsdecode("it's (1) 50% – Übung.html".encode()),
        tmp_path / "a folder",
    ]
    for path in found[:2]:
        path.touch()
    found[2].mkdir()
    return found


def texts(files: list[Path]) -> list[str]:
    """The ways in which terminals write them."""
    quoted = " ".join(shlex.quote(str(path)) for path in files)
    escaped = " ".join("".join(c if c.isalnum() or c in "/._-" else f"\\{c}" for c in str(p)) for p in files)
    return [
        quoted,
        quoted + " ",
        escaped + " ",
        " ".join(f'"{path}"' for path in files),
        "\n".join(map(str, files)),
        "\n".join(map(str, files)) + "\n",
        "\r\n".join(path.as_uri() for path in files) + "\r\n",
        " ".join(path.as_uri() for path in files),
        "\n".join(path.as_uri().replace("file://", "file://localhost") for path in files),
    ]


@pytest.mark.skipif(os.name == "nt", reason="backslashes are part of paths there")
@pytest.mark.parametrize("way", range(9))
def test_dropped_files_are_known_however_the_terminal_writes_them(files: list[Path], way: int) -> None:
    assert dropped_paths(texts(files)[way]) == tuple(map(str, files))
    assert dropped_paths(texts(files[:1])[way]) == (str(files[0]),)


def test_a_path_of_home_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "page.txt").touch()
    assert dropped_paths("~/page.txt") == (str(tmp_path / "page.txt"),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "2405.15738",
        "https://arxiv.org/abs/2405.15738",
        "Attention is all you need",
        "'unfinished",
        "@misc{a, title = {x}}",
        "/no/such/file",
        "file://elsewhere/etc/passwd",
        "\0",
        "~\0/x",
        "file://[",
        "file:///%00",
        "/\ud800",
        "~nobody-of-this-name/x",
        "/" + "a" * 5000,
        "x\n" * 100_000,
    ],
)
def test_other_text_is_no_path(text: str) -> None:
    assert dropped_paths(text) == ()


@given(st.text(alphabet="ab ./~\\\\'\"\n%:[]\0\ud800file"))
def test_no_text_is_too_odd(text: str) -> None:
    assert all(map(os.path.exists, dropped_paths(text)))


def test_a_word_that_is_also_the_name_of_a_folder_is_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tests").mkdir()
    monkeypatch.chdir(tmp_path)
    assert dropped_paths("tests") == ()


def test_one_path_among_text_makes_it_no_list_of_paths(files: list[Path]) -> None:
    assert dropped_paths(f"see {files[0]}") == ()
