import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from readerapp.actions.desktop.browser import in_terminal, is_web_address, open_link
from readerapp.domain.errors import ReaderError

SOME_BROWSER = {"BROWSER": "some-browser"}


class Launcher:
    """Stands in for starting a program."""

    def __init__(self, works: bool = True) -> None:
        self.works = works
        self.started: list[Sequence[str]] = []

    def __call__(self, command: Sequence[str]) -> bool:
        self.started.append(command)
        return self.works


def test_a_web_address_is_handed_to_the_browser() -> None:
    launcher = Launcher()
    open_link("https://arxiv.org/abs/2405.15738", env=SOME_BROWSER, launch=launcher)
    assert launcher.started[0][-1] == "https://arxiv.org/abs/2405.15738"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://example.org",
        "https://",
        "http:///path",
        "--help",
        "https://a b",
        "https://a\x1b[2J",
        "https://[::1",
        "",
    ],
)
def test_nothing_but_web_addresses_is_opened(url: str) -> None:
    launcher = Launcher()
    with pytest.raises(ReaderError, match="not an http or https address"):
        open_link(url, env=SOME_BROWSER, launch=launcher)
    assert launcher.started == []


def test_without_a_browser_the_link_is_in_the_sentence() -> None:
    remote = {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}
    with pytest.raises(ReaderError, match=r"No browser on this machine .*: https://e\.org"):
        open_link("https://e.org", env=remote, launch=Launcher())


def test_a_browser_that_does_not_start_is_told() -> None:
    with pytest.raises(ReaderError, match="could not be started"):
        open_link("https://e.org", env=SOME_BROWSER, launch=Launcher(works=False))


def test_addresses_may_be_of_any_host() -> None:
    assert is_web_address("http://localhost:8000/x?y=1#z")


def program(folder: Path, name: str, does: str) -> Path:
    """A program of this name in a folder of its own."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{does}\n", "utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
@pytest.mark.parametrize("browser", ["false-browser", "nowhere-to-be-found", "nowhere:false-browser %s", "'"])
def test_opened_is_said_only_where_something_was_started(tmp_path: Path, browser: str) -> None:
    program(tmp_path, "false-browser", "exit 3")
    env = {"BROWSER": browser.replace("false-browser", str(tmp_path / "false-browser"))}
    with pytest.raises(ReaderError, match=r"could not be started|No browser"):
        open_link("https://e.org", env=env)


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_the_first_browser_that_works_is_taken_with_the_link_where_it_belongs(tmp_path: Path) -> None:
    said = tmp_path / "said"
    program(tmp_path, "fails", "exit 1")
    program(tmp_path, "works", f'echo "$@" >{said}')
    env = {"BROWSER": f"nowhere:{tmp_path}/fails:{tmp_path}/works --new %s --quiet"}
    open_link("https://e.org/?a=1&b=%20", env=env)
    assert said.read_text("utf-8") == "--new https://e.org/?a=1&b=%20 --quiet\n"


@pytest.mark.parametrize("browser", ["w3m", "lynx", "/usr/bin/elinks", "w3m -o x=y %s"])
def test_a_browser_for_terminals_gets_the_terminal(browser: str) -> None:
    ran: list[Sequence[str]] = []
    launcher = Launcher()

    def run(command: Sequence[str]) -> int:
        ran.append(command)
        return 0

    open_link("https://e.org", env={"BROWSER": browser}, launch=launcher, run=run)
    assert not launcher.started
    assert ran[0][-1] == "https://e.org"


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_only_a_browser_that_is_there_takes_the_terminal(tmp_path: Path) -> None:
    for name in ("w3m", "firefox"):
        program(tmp_path, name, "exit 0")
    path = {"PATH": str(tmp_path)}
    assert in_terminal("https://e.org", {**path, "BROWSER": "w3m"})
    assert in_terminal("https://e.org", {**path, "BROWSER": "lynx:w3m"})
    assert not in_terminal("https://e.org", {**path, "BROWSER": "firefox:w3m"})


def test_over_ssh_without_a_display_the_sentence_says_so() -> None:
    with pytest.raises(ReaderError, match="over SSH"):
        open_link("https://e.org", env={"SSH_TTY": "/dev/pts/1"}, launch=Launcher())
