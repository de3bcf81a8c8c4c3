"""What holds for every test."""

import gc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, settings

# How long one example takes says how busy the machine is, not whether the rule holds.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# As the app does: looking for cycles among all that a process of tests keeps took a third of its time.
gc.set_threshold(50_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--days-on", type=int, default=0, help="move the clock on by so many days")


@pytest.fixture(autouse=True, scope="session")
def _days_on(request: pytest.FixtureRequest) -> Iterator[None]:
    """Move the clock of this process on; `make anyday` shows that no test depends on the day."""
    days = request.config.getoption("days_on")
    if not days:
        yield
        return
    with time_machine.travel(datetime.now(UTC) + timedelta(days=days), tick=True):
        yield


@pytest.fixture(autouse=True)
def _extra(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the extra `meaning` from tests that aren't about it: they are the same with and without."""
    if not request.node.get_closest_marker("meaning"):
        monkeypatch.setattr("readerapp.library.meaning.word_vectors.installed", lambda: False)
