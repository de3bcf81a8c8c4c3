"""The server: an app of its own for each page, which ends with the page or with the server."""

from __future__ import annotations

import asyncio
import shlex
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from readerapp.serving.gate import Gate
from readerapp.serving.page import HEADERS, SCRIPT, SCRIPT_PATH, page

_COOKIE = "readerapp-token"
_DRIVER = "readerapp.ui.terminal.browser_driver:BrowserDriver"
_MAX_FONT_SIZE = 40
_MAX_SIZE = 500
"""Columns and rows."""
_END_SECONDS = 5.0
"""In which an app ends by itself."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class AppInBrowser(AppService):  # type: ignore[misc] # of an extra that may be missing
    """One app, and the browser's page that shows it."""

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        """Return the environment of the app: a capable terminal, whatever the server was started in."""
        made: dict[str, str] = super()._build_environment(width, height)
        return {**made, "TEXTUAL_DRIVER": _DRIVER, "TERM": "xterm-256color", "PYTHONUTF8": "1"}

    async def stop(self) -> None:
        """End the app: it is asked to, and killed if it doesn't."""
        try:
            await asyncio.wait_for(super().stop(), _END_SECONDS)
        except TimeoutError:
            if self._process:
                with suppress(ProcessLookupError):
                    self._process.kill()


class ReaderServer(Server):  # type: ignore[misc] # as above
    """Serves the app to those whom the gate lets in."""

    def __init__(self, gate: Gate, host: str, started: Callable[[], object]) -> None:
        command = f"exec {shlex.quote(sys.executable)} -m readerapp"
        super().__init__(command, host=host, port=gate.port, title="readerapp")
        self._gate = gate
        self._started = started
        self._apps: set[AppInBrowser] = set()

    def serve(self, debug: bool = False) -> None:
        """Serve until the program is interrupted or told to end."""
        web.run_app(
            self._make_app(),
            host=self.host,
            port=self.port,
            print=lambda *_: self._started(),
            access_log=None,
            shutdown_timeout=_END_SECONDS,
        )

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing yet: nobody can connect so far."""

    async def on_shutdown(self, app: web.Application) -> None:
        """End every app with the server."""
        await asyncio.gather(*(each.stop() for each in list(self._apps)))

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()
        app.middlewares.append(self._admit)
        app.router.add_get(SCRIPT_PATH, self._script)
        return app

    @web.middleware  # type: ignore[untyped-decorator] # as above
    async def _admit(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer a request if the gate lets it in; the token in an address becomes a cookie."""
        if why := self._gate.why_not(request.headers.get("Host", ""), request.headers.get("Origin")):
            return web.Response(status=403, text=f"{why}.\n", headers=HEADERS)
        given = request.query.get("token", "")
        if not self._gate.knows(given or request.cookies.get(_COOKIE, "")):
            text = "The token is missing or wrong: open the address that readerapp serve printed.\n"
            return web.Response(status=403, text=text, headers=HEADERS)
        if given and request.path == "/":
            moved = web.Response(status=303, headers={**HEADERS, "Location": "/"})
            moved.set_cookie(_COOKIE, given, httponly=True, samesite="Strict")
            return moved
        answer = await handler(request)
        if not answer.prepared:
            answer.headers.update(HEADERS)
        return answer

    async def handle_index(self, request: web.Request) -> web.Response:
        """Answer with the page."""
        scheme = "wss" if request.secure else "ws"
        size = _number(request.query.get("fontsize", ""), 16, _MAX_FONT_SIZE)
        return web.Response(text=page(f"{scheme}://{request.host}/ws", size), content_type="text/html")

    async def _script(self, _request: web.Request) -> web.Response:
        return web.Response(text=SCRIPT, content_type="text/javascript")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run an app until it or its page is closed."""
        socket = web.WebSocketResponse(heartbeat=15)
        await socket.prepare(request)
        app = AppInBrowser(
            self.command,
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=socket.close,
            download_manager=self.download_manager,
        )
        sizes: list[int] = [
            _number(request.query.get(name, ""), default, _MAX_SIZE)
            for name, default in (("width", 80), ("height", 24))
        ]
        self._apps.add(app)
        try:
            await app.start(*sizes)
            await self._process_messages(socket, app)
        except (AssertionError, ValueError, LookupError, TypeError):  # not what our page sends
            await socket.close()
        finally:
            await app.stop()
            self._apps.discard(app)
        return socket


def _number(text: str, default: int, most: int) -> int:
    return min(int(text), most) if text.isdecimal() and len(text) < 6 and int(text) else default


def serve(gate: Gate, host: str, started: Callable[[], Any]) -> None:
    """Serve the app until the program is interrupted; `started` is called once it can be reached.

    Raises:
        OSError: the address can't be listened on.
    """
    ReaderServer(gate, host, started).serve()
