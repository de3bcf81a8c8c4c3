from pathlib import Path

import pytest

from readerapp.settings import FetchSettings, SavedView, Settings


def load(tmp_path: Path, text: str | bytes) -> Settings:
    path = tmp_path / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Settings.load(path)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert Settings.load(tmp_path / "config.toml") == Settings()
    assert Settings.load(tmp_path / "config.toml").problems == ()


def test_every_setting_is_read(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        """
        theme = "nord"
        ascii = true
        keymap = "newsboat"
        watch = ["curriculum", " Jane  Doe ", "curriculum"]
        mute = "survey"

        [keys]
        copy-link = "Y"
        down = ["j", "n"]
        up = "k, p"
        search = ","

        [[views]]
        name = "RL"
        query = "tag:rl"
        sort = "rating"

        [fetch]
        arxiv = "http://10.0.0.7:8000"
        sources = ["hf week", "arxiv cs.LG"]
        """,
    )
    assert settings == Settings(
        theme="nord",
        ascii=True,
        keymap="newsboat",
        keys={"copy-link": ("Y",), "down": ("j", "n"), "up": ("k", "p"), "search": (",",)},
        views=(SavedView("RL", "tag:rl sort:rating"),),
        watch=("curriculum", "Jane Doe"),
        mute=("survey",),
        fetch=FetchSettings(arxiv="http://10.0.0.7:8000", sources=("hf week", "arxiv cs.LG")),
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("theme = ", "is not TOML"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
        ("colour = 1", "no setting 'colour' (known: theme, ascii, keymap, keys, views, watch, mute, fetch)"),
        ("theme = 3", "theme should be text in quotes"),
        ("ascii = 1", "ascii should be true or false"),
        ("keys = 'j'", "keys should be a table"),
        ("[keys]\ndown = 3", "[keys] down should be a key or several"),
        ("views = [1]", "views should be tables"),
        ("[[views]]\nname = 'RL'", "view 1 needs a name and a query"),
        ("[[views]]\nname = 'RL'\nquery = ''\nicon = 'x'", "view 1: no setting 'icon'"),
        ("mute = 3", "mute should be words in quotes"),
        ("watch = ['a', 3]", "watch should be words in quotes"),
        ("mute = ['…']", 'mute needs letters or digits in "…"; ignored'),
        ("fetch = 'hf'", "fetch should be a table, [fetch]"),
        ("[fetch]\narxiv = 'file:///etc/passwd'", "[fetch] arxiv should be an address in quotes"),
        ("[fetch]\nsources = 3", "[fetch] sources should be a list of texts"),
        ("[fetch]\nhf = 'x'", "[fetch] no setting 'hf'"),
    ],
)
def test_what_makes_no_sense_is_one_clear_line(tmp_path: Path, text: str | bytes, complaint: str) -> None:
    (problem,) = load(tmp_path, text).problems
    assert complaint in problem
    assert problem.startswith(str(tmp_path))
    assert "\n" not in problem


def test_one_bad_setting_leaves_the_others(tmp_path: Path) -> None:
    settings = load(tmp_path, "theme = 3\nascii = true\n[[views]]\nname = 'RL'\nquery = 'tag:rl'\n")
    assert settings.ascii
    assert settings.views == (SavedView("RL", "tag:rl"),)


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.toml").mkdir()
    (problem,) = Settings.load(tmp_path / "config.toml").problems
    assert "can't be read" in problem


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    assert load(tmp_path, b"\xef\xbb\xbfascii = true\n").ascii
