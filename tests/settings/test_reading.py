from pathlib import Path

import pytest

from readerapp.settings import SETTINGS, FetchSettings, SavedView, Settings
from readerapp.settings.forms import parse


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
        order = "Added"
        dates = "iso"
        measure = 72
        columns = ["date", "status"]
        compact = false
        motion = false
        editor = "hx"
        confirm = 50

        [keys]
        copy-link = "Y"
        down = ["j", "n"]
        up = "k, p"
        search = ","

        [templates]
        Weekly = "# {title}"

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
        order="added",
        dates="iso",
        measure=72,
        columns=("status", "date"),
        compact=False,
        motion=False,
        editor="hx",
        templates={"Weekly": "# {title}"},
        confirm=50,
        fetch=FetchSettings(arxiv="http://10.0.0.7:8000", sources=("hf week", "arxiv cs.LG")),
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("theme = ", "is not TOML"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
        ("colour = 1", "no setting 'colour' (did you mean 'columns'?)"),
        ("[table]", "no setting 'table' (known: theme, ascii, "),
        ("theme = 3", "theme should be text in quotes"),
        ("ascii = 1", "ascii should be true or false"),
        ("keys = 'j'", "keys should be a table"),
        ("[keys]\ndown = 3", "[keys] down should be a key or several"),
        ("views = [1]", "views should be tables"),
        ("[[views]]\nname = 'RL'", "view 1 needs a name and a query"),
        ("[[views]]\nname = 'RL'\nquery = ''\nicon = 'x'", "view 1: no setting 'icon'"),
        ("templates = 'x'", "templates should be a table of texts"),
        ("[templates]\nReview = 3", "templates should be a table of texts"),
        ("mute = 3", "mute should be texts in quotes"),
        ("watch = ['a', 3]", "watch should be texts in quotes"),
        ("mute = ['…']", 'mute needs letters or digits in "…"; ignored'),
        ("watch = ['listed:someday', 'a b']", "watch: 'listed:someday' can't be followed: "),
        ("watch = ['has:repo x', 'x sort:title']", "watch: 'x sort:title' can't be followed: "),
        ("mute = ['(survey']", "mute: '(survey' can't be followed: "),
        ("measure = 200", "measure should be a number from 60 to 100; using 79"),
        ("measure = true", "measure should be a number from 60 to 100; using 79"),
        ("dates = 'american'", "dates should be one of short, relative, iso; using short"),
        ("dates = 'relativ'", "one of short, relative, iso; using short; did you mean 'relative'?"),
        ("columns = ['stars']", "columns should be a list of status, note, "),
        ("fetch = 'hf'", "fetch should be a table, [fetch]"),
        ("[fetch]\narxiv = 'file:///etc/passwd'", "[fetch] arxiv should be an address in quotes"),
        ("[fetch]\nsources = 3", "[fetch] sources should be texts in quotes"),
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


def test_a_setting_with_an_invalid_value_is_named_beside_the_sentence(tmp_path: Path) -> None:
    settings = load(tmp_path, "measure = 3\ntheme = 'nord'\n[fetch]\narxiv = 'x'\n")
    assert set(settings.invalid) == {"measure", "fetch.arxiv"}
    assert settings.invalid["measure"] == "measure should be a number from 60 to 100; using 79"


def test_every_setting_has_its_own_value_its_default_at_first(tmp_path: Path) -> None:
    settings = Settings.load(tmp_path / "config.toml")
    assert [settings.value(it.name) for it in SETTINGS] == [it.default for it in SETTINGS]
    assert len({it.name for it in SETTINGS}) == len(SETTINGS)


def test_no_setting_has_an_escape_sequence(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        'theme = "\\u001b[31mnord"\neditor = "vi\\u0007"\n[fetch]\narxiv = "http://a\\u001b[2J"\n', "utf-8"
    )
    settings = Settings.load(path)
    assert (settings.theme, settings.editor, settings.fetch.arxiv) == ("nord", "vi", None)


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("a, b c ,,d", ["a", "b c", "d"]),
        ('author:"King, Ada", x', ['author:"King, Ada"', "x"]),
        ('"a, b", "c"', ['"a, b"', '"c"']),
    ],
)
def test_commas_part_texts_but_not_within_quotes(typed: str, texts: list[str]) -> None:
    watch = next(setting for setting in SETTINGS if setting.name == "watch")
    assert parse(watch, typed) == (texts, "")
