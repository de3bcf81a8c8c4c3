"""Completing the path of what is to be added."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.ui.screens.path_prompt import completed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("beta.bib", "alpha one.html", ".hidden"):
        (tmp_path / name).touch()
    (tmp_path / "sub").mkdir()
    return tmp_path


def test_the_last_part_of_a_path_is_completed(folder: Path) -> None:
    assert completed(f"{folder}/be") == f"{folder}/beta.bib"
    assert completed(f"{folder}/s") == f"{folder}/sub{os.sep}"
    assert completed(f"{folder}/") == f"{folder}/alpha one.html"
    assert completed(f"{folder}/.h") == f"{folder}/.hidden"


def test_the_readers_home_is_known(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    assert completed("~/be") == "~/beta.bib"


def test_what_fits_nothing_is_not_completed(folder: Path) -> None:
    for text in ("", "~", ".", f"{folder}/zzz", "/no/such/folder/x", "https://arxiv.org/a", "\0", "~\0/x"):
        assert completed(text) is None


@given(st.text(alphabet="ab./~\\\0\ud800 "))
def test_no_text_is_too_odd(text: str) -> None:
    found = completed(text)
    assert found is None or found.startswith(text)
