"""Zotero's local API on loopback, as strict as it is documented and as Zotero 10 answers."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

_EVERY = {"itemType", "title", "creators", "abstractNote", "date", "url", "extra", "tags"}
FIELDS = {
    "journalArticle": _EVERY | {"publicationTitle", "volume", "issue", "pages", "DOI"},
    "conferencePaper": _EVERY | {"proceedingsTitle", "volume", "pages", "DOI", "publisher"},
    "bookSection": _EVERY | {"bookTitle", "volume", "pages", "publisher"},
    "book": _EVERY | {"publisher", "volume"},
    "thesis": _EVERY | {"university"},
    "report": _EVERY | {"institution", "pages"},
    "preprint": _EVERY | {"repository", "archiveID", "DOI"},
    "document": _EVERY | {"publisher"},
}
"""From https://api.zotero.org/schema: what an item of a type may have, as far as we fill it in."""


@dataclass
class FakeZotero:
    """A library, the user at the dialog, and what was asked."""

    url: str = ""
    id: str = "SERVER000001"
    enabled: bool = True
    version: int = 10
    answer: str = "Always Allow"
    """What the user says when asked: `Allow`, `Always Allow`, `Deny`."""
    items: list[dict[str, Any]] = field(default_factory=list)
    dialogs: int = 0
    keys: dict[str, bool] = field(default_factory=dict)
    """Key to whether it is for always."""
    writes: list[int] = field(default_factory=list)
    refuse: str = ""
    """The title of an item that it refuses."""

    def reply(self, method: str, path: str, headers: Any, value: Any) -> tuple[int, Any]:
        """Return status and JSON of an answer."""
        if not self.enabled:
            return 403, None
        parts = urlsplit(path)
        if method == "GET":
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/api/users/0/items/top":
                return 200, self._search(**query)
            return (200, {}) if parts.path == "/api/" else (404, None)
        return self._changed(parts.path, headers, value)

    def _changed(self, path: str, headers: Any, value: Any) -> tuple[int, Any]:
        if headers.get("Zotero-Server-ID") is None:
            return 428, None
        if headers["Zotero-Server-ID"] != self.id:
            return 412, None
        if path == "/api/local/authorize":
            return self._authorize(value["appName"])
        assert path == "/api/users/0/items"
        key = headers.get("Zotero-API-Key")
        if key not in self.keys:
            return 401, None
        if not self.keys[key]:
            del self.keys[key]
        return self._add(value)

    def _authorize(self, name: str) -> tuple[int, Any]:
        assert name == "readerapp"
        self.dialogs += 1
        if self.answer == "Deny":
            return 403, None
        key = f"key{self.dialogs:029}"
        self.keys[key] = self.answer == "Always Allow"
        return 200, {"key": key, "remember": self.keys[key]}

    def _add(self, new: list[dict[str, Any]]) -> tuple[int, Any]:
        if len(new) > 50:
            return 413, None
        self.writes.append(len(new))
        successful, failed = {}, {}
        for at, item in enumerate(new):
            if unknown := item.keys() - FIELDS[item["itemType"]]:
                failed[str(at)] = {"code": 400, "message": f"{unknown} is no field of {item['itemType']}"}
            elif item["title"] == self.refuse:
                failed[str(at)] = {"code": 400, "message": "not today"}
            else:
                successful[str(at)] = {"key": f"ITEM{len(self.items):04}", "data": item}
                self.items.append(item)
        return 200, {"successful": successful, "unchanged": {}, "failed": failed}

    def _search(self, q: str, qmode: str, format: str) -> list[dict[str, Any]]:
        assert format == "json"

        def text(item: dict[str, Any]) -> str:
            if qmode == "everything":
                return json.dumps(item, ensure_ascii=False)
            people = " ".join(" ".join(map(str, creator.values())) for creator in item.get("creators", ()))
            return f"{item['title']} {people} {item.get('date', '')}"

        return [
            {"key": "K", "version": 1, "data": item}
            for item in self.items
            if all(word in text(item).casefold() for word in q.casefold().split())
        ]


@contextlib.contextmanager
def running(zotero: FakeZotero) -> Iterator[FakeZotero]:
    """Run it until the end of the block."""

    class Here(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("GET", None)

        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/json"
            self._answer("POST", json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _answer(self, method: str, value: Any) -> None:
            assert not self.headers["User-Agent"].startswith("Mozilla/")
            status, answer = zotero.reply(method, self.path, self.headers, value)
            data = b"text" if answer is None else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            if zotero.version >= 10:
                self.send_header("Zotero-Server-ID", zotero.id)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Here) as http:
        zotero.url = f"http://127.0.0.1:{http.server_address[1]}"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield zotero
        finally:
            http.shutdown()
            thread.join()
