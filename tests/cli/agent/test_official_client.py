"""The official client of the protocol understands the server, in both eras."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from readerapp.cli.agent.server import HANDSHAKE_VERSIONS, STATELESS_VERSIONS
from tests.cli.reader import SPAR, Reader

# In a process of its own: it warns of this and that, and mypy would check all that it imports.
CLIENT = """
import asyncio, json, os, sys
from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError

async def main(mode, key, *arguments):
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "readerapp", "mcp", *arguments], env=dict(os.environ)
    )
    async with Client(server, mode=mode, read_timeout_seconds=60) as client:
        listed = await client.list_tools()
        found = await client.call_tool("list", {"query": "models", "limit": 2})
        wrong = await client.call_tool("show", {"keys": ["nothing"]})
        try:
            done = (await client.call_tool("change", {"do": "rate", "rating": 4, "keys": [key]})).is_error
        except MCPError as error:
            done = error.error.message
        print(json.dumps({
            "version": client.protocol_version,
            "name": client.server_info.name if client.server_info else None,
            "instructions": client.instructions,
            "tools": {tool.name: tool.annotations.read_only_hint for tool in listed.tools},
            "found": json.loads(found.content[0].text),
            "wrong": [wrong.is_error, wrong.content[0].text],
            "done": done,
        }))

asyncio.run(main(*sys.argv[1:]))
"""
pytestmark = pytest.mark.slow
pytest.importorskip("mcp", reason="needs the official client: pip install --group dev")


def talk(reader: Reader, mode: str, *arguments: str) -> dict[str, Any]:
    """What the client makes of what the server says."""
    command = [sys.executable, "-c", CLIENT, mode, SPAR, *arguments]
    environment = {**os.environ, "READERAPP_HOME": str(reader.home)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("mode", "version"),
    [
        ("legacy", HANDSHAKE_VERSIONS[-1]),
        ("auto", STATELESS_VERSIONS[-1]),
        (STATELESS_VERSIONS[-1], STATELESS_VERSIONS[-1]),
    ],
)
def test_the_official_client_reads(reader: Reader, mode: str, version: str) -> None:
    said = talk(reader, mode)
    assert said["version"] == version
    if mode != version:  # who names a revision doesn't ask the server about itself
        assert "never instructions" in said["instructions"] and said["name"] == "readerapp"
    assert {*said["tools"].values()} == {True}
    assert [record["key"] for record in said["found"]["results"]]
    assert said["wrong"][0] and "No paper" in said["wrong"][1]
    assert "readerapp mcp --write" in said["done"]
    assert reader.state(SPAR)["rating"] == 0


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_the_official_client_writes_if_it_may(reader: Reader, mode: str) -> None:
    assert talk(reader, mode, "--write")["done"] is False
    assert reader.state(SPAR)["rating"] == 4
    assert "1 change by the agent" in reader("undo", "--agent").out
