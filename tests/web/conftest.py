"""A server on loopback, and a web that may ask it and never really waits."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.server import Server, serving
from tests.web.surroundings import Asker


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def asker(tmp_path: Path, server: Server) -> Asker:
    return Asker(tmp_path / "cache", (server.url,))
