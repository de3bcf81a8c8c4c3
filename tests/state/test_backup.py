"""Backups: made before the first change of a run and daily, dense lately and thin over a year, restorable."""

from datetime import timedelta
from pathlib import Path

import pytest
import tinydb

from readerapp.domain.errors import ReaderError
from readerapp.home import Home
from readerapp.state.backup import Backup, backups, surplus
from tests.state.conftest import Opener
from tests.state.helpers import START, Ticking, edit


def test_a_run_that_changes_something_keeps_the_state_from_before(home: Home, opened: Opener) -> None:
    for rating in (1, 2, 3):
        store = opened()
        edit(store, "arxiv:1", rating=rating)
        edit(store, "arxiv:2", rating=rating)
        store.close()
        opened().close()
    kept = [tinydb.TinyDB(each.path, access_mode="r") for each in opened().backups()]
    assert [{paper["rating"] for paper in db.table("papers").all()} for db in kept] == [{2}, {1}]
    for db in kept:
        db.close()


def test_a_long_run_makes_one_a_day(opened: Opener, clock: Ticking) -> None:
    store = opened()
    for day in range(4):
        edit(store, "arxiv:1", rating=day + 1)
        store.flush()
        clock.turn(hours=12)
        edit(store, "arxiv:2", rating=day + 1)
        store.flush()
        clock.turn(hours=13)
    assert [f"{each.when:%m-%d}" for each in store.backups()] == ["11-25", "11-24", "11-23"]


def test_backups_are_the_owners_alone(home: Home, opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    made = store.backup()
    assert made is not None
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert home.backups.stat().st_mode & 0o777 == 0o700


def test_a_backup_of_what_is_backed_up_already_is_none(opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    assert store.backup() is not None
    assert store.backup() is None


def test_the_newest_ten_stay_and_older_ones_thin_out_over_a_year() -> None:
    hourly = [Backup(START - timedelta(hours=hours), Path(str(hours))) for hours in range(24 * 500)]
    removed = set(surplus(hourly, START))
    kept = [backup for backup in hourly if backup not in removed]
    assert kept[:10] == hourly[:10]
    ages = [(START - backup.when).days for backup in kept]
    assert sum(age < 31 for age in ages) in range(38, 43)
    assert sum(31 <= age < 120 for age in ages) in range(12, 15)
    assert sum(age >= 120 for age in ages) in range(7, 10)
    assert max(ages) < 366
    assert not set(surplus(kept, START))


def test_thinning_is_the_same_whenever_it_is_done() -> None:
    kept: list[Backup] = []
    for day in range(400):
        now = START + timedelta(days=day)
        kept.insert(0, Backup(now, Path(str(day))))
        removed = set(surplus(kept, now))
        kept = [backup for backup in kept if backup not in removed]
    assert len(kept) in range(45, 60)
    assert kept[-1].when < now - timedelta(days=300)


def test_restoring_is_one_step_that_can_be_undone(home: Home, opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1, note="before", queue=1.0)
    store.backup()
    edit(store, "arxiv:1", rating=5, note="after", queue=None)
    edit(store, "arxiv:2", note="new since")
    entry = store.restore()
    assert entry.words == "restored the state of 2026-11-22 09:00 UTC"
    assert (store.get("arxiv:1").rating, store.get("arxiv:1").note) == (1, "before")
    assert store.queue() == ("arxiv:1",)
    assert store.get("arxiv:2").note == ""
    store.undo()
    assert (store.get("arxiv:1").rating, store.get("arxiv:1").note) == (5, "after")
    assert store.get("arxiv:2").note == "new since"


def test_restore_finds_the_state_of_a_day_or_a_time(opened: Opener, clock: Ticking) -> None:
    store = opened()
    for rating in (1, 2, 3):
        edit(store, "arxiv:1", rating=rating)
        store.backup()
        clock.turn(days=1)
    for when, rating in (("2026-11-23", 2), ("2026-11-22", 1), ("2026-11-23T08:00", 1), ("2026-12", 3)):
        if when == "2026-12":
            when = "2026-12-24"
        store.restore(when)
        assert store.get("arxiv:1").rating == rating
    with pytest.raises(ReaderError, match="oldest backup is of 2026-11-22"):
        store.restore("2020-01-01")
    with pytest.raises(ReaderError, match="is not a date"):
        store.restore("last week")


def test_without_a_backup_there_is_nothing_to_restore(opened: Opener) -> None:
    with pytest.raises(ReaderError, match="no backup"):
        opened().restore()


def test_other_files_among_the_backups_are_left_alone(home: Home, opened: Opener) -> None:
    home.backups.mkdir(parents=True)
    for name in ("state-2026-13-45T999999-000000.json", "notes.txt", "state.json"):
        (home.backups / name).write_text("mine")
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.backup()
    assert len(store.backups()) == len(backups(home.backups, START)) == 1
    assert len(list(home.backups.iterdir())) == 4


def test_the_newest_is_what_came_last_whatever_the_clock_was(
    home: Home, opened: Opener, clock: Ticking
) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.backup()
    clock.turn(days=5 * 365)
    edit(store, "arxiv:1", rating=2)
    assert store.backup() == store.backups()[0]
    clock.turn(days=-5 * 365)
    assert [each.when.year for each in store.backups()] == [2031, 2026]  # it did come last
    edit(store, "arxiv:1", rating=3)
    assert store.backup() == store.backups()[0]
    edit(store, "arxiv:1", rating=4)
    store.restore(store.backups()[0].path.name)
    assert store.get("arxiv:1").rating == 3


def test_a_name_without_a_number_that_is_yet_to_come_shadows_none(home: Home, opened: Opener) -> None:
    store = opened()
    edit(store, "arxiv:1", rating=1)
    store.flush()
    home.backups.mkdir(exist_ok=True)
    for day in ("2031-01-01", "2026-11-01", "2026-10-01"):
        (home.backups / f"state-{day}T000000-000000.json").write_bytes(home.state.read_bytes())
    assert [f"{each.when:%Y-%m}" for each in store.backups()] == ["2026-11", "2026-10", "2031-01"]


def test_backups_of_a_clock_that_was_wrong_go_when_those_around_them_go() -> None:
    ahead = [Backup(START + timedelta(days=2000 + hour), Path(f"ahead{hour}"), hour) for hour in range(20)]
    behind = Backup(START - timedelta(days=9999), Path("behind"), 20)
    daily = [Backup(START + timedelta(days=day), Path(f"day{day}"), 21 + day) for day in range(12)]
    now = START + timedelta(days=12)
    removed = {
        it.path.name for it in surplus(sorted([*ahead, behind, *daily], key=lambda it: -it.number), now)
    }
    assert not {it.path.name for it in daily} & removed
    assert {it.path.name for it in ahead} <= removed


def test_a_home_with_a_hundred_runs_keeps_few_backups_after_a_clock_that_was_ahead(
    home: Home, opened: Opener, clock: Ticking
) -> None:
    store = opened()
    turns = [{"days": 2000}, *[{"minutes": 5}] * 20, {"days": -2000}, *[{"hours": 1}] * 20]
    for turn in turns:
        clock.turn(**turn)
        edit(store, "arxiv:1", note=f"{clock()}")
        store.backup()
    assert len(store.backups()) <= 13
    assert sum(each.when.year > 2027 for each in store.backups()) <= 1
