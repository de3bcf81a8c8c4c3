"""What one change of state costs when many papers have one, beside an `update` of stock TinyDB."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import tinydb

from readerapp.home import Home
from readerapp.state import Store
from readerapp.state.keyed_table import document_id
from tests.benchmarks.table import Measure, milliseconds

SIZE = 10_000
CHANGES = 25
NOTE = "A note of two lines.\nIt says what mattered, and where to look again.\n"
STOCK = "stock TinyDB, update by id"


def measure() -> Iterator[Measure]:
    """How long a change keeps its caller, and when it is safe on the disk. Stock TinyDB's update keeps its
    caller until the same is so."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home.find(folder)
        fill(home, SIZE)
        stock = stock_update(home.state, Path(folder) / "stock.json")
        busy, safe = our_change(home)
    for what, taken, most in (("busy", busy, 2), ("on disk", safe, 20)):
        yield Measure(f"a change, {SIZE:,} papers with state: {what}", taken, most)
    yield Measure(f"a change, {SIZE:,} papers with state", safe, 1, stock, against=STOCK)


def fill(home: Home, size: int) -> None:
    """Makes a home in which `size` papers have a status, a place in the queue and a note."""
    store = Store.open(home, clock=now)
    edits = {f"arxiv:{n}": {"status": "read", "queue": float(n), "note": NOTE} for n in range(size)}
    titles = {key: f"A title of the usual length, of the paper with the key {key}" for key in edits}
    store.change("fill", edits, "filled", titles=titles)
    store.close()


def our_change(home: Home) -> tuple[float, float]:
    """Milliseconds in `change`, and until it is fsynced; medians, the first of a run among them."""
    store = Store.open(home, clock=now)
    busy, safe = [], []
    try:
        for number in range(CHANGES):
            began = time.perf_counter()
            change = partial(store.change, "rate", {f"arxiv:{number * 4}": {"rating": 4}}, "rated a paper")
            busy.append(milliseconds(change))
            store.sync()
            safe.append((time.perf_counter() - began) * 1000)
            store.flush()
    finally:
        store.close()
    return statistics.median(busy), statistics.median(safe)


def stock_update(source: Path, path: Path) -> float:
    """Milliseconds of an update with TinyDB's own storage and table, by id: the fastest way it has."""
    path.write_bytes(source.read_bytes())
    with tinydb.TinyDB(path) as db:
        papers = db.table("papers")
        ids = [document_id(f"arxiv:{number * 4}") for number in range(5)]
        updates = [partial(papers.update, {"rating": 4}, doc_ids=[doc_id]) for doc_id in ids]
        return statistics.median(map(milliseconds, updates))


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)
