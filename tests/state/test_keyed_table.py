"""The TinyDB table and storage: stock TinyDB's behaviour, at a cost that doesn't grow with the file."""

import json
from pathlib import Path
from typing import Any

import pytest
import tinydb
from tinydb.table import Document

from readerapp.state.keyed_table import KeyedTable, StateDB, document_id
from readerapp.state.storage import AtomicStorage


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


def papers(db: StateDB) -> KeyedTable:
    table = db.table("papers")
    assert isinstance(table, KeyedTable)
    return table


def test_an_id_is_the_same_on_every_machine_and_fits_63_bits() -> None:
    assert document_id("arxiv:2405.15738") == 1520694826007703127
    assert all(0 <= document_id(str(number)) < 1 << 63 for number in range(1000))


def test_stock_tinydb_reads_what_is_saved(path: Path) -> None:
    db = StateDB(path)
    papers(db).put({"key": "a", "n": 1})
    papers(db).put({"key": "b", "n": 2})
    papers(db).put({"key": "a", "n": 3})
    papers(db).drop("b")
    papers(db).drop("never there")
    db.storage.save()
    with tinydb.TinyDB(path) as stock:
        assert stock.table("papers").all() == [{"key": "a", "n": 3}]
        assert stock.table("papers").get(doc_id=document_id("a")) == {"key": "a", "n": 3}


def every_operation(table: Any) -> list[Any]:
    """What a user of TinyDB does with a table, and what it answers."""
    n = tinydb.where("n")
    seen: list[Any] = [
        table.insert({"n": 1}),
        table.insert_multiple([{"n": 2}, {"n": 3}]),
        table.insert(Document({"n": 4}, doc_id=40)),
        table.update({"big": True}, n > 2),
        table.update({"one": 1}, doc_ids=[1, 99]),
        table.update(lambda document: document.pop("one"), doc_ids=[1]),
        table.update_multiple([({"two": 2}, n == 2)]),
        table.upsert({"n": 4, "new": 1}, n == 4),
        table.upsert({"n": 5}, n == 5),
        table.remove(n == 3),
        table.remove(doc_ids=[2, 99]),
        table.search(n > 0),
        table.get(doc_id=40),
        table.get(n == 5),
        table.contains(doc_id=2),
        table.count(n > 0),
        len(table),
    ]
    seen += [sorted((document.doc_id, dict(document)) for document in table.all())]
    table.truncate()
    return [*seen, len(table)]


def test_every_operation_of_tinydb_does_what_it_does_in_stock_tinydb(path: Path) -> None:
    with tinydb.TinyDB(storage=tinydb.storages.MemoryStorage) as stock:
        assert every_operation(papers(StateDB(path))) == every_operation(stock.table("papers"))


def test_a_document_handed_out_is_not_changed_by_an_update(path: Path) -> None:
    db = StateDB(path)
    mine = {"key": "a", "n": 1}
    papers(db).put(mine)
    papers(db).update({"n": 2}, doc_ids=[document_id("a")])
    assert mine == {"key": "a", "n": 1}
    assert papers(db).of_key("a") == {"key": "a", "n": 2}


def test_a_strangers_document_in_a_papers_place_stays(path: Path) -> None:
    place = str(document_id("a"))
    db = StateDB(path, {"papers": {place: {"key": "stranger"}, "7": {"key": "b"}}})
    papers(db).put({"key": "a", "n": 1})
    papers(db).put({"key": "a", "n": 2})
    assert papers(db).of_key("a") == {"key": "a", "n": 2}
    assert papers(db).get(doc_id=int(place)) == {"key": "stranger"}
    assert len(papers(db)) == 3


def test_only_documents_that_changed_are_encoded_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = StateDB(path)
    for number in range(100):
        papers(db).put({"key": str(number)})
    db.storage.save()
    encoded: list[Any] = []

    def encode(value: Any) -> str:
        encoded.append(value)
        return json.dumps(value)

    monkeypatch.setattr("readerapp.state.storage.encode", encode)
    papers(db).put({"key": "7", "new": True})
    db.storage.save()
    assert encoded == [{"key": "7", "new": True}]


def test_equal_tables_are_equal_bytes_one_line_a_document(tmp_path: Path) -> None:
    written = []
    for order in ("abc", "cab"):
        db = StateDB(tmp_path / order)
        for key in order:
            papers(db).put({"key": key})
        db.storage.save()
        written.append((tmp_path / order).read_bytes())
    assert written[0] == written[1]
    assert sum(b'"key"' in line for line in written[0].splitlines()) == 3


TABLES: list[dict[str, Any]] = [
    {},
    {"papers": {}},
    {"meta": {}, "papers": {}},
    {'a"b': {"1": {"x": "é\n"}, "2": {}}, "c": {"9": [1]}},
    {"papers": {str(number): {"note": "x" * 50_000} for number in range(20)}},
]


@pytest.mark.parametrize("tables", TABLES)
def test_any_tables_are_written_as_json(path: Path, tables: dict[str, Any]) -> None:
    AtomicStorage(path, tables).save()
    assert json.loads(path.read_text("ascii")) == tables
    assert AtomicStorage(path).read() == tables


def test_numbers_that_json_does_not_know_become_null(path: Path) -> None:
    odd = {"1": {"a": float("nan"), "b": [float("inf"), {"c": -float("inf")}], "d": 1.5}}
    AtomicStorage(path, {"papers": odd}).save()
    assert json.loads(path.read_text())["papers"] == {"1": {"a": None, "b": [None, {"c": None}], "d": 1.5}}


def test_nothing_is_read_or_written_before_it_is_asked_for(path: Path) -> None:
    storage = AtomicStorage(path)
    storage.write({"papers": {}})
    assert not path.exists()
    assert AtomicStorage(path).read() is None
