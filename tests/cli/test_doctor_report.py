"""What `doctor` prints for a bug report."""

import json
import platform
from pathlib import Path

import pytest

import readerapp
from readerapp.actions.bug_report import Discreet
from readerapp.home import Home
from tests.cli.reader import PAPERS, SPAR, Reader

HOST = "lovelace-laptop"


@pytest.fixture
def ada(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader whose name and machine stand in paths, file names and settings."""
    monkeypatch.setattr(platform, "node", lambda: f"{HOST}.example.org")
    moved = tmp_path / "home" / "ada" / "list"
    (tmp_path / "other").mkdir()
    reader.home.rename(tmp_path / "other" / "list")
    moved.parent.mkdir(parents=True)
    (tmp_path / "other" / "list").rename(moved)
    reader.home = moved
    reader.env = {
        "USER": "ada",
        "HOME": str(moved.parent),
        "GITHUB_TOKEN": "ghp_secret",
        "TERM": "xterm-kitty",
    }
    reader("note", SPAR, "--text", "a private thought")
    (moved / "config.toml").write_text(
        'theme = "nord"\nmute = ["nemesis"]\n[fetch]\narxiv = "htp://ada:pw@mirror.example/x?token=abc"\n'
    )
    (moved / f"papers (Ada's conflicted copy from {HOST}).jsonl").write_bytes(
        (moved / "papers.jsonl").read_bytes()
    )
    with (moved / "papers.jsonl").open("a") as file:
        file.write("not json\n")
    return reader


@pytest.mark.parametrize("options", [[], ["--json"], ["--fix"]])
def test_no_name_title_address_or_setting_of_the_reader_is_told(ada: Reader, options: list[str]) -> None:
    said = ada("doctor", *options)
    text = (said.out + said.err).casefold()
    private = [str(ada.home), str(ada.home.parent), str(Path.home()) + "/", HOST, "example"]
    private += ["ghp_secret", "token=abc", "nemesis", "nord", "private thought"]
    private += [str(paper["title"]) for paper in PAPERS]
    assert [each for each in private if each.casefold() in text] == []
    assert "ada" not in text.replace("metadata", "").split()
    assert "conflict" in text


def test_the_report_says_what_a_bug_depends_on(ada: Reader) -> None:
    told = ada("doctor", "--json").records[0]
    assert told["versions"]["readerapp"] == readerapp.__version__
    assert {"python", "platform", "textual", "tinydb", "tantivy", "rapidfuzz"} <= set(told["versions"])
    assert told["terminal"]["TERM"] == "xterm-kitty"
    assert told["terminal"]["output"] == "no terminal"
    assert told["terminal"]["kitty keys"] == "known to have them"
    assert told["home"]["settings changed"] == ["theme", "mute"]
    assert told["home"]["state.json"].startswith("a file, ")
    lines = ada("doctor").lines
    assert {"versions", "terminal", "home"} <= set(lines)
    assert f"  readerapp         {readerapp.__version__}" in lines


@pytest.mark.parametrize(
    ("env", "fact", "value"),
    [
        ({"NO_COLOR": "1", "TERM": "xterm"}, "colours", "none"),
        ({"COLORTERM": "truecolor", "TERM": "xterm"}, "colours", "16 million"),
        ({"TERM": "screen-256color"}, "colours", "256"),
        ({"TMUX": "/tmp/x", "TERM": "screen"}, "tmux", True),
        ({"SSH_TTY": "/dev/pts/1", "TERM": "xterm"}, "ssh", True),
        ({"TERM": "dumb"}, "clipboard", []),
        ({"TMUX": "/tmp/x", "TERM": "screen"}, "clipboard", ["tmux", "terminal (OSC 52)"]),
        ({"LC_ALL": "", "LANG": "de_DE.UTF-8"}, "locale", "de_DE.UTF-8"),
    ],
)
def test_a_terminal_is_described_by_its_variables(
    reader: Reader, env: dict[str, str], fact: str, value: object
) -> None:
    reader.env = env
    assert json.loads(reader("doctor", "--json").out)["terminal"][fact] == value


def test_only_whole_names_and_folders_are_taken_out() -> None:
    home = "/srv/reading"
    discreet = Discreet(Home.find(home), {"USER": "al", "HOME": "/home/al", "READERAPP_HOME": home})
    assert discreet("also /home/al/x, /home/alan and Al's") == "also ~/x, /home/alan and …'s"
    assert discreet(f"{home}/state.json {home}2") == f"$READERAPP_HOME/state.json {home}2"
    assert discreet.values({"al": ["al", 1, None], "b": {"c": "git@example.org:al/x.git"}}) == {
        "al": ["…", 1, None],
        "b": {"c": "…"},
    }
