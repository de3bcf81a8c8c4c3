from collections.abc import Sequence

import pytest

from readerapp.actions.desktop.browser import is_web_address, open_link
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
    with pytest.raises(ReaderError, match="no http or https address"):
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
