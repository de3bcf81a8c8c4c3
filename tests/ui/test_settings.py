"""What the reader set: keys, theme, styles; and what of it makes no sense."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from readerapp.settings import Settings
from readerapp.ui.themes import DARK, LIGHT
from tests.ui.conftest import OFFLINE, Start

WIDE = (200, 40)


def style(home: Path, name: str, content: str | bytes) -> Path:
    """A stylesheet of the reader's own."""
    folder = home / "styles"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


async def test_own_styles_are_read_after_the_apps_own(start: Start, home: Path) -> None:
    style(home, "mine.tcss", "#views { display: none; }")
    async with start() as reader:
        assert "All 88" not in reader.screen
        assert not reader.main.trouble.has_class("-shown")


BAD: dict[str, str | bytes] = {
    "typo": "PaperList { colour: red; }",
    "value": "#views { border: nonsense; }",
    "variable": "#views { color: $nonsense; }",
    "pseudo-class": "#views:nonsense { color: red; }",
    "brace": "#views { color: red;",
    "latin-1": "/* Grün */ #views { color: red; }".encode("latin-1"),
    "no styles": "\x00\x01\x02",
    "prose": "Dear diary,",
    "too long": b"/* x */\n" * (1 << 18),
}


@pytest.mark.parametrize("bad", BAD)
async def test_a_bad_stylesheet_is_told_in_a_line_and_the_rest_holds(
    start: Start, home: Path, bad: str
) -> None:
    style(home, "a.tcss", BAD[bad])
    style(home, "b.tcss", "#count { display: none; }")
    async with start(size=WIDE) as reader:
        assert await reader.shows("styles/a.tcss: ")
        assert "ignored" in reader.screen
        assert "88 of 88" not in reader.screen
        assert len(reader.main.problems) == 1
        assert "\n" not in reader.main.problems[0]
        await reader.press("escape", "a")
        assert reader.said.startswith("Queued")


async def test_what_is_no_stylesheet_of_the_readers_is_passed_over(start: Start, home: Path) -> None:
    for name in (".#a.tcss", "._a.tcss", ".a.tcss.swp", "a.tcss~", "#a.tcss#", "notes.txt"):
        style(home, name, "}}} nonsense")
    (home / "styles" / ".#b.tcss").symlink_to("somebody@machine.1234")
    async with start() as reader:
        assert not reader.main.problems
        assert reader.title


@pytest.mark.skipif(os.name == "nt", reason="needs links")
async def test_a_folder_a_dangling_link_or_a_pipe_is_told_and_left_out(start: Start, home: Path) -> None:
    style(home, "good.tcss", "")
    (home / "styles" / "a.tcss").mkdir()
    (home / "styles" / "b.tcss").symlink_to("nowhere")
    os.mkfifo(home / "styles" / "c.tcss")
    async with start(size=WIDE) as reader:
        assert [problem.split(": ")[0][-6:] for problem in reader.main.problems] == [
            "a.tcss",
            "b.tcss",
            "c.tcss",
        ]


async def test_a_file_called_styles_holds_up_nothing(start: Start, home: Path) -> None:
    home.mkdir()
    (home / "styles").write_text("", "utf-8")
    async with start() as reader:
        assert reader.title


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("readerapp-light", LIGHT.name),
        ("Nord", "nord"),
        ("solarized_light", "solarized-light"),
        (None, DARK.name),
    ],
)
async def test_a_theme_is_the_one_that_was_asked_for(start: Start, wanted: str | None, name: str) -> None:
    async with start(settings=replace(OFFLINE, theme=wanted)) as reader:
        assert reader.app.theme == name
        back = reader.app.available_themes[name].background
        assert back
        assert reader.app.get_css_variables()["background"].lower() == back.lower()
        assert not reader.main.problems


@pytest.mark.parametrize(
    ("wanted", "nearest"),
    [
        ("solarised-lite", "solarized-light"),
        ("readerap-dark", "readerapp-dark"),
        ("monokia", "monokai"),
        ("", "nord"),
    ],
)
async def test_a_theme_that_is_none_is_told_with_the_nearest(start: Start, wanted: str, nearest: str) -> None:
    async with start(size=WIDE, settings=replace(OFFLINE, theme=wanted)) as reader:
        assert reader.app.theme == DARK.name
        assert repr(wanted) in reader.main.problems[0]
        assert nearest in reader.main.problems[0]
        assert await reader.shows("no theme")


@pytest.mark.parametrize(
    ("keymap", "key", "opens"),
    [("newsboat", "e", "note-text"), ("mutt", "L", "picker"), ("vim", "n", "note-text")],
)
async def test_a_preset_of_keys_is_the_one_that_was_asked_for(
    start: Start, keymap: str, key: str, opens: str
) -> None:
    async with start(settings=replace(OFFLINE, keymap=keymap)) as reader:
        await reader.press(key)
        assert reader.app.screen.query(f"#{opens}")


SPELT = {
    "PgDn": "pagedown", "<C-n>": "ctrl+n", "<F2>": "f2", "Space": "space", "slash": "slash", ",": "comma",
    "^]": "ctrl+right_square_bracket", "ctrl+space": "ctrl+@", "+": "plus", "M-x": "alt+x",
}  # fmt: skip


async def test_a_key_does_what_it_was_given_to_do_however_it_is_written(start: Start) -> None:
    async with start(settings=replace(OFFLINE, keys={"queue": tuple(SPELT)})) as reader:
        for spelling, key in SPELT.items():
            await reader.press(key)
            assert reader.said.startswith("Queued"), spelling
            await reader.press("u")
            assert reader.said.startswith("Undid: queued"), spelling


async def test_sentences_name_the_readers_own_keys(start: Start) -> None:
    keys = {"undo": ("w",), "back": ("f9",), "take-suggestion": ("f8",), "queue": ("Q",), "search": ("F7",)}
    keys |= {"view-1": ("!",), "help": ("f6",), "add": ("I",)}
    async with start(size=WIDE, settings=replace(OFFLINE, keys=keys)) as reader:
        assert "F7 searches, Q queues, F6 helps" in reader.said
        assert "F7 to search" in reader.screen
        await reader.press("3")
        assert "Q on a paper puts it here" in reader.screen
        await reader.press("2", "Q")
        assert "w to undo" in reader.screen
        await reader.press("space")
        assert "F9 to deselect" in reader.screen
        await reader.press("f7")
        assert "F9 clear" in reader.screen
        reader.main.search_bar.box.value = "zzqq"
        await reader.settle()
        assert "F9 clears the search, ! searches all papers" in reader.screen


@pytest.mark.parametrize(
    "settings",
    [
        b"theme = 3\nascii = 'yes'\nkeymap = []\nkeys = 'x'\nviews = {}\nfetch = 1\n",
        b"[keys]\nqueue = 3\nread = [1]\nnote = true\nundo = {}\n",
        b"[[views]]\nname = 1\nquery = 2\n[[views]]\n",
        b"theme = \xff\n",
        b"theme = ",
        b"\x00",
        b"[keys]\nqueue = 'ctrl+i'\nread = 'gg'\n",
    ],
)
async def test_settings_of_the_wrong_kind_are_told_and_the_rest_holds(
    start: Start, home: Path, settings: bytes
) -> None:
    home.mkdir()
    (home / "config.toml").write_bytes(settings)
    loaded = Settings.load(home / "config.toml")
    async with start(size=WIDE, settings=replace(loaded, fetch=OFFLINE.fetch)) as reader:
        assert reader.main.problems
        assert await reader.shows("! ")
        await reader.press("escape", "a")
        assert reader.said.startswith("Queued")


@pytest.mark.parametrize(("dates", "shown"), [("short", "Oct 9"), ("relative", "6 w"), ("iso", "2026-10-09")])
async def test_the_list_writes_dates_as_asked(start: Start, home: Path, dates: str, shown: str) -> None:
    home.mkdir()
    (home / "papers.jsonl").write_text('{"title": "One", "listed": "2026-10-09"}\n', "utf-8")
    async with start(settings=replace(OFFLINE, dates=dates)) as reader:
        row = next(line for line in reader.lines if "▌" in line)
        assert row.partition("│")[0].rstrip().endswith(f" {shown}")


async def test_the_text_of_a_paper_is_no_wider_than_asked(start: Start) -> None:
    widths = []
    for measure in (60, 79, 100):
        async with start(size=(230, 40), settings=replace(OFFLINE, measure=measure)) as reader:
            right = [line.partition("│")[2].strip(" │") for line in reader.lines[3:-1]]
            widths.append(max(map(len, right)))
    assert widths[0] <= 60 < widths[1] <= 79 < widths[2] <= 100


async def test_all_papers_come_in_the_readers_order_and_matches_by_relevance(start: Start) -> None:
    async with start(settings=replace(OFFLINE, order="title")) as reader:
        assert "by title" in reader.screen
        titles = [title.casefold() for title in reader.titles]
        assert titles == sorted(titles)
        await reader.type("learning")
        assert "by relevance" in reader.screen
        await reader.press("escape", "escape", "2")
        assert "by listed" in reader.screen


async def test_own_styles_follow_as_they_are_saved_and_stay_while_they_are_invalid(
    start: Start, home: Path
) -> None:
    path = style(home, "mine.tcss", "#count { display: none; }")
    async with start(size=WIDE) as reader:
        assert "88 of 88" not in reader.screen
        path.write_text("#views { display: none; }\n", "utf-8")
        reader.main.poll()
        await reader.settle()
        assert reader.said == "Styles loaded"
        assert "88 of 88" in reader.screen and "All 88" not in reader.screen
        path.write_text("#views { display: none; }\n#count { colour: red; }\n", "utf-8")
        reader.main.poll()
        await reader.settle()
        assert "mine.tcss: line 2: " in reader.said
        assert "as before" in reader.said
        assert "All 88" not in reader.screen
        path.unlink()
        reader.main.poll()
        await reader.settle()
        assert "All 88" in reader.screen


async def test_a_change_of_more_papers_than_the_settings_allow_asks_first(start: Start) -> None:
    async with start(settings=replace(OFFLINE, confirm=2)) as reader:
        await reader.press("space", "space", "a")
        assert len(reader.reading.queued()) == 2
        await reader.press("space", "space", "space", "x")
        assert "change 3 papers?" in reader.screen
        await reader.press("n")
        assert reader.said == "Nothing changed"
        await reader.press("x", "y")
        assert len(reader.reading.library) - len(reader.main.shelf.rows) == 3


async def test_settings_edited_elsewhere_apply_as_they_are_saved_and_stay_while_they_are_invalid(
    start: Start, home: Path
) -> None:
    home.mkdir(exist_ok=True)
    path = home / "config.toml"
    path.write_text("measure = 70\n", "utf-8")
    async with start(settings=Settings.load(path)) as reader:
        reader.main.poll()
        await reader.settle()
        path.write_text("measure = 64\ndates = 'iso'\n", "utf-8")
        reader.main.poll()
        await reader.settle()
        assert reader.main.settings.measure == 64
        assert reader.said == "Settings loaded: measure is 64, dates is iso"
        path.write_text("measure = 6400\ndates = 'short'\n", "utf-8")
        reader.main.poll()
        await reader.settle()
        assert "measure" in reader.said and "as before until it is right" in reader.said
        assert (reader.main.settings.measure, reader.main.settings.dates) == (64, "short")
        path.write_text("measure = = 80 # a slip\n", "utf-8")
        reader.main.poll()
        await reader.settle()
        assert "as before until it is right" in reader.said
        assert reader.main.settings.measure == 64
