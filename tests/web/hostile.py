"""What a server may do to who asks it."""

import zlib

from tests.web.server import Handler, Say, Server

CHUNK = 1 << 16


def head(to: Handler, **headers: str) -> None:
    to.send_response(200)
    for name, value in headers.items():
        to.send_header(name.replace("_", "-"), value)
    to.end_headers()


def zeros(gigabytes: int, **headers: str) -> Say:
    """So many gigabytes of zeros, or as many as are taken."""

    def say(to: Handler) -> None:
        head(to, **headers)
        for _ in range(gigabytes * (1 << 30) // CHUNK):
            to.wfile.write(bytes(CHUNK))

    return say


def bomb(megabytes: int, layers: int = 1) -> bytes:
    """Zeros that are few bytes on the wire: gzip, in so many layers."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    chunk = bytes(1 << 20)
    data = b"".join(squeeze.compress(chunk) for _ in range(megabytes)) + squeeze.flush()
    for _ in range(layers - 1):
        again = zlib.compressobj(9, zlib.DEFLATED, 31)
        data = again.compress(data) + again.flush()
    return data


def cut(after: int, said: int) -> Say:
    """A body of `said` bytes that ends after fewer."""

    def say(to: Handler) -> None:
        head(to, Content_Length=str(said))
        to.wfile.write(b"x" * after)

    return say


def stall(server: Server, *, headers: bool = True) -> Say:
    """Takes the request and says nothing more, until the test is over."""

    def say(to: Handler) -> None:
        if headers:
            head(to, Content_Length="100")
            to.wfile.write(b"x")
        server.over.wait(30)

    return say


def drip(server: Server, *, headers: bool) -> Say:
    """A byte from time to time, of the headers or of the body, until the test is over."""

    def say(to: Handler) -> None:
        if headers:
            to.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        else:
            head(to, Content_Length="100000")
        while not server.over.wait(0.02):
            to.wfile.write(b"x")

    return say
