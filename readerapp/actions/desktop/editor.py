"""Writing a note in the reader's own editor."""

from __future__ import annotations

import shlex
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.actions import notes
from readerapp.actions.desktop.drafts import NoteDraft
from readerapp.actions.workspace import Workspace
from readerapp.domain.errors import ReaderError

if TYPE_CHECKING:
    from types import FrameType

    from readerapp.actions.done import Done

_AT_ONCE_SECONDS = 10.0
"""An editor that ends sooner without a change may be one that only told a window to open the file."""
_LOOKED_FOR_SECONDS = 1.0
_HEARD_SECONDS, _LAST_WORDS_SECONDS = 0.5, 3.0
"""How long an editor has to save or keep what it has once its terminal is closed."""


@dataclass(frozen=True, slots=True)
class EditorExit:
    """How an editor ended."""

    status: int | None
    """Its exit status, minus the signal that ended it; None where it did not end."""
    hung_up: bool = False
    """Whether the terminal was closed or the system asked us to end."""

    @property
    def well(self) -> bool:
        """Whether it ended as it does when a person leaves it."""
        return self.status == 0 and not self.hung_up


Run = Callable[[Sequence[str]], EditorExit]
"""Runs an editor on the reader's terminal."""


def editor_command(env: Mapping[str, str]) -> list[str]:
    """The editor's program and its arguments: `$VISUAL`, else `$EDITOR`, else `vi`.

    Raises:
        ReaderError: the variable can't be read as a command.
    """
    wanted = env.get("VISUAL") or env.get("EDITOR") or "vi"
    if shutil.which(wanted, path=env.get("PATH")):  # also where its path has a space
        return [wanted]
    try:
        command = shlex.split(wanted)
    except ValueError as error:
        raise ReaderError(f"The editor {wanted!r} is no command ({error}); set $EDITOR to one") from error
    if not command or not command[0]:
        raise ReaderError(f"The editor {wanted!r} is no command; set $EDITOR to one")
    return [str(Path(command[0]).expanduser()), *command[1:]]


def edit_note(workspace: Workspace, key: str, *, env: Mapping[str, str], run: Run | None = None) -> Done:
    """Let the reader edit a paper's note in their editor, and keep what it leaves however it ends.

    The file is removed when the editor ended well and its text is safe in the note; else it stays, `Done`
    says where, and the next edit of this note goes on with it. What others wrote meanwhile is kept beside.

    Raises:
        ReaderError: the editor can't be started, or what it left can't be read or saved; the sentence then
            says where it is.
    """
    command = editor_command(env)
    try:
        draft = NoteDraft.of(workspace.home.drafts, key, workspace.state(key).note)
    except OSError as error:
        raise ReaderError(f"{workspace.home.drafts} can't be written: {error.strerror}") from error
    try:
        return _edited(workspace, draft, command, run or call)
    finally:
        draft.let_go()


def _edited(workspace: Workspace, draft: NoteDraft, command: Sequence[str], run: Run) -> Done:
    began = time.monotonic()
    try:
        ended = run([*command, str(draft.path)])
    except OSError as error:
        draft.drop()
        why = f"The editor {command[0]!r} can't be started ({error.strerror}); set $EDITOR to one"
        raise ReaderError(why) from error
    text = draft.text()
    if text is None or text == draft.began:
        at_once = time.monotonic() - began < _AT_ONCE_SECONDS
        return _unchanged(workspace, draft, ended, stays=at_once or text is None)
    try:
        done = notes.write(workspace, draft.key, text, began=draft.began)
        workspace.store.sync()
    except ReaderError as error:
        raise ReaderError(f"{error}; what you wrote is kept in {draft.path}") from error
    if not ended.well:
        draft.keep(text)
        return replace(done, message=f"{done.message}; {_how(command[0], ended)}: {draft.path} stays")
    if left := draft.clear():
        return replace(
            done, message=f"{done.message}; {command[0]} left {_named(left)} in {draft.path.parent}"
        )
    return done


def _unchanged(workspace: Workspace, draft: NoteDraft, ended: EditorExit, *, stays: bool) -> Done:
    done = notes.write(workspace, draft.key, workspace.state(draft.key).note)
    others = draft.clear() if ended.well and not stays else draft.others()
    if ended.well and not stays and not others:
        return done
    if not ended.well:
        why = f"{_how('the editor', ended)}: what it left is in {draft.path.parent}"
    elif others:
        why = f"the editor left {_named(others)} in {draft.path.parent}"
    else:
        why = f"if it is still open, save to {draft.path} and edit the note again"
    return replace(done, message=f"{done.message}; {why}")


def _how(editor: str, ended: EditorExit) -> str:
    if ended.status is None:
        return f"{editor} did not end"
    if ended.hung_up:
        return "the terminal was closed"
    return f"{editor} ended with {ended.status}" if ended.status > 0 else f"{editor} was killed"


def _named(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} files"


class _HungUp(Exception):
    """The terminal was closed."""


def call(command: Sequence[str]) -> EditorExit:
    """Run an editor on this process's terminal until it ends, or the terminal is closed.

    What ctrl+c does is the editor's affair.

    Raises:
        OSError: it can't be started.
    """
    with _signals():
        process = subprocess.Popen(command)
        try:
            return EditorExit(_end_of(process))
        except _HungUp:
            return EditorExit(_last_words(process), hung_up=True)


def _end_of(process: subprocess.Popen[bytes]) -> int:
    """The exit status, looked for again and again.

    The system may give a signal to any thread; only between two looks does this one hear of it.
    """
    while True:
        with suppress(subprocess.TimeoutExpired):
            return process.wait(_LOOKED_FOR_SECONDS)


def _last_words(process: subprocess.Popen[bytes]) -> int | None:
    """The exit status of an editor that may still save or keep what it has; None where it goes on."""
    with suppress(subprocess.TimeoutExpired):
        return process.wait(_HEARD_SECONDS)
    # The system tells it by itself only if a shell is between us and the terminal.
    process.send_signal(signal.SIGHUP if hasattr(signal, "SIGHUP") else signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        return process.wait(_LAST_WORDS_SECONDS)
    return None


@contextmanager
def _signals() -> Iterator[None]:
    """Within it a closed terminal raises `_HungUp` once, and ctrl+c does nothing here.

    The editor gets handlers of its own: what is handled, unlike what is ignored, is not inherited.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    told = False

    def hang_up(number: int, frame: FrameType | None) -> None:
        nonlocal told
        if not told:
            told = True
            raise _HungUp

    ends = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)]
    keys = [getattr(signal, name) for name in ("SIGINT", "SIGQUIT") if hasattr(signal, name)]
    before = {number: signal.signal(number, hang_up) for number in ends}
    before |= {number: signal.signal(number, lambda *_: None) for number in keys}
    try:
        yield
    finally:
        for number, handler in before.items():
            if not (told and handler is signal.SIG_DFL):  # it would end us before the text is safe
                signal.signal(number, handler)
