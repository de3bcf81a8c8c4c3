"""However a program ends, what it changed is there."""

import subprocess
import sys

import pytest

from readerapp.home import Home
from tests.state.conftest import Opener
from tests.state.helpers import on_disk

CODE = """
import os, signal, sys
from datetime import UTC, datetime
from readerapp.home import Home
from readerapp.state import Store
store = Store.open(Home.find(sys.argv[1]), clock=lambda: datetime.now(UTC))
store.change("rate", {{"arxiv:1": {{"rating": 4}}}}, "rated")
{end}
"""
ENDS = {
    "at its end": "",
    "by exit": "sys.exit(3)",
    "by an exception": "raise RuntimeError('in a handler')",
    "by ctrl+c": "os.kill(os.getpid(), signal.SIGINT); signal.pause()",
    "closed": "store.close()",
}
SUDDEN = {
    "at once, the change safe": "store.sync(); os._exit(0)",
    "by SIGTERM, the change safe": "store.sync(); os.kill(os.getpid(), signal.SIGTERM); signal.pause()",
    "by SIGHUP, the change safe": "store.sync(); os.kill(os.getpid(), signal.SIGHUP); signal.pause()",
}


@pytest.mark.parametrize("end", ENDS)
def test_a_program_that_ends_without_closing_saves(home: Home, end: str) -> None:
    run(home, ENDS[end])
    assert on_disk(home)["arxiv:1"]["rating"] == 4


@pytest.mark.parametrize("end", SUDDEN)
def test_a_program_that_is_ended_has_saved(home: Home, opened: Opener, end: str) -> None:
    run(home, SUDDEN[end])
    assert opened().get("arxiv:1").rating == 4


def run(home: Home, end: str) -> None:
    command = [sys.executable, "-c", CODE.format(end=end), str(home.data)]
    subprocess.run(command, check=False, capture_output=True, timeout=60)
