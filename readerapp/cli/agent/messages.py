"""Messages of JSON-RPC 2.0, one a line (https://www.jsonrpc.org/specification)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from readerapp.domain.values import NamedTuple

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS = -32700, -32600, -32601, -32602
MAX_LINE_BYTES = 1 << 20
"""A longer line is answered with an error, and not kept."""
_REST_BYTES = 1 << 16

Id = int | str | None


class ProtocolError(Exception):
    """Why a message can't be answered with a result."""

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.data = data


class ClientRequest(NamedTuple):
    """A message to act on."""

    method: str
    params: Mapping[str, Any]
    id: Id
    """None if it is a notification, which nobody answers."""


def lines(source: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines of a stream until its end, without empty ones; None for one that is too long."""
    while line := source.readline(MAX_LINE_BYTES + 1):
        if line.endswith(b"\n") or len(line) <= MAX_LINE_BYTES:
            if line.strip():
                yield line
            continue
        while (rest := source.readline(_REST_BYTES)) and not rest.endswith(b"\n"):
            pass
        yield None


def parsed(line: bytes | None) -> Any:
    """Return the JSON of a line.

    Raises:
        ProtocolError: it is too long, or no JSON.
    """
    if line is None:
        raise ProtocolError(INVALID_REQUEST, f"A message has at most {MAX_LINE_BYTES:,} bytes")
    try:
        return json.loads(line.decode("utf-8"), parse_constant=_refused)
    except (ValueError, RecursionError):
        raise ProtocolError(PARSE_ERROR, "Not a line of JSON") from None


def _refused(name: str) -> Any:
    raise ValueError(name)


def request(message: Any) -> ClientRequest | None:
    """Return what a message asks for; None if it is an answer, of which nobody has asked anything.

    Raises:
        ProtocolError: it is no message.
    """
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        raise ProtocolError(INVALID_REQUEST, "Not a message of JSON-RPC 2.0")
    method, params = message.get("method"), message.get("params", {})
    if "method" not in message and ("result" in message or "error" in message):
        return None
    if not isinstance(method, str):
        raise ProtocolError(INVALID_REQUEST, "A message without a method")
    if not is_id(message.get("id", 0)):
        raise ProtocolError(INVALID_REQUEST, "An id is a text or a whole number")
    if not isinstance(params, dict):
        raise ProtocolError(INVALID_PARAMS, "params is to be an object")
    return ClientRequest(method, params, message.get("id"))


def is_id(value: Any) -> bool:
    """Return True for what may be the id of a request."""
    return isinstance(value, str | int) and not isinstance(value, bool)


def id_of(message: Any) -> Id:
    """Return the id that an error about a message answers; None if it has none that could be."""
    found = message.get("id") if isinstance(message, dict) else None
    return found if is_id(found) else None


def result(id: Id, value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer to a request."""
    return {"jsonrpc": "2.0", "id": id, "result": value}


def failure(id: Id, error: ProtocolError) -> dict[str, Any]:
    """Return the answer to a request that can't be done."""
    said: dict[str, Any] = {"code": error.code, "message": error.message}
    return {"jsonrpc": "2.0", "id": id, "error": said if error.data is None else {**said, "data": error.data}}


def encoded(message: Any) -> bytes:
    """Return a message as a line, in ASCII: no text of it can end the line, or be half a character."""
    return json.dumps(message, separators=(",", ":"), allow_nan=False).encode("ascii") + b"\n"
