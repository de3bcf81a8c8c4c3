"""A reader who types lines, with the four papers of the command line's tests."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from readerapp.actions.views.last_place import LastPlace
from readerapp.home import Home
from readerapp.plain.console import Console
from readerapp.plain.conversation import Conversation
from readerapp.plain.session import NumberedSession
from tests.cli.reader import PAPERS

Talk = Callable[..., str]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "home").mkdir()
    lines = (json.dumps(paper) + "\n" for paper in PAPERS)
    (tmp_path / "home" / "papers.jsonl").write_text("".join(lines), "utf-8")
    (tmp_path / "home" / "config.toml").write_text(
        '[fetch]\nhuggingface = "http://127.0.0.1:9"\narxiv = "http://nobody.invalid"\n', "utf-8"
    )
    return Home.find(tmp_path / "home")


@pytest.fixture
def talk(home: Home) -> Talk:
    """Type lines, and get what was said after the first list; every call is a start of its own."""

    def typed(*lines: str, ascii_only: bool = False) -> str:
        source, sink = io.StringIO("".join(f"{line}\n" for line in lines)), io.StringIO()
        console = Console(source, sink, ascii_only=ascii_only)
        session = NumberedSession(home, {}, console)
        left = home.cache / "left.json"
        try:
            reader = Conversation(session, console, LastPlace.load(left), left)
            reader.begin()
            begun = len(sink.getvalue())
            reader.hold()
        finally:
            session.close()
        return sink.getvalue()[begun:]

    return typed


@pytest.fixture
def own(home: Home) -> Iterator[Conversation]:
    """A conversation in which lines are obeyed one by one."""
    console = Console(io.StringIO(), io.StringIO())
    session = NumberedSession(home, {}, console)
    reader = Conversation(session, console, LastPlace(), home.cache / "left.json")
    reader.begin()
    yield reader
    session.close()
