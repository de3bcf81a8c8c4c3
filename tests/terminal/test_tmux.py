"""Copying within tmux, whose defaults drop what an app sends to the terminal."""

import shlex
import shutil
import subprocess
import uuid
from collections.abc import Callable, Iterator

import pytest

from tests.terminal.terminal import PATIENCE, readerapp

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not shutil.which("tmux"), reason="needs tmux")]

Tmux = Callable[..., str]


@pytest.fixture
def tmux(environment: dict[str, str]) -> Iterator[Tmux]:
    """Asks something of a tmux of our own, with its defaults."""
    server = ["tmux", "-L", f"readerapp-{uuid.uuid4().hex}", "-f", "/dev/null"]

    def ask(*arguments: str) -> str:
        command = [*server, *arguments]
        return subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True, timeout=PATIENCE
        ).stdout

    yield ask
    subprocess.run([*server, "kill-server"], env=environment, check=False, capture_output=True)


def test_a_copied_link_is_in_the_buffer_of_tmux(tmux: Tmux) -> None:
    copy = shlex.join(readerapp("copy", "--query", "has:repo sort:title", "--what", "repo"))
    tmux("new-session", "-d", f"{copy}; tmux wait-for -S copied; cat")
    tmux("wait-for", "copied")
    assert tmux("show-buffer").startswith("https://")
    assert "sent to tmux and the terminal" in tmux("capture-pane", "-p")
