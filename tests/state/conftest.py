"""A home of its own for each test, and stores that are closed after it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from readerapp.domain.errors import ReaderError
from readerapp.home import Home
from readerapp.state import Store
from tests.state.helpers import Ticking

Opener = Callable[..., Store]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.find(tmp_path / "home")


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def opened(home: Home, clock: Ticking) -> Iterator[Opener]:
    """Opens stores: of the test's home and by its clock, unless told otherwise."""
    stores: list[Store] = []

    def open_store(at: Home = home) -> Store:
        stores.append(Store.open(at, clock=clock))
        return stores[-1]

    yield open_store
    for store in stores:
        try:
            store.close()
        except ReaderError:
            continue
