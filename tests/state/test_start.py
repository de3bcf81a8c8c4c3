"""Starting is light: what only who writes needs is loaded when something is written."""

import subprocess
import sys

import pytest

from readerapp.home import Home
from tests.state.conftest import Opener
from tests.state.helpers import edit

CODE = """
import sys
from datetime import UTC, datetime
from readerapp.home import Home
from readerapp.state import Store
store = Store.open(Home.find(sys.argv[1]), clock=lambda: datetime.now(UTC))
store.poll(), store.queue(), store.snapshot(), store.entries(), store.close()
sys.exit(", ".join(sorted({"tinydb", "filelock", "logging", "tempfile", "asyncio"} & set(sys.modules))) or 0)
"""


@pytest.mark.parametrize("used", [False, True])
def test_who_only_reads_loads_neither_tinydb_nor_filelock(home: Home, opened: Opener, used: bool) -> None:
    if used:
        store = opened()
        edit(store, "arxiv:1", rating=1)
        store.close()
    ended = subprocess.run([sys.executable, "-c", CODE, str(home.data)], capture_output=True, check=False)
    assert ended.stderr == b""
