"""What lands in the inbox comes in once, whole, and is moved away; what can't be read is never read again."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from readerapp.actions.intake import inbox_folder
from readerapp.actions.intake.inbox import InboxReport, take
from readerapp.actions.intake.inbox_folder import DONE, Inbox, InboxBusy
from readerapp.actions.intake.inputs import Data
from readerapp.actions.progress import Progress
from readerapp.actions.reading_list import ReadingList
from readerapp.disk import files
from readerapp.disk.lock import Lock
from readerapp.domain.errors import Cancelled, ReaderError

SHARED = "Look at this https://arxiv.org/abs/2405.15738 😀\n"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def reading(tmp_path: Path) -> Iterator[ReadingList]:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "papers.jsonl").write_text('{"title": "Known"}\n')
    with ReadingList.open(tmp_path / "home") as found:
        yield found


@pytest.fixture
def inbox(reading: ReadingList) -> Inbox:
    """An inbox whose files have been there for a minute."""
    return at_rest(reading)


def at_rest(reading: ReadingList, setting: str | None = None) -> Inbox:
    inbox = Inbox(reading.home, setting, now=lambda: time.time() + 60)
    inbox.make()
    return inbox


def put(inbox: Inbox, name: str, text: str | bytes = SHARED) -> Path:
    path = inbox.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def taken(
    reading: ReadingList, inbox: Inbox, progress: Callable[[Progress], None] | None = None
) -> InboxReport:
    report = take(reading, inbox, inbox.look().ready, progress=progress)
    reading.follow(report)
    return report


def there(reading: ReadingList) -> list[str]:
    """The keys of the papers that came."""
    keys = (reading.library.key(row) for row in reading.shelf("is:any").rows)
    return sorted(key for key in keys if not key.startswith("title:"))


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_files_are_added_as_one_step_and_moved_to_done(reading: ReadingList, inbox: Inbox) -> None:
    put(inbox, "share.txt")
    put(inbox, "list.bib", "@misc{a, title = {Graphs that Grow}}")
    put(inbox, "reading group/ids.md", "- arXiv:2406.00001\n- https://doi.org/10.1145/3292500.3330701\n")
    assert taken(reading, inbox).new == 4
    assert names(inbox.folder) == ["done/list.bib", "done/reading group/ids.md", "done/share.txt"]
    assert not (inbox.folder / "reading group").exists()
    assert not inbox.look().ready
    reading.undo()
    assert there(reading) == []


def test_what_has_no_papers_is_moved_to_failed_with_a_line_that_says_why(
    reading: ReadingList, inbox: Inbox
) -> None:
    put(inbox, "share.txt")
    put(inbox, "junk.bin", bytes(range(256)) * 200)
    put(inbox, "empty.txt", "")
    put(inbox, "sub/diary.md", "Nothing of interest today.\n")
    report = taken(reading, inbox)
    assert names(inbox.folder) == [
        *("done/share.txt", "failed/empty.txt", "failed/junk.bin", "failed/sub/diary.md", "failed/why.txt")
    ]
    lines = (inbox.folder / "failed" / "why.txt").read_text("utf-8").splitlines()
    assert [line.partition(": ")[0] for line in lines] == ["empty.txt", "junk.bin", "sub/diary.md"]
    assert all(line.partition(": ")[2] for line in lines)
    assert len(report.failed) == 3
    assert not inbox.look().ready


@pytest.mark.parametrize(
    "text", ["https://github.com/A/b", "[InternetShortcut]\nURL=https://www.github.com/a/B.git/\n"]
)
def test_the_address_of_a_known_papers_code_is_that_paper(
    reading: ReadingList, inbox: Inbox, text: str
) -> None:
    for number, code in enumerate(("https://github.com/a/b", "https://github.com/a/bc", "https://e.org"), 1):
        links = {"repo": [code]}
        record = {"key": f"arxiv:2405.0000{number}", "title": f"Paper {number}", "links": links}
        reading.add([Data("test", json.dumps(record).encode())])
    put(inbox, "shared.txt", text)
    report = taken(reading, inbox)
    assert (report.same, report.new, report.updated, report.skips, report.failed) == (1, 0, 0, 0, ())
    assert names(inbox.folder / DONE) == ["shared.txt"]


def test_the_address_of_unknown_code_leads_to_failed(reading: ReadingList, inbox: Inbox) -> None:
    put(inbox, "shared.txt", "https://github.com/a/b")
    (failed,) = taken(reading, inbox).failed
    assert failed.why.startswith("https://github.com/a/b names no paper by its id; `readerapp add`")


def test_a_file_that_is_being_written_waits_until_two_looks_find_it_alike(reading: ReadingList) -> None:
    inbox = Inbox(reading.home, None, now=lambda: path.stat().st_mtime)  # it was written just now
    inbox.make()
    path = put(inbox, "list.txt", "2405.15738\n")
    assert not inbox.look().ready
    with path.open("a") as file:
        file.write("2406.00001\n")
    assert not inbox.look().ready
    assert [one.path for one in inbox.look().ready] == [path]


@pytest.mark.parametrize(
    "name",
    [
        *(".syncthing.share.txt.tmp", "~syncthing~share.txt.tmp", ".#share.txt", "share.txt~", "~$list.docx"),
        *("paper.pdf.part", "paper.pdf.crdownload", ".paper.pdf.icloud", "paper.download", "a.tmp"),
        *("why.txt", ".hidden.txt", ".DS_Store", "desktop.ini", "Thumbs.db", "a.PART", "paper.pdf.!sync"),
    ],
)
def test_a_file_that_another_program_has_not_finished_stays(
    reading: ReadingList, inbox: Inbox, name: str
) -> None:
    put(inbox, name)
    put(inbox, "sub/" + name)
    assert inbox.look() == inbox_folder.Look()


def test_a_conflict_copy_is_another_file(reading: ReadingList, inbox: Inbox) -> None:
    put(inbox, "share.sync-conflict-20261126-100000-ABCDEFG.txt", "2406.00001\n")
    put(inbox, "share.txt")
    assert taken(reading, inbox).new == 2


def test_links_and_what_is_no_file_are_left_and_named(
    reading: ReadingList, inbox: Inbox, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(SHARED, "utf-8")
    (inbox.folder / "folder").symlink_to(outside)
    (inbox.folder / "file.txt").symlink_to(outside / "secret.txt")
    os.mkfifo(inbox.folder / "pipe")
    (inbox.folder / "one" / "two").mkdir(parents=True)
    (inbox.folder / "one" / "two" / "deep.txt").write_text(SHARED, "utf-8")
    look = inbox.look()
    assert not look.ready
    assert [(Path(left.where).name, left.why.partition(",")[0].partition(";")[0]) for left in look.left] == [
        *(("file.txt", "is a link"), ("folder", "is a link"), ("pipe", "is neither a file nor a folder")),
        ("two", "is a folder within a folder"),
    ]
    assert names(outside) == ["secret.txt"]


def test_a_file_of_the_same_name_is_never_written_over(reading: ReadingList, inbox: Inbox) -> None:
    for number in range(3):
        put(inbox, "share.txt", f"2405.0000{number}\n")
        taken(reading, inbox)
    done = inbox.folder / "done"
    assert sorted(path.read_text() for path in done.iterdir()) == [f"2405.0000{n}\n" for n in range(3)]


def test_what_cannot_be_moved_is_said_once_and_not_read_again(
    reading: ReadingList, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, folder: Path) -> Path:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(files, "move", refused)
    path = put(inbox, "share.txt")
    put(inbox, "empty.txt", "")
    report = taken(reading, inbox)
    assert report.new == 1 and len(report.stuck) == 2 and "Read-only" in report.stuck[0].why
    assert len(report.failed) == 1 and not report.set_aside
    assert not inbox.look().ready
    assert not at_rest(reading).look().ready, "another program knows, too"
    path.write_text("2406.00001 2406.00002\n")
    assert [one.path for one in inbox.look().ready] == [path], "its content is another"


def test_a_file_that_was_written_to_while_it_was_read_is_read_again(
    reading: ReadingList, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(inbox, "list.txt", "2405.15738\n")
    inbox_look = inbox.look().ready

    def written(_: Progress) -> None:
        path.write_text("2405.15738\n2406.00001\n")

    reading.follow(take(reading, inbox, inbox_look, progress=written))
    assert path.exists()
    taken(reading, inbox)
    assert there(reading) == ["arxiv:2405.15738", "arxiv:2406.00001"]
    assert names(inbox.folder) == ["done/list.txt"]


def test_what_is_gone_before_it_is_read_is_nobodys_failure(reading: ReadingList, inbox: Inbox) -> None:
    put(inbox, "share.txt")
    found = inbox.look().ready
    (inbox.folder / "share.txt").unlink()
    report = take(reading, inbox, found)
    assert not report.files and not report.failed and not report.stuck


def test_stopped_in_the_middle_the_files_that_were_read_are_moved(reading: ReadingList, inbox: Inbox) -> None:
    for number in range(200):
        put(inbox, f"{number:03}.txt", f"2405.{number:05}\n")

    def stop(progress: Progress) -> None:
        if progress.papers >= 100:
            raise Cancelled

    report = taken(reading, inbox, stop)
    assert report.stopped
    done, left = names(inbox.folder / "done"), sorted(path.name for path in inbox.folder.glob("*.txt"))
    assert len(done) + len(left) == 200 and len(there(reading)) >= len(done) >= 99
    assert taken(reading, inbox).read == len(left)
    assert len(there(reading)) == 200


def test_one_program_at_a_time_reads_the_inbox(reading: ReadingList, inbox: Inbox) -> None:
    put(inbox, "share.txt")
    found = inbox.look().ready
    with Lock(reading.home.cache / "inbox.lock").held(), pytest.raises(InboxBusy):
        take(reading, inbox, found)
    assert take(reading, inbox, found).new == 1
    assert take(reading, inbox, found).files == (), "it was done by another"


KILLED = """
import os, signal, sys
from pathlib import Path
from readerapp.actions.intake import inbox, inbox_folder
from readerapp.actions.reading_list import ReadingList

def kill(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

inbox_folder.put_away = kill
with ReadingList.open(sys.argv[1]) as reading:
    found = inbox_folder.Inbox(reading.home, None, now=lambda: 1e12)
    inbox.take(reading, found, found.look().ready)
"""


def test_killed_between_adding_and_moving_nothing_is_lost_and_nothing_twice(
    reading: ReadingList, inbox: Inbox
) -> None:
    put(inbox, "share.txt")
    reading.close()
    home = reading.home.data
    done = subprocess.run([sys.executable, "-c", KILLED, str(home)], cwd=ROOT, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    with ReadingList.open(home) as again:
        assert there(again) == ["arxiv:2405.15738"]
        report = taken(again, at_rest(again))
        assert (report.same, report.new) == (1, 0)
        assert names(inbox.folder) == ["done/share.txt"]
    lines = [json.loads(line) for line in (home / "papers.jsonl").read_text().splitlines()]
    assert [line.get("key") for line in lines] == [None, "arxiv:2405.15738"]


def test_the_setting_names_another_folder_which_is_not_made(reading: ReadingList, tmp_path: Path) -> None:
    cloud = tmp_path / "Dropbox" / "papers"
    setting = str(cloud)
    with pytest.raises(ReaderError, match="isn't there"):
        at_rest(reading, setting)
    cloud.mkdir(parents=True)
    inbox = at_rest(reading, setting)
    put(inbox, "share.txt")
    assert taken(reading, inbox).new == 1
    assert names(cloud) == ["done/share.txt"]
    cloud.rename(tmp_path / "elsewhere")
    with pytest.raises(ReaderError, match="isn't there"):
        inbox.look()


@pytest.mark.parametrize("name", [".", ".."])
def test_an_inbox_that_would_take_the_readers_own_files_is_refused(reading: ReadingList, name: str) -> None:
    home = replace(
        reading.home, data=reading.home.data / "data" / "own", config=reading.home.data / "c" / "own"
    )
    for own in (home.data, home.config):
        with pytest.raises(ReaderError, match="holds your list"):
            Inbox(home, str(own / name)).look()


def test_an_inbox_that_was_never_made_is_empty(reading: ReadingList) -> None:
    assert Inbox(reading.home, None).look() == inbox_folder.Look()
