"""A vault belongs to its reader: exports write only what is theirs, and edits in it come back."""

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.actions.exporting import export_folder
from readerapp.actions.intake.inputs import Data
from readerapp.actions.reading_list import ReadingList
from readerapp.disk import files
from readerapp.domain.errors import ReaderError
from readerapp.domain.paper import Paper, Sighting
from readerapp.domain.state import Status
from readerapp.domain.values import replace
from readerapp.exports.lists import obsidian
from readerapp.exports.lists.obsidian import file_name, tag_names
from readerapp.sources.lists.vault_note import properties, vault_note
from tests.actions.coming_back import Homes

ONE, TWO = (
    Paper(key=f"arxiv:2405.0000{n}", title=f"Paper {n}", abstract="A b.", sightings=(Sighting(source="t"),))
    for n in (1, 2)
)


@pytest.fixture
def homes() -> Iterator[Homes]:
    with Homes() as found:
        yield found


@pytest.fixture
def reader(homes: Homes) -> ReadingList:
    marks = {"note": "old note", "tags": ("deep learning", "b"), "rating": 2}
    return homes.reader([ONE, TWO], {ONE.key: marks})


@pytest.fixture
def vault(homes: Homes, reader: ReadingList) -> Path:
    path = homes.path / "vault"
    export(reader, path)
    return path


def export(reader: ReadingList, path: Path) -> str:
    """Export both papers; what it said after the colon."""
    message = export_folder(reader, [reader.paper(ONE.key), reader.paper(TWO.key)], path).message
    assert message.startswith(f"Exported 2 papers to {path}")
    return message.removeprefix(f"Exported 2 papers to {path}")


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Replace texts in a file, each of which it has."""
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def test_a_file_has_what_obsidian_shows(vault: Path) -> None:
    assert sorted(path.name for path in vault.iterdir()) == ["Paper 1.md", "Paper 2.md"]
    text = (vault / "Paper 1.md").read_text("utf-8")
    front = properties(text.split("---\n")[1])
    assert front["key"] == [ONE.key]
    assert (front["status"], front["rating"]) == (["unread"], ["2"])
    assert front["tags"] == ["b", "deep-learning"]
    assert front["aliases"] == ["Paper 1"]
    assert "\n> [!abstract]\n> A b.\n" in text
    assert "\nold note\n" in text


def test_edits_in_a_vault_come_back(reader: ReadingList, vault: Path) -> None:
    edit(
        vault / "Paper 1.md",
        ("old note", "new note\n\n> with a quote"),
        ("status: unread", "status: read"),
        ("rating: 2", "rating: 5"),
        ('  - "b"\n', "  - c\n  - New\n"),
    )
    edit(vault / "Paper 2.md", ("<!-- readerapp note -->\n", "<!-- readerapp note -->\nfirst"))
    assert reader.add([str(vault)]).state == 2
    state = reader.state(ONE.key)
    assert state.note == "new note\n\n> with a quote"
    assert (state.status, state.rating) == (Status.READ, 5)
    assert {*state.tags} == {"deep learning", "c", "New"}
    assert reader.state(TWO.key).note == "first"
    assert reader.add([str(vault)]).state == 0
    assert export(reader, vault) == ": 2 changed"
    assert export(reader, vault) == ": 2 unchanged"


def test_properties_as_obsidian_writes_them_come_back(reader: ReadingList, vault: Path) -> None:
    path = vault / "Paper 1.md"
    text = path.read_text("utf-8")
    mark = next(line for line in text.split("\n") if line.startswith("readerapp: "))
    folded = mark.replace('"', "").replace("readerapp: ", "readerapp: >-\n  ").replace(" note=", "\n  note=")
    front = f"title: Paper 1\nkey: {ONE.key}\n{folded}\nstatus: Reading\nrating: 4\ntags: [b, '#x/y']\n"
    path.write_text(f"---\n{front}---\n{text.split('---', 2)[2].lstrip()}", "utf-8")
    reader.add([str(path)])
    state = reader.state(ONE.key)
    assert (state.status, state.rating, {*state.tags}) == (Status.READING, 4, {"b", "x/y"})
    assert state.note == "old note"


def test_an_export_leaves_what_was_edited_since_and_says_so(reader: ReadingList, vault: Path) -> None:
    path = vault / "Paper 1.md"
    edit(path, ("old note", "my edit"))
    before = path.read_bytes()
    reader.rate(4, ONE.key, TWO.key)
    said = ": 1 changed; left Paper 1.md, which you edited: `readerapp add` reads that first"
    assert export(reader, vault) == said
    assert path.read_bytes() == before
    reader.add([str(vault)])
    assert reader.state(ONE.key).note == "my edit"
    assert reader.state(ONE.key).rating == 4
    assert export(reader, vault) == ": 1 changed, 1 unchanged"


def test_a_note_edited_there_and_here_keeps_both_texts(reader: ReadingList, vault: Path) -> None:
    edit(vault / "Paper 1.md", ("old note", "their note"), ("rating: 2", "rating: 1"))
    reader.note(ONE.key, "my note")
    reader.rate(5, ONE.key)
    report = reader.add([str(vault)])
    state = reader.state(ONE.key)
    assert "my note" in state.note
    assert "their note" in state.note
    assert "old note" not in state.note
    assert state.rating == 5
    assert [skip.why for skip in report.skipped] == ["kept rating 5 of yours, where 1 came; both changed"]
    edit(vault / "Paper 1.md", ("rating: 1", "rating: 5"))
    assert export(reader, vault) == ": 1 changed, 1 unchanged"
    assert "my note" in (vault / "Paper 1.md").read_text("utf-8")
    assert reader.add([str(vault)]).state == 0
    reader.undo()
    assert reader.state(ONE.key).note == "my note"


def test_tags_changed_there_and_here_are_united(reader: ReadingList, vault: Path) -> None:
    edit(vault / "Paper 1.md", ('  - "b"\n', '  - "c"\n'))
    reader.tag([ONE.key], ["d"])
    assert "left Paper 1.md" in export(reader, vault)
    reader.add([str(vault)])
    assert {*reader.state(ONE.key).tags} == {"b", "c", "d", "deep learning"}
    assert export(reader, vault) == ": 1 changed, 1 unchanged"


def test_a_rating_changed_there_and_here_is_never_overwritten(reader: ReadingList, vault: Path) -> None:
    edit(vault / "Paper 1.md", ("rating: 2", "rating: 1"))
    reader.rate(5, ONE.key)
    for _ in range(2):
        assert "left Paper 1.md" in export(reader, vault)
        reader.add([str(vault)])
    assert "rating: 1" in (vault / "Paper 1.md").read_text("utf-8")


def test_a_paper_with_a_better_key_keeps_its_file(homes: Homes) -> None:
    known = Paper(key="title:0123456789abcdef", title="A paper with a long title", authors=("Ada Lovelace",))
    reader = homes.reader([known], {known.key: {"note": "n"}})
    path = Path(homes.exported(reader, "obsidian"))
    reader.add(
        [
            Data(
                "x",
                b'{"key": "arxiv:2405.00009", "title": "A paper with a long title",'
                b' "authors": ["Ada Lovelace"]}\n',
            )
        ],
        format="jsonl",
    )
    key = reader.library.key(0)
    assert key == "arxiv:2405.00009"
    export_folder(reader, [reader.paper(key)], path)
    (file,) = path.iterdir()
    assert f'key: "{key}"' in file.read_text("utf-8")


def test_a_conflict_copy_beside_a_file_is_left_and_both_edits_come_back(
    reader: ReadingList, vault: Path
) -> None:
    path = vault / "Paper 1.md"
    copy = vault / "Paper 1 (conflicted copy).md"
    copy.write_bytes(path.read_bytes())
    edit(copy, ("old note", "from the phone"))
    edit(path, ("old note", "from the desk"))
    reader.add([str(vault)])
    note = reader.state(ONE.key).note
    assert "from the phone" in note
    assert "from the desk" in note
    before = copy.read_bytes()
    export(reader, vault)
    assert copy.read_bytes() == before
    assert "from the phone" in path.read_text("utf-8")


def test_text_and_properties_of_the_readers_own_stay(reader: ReadingList, vault: Path) -> None:
    path = vault / "Paper 1.md"
    edit(
        path,
        ("aliases:\n", "cssclasses:\n- wide\n# mine\nrelated: |\n  status: x\naliases:\n  - My name\n"),
        ("> [!abstract]", "Above.\n\n> [!abstract]"),
        ("## Note", "> [!tip]\n> own\n\n## Note"),
        ("<!-- /readerapp note -->\n", "<!-- /readerapp note -->\n\n## Mine\n\n- text"),
    )
    reader.note(ONE.key, "next\n<!-- /readerapp note -->\nline")
    assert export(reader, vault) == ": 1 changed, 1 unchanged"
    text = path.read_text("utf-8")
    found = properties(text.split("---\n")[1])
    assert (found["cssclasses"], found["related"]) == (["wide"], ["status: x\n"])
    assert {*found["aliases"]} == {"My name", "Paper 1"}
    assert "# mine\n" in text
    for own in ("\nAbove.\n\n> [!abstract]\n", "\n> [!tip]\n> own\n\n## Note\n", "\n\n## Mine\n\n- text"):
        assert own in text
    assert (note := vault_note(text)) is not None
    assert note.carried.fields["note"] == "next\n<!-- /readerapp note -->\nline"
    assert reader.add([str(vault)]).state == 0


def test_a_file_is_found_by_its_key_however_it_is_called(reader: ReadingList, vault: Path) -> None:
    (vault / "sub").mkdir()
    (vault / "Paper 1.md").rename(vault / "sub" / "Renamed.md")
    reader.rate(4, ONE.key)
    assert export(reader, vault) == ": 1 changed, 1 unchanged"
    assert sorted(path.name for path in vault.rglob("*.md")) == ["Paper 2.md", "Renamed.md"]


def test_other_files_are_never_touched(homes: Homes, reader: ReadingList) -> None:
    folder = homes.path / "own"
    (folder / ".obsidian").mkdir(parents=True)
    own = {"Paper 1.md": "mine", "paper 2.txt": "---\nkey: x\n---", ".obsidian/x.md": "---\nkey: y\n"}
    for name, text in own.items():
        (folder / name).write_text(text, "utf-8")
    assert export(reader, folder) == ": 2 new"
    assert {name: (folder / name).read_text("utf-8") for name in own} == own
    assert {path.name for path in folder.glob("*.md")} == {"Paper 1.md", "Paper 1 2.md", "Paper 2 2.md"}


def test_a_note_links_to_the_files_of_the_papers_it_names(reader: ReadingList, vault: Path) -> None:
    reader.note(ONE.key, f"see [[{TWO.key}]]")
    export(reader, vault)
    assert "\n> Papers in the note: [[Paper 2]]\n" in (vault / "Paper 1.md").read_text("utf-8")
    assert reader.add([str(vault)]).state == 0
    assert reader.paper(ONE.key).abstract == "A b."


def test_broken_front_matter_is_left_and_said(reader: ReadingList, vault: Path) -> None:
    edit(vault / "Paper 1.md", ("rating: 2", "rating: [2"))
    assert (
        export(reader, vault)
        == ": 1 unchanged; left Paper 1.md, which you edited: `readerapp add` reads that first"
    )
    report = reader.add([str(vault)])
    assert [skip.why for skip in report.skipped] == [
        "front matter that can't be read, or names no key and title"
    ]
    assert len([*vault.iterdir()]) == 2


def test_facts_that_were_edited_are_left_and_said(reader: ReadingList, vault: Path) -> None:
    edit(vault / "Paper 1.md", ("> A b.", "> A c."))
    assert "left Paper 1.md" in export(reader, vault)


@pytest.mark.parametrize("seed", range(12))
def test_no_text_is_lost_whoever_writes_when(
    homes: Homes, reader: ReadingList, vault: Path, seed: int
) -> None:
    random, path, written = Random(seed), vault / "Paper 1.md", ["old note"]
    for number in range(14):
        step = random.choice(("here", "there", "there", "add", "export"))
        word = f"word{number}."
        if step == "here":
            reader.note(ONE.key, f"{reader.state(ONE.key).note}\n{word}")
            written.append(word)
        elif step == "there":
            edit(path, ("<!-- /readerapp note", f"{word}\n<!-- /readerapp note"))
            written.append(word)
        elif step == "add":
            reader.add([str(vault)])
        else:
            export(reader, vault)
        held = path.read_text("utf-8") + reader.state(ONE.key).note
        assert [each for each in written if each not in held] == []
    reader.add([str(vault)])
    assert [each for each in written if each not in reader.state(ONE.key).note] == []
    export(reader, vault)
    assert [each for each in written if each not in path.read_text("utf-8")] == []


def test_a_file_that_is_written_just_now_is_left(
    reader: ReadingList, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.rate(4, ONE.key)
    path, made = vault / "Paper 1.md", obsidian.text

    def text(*given: Any) -> str:
        path.write_text("somebody writes", "utf-8")
        return made(*given)

    monkeypatch.setattr(obsidian, "text", text)
    assert "left Paper 1.md" in export(reader, vault)
    assert path.read_text("utf-8") == "somebody writes"


def test_line_ends_stay(reader: ReadingList, vault: Path) -> None:
    path = vault / "Paper 1.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert reader.add([str(vault)]).state == 0
    reader.rate(3, ONE.key)
    export(reader, vault)
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 10


def test_a_failed_write_leaves_each_file_old_or_new(
    reader: ReadingList, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in vault.iterdir()}
    reader.rate(4, ONE.key, TWO.key)
    whole = files.replace

    def fail(path: Path, *rest: object, **more: object) -> object:
        if path.name == "Paper 2.md":
            raise OSError(28, os.strerror(28), str(path))
        return whole(path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "replace", fail)
    with pytest.raises(ReaderError, match=r"Paper 2\.md can't be written: No space left on device"):
        export(reader, vault)
    assert {path.name for path in vault.iterdir()} == {*before}
    assert (vault / "Paper 2.md").read_bytes() == before["Paper 2.md"]
    assert "rating: 4" in (vault / "Paper 1.md").read_text("utf-8")


def test_nothing_in_an_abstract_runs_or_loads(homes: Homes) -> None:
    bad = "![x](https://e.org/p.png) <img src=x> `$= dv.x` [[a]] %%b%% #c &#60; x < y $a_b$"
    reader = homes.reader([replace(ONE, abstract=bad)])
    path = homes.exported(reader, "obsidian")
    text = (Path(path) / "Paper 1.md").read_text("utf-8").split("## Note")[0].split("---\n")[2]
    assert not any(sign in text for sign in ("[x", "[[", "<img", "`", "%%", " #c"))
    assert "$a_b$" in text
    other = homes.reader()
    other.add([path])
    assert other.paper(ONE.key).abstract == reader.paper(ONE.key).abstract


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('A: "B" <C>|D? *#^[E]/\\', "A B C D E"),
        ("..", "Paper"),
        ("CON", "CON -"),
        ("nul.txt x", "nul.txt x -"),
        ("ends. ", "ends"),
        ("x" * 200, "x" * 97),
        ("word " * 30, ("word " * 19).strip()),
        ("🧪" * 97, "🧪" * 60),
    ],
)
def test_a_file_name_is_legal_everywhere(title: str, name: str) -> None:
    assert file_name(title, ()) == name


def test_file_names_are_unlike_each_other_in_any_case() -> None:
    taken: set[str] = set()
    for title in ("Same", "SAME", "same?", "y" * 120, "y" * 121):
        name = file_name(title, taken)
        assert name.casefold() not in taken
        assert len(name) <= 97
        taken.add(name.casefold())


def test_tags_get_names_that_obsidian_has() -> None:
    tags = ("a b", "a-b", "2024", "x/y", "!?", "Ünï", "c++")
    assert tag_names(tags) == dict(
        zip(("a-b", "a-b-2", "_2024", "x/y", "tag", "Ünï", "c"), tags, strict=True)
    )


@given(st.text(alphabet="-\n:[]{}#&*!|>'\"%@`a1 \tkeyreadptil,?\\", max_size=200))
def test_any_front_matter_is_read_or_not(text: str) -> None:
    vault_note(f"---\nkey: arxiv:2405.00001\nreaderapp: x\ntitle: T\n{text}\n---\n{text}")
    properties(text)


@pytest.mark.parametrize(
    "front",
    ["a: &x [*x]", "a: " + "[" * 5000, "&a [" * 300, "? [a]: b", "a: !!python/name:os.system x", "\x01"],
)
def test_hostile_front_matter_has_no_properties_or_texts(front: str) -> None:
    assert all(isinstance(each, str) for values in properties(front).values() for each in values)
