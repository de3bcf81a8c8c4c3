"""An agent with the four papers of the command line's tests, which may write."""

from collections.abc import Iterator

import pytest

from tests.cli.agent.agent import Agent
from tests.cli.reader import Reader


@pytest.fixture
def agent(reader: Reader) -> Iterator[Agent]:
    made = Agent(reader.home)
    yield made
    made.runs.close()


@pytest.fixture
def looker(reader: Reader) -> Iterator[Agent]:
    """An agent that may only read."""
    made = Agent(reader.home, writes=False)
    yield made
    made.runs.close()
