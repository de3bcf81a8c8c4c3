"""Notes in the reader's own editor: stand-ins for editors as people have them, each a real process."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from readerapp.actions.desktop.editor import EditorExit, edit_note, editor_command
from readerapp.actions.done import Done
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import ReaderError
from readerapp.home import Home

KEY = "arxiv:1"
Editor = Callable[[str], dict[str, str]]


@pytest.fixture
def lib(tmp_path: Path) -> ReadingList:
    home = Home.find(tmp_path / "home")
    home.data.mkdir(mode=0o700)
    home.library.write_text(json.dumps({"key": KEY, "title": "A paper"}) + "\n")
    lib = ReadingList.open(home)
    lib.note(KEY, "before")
    return lib


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """A program that does `body`, Python with `path` and `folder`, with the file that it is given."""

    def make(body: str) -> dict[str, str]:
        program = tmp_path / "my editor"
        lead = "import os, pathlib, signal, subprocess, sys, time\npath = pathlib.Path(sys.argv[-1])\n"
        text = f"#!{sys.executable}\n{lead}folder = path.parent\n{body}\n"
        program.write_text(text, encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return {"VISUAL": str(program), "PATH": os.environ["PATH"]}

    return make


def note(lib: ReadingList) -> str:
    return lib.state(KEY).note


def drafts(lib: ReadingList) -> list[Path]:
    return [path for path in lib.home.drafts.rglob("*") if path.is_file()] if lib.home.drafts.exists() else []


def edited(lib: ReadingList, env: dict[str, str]) -> Done:
    return edit_note(lib, KEY, env=env)


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "nano"}, ["code", "--wait"]),
        ({"VISUAL": "", "EDITOR": "nano"}, ["nano"]),
        ({"EDITOR": "emacsclient -a '' -c"}, ["emacsclient", "-a", "", "-c"]),
        ({"EDITOR": "'/opt/my editor' -w"}, ["/opt/my editor", "-w"]),
        ({}, ["vi"]),
    ],
)
def test_visual_comes_before_editor(env: dict[str, str], expected: list[str]) -> None:
    assert editor_command(env) == expected


@pytest.mark.parametrize("command", ["'", " ", "''"])
def test_an_editor_that_is_no_command_is_told(command: str) -> None:
    with pytest.raises(ReaderError, match=r"set \$EDITOR"):
        editor_command({"EDITOR": command})


@pytest.mark.parametrize("command", ["no-such-editor --wait", "/etc", "~/no-such-editor"])
def test_an_editor_that_cannot_be_started_is_a_sentence_and_leaves_nothing(
    lib: ReadingList, command: str
) -> None:
    with pytest.raises(ReaderError, match=r"can't be started .*set \$EDITOR"):
        edited(lib, {"EDITOR": command})
    assert note(lib) == "before"
    assert not drafts(lib)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("path.write_text('after ü\\n', 'utf-8')", id="writes over it"),
        pytest.param(
            "new = folder / 'new'; new.write_text('after ü\\n', 'utf-8'); new.replace(path)", id="renames"
        ),
        pytest.param(
            "path.rename(str(path) + '~'); path.write_text('after ü\\n', 'utf-8')", id="keeps a backup"
        ),
        pytest.param("path.write_bytes('\\ufeffafter ü\\r\\n'.encode())", id="byte order mark and CRLF"),
    ],
)
def test_what_an_editor_saved_is_the_note_and_nothing_is_left_behind(
    lib: ReadingList, editor: Editor, body: str
) -> None:
    done = edited(lib, editor(body))
    assert note(lib) == "after ü"
    assert done.message == 'Wrote a note on "A paper"'
    assert not drafts(lib)


def test_the_editor_begins_with_the_note_in_a_file_of_the_reader_alone(
    lib: ReadingList, editor: Editor, tmp_path: Path
) -> None:
    mode = "oct(path.stat().st_mode)[-3:] + oct(folder.stat().st_mode)[-3:]"
    edited(lib, editor(f"path.write_text(path.read_text() + ' ' + {mode})"))
    assert note(lib) == "before 600700"
    assert lib.home.drafts.is_relative_to(tmp_path / "home")


@pytest.mark.parametrize(
    ("ending", "said"),
    [("sys.exit(3)", "exited with 3"), ("os.kill(os.getpid(), signal.SIGKILL)", "was killed")],
)
def test_a_text_counts_however_its_editor_ended_and_its_folder_stays(
    lib: ReadingList, editor: Editor, ending: str, said: str
) -> None:
    done = edited(
        lib, editor(f"path.write_text('half'); (folder / '.note.md.swp').write_text('other half'); {ending}")
    )
    assert note(lib) == "half"
    assert said in done.message
    (swap,) = [path for path in drafts(lib) if path.name.endswith(".swp")]
    assert str(swap.parent) in done.message
    assert swap.read_text() == "other half"


def test_a_swap_file_of_a_text_never_saved_is_kept_said_and_there_for_the_next_edit(
    lib: ReadingList, editor: Editor
) -> None:
    swap = "(folder / '.note.md.swp')"
    with pytest.raises(ReaderError, match=re.escape(str(lib.home.drafts))):
        edited(lib, editor(f"{swap}.write_text('unsaved'); os.kill(os.getpid(), signal.SIGHUP)"))
    assert note(lib) == "before"
    assert any("edit it again" in line for line in lib.trouble)
    edited(lib, editor(f"path.write_text({swap}.read_text()); {swap}.unlink()"))
    assert note(lib) == "unsaved"
    assert not drafts(lib)
    assert not lib.trouble


def test_an_editor_that_returns_at_once_keeps_its_file_and_the_next_edit_takes_what_it_saved(
    lib: ReadingList, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the disk's clock, which no test moves
    monkeypatch.setattr("readerapp.actions.desktop.drafts._now", lambda: lib.home.library.stat().st_mtime)
    done = edited(lib, editor("pass"))
    (path,) = [path for path in drafts(lib) if path.name == "note.md"]
    assert str(path) in done.message
    assert not lib.trouble
    path.write_text("saved later\n")
    assert str(path) in "".join(lib.trouble)
    assert "saved later" not in note(lib)
    done = edited(lib, editor("pass"))
    assert str(path) in done.message or note(lib) == "saved later"
    assert note(lib) == "saved later"
    assert not drafts(lib)


def test_what_is_saved_later_stays_beside_what_the_note_became_meanwhile(
    lib: ReadingList, editor: Editor
) -> None:
    edited(lib, editor("pass"))
    (path,) = [path for path in drafts(lib) if path.name == "note.md"]
    path.write_text("saved later")
    lib.note(KEY, "written here")
    edited(lib, editor("pass"))
    assert "saved later" in note(lib)
    assert "written here" in note(lib)


@pytest.mark.parametrize("left", ["(folder / '.saves').mkdir()", "(folder / 'other.txt').write_text('mine')"])
def test_what_an_editor_leaves_beside_the_note_stays_and_is_said(
    lib: ReadingList, editor: Editor, left: str
) -> None:
    done = edited(lib, editor(f"path.write_text('after'); {left}"))
    assert note(lib) == "after"
    (folder,) = lib.home.drafts.iterdir()
    assert [path.name for path in folder.iterdir()] in ([".saves"], ["other.txt"])
    assert str(folder) in done.message
    assert not lib.trouble
    edited(lib, editor("path.write_text('once more')"))
    assert note(lib) == "once more"


@pytest.mark.parametrize("body", ["path.unlink()", "path.unlink(); folder.rmdir()"])
def test_a_file_that_the_editor_removed_leaves_the_note(lib: ReadingList, editor: Editor, body: str) -> None:
    assert "unchanged" in edited(lib, editor(body)).message
    assert note(lib) == "before"


@pytest.mark.parametrize("data", [b"caf\xe9", b"\xff\xfea\0", b"ok \xed\xa0\x80"])
def test_bytes_that_are_no_text_are_kept_where_the_sentence_says(
    lib: ReadingList, editor: Editor, data: bytes
) -> None:
    with pytest.raises(ReaderError, match="not UTF-8") as caught:
        edited(lib, editor(f"path.write_bytes({data!r})"))
    (path,) = [path for path in drafts(lib) if path.name == "note.md"]
    assert str(path) in str(caught.value)
    assert path.read_bytes() == data
    assert note(lib) == "before"


def test_a_note_that_another_program_changes_meanwhile_keeps_both_texts(
    lib: ReadingList, editor: Editor, tmp_path: Path
) -> None:
    script = (
        "from readerapp.actions.reading_list import ReadingList\n"
        f"with ReadingList.open({str(tmp_path / 'home')!r}) as other: other.note({KEY!r}, 'theirs')\n"
    )
    edited(lib, editor(f"sys.path[:0] = {sys.path!r}\n{script}path.write_text('mine')"))
    assert "mine" in note(lib)
    assert "theirs" in note(lib)


def test_two_editors_of_one_note_have_a_file_each(lib: ReadingList, editor: Editor) -> None:
    seen: list[str] = []

    def run(command: list[str]) -> EditorExit:
        seen.append(command[-1])
        if len(seen) == 1:
            edit_note(lib, KEY, env={}, run=run)  # type: ignore[arg-type]
            Path(command[-1]).write_text("first")
        return EditorExit(0)

    edit_note(lib, KEY, env={}, run=run)  # type: ignore[arg-type]
    assert len(set(seen)) == 2
    assert note(lib) == "first"


def test_a_note_that_cannot_be_saved_is_kept_in_its_file(
    lib: ReadingList, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise ReaderError("No space left on device")

    monkeypatch.setattr(lib.store, "sync", full)
    with pytest.raises(ReaderError, match="No space left on device; what you wrote is kept in"):
        edited(lib, editor("path.write_text('after')"))
    assert [path.read_text() for path in drafts(lib) if path.name == "note.md"] == ["after"]


def test_what_nobody_wrote_to_for_a_day_is_removed(lib: ReadingList, editor: Editor) -> None:
    edited(lib, editor("pass"))
    assert drafts(lib)
    assert not lib.trouble
    for path in drafts(lib):
        os.utime(path, (1e9, 1e9))
    assert not lib.trouble
    assert not drafts(lib)


def test_ctrl_c_in_the_editor_is_the_editors(lib: ReadingList, editor: Editor, tmp_path: Path) -> None:
    """In a process group of its own, as a terminal sends it to both."""
    env = editor(
        "signal.signal(signal.SIGINT, lambda *_: path.write_text('saved on ctrl+c'))\n"
        "os.killpg(0, signal.SIGINT)"
    )
    code = (
        "import os, sys; sys.argv = ['readerapp', 'note', 'arxiv:1', '--edit'];"
        "from readerapp.__main__ import main; sys.exit(main())"
    )
    lib.close()
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **env, "READERAPP_HOME": str(lib.home.data)},
        start_new_session=True,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    with ReadingList.open(lib.home) as again:
        assert note(again) == "saved on ctrl+c"


def test_the_editor_of_the_settings_comes_before_those_of_the_environment(
    lib: ReadingList, editor: Editor
) -> None:
    program = editor("path.write_text('written', 'utf-8')").pop("VISUAL")
    lib.home.settings.write_text(f"editor = '{program}'\n", "utf-8")
    edited(lib, {"VISUAL": "no-such-editor", "PATH": os.environ["PATH"]})
    assert note(lib) == "written"


def test_an_editor_of_the_settings_that_is_none_is_told_where_it_stands() -> None:
    with pytest.raises(ReaderError, match=r"set editor in config\.toml"):
        editor_command({"EDITOR": "vi"}, "'unclosed")
