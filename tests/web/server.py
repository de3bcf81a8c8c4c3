"""A real HTTP server on loopback that says what a test wants it to."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

Handler = BaseHTTPRequestHandler
Say = Callable[[Handler], None]


def answer(body: bytes | str = b"", status: int = 200, **headers: str) -> Say:
    """An answer with its length; a header `Retry_After="3"` is written with a hyphen."""
    data = body.encode() if isinstance(body, str) else body

    def say(to: Handler) -> None:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        to.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **given}.items():
            to.send_header(name, value)
        to.end_headers()
        to.wfile.write(data)

    return say


def in_turn(*answers: Say) -> Say:
    """One answer after the other; the last stays."""
    left = list(answers)
    return lambda to: (left.pop(0) if len(left) > 1 else left[0])(to)


@dataclass(frozen=True)
class Asked:
    """A request that came."""

    path: str
    headers: Message

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}


@dataclass
class Server:
    """Answers by path, the query aside."""

    url: str
    answers: dict[str, Say] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over: an answer that drips may stop."""

    def at(self, path: str) -> str:
        return self.url + path

    def says(self, answers: Mapping[str, Say]) -> None:
        self.answers.update(answers)

    def paths(self) -> list[str]:
        return [urlsplit(asked.path).path for asked in self.asked]

    def handle(self, to: Handler) -> None:
        self.asked.append(Asked(to.path, to.headers))
        path = urlsplit(to.path).path
        with contextlib.suppress(OSError):
            self.answers.get(path, answer("nothing here", 404))(to)


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    """A server, until the end of the block."""

    class Here(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            server.handle(self)
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    with Quiet(("127.0.0.1", 0), Here) as http:
        server = Server(f"http://127.0.0.1:{http.server_address[1]}")
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            http.shutdown()
            thread.join()
