"""An agent that calls tools of the server within a test."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from readerapp.cli.agent.calls import Calls
from readerapp.cli.agent.server import Server
from readerapp.cli.agent.tools import UNTRUSTED
from readerapp.home import Home


class Answer(NamedTuple):
    """What a tool answered."""

    text: str
    is_error: bool

    @property
    def content(self) -> dict[str, Any]:
        """The answer of a tool that did what it was asked."""
        assert not self.is_error, self.text
        found: dict[str, Any] = json.loads(self.text)
        return found

    @property
    def results(self) -> list[dict[str, Any]]:
        """Its records."""
        found: list[dict[str, Any]] = self.content["results"]
        return found

    @property
    def keys(self) -> list[str]:
        """The keys of the papers in it."""
        return [record["key"] for record in self.results]

    def texts(self, name: str) -> list[Any]:
        """What papers' authors wrote, field by field."""
        return [record.get(UNTRUSTED, {}).get(name) for record in self.results]


class Agent:
    """A client of a server of its own."""

    def __init__(self, home: Path, *, writes: bool = True) -> None:
        self.runs = Calls(Home.find(home), {})
        self.server = Server(self.runs, writes=writes)
        self.calls = 0

    def send(self, message: Any) -> Any:
        """Send a message, and return what comes back."""
        line = message if isinstance(message, bytes) else json.dumps(message).encode()
        return self.server.answer(line)

    def ask(self, method: str, **params: Any) -> Any:
        """Ask for the result of a method."""
        self.calls += 1
        answer = self.send({"jsonrpc": "2.0", "id": self.calls, "method": method, "params": params})
        assert answer["id"] == self.calls
        return answer.get("result", answer.get("error"))

    def __call__(self, tool: str, **arguments: Any) -> Answer:
        """Call a tool."""
        result = self.ask("tools/call", name=tool, arguments=arguments)
        assert "content" in result, result
        (block,) = result["content"]
        return Answer(block["text"], result["isError"])
