"""Keys however they are written."""

from __future__ import annotations

import pytest

from readerapp.actions.keymap import PRESETS, keyed
from readerapp.actions.keynames import normalised, shown
from readerapp.actions.keys_and_verbs import COMMANDS
from readerapp.domain.errors import ReaderError

SPELLINGS = {
    "ctrl+n": ["ctrl+n", "Ctrl-N", "C-n", "<C-n>", "<c-N>", "^N", "^n", "CTRL+N", "Control-n", "control + n"],
    "f2": ["f2", "F2", "<F2>", "<f2>"],
    "space": ["space", "Space", "<Space>", "SPC", " "],
    "pagedown": ["PgDn", "pgdn", "PageDown", "page_down", "Page Down", "<PageDown>", "pagedown", "Next"],
    "pageup": ["PgUp", "<PageUp>", "prior"],
    "enter": ["enter", "Return", "<CR>", "<Enter>", "RET"],
    "escape": ["esc", "Escape", "<Esc>"],
    "delete": ["Del", "delete", "<Del>"],
    "down": ["↓", "down", "Down", "<Down>", "DownArrow"],
    "shift+down": ["shift+↓", "Shift-Down", "<S-Down>", "shift+down"],
    "shift+tab": ["<S-Tab>", "shift+tab"],
    "/": ["/", "slash", "Slash"],
    "?": ["?", "question_mark", "Question mark", "question"],
    "[": ["[", "left_square_bracket"],
    ",": [",", "comma"],
    "+": ["+", "plus", "plus_sign"],
    "-": ["-", "minus", "hyphen_minus"],
    "<": ["<", "<lt>", "less_than_sign"],
    "*": ["*", "asterisk", "star"],
    "J": ["J", "shift+j", "Shift-J", "<S-j>"],
    "j": ["j"],
    "é": ["é"],
    "ctrl+@": ["ctrl+space", "C-SPC", "ctrl+@", "^@"],
    "ctrl+_": ["ctrl+/", "ctrl+_"],
    "ctrl+]": ["ctrl+]", "^]", "<C-]>"],
    "alt+j": ["alt+j", "M-j", "<M-j>", "<A-j>", "Meta-j", "option+j"],
    "alt+shift+j": ["alt+J", "alt+shift+j", "<M-S-j>"],
    "ctrl+up": ["ctrl+up", "<C-Up>"],
    "ctrl+shift+up": ["shift+ctrl+up", "<C-S-Up>"],
    "home": ["Home"],
}


@pytest.mark.parametrize(("key", "spelling"), [(key, s) for key, every in SPELLINGS.items() for s in every])
def test_a_key_is_known_however_it_is_written(key: str, spelling: str) -> None:
    assert normalised(spelling) == key


@pytest.mark.parametrize("preset", PRESETS)
def test_a_key_is_known_as_it_is_shown(preset: str) -> None:
    for command in keyed(preset, {})[0]:
        assert tuple(map(normalised, command.shown)) == command.keys


@pytest.mark.parametrize(
    "spelling",
    [
        *(
            "ctrl+i",
            "<C-m>",
            "^[",
            "Ctrl-H",
            "ctrl+1",
            "ctrl+.",
            "shift+1",
            "cmd+n",
            "super+x",
            "ctrl+shift+n",
        ),
        *("<C-CR>", "shift+enter", "gg", "dd", "F99", "nonsense", "<>", "ctrl+", "", "\x07", "hyper"),
    ],
)
def test_a_key_that_no_terminal_sends_is_told_and_the_old_one_stays(spelling: str) -> None:
    with pytest.raises(ReaderError):
        normalised(spelling)
    if spelling:
        commands, problems = keyed(None, {"note": (spelling,)})
        assert next(command for command in commands if command.id == "note").keys == ("n",)
        assert len(problems) == 1
        assert repr(spelling) in problems[0]
        assert "note" in problems[0]


def test_a_key_that_is_none_takes_nothing_from_those_beside_it() -> None:
    commands, problems = keyed(None, {"note": ("ctrl+i", "<F2>")})
    assert next(command for command in commands if command.id == "note").keys == ("f2",)
    assert len(problems) == 1


def test_the_key_that_always_quits_is_no_other_commands() -> None:
    commands, problems = keyed(None, {"note": ("ctrl+q",), "quit": ("ctrl+q", "Z")})
    keys = {command.id: command.keys for command in commands}
    assert (keys["note"], keys["quit"]) == (("n",), ("ctrl+q", "Z"))
    assert problems == ("[keys] note: 'ctrl+q' always quits; it keeps its own",)


def test_a_clash_is_one_however_the_key_is_written() -> None:
    commands, problems = keyed(None, {"queue": ("slash",)})
    keys = {command.id: command.keys for command in commands}
    assert (keys["queue"], keys["search"]) == (("/",), ())
    assert problems == ("'search' has no key left: '/' is given to 'queue'",)
    _, problems = keyed(None, {"queue": ("PgDn",), "read": ("<PageDown>",)})
    assert problems == ("key 'PgDn' is given to 'queue' and 'read'; 'queue' keeps it",)


def test_a_name_that_is_nearly_right_is_named() -> None:
    _, problems = keyed("nwesboat", {"copylink": ("Y",)})
    assert ["newsboat" in problems[0], "copy-link" in problems[1]] == [True, True]


def test_keys_read_as_they_stand_on_the_keyboard() -> None:
    for key, said in {"f12": "F12", "ctrl+left": "ctrl+←", "+": "+", "ctrl++": "ctrl++", "f": "f"}.items():
        assert shown(key) == said
    keys = {key for command in COMMANDS for key in command.keys}
    assert len({key for command in COMMANDS for key in command.shown}) == len(keys)
