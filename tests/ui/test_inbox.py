"""The app looks at the inbox while it runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from readerapp.actions.intake import imports, inbox_folder
from readerapp.disk.lock import Lock
from readerapp.domain.errors import Unwritable
from readerapp.settings import Settings
from tests.ui.conftest import Reader, Start


@pytest.fixture
def inbox(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The inbox of a home with a paper; its files count as whole however new they are."""
    monkeypatch.setattr(inbox_folder, "REST_SECONDS", -60.0)
    folder = home / "inbox"
    folder.mkdir(parents=True)
    (home / "papers.jsonl").write_text(json.dumps({"title": "Known", "listed": "2026-11-01"}) + "\n", "utf-8")
    return folder


async def looks(reader: Reader) -> None:
    """Wait until the app has looked, as it does every few seconds."""
    reader.main.inbox.look()
    await reader.settle()


async def test_what_lands_comes_in_by_itself_and_one_key_takes_it_back(start: Start, inbox: Path) -> None:
    async with start() as reader:
        (inbox / "share.txt").write_text("Look: https://arxiv.org/abs/2405.15738\n")
        for _ in range(2):
            reader.main.poll()
        await reader.settle()
        assert reader.said == 'inbox: read 1 · new 1 · "arXiv:2405.15738"'
        assert "arXiv:2405.15738" in reader.titles
        assert reader.title == "Known", "the reader stays where they are"
        assert not (inbox / "share.txt").exists()
        await reader.press("u")
        assert reader.titles == ["Known"]
        await looks(reader)
        assert reader.titles == ["Known"]


async def test_an_empty_inbox_says_nothing_unless_it_is_asked_for(start: Start, inbox: Path) -> None:
    async with start() as reader:
        reader.main.say("before")
        await looks(reader)
        assert reader.said == "before"
        reader.main.action_inbox()
        await reader.settle()
        assert reader.said == f"Nothing new in {inbox}"


async def test_a_file_without_papers_is_named_with_the_reason(start: Start, inbox: Path) -> None:
    async with start() as reader:
        (inbox / "empty.txt").touch()
        await looks(reader)
        assert reader.said == "inbox: empty.txt moved to failed/: empty"
        assert reader.main.status.warning


async def test_a_folder_that_vanished_is_said_once(start: Start, inbox: Path, tmp_path: Path) -> None:
    async with start(settings=Settings(inbox=str(tmp_path / "gone"))) as reader:
        await looks(reader)
        assert "isn't there" in reader.said
        reader.main.say("after")
        await looks(reader)
        assert reader.said == "after"


async def test_what_another_program_reads_is_left_to_it(start: Start, inbox: Path) -> None:
    async with start() as reader:
        with Lock(reader.reading.home.cache / "inbox.lock").held():
            (inbox / "share.txt").write_text("https://arxiv.org/abs/2405.15738\n")
            reader.main.say("before")
            await looks(reader)
            assert reader.said == "before"
        await looks(reader)
        assert "new 1" in reader.said


async def test_files_of_an_import_that_failed_are_read_again_only_if_asked_for(
    start: Start, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise Unwritable("papers.jsonl can't be written: No space left on device")

    async with start() as reader:
        with monkeypatch.context() as patch:
            patch.setattr(imports, "import_papers", full)
            (inbox / "share.txt").write_text("https://arxiv.org/abs/2405.15738\n")
            await looks(reader)
            assert "No space left" in reader.said and reader.main.status.warning
            reader.main.say("after")
            await looks(reader)
            assert reader.said == "after"
        await looks(reader)
        assert (inbox / "share.txt").exists()
        reader.main.action_inbox()
        await reader.settle()
        assert "new 1" in reader.said


async def test_a_folder_that_lands_in_the_middle_of_a_dialog_changes_the_list_behind_it(
    start: Start, inbox: Path
) -> None:
    async with start() as reader:
        await reader.press("n")
        screen = reader.app.screen
        (inbox / "sub").mkdir()
        (inbox / "sub" / "share.txt").write_text("https://arxiv.org/abs/2405.15738\n")
        await looks(reader)
        assert reader.app.screen is screen
        await reader.press(*"ab", "escape")
        assert reader.title == "Known"
        assert "arXiv:2405.15738" in reader.titles


async def test_the_demo_reads_no_file_of_the_readers(start: Start, inbox: Path) -> None:
    async with start() as reader:
        reader.main.is_demo = True
        (inbox / "share.txt").write_text("https://arxiv.org/abs/2405.15738\n")
        await looks(reader)
        assert (inbox / "share.txt").exists()
        reader.main.action_inbox()
        assert reader.said == "The demo reads no files of yours"
