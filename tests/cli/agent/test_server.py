"""The protocol: both eras, odd messages, and nothing on standard output that isn't a message."""

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from readerapp.cli.agent.messages import MAX_LINE_BYTES
from readerapp.cli.agent.server import HANDSHAKE_VERSIONS
from tests.cli.agent.agent import Agent
from tests.cli.reader import SPAR, Reader

META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
}


@pytest.mark.parametrize("version", HANDSHAKE_VERSIONS)
def test_a_handshake_agrees_on_the_clients_revision(looker: Agent, version: str) -> None:
    found = looker.ask("initialize", protocolVersion=version, capabilities={}, clientInfo={"name": "x"})
    assert (found["protocolVersion"], found["serverInfo"]["name"]) == (version, "readerapp")
    assert found["capabilities"] == {"tools": {}}
    assert looker.send({"jsonrpc": "2.0", "method": "notifications/initialized"}) is None
    assert looker.ask("ping") == {}
    assert "resultType" not in looker.ask("tools/list")


def test_a_revision_unknown_is_answered_with_the_newest_that_has_a_handshake(looker: Agent) -> None:
    for version in ("2026-07-28", "2030-01-01", ""):
        assert looker.ask("initialize", protocolVersion=version)["protocolVersion"] == "2025-11-25"
        assert (
            looker.ask("initialize", protocolVersion=version, _meta=META)["protocolVersion"] == "2025-11-25"
        )
    assert looker.ask("initialize")["code"] == -32602


def test_without_a_handshake_every_request_says_its_revision(looker: Agent) -> None:
    found = looker.ask("server/discover", _meta=META)
    assert "2026-07-28" in found["supportedVersions"]
    assert (found["resultType"], found["cacheScope"]) == ("complete", "private")
    assert found["_meta"]["io.modelcontextprotocol/serverInfo"]["name"] == "readerapp"
    assert looker.ask("tools/list", _meta=META)["ttlMs"] > 0
    called = looker.ask("tools/call", name="list", arguments={"count": True}, _meta=META)
    assert (called["resultType"], called["isError"]) == ("complete", False)
    assert looker.ask("ping", _meta=META)["code"] == -32601


def test_a_request_of_another_stateless_revision_is_told_which_there_are(looker: Agent) -> None:
    error = looker.ask("tools/list", _meta={**META, "io.modelcontextprotocol/protocolVersion": "2027-01-01"})
    assert (error["code"], error["data"]) == (
        -32022,
        {"supported": ["2026-07-28"], "requested": "2027-01-01"},
    )
    assert looker.ask("tools/list", _meta={"io.modelcontextprotocol/protocolVersion": 3})["code"] == -32602
    assert "tools" in looker.ask("tools/list", _meta={"progressToken": 1})


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"", -32700),
        (b"{", -32700),
        (b'{"jsonrpc":"2.0","id":1,"method":"tools/list"', -32700),
        (b"\xff\xfe\x00", -32700),
        (b"Content-Length: 9999999999\r", -32700),
        (b'{"jsonrpc":"2.0","id":NaN,"method":"ping"}', -32700),
        (b'{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":Infinity}}', -32700),
        (b"[" * 100_000, -32700),
        (b'{"a":' * 100_000, -32700),
        (b"1" * 100_000, -32700),
        (b"[]", -32600),
        (b"3", -32600),
        (b"null", -32600),
        (b'"ping"', -32600),
        (b'{"id":1,"method":"ping"}', -32600),
        (b'{"jsonrpc":"1.0","id":1,"method":"ping"}', -32600),
        (b'{"jsonrpc":"2.0","id":1}', -32600),
        (b'{"jsonrpc":"2.0","id":1,"method":7}', -32600),
        (b'{"jsonrpc":"2.0","id":1.5,"method":"ping"}', -32600),
        (b'{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600),
        (b'{"jsonrpc":"2.0","id":{},"method":"ping"}', -32600),
        (b'{"jsonrpc":"2.0","id":true,"method":"ping"}', -32600),
        (b'{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}', -32602),
        (b'{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}', -32601),
        (b'{"jsonrpc":"2.0","id":1,"method":"notifications/initialized"}', -32601),
        (b'{"jsonrpc":"2.0","id":1,"method":"resources/list"}', -32601),
        (b'{"jsonrpc":"2.0","id":1,"method":"\\ud800"}', -32601),
        (b'{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"x"}}', -32602),
        (b'{"jsonrpc":"2.0","id":1,"method":"tools/call"}', -32602),
        (b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":["list"]}}', -32602),
        (b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"rm"}}', -32602),
        (b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list","arguments":[]}}', -32602),
    ],
)
def test_a_broken_message_is_answered_with_an_error(looker: Agent, line: bytes, code: int) -> None:
    assert looker.send(line)["error"]["code"] == code
    assert looker.ask("ping") == {}


@pytest.mark.parametrize(
    "message",
    [
        {"jsonrpc": "2.0", "method": "tools/call", "params": {"name": "undo", "arguments": {}}},
        {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 1}},
        {"jsonrpc": "2.0", "method": "no/such"},
        {"jsonrpc": "2.0", "id": 1, "result": {}},
        {"jsonrpc": "2.0", "id": 1, "error": {"code": 1, "message": "x"}},
    ],
)
def test_who_asks_for_no_answer_gets_none_and_nothing_is_done(
    agent: Agent, reader: Reader, message: dict[str, Any]
) -> None:
    agent("change", do="rate", rating=1, keys=[SPAR])
    assert agent.send(message) is None
    assert reader.state(SPAR)["rating"] == 1


def test_a_batch_is_answered_in_the_revisions_that_have_them(looker: Agent) -> None:
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    batch = [ping, {"jsonrpc": "2.0", "method": "x"}, 3, {**ping, "id": 1}]
    assert looker.send(batch)["error"]["code"] == -32600
    looker.ask("initialize", protocolVersion="2025-03-26")
    assert [answer.get("id") for answer in looker.send(batch)] == [1, None, 1]
    assert looker.send([{"jsonrpc": "2.0", "method": "x"}]) is None
    assert looker.send([])["error"]["code"] == -32600
    assert looker.send([ping] * 51)["error"]["code"] == -32600
    looker.ask("initialize", protocolVersion="2025-06-18")
    assert looker.send([ping])["error"]["code"] == -32600


def test_papers_and_changes_of_other_programs_are_seen(agent: Agent, reader: Reader) -> None:
    assert agent("list", query="newcomer", count=True).results == [{"count": 0}]
    reader("rate", SPAR, "5")
    with (reader.home / "papers.jsonl").open("a") as file:
        file.write('{"key": "arxiv:2601.00001", "title": "The newcomer"}\n')
    assert agent("list", query="newcomer").keys == ["arxiv:2601.00001"]
    assert agent("list", query="rating:5").keys == [SPAR]


def test_a_line_of_fifty_megabytes_is_refused_and_not_kept(looker: Agent) -> None:
    import tracemalloc

    class Long(io.RawIOBase):
        left = 50 << 20

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            size = min(len(buffer), self.left)
            self.left -= size
            buffer[:size] = b"x" * size
            if not self.left and size:
                buffer[size - 1 : size] = b"\n"
            return size

    sink = io.BytesIO()
    tracemalloc.start()
    looker.server.serve(io.BufferedReader(Long()), sink)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (answer,) = map(json.loads, sink.getvalue().splitlines())
    assert answer["error"]["message"] == f"A message has at most {MAX_LINE_BYTES:,} bytes"
    assert most < 4 * MAX_LINE_BYTES


def test_half_a_message_at_the_end_is_an_error(looker: Agent) -> None:
    sink = io.BytesIO()
    looker.server.serve(io.BytesIO(b'\n\n{"jsonrpc":"2.0","id":1,"method":"ping"}\n{"jsonrpc":"2'), sink)
    first, second = map(json.loads, sink.getvalue().splitlines())
    assert (first["result"], second["error"]["code"]) == ({}, -32700)


# In a process of its own


def started(home: Path, *arguments: str, **more: Any) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "READERAPP_HOME": str(home)}
    command = [sys.executable, "-m", "readerapp", "mcp", *arguments]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.Popen(command, env=environment, **pipes)


def call(number: int, tool: str, **arguments: Any) -> bytes:
    params = {"name": tool, "arguments": arguments}
    return (
        json.dumps({"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}).encode()
        + b"\n"
    )


def test_standard_output_has_messages_only_and_a_flood_is_answered_in_order(reader: Reader) -> None:
    calls = [call(0, "change", do="mark", status="read", keys=["-"]), call(1, "note", key=SPAR, append="x")]
    calls += [call(number, "list", count=True) for number in range(2, 200)]
    with started(reader.home, "--write") as server:
        out, err = server.communicate(b"".join(calls), timeout=60)
    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer["id"] for answer in answers] == [*range(200)]
    assert (server.returncode, err) == (0, b"")
    assert reader.state(SPAR)["note"] == "x"


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_without_a_trace(reader: Reader, ending: signal.Signals) -> None:
    with started(reader.home, "--write") as server:
        assert server.stdin and server.stdout
        server.stdin.write(call(1, "change", do="rate", rating=3, keys=[SPAR]))
        server.stdin.flush()
        assert b'"id":1' in server.stdout.readline()
        server.send_signal(ending)
        out, err = server.communicate(timeout=30)
    assert (out, err) == (b"", b"")
    assert server.returncode in (-signal.SIGTERM, 130)
    assert reader.state(SPAR)["rating"] == 3


def test_closed_streams_end_it_quietly(reader: Reader) -> None:
    with started(reader.home) as server:
        assert server.stdin and server.stdout and server.stderr
        server.stdout.close()
        server.stdin.write(call(1, "list"))
        server.stdin.close()
        assert (server.wait(30), server.stderr.read()) == (141, b"")
    with started(reader.home, stdin=None, preexec_fn=lambda: os.close(0)) as server:
        assert server.communicate(timeout=30) == (b"", b"")
        assert server.returncode == 0
