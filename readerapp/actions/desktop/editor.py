"""Writing in the reader's own editor."""

from __future__ import annotations

import shlex
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from readerapp.domain.errors import ReaderError

Run = Callable[[Sequence[str]], int]
"""Runs a program on the reader's terminal and gives its exit status."""


def editor_command(env: Mapping[str, str]) -> list[str]:
    """The editor's program and its arguments: `$VISUAL`, else `$EDITOR`, else `vi`.

    Raises:
        ReaderError: the variable can't be read as a command.
    """
    wanted = env.get("VISUAL") or env.get("EDITOR") or "vi"
    try:
        command = shlex.split(wanted)
    except ValueError as error:
        raise ReaderError(f"The editor {wanted!r} is no command ({error}); set $EDITOR to one") from error
    if not command:
        raise ReaderError(f"The editor {wanted!r} is no command; set $EDITOR to one")
    return command


def edit(text: str, *, env: Mapping[str, str], run: Run = subprocess.call) -> str:
    """`text` as the reader's editor left it.

    What stands in the file counts, also when the editor crashed: a note is never lost for that.

    Raises:
        ReaderError: the editor can't be started, or what it left is not UTF-8; the sentence then says where
            the file is.
    """
    command = editor_command(env)
    folder = Path(tempfile.mkdtemp(prefix="readerapp-"))
    path = folder / "note.md"
    path.write_text(text, "utf-8")
    try:
        run([*command, str(path)])
        edited = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ReaderError(f"The note is not UTF-8 text; it is kept in {path}") from error
    except FileNotFoundError as error:
        path.unlink(missing_ok=True)
        folder.rmdir()
        raise ReaderError(f"The editor {command[0]!r} can't be started; set $EDITOR to one") from error
    except OSError as error:
        raise ReaderError(f"The note could not be edited ({error.strerror}); it is kept in {path}") from error
    for left in folder.iterdir():
        left.unlink()
    folder.rmdir()
    return edited.removesuffix("\n") if not text.endswith("\n") else edited
