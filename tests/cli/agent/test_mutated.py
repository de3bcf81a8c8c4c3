"""Messages changed at random: an error, silence or a sentence, never a trace or a forbidden write."""

import copy
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from readerapp.actions.services import full_texts
from readerapp.cli.agent.messages import encoded
from readerapp.fulltext.blocks import FullText, TextBlock
from tests.cli.agent.agent import Agent
from tests.cli.reader import CURRICULUM, SPAR, Reader

META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
}
CALLS: list[tuple[str, dict[str, Any]]] = [
    ("list", {"query": 'models OR "in a phrase" has:repo', "sort": "title", "limit": 3, "after": 1}),
    ("list", {"query": f"like:{SPAR}", "count": True}),
    ("show", {"keys": [SPAR, CURRICULUM]}),
    ("text", {"key": SPAR, "outline": True}),
    ("copy", {"keys": [SPAR], "what": "bibtex"}),
    ("overview", {"do": "log", "limit": 3}),
    ("change", {"do": "mark", "status": "read", "keys": [SPAR]}),
    ("change", {"do": "queue move", "place": 1, "keys": [SPAR]}),
    ("tag", {"keys": [SPAR], "add": ["rl"], "remove": ["later"]}),
    ("note", {"key": SPAR, "append": "A thought."}),
    ("undo", {"agent": True}),
]
MESSAGES: list[dict[str, Any]] = [
    {"method": "initialize", "params": {"protocolVersion": "2025-03-26", "capabilities": {}}},
    {"method": "server/discover", "params": {"_meta": META}},
    {"method": "tools/list", "params": {"_meta": META}},
    *({"method": "tools/call", "params": {"name": name, "arguments": given}} for name, given in CALLS),
]
ODD: list[Any] = [
    *(
        None,
        True,
        0,
        -1,
        1.5,
        10**30,
        "",
        " ",
        "-",
        "--all",
        "-h",
        "+x",
        "\x00",
        "\ud800",
        "\u202e",
        "\n",
        "a" * 5000,
    ),
    *(
        "is:any",
        "*",
        "((",
        '"',
        "sort:",
        "rating:>",
        "$(id)",
        "../..",
        [],
        {},
        [[]],
        [None],
        {"a": {"a": {}}},
        [SPAR] * 99,
    ),
]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each container and key within a value."""
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from places(value[key])


def changed_value(message: Any, chance: random.Random) -> None:
    container, key = chance.choice([*places(message)])
    container[key] = copy.deepcopy(chance.choice(ODD))


def changed_name(message: Any, chance: random.Random) -> None:
    container, key = chance.choice([it for it in places(message) if isinstance(it[0], dict)])
    value = container.pop(key)
    if chance.random() < 0.5:
        container[chance.choice(["id", "keys", "do", "query", "jsonrpc", "x", "_meta", "format"])] = value


def wrapped(message: Any, chance: random.Random) -> None:
    container, key = chance.choice([*places(message)])
    container[key] = chance.choice([[container[key]], {"x": container[key]}])


IN_JSON: list[Callable[[Any, random.Random], None]] = [changed_value, changed_value, changed_name, wrapped]


def mutated(chance: random.Random) -> bytes:
    """A message that was changed here and there."""
    message = json.loads(json.dumps({"jsonrpc": "2.0", "id": chance.randrange(9), **chance.choice(MESSAGES)}))
    # Half of the calls reach their tool, with odd arguments.
    arguments = message["params"].get("arguments") if chance.random() < 0.6 else None
    for _ in range(chance.randrange(4)):
        if target := arguments or message:
            chance.choice(IN_JSON)(target, chance)
    if chance.random() < 0.1:
        message = [message] * chance.randrange(4)
    line = bytearray(json.dumps(message).encode())
    for _ in range(chance.choice([0, 0, 0, 0, 0, 0, 1, 3])):
        at = chance.randrange(len(line) + 1)
        line[at : at + chance.randrange(3)] = chance.choice(
            [b"", b"\xff", b'"', b"{", b"]", b"\\", b"0", b"\x00"]
        )
    return bytes(line) if chance.random() < 0.95 else bytes(line[: chance.randrange(len(line) + 1)])


def bombard(agent: Agent, messages: int, seed: int) -> None:
    """Send so many messages, and look at every answer."""
    chance = random.Random(seed)
    for _ in range(messages):
        line = mutated(chance)
        answer = agent.send(line)
        if answer is None:
            continue
        said = encoded(answer).decode()
        assert "Traceback" not in said and "internal error" not in said, (line, said)
        for each in answer if isinstance(answer, list) else [answer]:
            assert each["jsonrpc"] == "2.0" and ("result" in each) != ("error" in each)
    assert "tools" in agent.ask("tools/list")


@pytest.fixture(autouse=True)
def one_text_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is asked for full texts."""
    text = FullText(
        "A title", (TextBlock("heading", "Introduction", 1), TextBlock("paragraph", "Long. " * 999))
    )
    monkeypatch.setattr(full_texts, "full_text", lambda *_, **__: ("", text))


def written(home: Path) -> list[str]:
    return [path.name for path in (home / "state.json", home / "journal.jsonl") if path.exists()]


def test_no_message_writes_without_write(looker: Agent, reader: Reader) -> None:
    papers = (reader.home / "papers.jsonl").read_bytes()
    bombard(looker, 300, 1)
    assert written(reader.home) == []
    assert (reader.home / "papers.jsonl").read_bytes() == papers


@pytest.mark.slow
def test_none_of_5000_messages_writes_without_write(looker: Agent, reader: Reader) -> None:
    papers = (reader.home / "papers.jsonl").read_bytes()
    bombard(looker, 5000, 2)
    assert written(reader.home) == []
    assert (reader.home / "papers.jsonl").read_bytes() == papers


@pytest.mark.slow
def test_5000_messages_to_an_agent_that_may_write_are_undone_in_one(agent: Agent, reader: Reader) -> None:
    reader("rate", SPAR, "5")
    before = reader("list", "is:any", "--json", "--sort", "title").records
    bombard(agent, 5000, 3)
    agent.runs.close()
    assert {line["by"] for line in reader("log", "--limit", "9999", "--json").records} == {"agent", "reader"}
    reader("undo", "--agent")
    after = reader("list", "is:any", "--json", "--sort", "title").records
    unstamped = [{name: value for name, value in record.items() if name != "changed"} for record in after]
    assert unstamped == [
        {name: value for name, value in record.items() if name != "changed"} for record in before
    ]
