"""Machines whose files were made smaller, or not, come to hold the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from readerapp.actions.doctor import examine
from readerapp.actions.machines.syncing import sync
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.paper import Paper
from readerapp.home import Home
from readerapp.library.file import compaction
from tests.actions.machines.homes import Env, Machine, in_step

VOTES = range(1, 5)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The smallest gain is worth it."""
    monkeypatch.setattr(compaction, "_MIN_REPLACED_BYTES", 1)


def refresh(home: Home) -> None:
    """Let the votes of all papers change until the file is made smaller."""
    with ReadingList.open(home) as lib:
        for votes in VOTES:
            keys = [lib.library.key(row) for row in lib.shelf("is:any").rows]
            lib.library.add([Paper(key=key, title=lib.paper(key).title, upvotes=votes) for key in keys])


def records(home: Home, key: str) -> list[str]:
    said = [json.loads(line) for line in home.library.read_text().splitlines()]
    return ["removed" if "removed" in record else "paper" for record in said if record["key"] == key]


def keys(home: Home) -> set[str]:
    with ReadingList.open(home) as lib:
        assert not lib.trouble
        return {lib.library.key(row) for row in lib.shelf("is:any").rows}


@pytest.mark.slow
def test_a_removal_reaches_other_machines_when_the_file_was_made_smaller(machine: Machine, env: Env) -> None:
    one, other = machine("one"), machine("other")
    in_step([one, other], env)
    with ReadingList.open(one) as lib:
        lib.remove("arxiv:1")
    refresh(one)
    assert records(one, "arxiv:1") == ["paper", "removed"] and records(one, "arxiv:0") == ["paper"]
    refresh(other)
    in_step([one, other], env)
    assert keys(one) == keys(other) == {"arxiv:0", "arxiv:2", "arxiv:one", "arxiv:other"}


@pytest.mark.parametrize("synced", [False, True])
@pytest.mark.slow
def test_a_removal_that_was_undone_takes_nothing_out_elsewhere(
    machine: Machine, env: Env, synced: bool
) -> None:
    one, other = machine("one"), machine("other")
    in_step([one, other], env)
    with ReadingList.open(one) as lib:
        lib.library.add([Paper(key="arxiv:9", title="Nine")])
        lib.remove("arxiv:9", "arxiv:1")
        if synced:  # the other machine hears of the removal, within the second in which the paper came
            sync(one, env=env)
            sync(other, env=env)
        lib.undo()
    refresh(one)
    assert records(one, "arxiv:9")[-1] == records(one, "arxiv:1")[-1] == "paper"
    in_step([one, other], env)
    assert keys(one) == keys(other) >= {"arxiv:1", "arxiv:9"}


def test_two_papers_made_one_stay_one(machine: Machine, env: Env) -> None:
    one, other = machine("one"), machine("other")
    in_step([one, other], env)
    with ReadingList.open(one) as lib:
        lib.same("arxiv:0", "arxiv:1")
    refresh(one)
    in_step([one, other], env)
    assert len(keys(one)) == 4 and keys(one) == keys(other)
    with ReadingList.open(one) as lib:
        assert lib.paper("arxiv:0").key == lib.paper("arxiv:1").key
        lib.undo()
        assert lib.paper("arxiv:0").key != lib.paper("arxiv:1").key


def test_doctor_finds_nothing_wrong_with_a_file_that_was_made_smaller(machine: Machine) -> None:
    home = machine("one")
    with ReadingList.open(home) as lib:
        lib.same("arxiv:0", "arxiv:1")
        lib.remove("arxiv:2")
    refresh(home)
    assert home.library.read_text().count("\n") < 9
    assert examine(home, clock=lambda: datetime.now(UTC)).is_well


def test_doctor_removes_what_a_kill_left_of_a_smaller_file(machine: Machine) -> None:
    home = machine("one")
    left = home.data / ".papers.jsonl.123.abcdef.new"
    left.write_text("{}")
    report = examine(home, clock=lambda: datetime.now(UTC))
    assert [found.path for found in report.left if not found.harmless] == [left]
    assert examine(home, clock=lambda: datetime.now(UTC), fix=True).is_well and not left.exists()
