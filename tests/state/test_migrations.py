"""The versions of the state file: each becomes this one, by pure steps, with a backup of what was."""

import json
from typing import Any

import pytest

from readerapp.home import Home
from readerapp.state.migrations import MIGRATIONS, SCHEMA, migrate, schema_of, stamped
from tests.state.conftest import Opener
from tests.state.helpers import edit, on_disk

# A paper as each version wrote it.
WRITTEN: dict[int, dict[str, Any]] = {
    0: {"key": "arxiv:1", "status": "read", "rating": 3},
    1: {
        "key": "arxiv:1",
        "title": "A title",
        "status": "read",
        "queue": None,
        "note": "",
        "tags": [],
        "rating": 3,
        "changed": {"rating": "2026-11-22T09:00:00.000000Z"},
    },
}


def test_every_version_has_a_sample_and_a_way_on() -> None:
    assert set(WRITTEN) == set(range(SCHEMA + 1))
    assert set(MIGRATIONS) == set(range(SCHEMA))


@pytest.mark.parametrize("version", WRITTEN)
def test_a_file_of_any_version_opens_and_is_backed_up_before_it_is_written(
    home: Home, opened: Opener, version: int
) -> None:
    tables = {"papers": {"1": WRITTEN[version]}, "meta": {"1": {"schema": version}}}
    home.data.mkdir()
    home.state.write_text(json.dumps(tables))
    before = home.state.read_bytes()
    store = opened()
    assert (store.get("arxiv:1").status, store.get("arxiv:1").rating) == ("read", 3)
    edit(store, "arxiv:1", rating=4)
    store.close()
    (kept,) = store.backups()
    assert kept.path.read_bytes() == before
    assert on_disk(home)["arxiv:1"]["rating"] == 4
    assert schema_of(json.loads(home.state.read_text())) == SCHEMA


@pytest.mark.parametrize("version", WRITTEN)
def test_migrating_changes_nothing_it_is_given(version: int) -> None:
    paper = WRITTEN[version]
    before = json.dumps(paper)
    migrated = migrate({"1": paper}, version)["1"]
    assert json.dumps(paper) == before
    assert isinstance(migrated["changed"], dict)


@pytest.mark.parametrize(
    "meta", [None, [], {"1": 3}, {"1": {"schema": "1"}}, {"1": {"schema": -1}}, {"1": {}}]
)
def test_a_file_that_does_not_say_its_version_is_of_the_first(meta: object) -> None:
    assert schema_of({"meta": meta}) == 0


def test_what_else_meta_says_stays() -> None:
    tables = {"meta": {"1": {"schema": 0, "mine": True}, "2": {}}}
    assert stamped(tables)["meta"] == {"1": {"schema": SCHEMA, "mine": True}, "2": {}}
