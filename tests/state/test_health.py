"""What `doctor` finds in the state files, and what it mends."""

import json
from typing import Any

from readerapp.home import Home
from readerapp.state import health
from tests.state.conftest import Opener
from tests.state.helpers import START, Ticking, edit, on_disk


def findings(home: Home, **more: Any) -> list[str]:
    return [f"{finding.path.name} {finding.what}" for finding in health.check(home, now=START, **more)]


def test_a_home_in_order_has_no_findings(home: Home, opened: Opener) -> None:
    assert findings(home) == []
    for rating in (1, 2):
        store = opened()
        edit(store, "arxiv:1", rating=rating)
        store.close()
    assert findings(home, known=lambda key: key == "arxiv:1") == []


def test_papers_the_library_has_not_are_named(home: Home, opened: Opener) -> None:
    store = opened()
    for number in range(6):
        edit(store, f"arxiv:{number}", rating=1)
    store.close()
    (found,) = findings(home, known=lambda key: key == "arxiv:5")
    assert "arxiv:0, arxiv:1, arxiv:2 and 2 more" in found


def test_odd_rows_are_found(home: Home) -> None:
    home.data.mkdir()
    rows = {
        "1": {"key": "a", "rating": 9, "status": "done"},
        "2": {"key": "a", "note": 3},
        "3": {"no": "key"},
        "4": {"key": "b", "changed": {"rating": "2031-01-01T00:00:00.000000Z"}, "title": None},
    }
    home.state.write_text(json.dumps({"papers": rows}))
    said = "\n".join(findings(home))
    for part in (
        "several documents of a",
        "1 rows without",
        "an invalid rating for a",
        "future for b",
    ):
        assert part in said


def test_a_file_of_a_newer_program_is_found_and_said_to_be_only_read(home: Home) -> None:
    home.data.mkdir()
    home.state.write_text(json.dumps({"papers": {}, "meta": {"1": {"schema": 99}}}))
    (found,) = health.check(home, now=START)
    assert "newer readerapp (schema 99)" in found.what and not found.harmless


def test_a_copy_that_a_file_sharing_program_left_is_found(home: Home, opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.close()
    copy = home.state.with_name("state (conflicted copy 2026-11-22).json")
    copy.write_bytes(
        home.state.read_bytes().replace(b'"rating":1', b'"rating":2').replace(b'"rating": 1', b'"rating": 2')
    )
    (found,) = health.check(home, now=START)
    assert found.path == copy and "other changes" in found.what and not found.harmless


def test_what_works_all_the_same_is_only_worth_knowing(home: Home, opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.close()
    tables = json.loads(home.state.read_bytes())
    tables["papers"]["7"] = {"no": "key"}
    home.state.write_text(json.dumps(tables))
    with (home.data / "journal.jsonl").open("ab") as journal:
        journal.write(b"half a li\n")
    for why in ("damaged", "emptied", "foreign"):
        (home.data / f"state.{why}-2026-01-01T000000.json").touch()
    found = health.check(home, now=START, known=lambda key: False)
    assert [finding.what for finding in found if not finding.harmless] == []
    assert len(found) == 6


def test_what_is_lost_or_doubtful_is_more_than_worth_knowing(home: Home) -> None:
    home.data.mkdir()
    rows = {
        "1": {"key": "a", "rating": 9},
        "2": {"key": "a"},
        "3": {"key": "b", "changed": {"rating": "2031-01-01T00:00:00.000000Z"}},
    }
    home.state.write_text(json.dumps({"papers": rows}))
    home.backups.mkdir()
    (home.backups / "state-2026-01-01T000000-000000.json").write_bytes(b"{")
    (home.data / "journal.jsonl").write_text("notes of mine\n")
    found = health.check(home, now=START)
    assert [finding.what for finding in found if finding.harmless] == []
    assert len(found) == 5


def test_a_damaged_home_is_found_and_mended(home: Home, opened: Opener, clock: Ticking) -> None:
    for rating in (1, 2):
        store = opened()
        edit(store, "arxiv:1", rating=rating)
        store.close()
    home.state.write_bytes(b'{"papers": {')
    (home.data / ".state.json.12.0a1b2c.new").touch()
    (home.backups / "state-2026-01-01T000000-000000.json").write_bytes(b"{")
    with (home.data / "journal.jsonl").open("ab") as journal:
        journal.write(b"half a li\n")
    said = "\n".join(findings(home))
    for part in ("not whole JSON", "can't be restored", "1 broken lines", "kill cut short"):
        assert part in said
    done = "\n".join(health.mend(home, clock=clock))
    for part in ("Brought back", ".new removed"):
        assert part in done
    assert on_disk(home)["arxiv:1"]["rating"] == 2
    assert health.mend(home, clock=clock) == []
    assert "was set aside" in "\n".join(findings(home))


def test_a_journal_that_is_none_is_found(home: Home) -> None:
    home.data.mkdir()
    (home.data / "journal.jsonl").write_text("notes of mine\n")
    assert "is not a readerapp journal" in findings(home)[0]


def test_mending_a_home_that_is_not_there_makes_none(home: Home, clock: Ticking) -> None:
    assert health.mend(home, clock=clock) == []
    assert not home.data.exists()
