"""With `ascii`, and where the terminal has no more, every sign of the app is one of ASCII."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.cells import cell_len

from readerapp.ui.glyphs import ASCII, UNICODE
from readerapp.ui.terminal.encoding import charset, encodable, is_unicode, to_ascii
from readerapp.ui.terminal.output import Output
from tests.ui.conftest import OFFLINE, Start

SCREENS = {
    "list": (), "paper": ("enter",), "search": ("slash", *"graph repo:x"), "wrong": ("slash", *"rating:x "),
    "nothing": ("slash", *"zzzqqq"), "views": ("f",), "sort": ("s",), "copy": ("y",), "rate": ("asterisk",),
    "tags": ("t",), "note": ("n",), "add": ("A",), "help": ("question_mark",), "history": ("U",),
    "palette": ("ctrl+p",), "twins": ("equals_sign",), "queue": ("a", "3"), "selected": ("space", "ctrl+a"),
    "copied": ("c",), "marked": ("r", "2"), "empty": ("4",), "reversed": ("S",), "rated": ("asterisk", "5"),
}  # fmt: skip


@pytest.fixture
def plain(home: Path) -> Path:
    """A library of ASCII papers, with all that a paper can have."""
    home.mkdir()
    seen = [
        {
            "source": "hf",
            "seen": f"2026-11-{day:02}T09:00:00+00:00",
            "listed": f"2026-11-{day:02}",
            "upvotes": day,
        }
        for day in range(1, 8)
    ]
    rows = [
        {
            "title": f"Graph Things Number {n} " + "and more words of a title " * 5,
            "abstract": "All about graphs. " * 60,
            "authors": [f"Ann Author{m}" for m in range(20)],
            "links": {
                "repo": [f"https://github.com/a/b{n}"],
                "arxiv": [f"https://arxiv.org/abs/2401.0000{n}"],
            },
            "key": f"arxiv:2401.0000{n}",
            "keywords": ["one", "two"],
            "listed": "2026-11-07",
            "sightings": seen,
            "added": "2026-11-01T09:00:00+00:00",
            "upvotes": 12,
            "stars": 1200,
        }
        for n in range(5)
    ]
    rows.append({"title": rows[0]["title"], "authors": ["Ann Author1"]})
    (home / "papers.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return home


@pytest.mark.parametrize("size", [(120, 32), (60, 20)])
@pytest.mark.slow
async def test_every_screen_is_drawn_in_ascii(start: Start, plain: Path, size: tuple[int, int]) -> None:
    async with start(size=size, settings=replace(OFFLINE, ascii=True)) as reader:
        key = reader.main.target()
        assert key is not None
        reader.reading.note(
            key, "# Heading\n\n- one\n  - two\n\n1. three\n\n> quoted\n\n---\n\n| a | b |\n|--|--|\n"
        )
        reader.reading.tag([key], ["tag"])
        reader.main.show_changes()
        for name, keys in SCREENS.items():
            await reader.press(*keys)
            await reader.pilot.pause()
            other = {character for character in reader.screen if character > "~"}
            assert not other, (name, other, [line for line in reader.lines if not line.isascii()])
            for _ in range(3):
                await reader.press("escape")
            assert len(reader.app.screen_stack) == 1, name


async def test_ascii_is_drawn_as_wide_as_before(start: Start, plain: Path) -> None:
    shown = []
    for ascii_only in (False, True):
        async with start(settings=replace(OFFLINE, ascii=ascii_only)) as reader:
            shown.append([line[:50].rstrip() for line in reader.lines])
    assert [to_ascii(line) for line in shown[0][3:8]] == shown[1][3:8]


def test_every_sign_has_a_twin_as_wide() -> None:
    drawn = [chr(code) for low, high in ((0x2190, 0x2200), (0x2500, 0x27C0)) for code in range(low, high)]
    for sign in (*drawn, *(getattr(UNICODE, name) for name in ASCII.__slots__)):
        assert to_ascii(sign).isascii(), sign
        assert cell_len(to_ascii(sign)) == cell_len(sign), sign


def test_letters_are_no_signs() -> None:
    for text in ("Naïve Bayes", "語 in Ünïcode", "α ≤ β"):
        assert to_ascii(text) == text


def test_what_an_encoding_cannot_say_is_the_nearest_as_wide() -> None:
    assert encodable("┌─ Naïve 語 …", "ascii") == "+- Naive ?? ."
    assert encodable("Naïve ─", "iso-8859-1") == "Naïve -"
    assert encodable("e\u0301", "ascii") == "e"
    for text in ("👩‍🚀 flies", "한국어", "e\u0301\u0302", "שלום"):
        assert cell_len(encodable(text, "ascii")) >= 1
        assert encodable(text, "ascii").isascii()


def test_who_asks_for_the_c_locale_gets_ascii() -> None:
    stream = StringIO()
    for env in ({"LC_ALL": "C"}, {"LANG": "POSIX"}, {"LC_ALL": "C", "LANG": "de_DE.UTF-8"}):
        assert not is_unicode(charset(stream, env))
    utf8 = type("Utf8", (StringIO,), {"encoding": "utf-8"})()
    for env in (
        {},
        {"LANG": "C.UTF-8"},
        {"LC_ALL": "", "LANG": "en_GB.UTF-8"},
        {"LANG": "C", "PYTHONUTF8": "1"},
    ):
        assert is_unicode(charset(utf8, env))


def test_a_terminal_that_is_gone_is_written_to_no_more() -> None:
    ended: list[int] = []
    stream = StringIO()
    output = Output(stream, lambda: ended.append(1))
    output.write("text")
    stream.close()
    for _ in range(3):
        output.write("more")
        output.flush()
    assert ended == [1]
