"""The reader's own editor in a real terminal, which may be closed under it."""

import sys
from pathlib import Path

import pytest

from readerapp.actions.reading_list import ReadingList
from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal, readerapp

KEEPS_A_SWAP_FILE = "(folder / '.note.md.swp').write_text('unsaved'); sys.exit(1)"
SAVES = "path.write_text('saved at the end'); sys.exit(1)"
GOES_ON = "path.write_text('saved by then'); time.sleep(9)"


def editor(folder: Path, on_hang_up: str) -> str:
    program = folder / "editor"
    program.write_text(
        f"#!{sys.executable}\nimport pathlib, signal, sys, time\n"
        "path = pathlib.Path(sys.argv[-1]); folder = path.parent\n"
        f"def hang_up(*_):\n    {on_hang_up}\n"
        "signal.signal(signal.SIGHUP, hang_up)\nprint('EDITING', flush=True)\nsignal.pause()\n"
    )
    program.chmod(0o700)
    return str(program)


@pytest.mark.parametrize(
    ("verb", "on_hang_up", "kept"),
    [
        pytest.param(False, KEEPS_A_SWAP_FILE, "", id="the app, a swap file"),
        pytest.param(False, GOES_ON, "saved by then", id="the app, an editor that goes on"),
        pytest.param(True, KEEPS_A_SWAP_FILE, "", id="the command line, a swap file"),
        pytest.param(True, SAVES, "saved at the end", id="the command line, a last save"),
    ],
)
@pytest.mark.slow
def test_a_terminal_closed_under_the_editor_ends_the_program_and_loses_no_text(
    start: Start,
    home: Path,
    environment: dict[str, str],
    tmp_path: Path,
    on_hang_up: str,
    kept: str,
    verb: bool,
) -> None:
    program = editor(tmp_path, on_hang_up)
    with ReadingList.open(home) as lib:
        (hit,) = lib.search(limit=1)
    key = hit.paper.key
    if verb:
        terminal = Terminal(readerapp("note", key, "--edit"), {**environment, "VISUAL": program})
    else:
        terminal = start(VISUAL=program)
        terminal.wait_for(hit.paper.title[:20])
        terminal.press("N")
    terminal.wait_for("EDITING")
    terminal.hang_up()
    with ReadingList.open(home) as lib:
        found = {state.note for state in lib.store.states.values()} - {""}
        assert found == ({kept} if kept else set())
        left = [path for path in lib.home.drafts.rglob("*") if path.is_file()]
        assert left
        if not kept:
            assert "unsaved" in {path.read_text() for path in left}
            assert str(lib.home.drafts) in "".join(lib.trouble)
