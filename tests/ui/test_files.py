"""What goes out of the app by the palette: exports, backups, syncs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from readerapp.exports import FORMATS, SUFFIXES
from tests.ui.conftest import Reader, Start


async def export_to(reader: Reader, name: str) -> None:
    await reader.press("colon", *"export", "enter")
    reader.app.screen.query_one(Input).value = name
    await reader.press("enter")


async def test_the_list_is_exported_to_a_file_and_it_says_where(start: Start, tmp_path: Path) -> None:
    async with start() as reader:
        await reader.type("curriculum")
        await reader.press("enter")
        await export_to(reader, str(file := tmp_path / "curriculum.bib"))
        count = len(reader.main.shelf.rows)
        assert reader.said == f"Exported {count} papers to {file}"
        assert file.read_text("utf-8").count("@") == count


async def test_the_selection_is_exported_alone_in_the_format_of_the_name(
    start: Start, tmp_path: Path
) -> None:
    async with start() as reader:
        titles = reader.titles[:2]
        await reader.press("space", "space")
        await export_to(reader, str(file := tmp_path / "two.jsonl"))
        assert [json.loads(line)["title"] for line in file.read_text("utf-8").splitlines()] == titles


async def test_an_export_to_a_folder_is_a_note_a_paper_for_obsidian(start: Start, tmp_path: Path) -> None:
    async with start() as reader:
        await reader.press("space", "space")
        await export_to(reader, f"{tmp_path}/vault/")
        assert len([*(tmp_path / "vault").glob("*.md")]) == 2
        assert reader.said.endswith(": 2 new")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("there.bib", "there.bib is there already; choose another name"),
        ("two.pdf", f"'two.pdf' says no format: end it in {', '.join(SUFFIXES)}"),
        ("no/folder/two.md", "no/folder"),
    ],
)
async def test_an_export_that_cannot_be_written_says_why_and_changes_nothing(
    start: Start, tmp_path: Path, name: str, why: str
) -> None:
    (there := tmp_path / "there.bib").write_text("mine", "utf-8")
    async with start() as reader:
        await export_to(reader, str(tmp_path / name))
        assert reader.said.endswith(why)
        assert there.read_text("utf-8") == "mine"
        assert not (tmp_path / "two.pdf").exists()


async def test_an_export_offers_a_name_that_says_what_the_papers_are(start: Start) -> None:
    async with start() as reader:
        await reader.type("Curriculum has:repo")
        await reader.press("enter", "colon", *"export", "enter")
        assert reader.app.screen.query_one(Input).value == "curriculum-has-repo.bib"


async def test_a_backup_says_where_it_is(start: Start, home: Path) -> None:
    async with start() as reader:
        await reader.press("a", "colon", *"backup", "enter")
        assert reader.said.startswith("Backed up as ") or "Nothing changed since" in reader.said
        assert list((home / "backups").iterdir())


async def test_a_sync_that_was_never_set_up_says_how_in_one_line(start: Start) -> None:
    async with start() as reader:
        await reader.press("colon", *"sync", "enter")
        assert "sync --init" in reader.said


@pytest.mark.parametrize("size", [(60, 20), (100, 40)])
async def test_the_prompt_says_what_the_ending_means_and_which_there_are(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(size=size) as reader:
        await reader.press("colon", *"export", "enter")
        prompt = reader.app.screen.query_one(Input)
        meaning = reader.app.screen.query_one("#path-meaning", Static)
        for form in FORMATS.values():
            for suffix in form.suffixes:
                prompt.value = f"week{suffix}"
                await reader.settle()
                shown = str(meaning.content)
                assert shown.startswith(f"{form.name}: {form.help}\n")
                assert all(each in shown for each in SUFFIXES)
        assert meaning.region.bottom <= size[1] and meaning.region.right <= size[0]
        assert meaning.region.height >= meaning.virtual_size.height


async def test_the_prompt_says_what_a_folder_means(start: Start, tmp_path: Path) -> None:
    async with start(size=(60, 20)) as reader:
        await reader.press("colon", *"export", "enter")
        prompt = reader.app.screen.query_one(Input)
        meaning = reader.app.screen.query_one("#path-meaning", Static)
        for name in ("Papers/", str(tmp_path)):
            prompt.value = name
            await reader.settle()
            assert str(meaning.content).startswith("obsidian: ")
        prompt.value = "Papers"
        await reader.settle()
        assert str(meaning.content).startswith("no format yet")


async def test_tab_completes_the_ending(start: Start, tmp_path: Path) -> None:
    async with start(size=(60, 20)) as reader:
        await reader.press("colon", *"export", "enter")
        prompt = reader.app.screen.query_one(Input)
        prompt.value = str(tmp_path / "week.e")
        prompt.cursor_position = len(prompt.value)
        await reader.settle()
        await reader.press("tab", "enter")
        assert reader.said.endswith("week.epub")
        assert (tmp_path / "week.epub").read_bytes().startswith(b"PK")
