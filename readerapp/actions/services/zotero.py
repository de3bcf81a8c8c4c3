"""Papers sent to Zotero on this machine, by its local API.

Zotero 10 and later: https://www.zotero.org/support/dev/web_api/v3/local_api. Writing needs a key, which
Zotero hands out after it has asked its user: for one write, or for always.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

from readerapp import sources
from readerapp.disk import files
from readerapp.domain.errors import ReaderError
from readerapp.domain.paper import Paper
from readerapp.domain.values import dataclass
from readerapp.domain.works.evidence import is_same_work
from readerapp.exports import Item
from readerapp.exports.facts import arxiv_number, doi
from readerapp.exports.zotero_item import zotero_item
from readerapp.version import __version__
from readerapp.web import LocalServer, Reply, Unreachable

URL = "http://127.0.0.1:23119"
"""Where Zotero listens."""
_INSTEAD = "or import in Zotero what `readerapp export -o papers.ris` writes"
_ITEMS = "/api/users/0/items"
_MAX_ITEMS = 50
"""Most items of one write."""
_MAX_WORDS = 8
_OK, _UNKNOWN_KEY, _DENIED, _TOO_OFTEN = 200, 401, 403, 429


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of papers that were sent."""

    added: int
    known: int
    """Those that Zotero had already."""
    refused: tuple[str, ...]
    """A sentence for each that Zotero refused."""


class Zotero:
    """Zotero as it runs, and the key to write to it."""

    def __init__(self, url: str, cache: Path, say: Callable[[str], None]) -> None:
        """Ask for its identity.

        Args:
            cache: the reader's cache folder, which keeps a key that holds for always.
            say: called with a sentence when Zotero asks its user.

        Raises:
            ReaderError: Zotero doesn't run, or takes nothing from other programs.
        """
        self._say = say
        self._path = cache / "zotero.json"
        program = {"User-Agent": f"readerapp/{__version__}", "Zotero-API-Version": "3"}
        self._server = LocalServer(url, {**program, "Zotero-Allowed-Request": "1"})
        try:
            reply = self._server.get("/api/")
        except Unreachable as error:
            raise ReaderError(f"Zotero isn't running: start it, {_INSTEAD}") from error
        if reply.status == _DENIED:
            raise ReaderError(
                "Zotero lets no other program in: under Advanced in its settings, allow other applications "
                f"on this computer to communicate with Zotero, {_INSTEAD}"
            )
        self._id = reply.headers.get("Zotero-Server-ID", "")
        if not self._id:
            raise ReaderError(f"This Zotero takes no papers from other programs: update it to 10, {_INSTEAD}")
        self._key = self._kept_key()

    def has(self, paper: Paper) -> bool:
        """Return True if a work in Zotero's library is this paper, by the rules of our own library."""
        return any(is_same_work(known, paper) for query in _queries(paper) for known in self._found(query))

    def _found(self, query: str) -> Sequence[Paper]:
        reply = self._server.get(f"{_ITEMS}/top?{query}")
        if reply.status != _OK:
            raise ReaderError(f"Zotero doesn't search its library (status {reply.status}): {_INSTEAD}")
        return sources.read(reply.body, name="Zotero", format="zotero-json").papers

    def add(self, items: Sequence[object]) -> dict[int, str]:
        """Add at most 50 items. Return why each of those was refused that were, by its place.

        Raises:
            ReaderError: Zotero's user said no, or Zotero failed.
        """
        token = uuid.uuid4().hex
        reply = self._write(items, token)
        if reply.status == _UNKNOWN_KEY:
            self._key = self._new_key()
            reply = self._write(items, token)
        if reply.status != _OK or not isinstance(reply.value, dict):
            raise ReaderError(f"Zotero can't add papers now (status {reply.status}): {_INSTEAD}")
        failed = reply.value.get("failed")
        told = failed if isinstance(failed, dict) else {}
        return {at: _why(told[str(at)]) for at in range(len(items)) if str(at) in told}

    def _write(self, items: Sequence[object], token: str) -> Reply:
        self._key = self._key or self._new_key()
        headers = {"Zotero-Server-ID": self._id, "Zotero-API-Key": self._key, "Zotero-Write-Token": token}
        return self._server.post(_ITEMS, items, headers)

    def _new_key(self) -> str:
        self._say("Zotero asks whether readerapp may add papers: answer there")
        reply = self._server.post(
            "/api/local/authorize", {"appName": "readerapp"}, {"Zotero-Server-ID": self._id}
        )
        if reply.status == _DENIED:
            raise ReaderError(f"Zotero's answer was no: allow readerapp to add papers, {_INSTEAD}")
        if reply.status == _TOO_OFTEN:
            raise ReaderError("Zotero was asked too often: try again in a minute")
        key = reply.value.get("key") if isinstance(reply.value, dict) else None
        if reply.status != _OK or not isinstance(key, str):
            raise ReaderError(f"Zotero gave no leave to add papers (status {reply.status}): {_INSTEAD}")
        kept = {"server": self._id, "key": key if reply.value.get("remember") else ""}
        files.replace(self._path, [json.dumps(kept).encode()], durable=False)
        return key

    def _kept_key(self) -> str:
        """Return the key that this Zotero gave for always; "" if it gave none."""
        try:
            kept = json.loads(self._path.read_bytes())
            return str(kept["key"]) if kept["server"] == self._id else ""
        except (OSError, ValueError, LookupError, TypeError):
            return ""


def _why(told: object) -> str:
    message = told.get("message") if isinstance(told, dict) else None
    return message if isinstance(message, str) else "no reason given"


def _queries(paper: Paper) -> Iterator[str]:
    """Yield searches that find a paper: by each id in all fields, by the words of its title."""
    for text in filter(None, (doi(paper), arxiv_number(paper))):
        yield urlencode({"q": text, "qmode": "everything", "format": "json"})
    words = " ".join("".join(c if c.isalnum() else " " for c in paper.title).split()[:_MAX_WORDS])
    if words:
        yield urlencode({"q": words, "qmode": "titleCreatorYear", "format": "json"})


def send(zotero: Zotero, items: Iterable[Item], progress: Callable[[int], None]) -> Sent:
    """Add the papers that Zotero doesn't have; `progress` is called with how many have been looked up.

    Raises:
        ReaderError: Zotero's user said no, or Zotero failed; what was added before stays.
    """
    added, known, refused = 0, 0, list[str]()
    new: list[Item] = []

    def flush() -> None:
        nonlocal added
        failures = zotero.add([zotero_item(each) for each in new]) if new else {}
        refused.extend(f"{new[at].paper.key}: {why}" for at, why in failures.items())
        added += len(new) - len(failures)
        new.clear()

    for number, item in enumerate(items, 1):
        if zotero.has(item.paper):
            known += 1
        else:
            new.append(item)
        if len(new) == _MAX_ITEMS:
            flush()
        progress(number)
    flush()
    return Sent(added, known, tuple(refused))
