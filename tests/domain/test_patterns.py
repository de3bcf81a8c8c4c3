"""A pattern is a regular expression like any other, compiled once it is used."""

from __future__ import annotations

import re

import pytest

from readerapp.domain.values import pattern


def test_a_pattern_does_all_that_a_compiled_one_does() -> None:
    ours, theirs = (make(r"(?P<word>[a-z]+)\d?", re.IGNORECASE) for make in (pattern, re.compile))
    text = "One1 two 3"
    assert ours.findall(text) == theirs.findall(text)
    assert ours.sub("x", text, count=1) == theirs.sub("x", text, count=1)
    assert [match["word"] for match in ours.finditer(text)] == ["One", "two"]
    assert (ours.pattern, ours.flags, ours.groupindex) == (theirs.pattern, theirs.flags, theirs.groupindex)
    assert pattern(rb"\d").findall(b"a1") == [b"1"]


def test_a_pattern_is_compiled_when_it_is_first_used_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile = re.compile

    def watched(text: str, flags: int) -> re.Pattern[str]:
        compiled.append(text)
        return compile(text, flags)

    monkeypatch.setattr(re, "compile", watched)
    digit = pattern(r"\d")
    assert compiled == []
    assert all(digit.match("1") for _ in range(3))
    assert compiled == [r"\d"]
