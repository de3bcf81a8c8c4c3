from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from readerapp.actions.desktop.editor import edit, editor_command
from readerapp.domain.errors import ReaderError


def writing(text: str | bytes, status: int = 0) -> Callable[[Sequence[str]], int]:
    """An editor that leaves `text` in the file."""

    def run(command: Sequence[str]) -> int:
        Path(command[-1]).write_bytes(text if isinstance(text, bytes) else text.encode())
        return status

    return run


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "nano"}, ["code", "--wait"]),
        ({"VISUAL": "", "EDITOR": "nano"}, ["nano"]),
        ({}, ["vi"]),
    ],
)
def test_visual_comes_before_editor(env: dict[str, str], expected: list[str]) -> None:
    assert editor_command(env) == expected


@pytest.mark.parametrize("command", ["'", " "])
def test_an_editor_that_is_no_command_is_told(command: str) -> None:
    with pytest.raises(ReaderError, match=r"set \$EDITOR"):
        editor_command({"EDITOR": command})


@pytest.mark.parametrize("status", [0, 1, -9])
def test_what_stands_in_the_file_counts_whatever_ended_the_editor(status: int) -> None:
    assert edit("before", env={}, run=writing("after ü\n", status)) == "after ü"


def test_the_editor_begins_with_the_note_and_leaves_no_file_behind() -> None:
    seen: list[tuple[Path, str]] = []

    def run(command: Sequence[str]) -> int:
        path = Path(command[-1])
        seen.append((path, path.read_text("utf-8")))
        return 0

    assert edit("a note", env={}, run=run) == "a note"
    ((path, text),) = seen
    assert text == "a note"
    assert not path.parent.exists()


def test_bytes_that_are_no_text_are_kept_where_the_sentence_says() -> None:
    with pytest.raises(ReaderError, match="is kept in") as caught:
        edit("a note", env={}, run=writing(b"\xff\xfe"))
    path = Path(str(caught.value).rsplit(" ", 1)[1])
    assert path.read_bytes() == b"\xff\xfe"
    path.unlink()
    path.parent.rmdir()
