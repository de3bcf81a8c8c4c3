"""Services that run on loopback."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions.services import Services
from tests.web.server import serving
from tests.web.surroundings import Asker


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """A home and a server that is all services."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "papers.jsonl").touch()
    with serving() as server:
        yield Services(home, server, Asker(home / "cache", (server.url,)))
