"""`serve`: the app in a browser."""

from __future__ import annotations

import os
import secrets

import click

from readerapp.cli.session import Session
from readerapp.cli.verb import verb
from readerapp.domain.errors import ReaderError

_NO_EXTRA = "This needs an extra: pip install 'readerapp[serve]'"


@verb("serve")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, metavar="N", help="Its port."
)
@click.option("--token", metavar="TEXT", help="What a browser must know; else a random one is printed.")
def run(session: Session, host: str, port: int, token: str | None) -> None:
    """On this machine's own address no token is needed, unless you give one; anybody else who can log in here
    could open it, too. Other addresses always have a token. Traffic is not encrypted: across a network, use
    ssh -L 8000:localhost:8000. ctrl+c ends it, and the apps in all pages.

    Copying goes to the browser's clipboard, on this machine's own address or over https; elsewhere browsers
    allow none. Links open in the browser.
    """
    try:
        from readerapp.serving.gate import Gate, allowed_names, is_loopback
        from readerapp.serving.server import serve
    except ImportError as error:
        raise ReaderError(_NO_EXTRA) from error
    if token is not None and not token.strip():
        raise click.UsageError("--token is empty.", click.get_current_context())
    if token is None and not is_loopback(host):
        token = secrets.token_urlsafe(24)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/" + (f"?token={token}" if token else "")
    gate = Gate(allowed_names(host), port, token or "")

    def started() -> None:
        if session.as_json:
            session.say_json({"address": address})
        else:
            session.say(f"readerapp is at {address}\nctrl+c ends it")

    try:
        serve(gate, host, started)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise ReaderError(f"{host}, port {port}, can't be listened on: {why}") from error
